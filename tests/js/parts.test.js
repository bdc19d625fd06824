/* The parts of the page: of which of them only the addresses are written anew. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isReaddressed } from '../../assets-src/page/parts.js';

const PART = '<a id="one" href="?a=1" data-view>One</a> <a href="?b=2">Two</a>';

test('a part is readdressed if it differs in where its links lead', () => {
  assert.ok(isReaddressed(PART, PART.replace('?a=1', '?a=9&amp;c=3').replace('?b=2', '')));
});

test('a part that differs in anything else is written whole', () => {
  const others = [
    PART.replace('id="one"', 'id="two"'), PART.replace('One', 'Other'), PART.replace('data-view', 'data-href="?a=1"'),
    PART.replace(' href="?b=2"', ''), `${PART}<a href="?c=3">Three</a>`, '',
  ];
  assert.deepEqual(others.filter((other) => isReaddressed(PART, other)), []);
});

test('what stands nowhere yet is written whole', () => {
  assert.equal(isReaddressed(undefined, PART), false);
});
