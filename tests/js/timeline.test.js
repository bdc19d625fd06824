/* The slider over the periods. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isBusy, kindOf, passes, stopAfter } from '../../assets-src/timeline/decisions.js';

test('the slider waits for an answer, but not for ever', () => {
  assert.ok(!isBusy(null, 1000));
  assert.ok(isBusy({ since: 1000 }, 8999));
  assert.ok(!isBusy({ since: 1000 }, 9000));
});

test('an answer is the own one, one that the slider has left behind, or that to another question', () => {
  const asked = { href: '?period=2' };
  assert.equal(kindOf('?period=2', asked, '?period=2'), 'own');
  assert.equal(kindOf('?period=2', asked, '?period=5'), 'overtaken');
  assert.equal(kindOf('?period=3', asked, '?period=2'), 'other');
  assert.equal(kindOf('?period=2', null, '?period=2'), 'other');
});

test('it plays from stop to stop and ends at the last', () => {
  assert.deepEqual([stopAfter(0, 3), stopAfter(1, 3), stopAfter(2, 3)], [1, 2, null]);
  assert.equal(stopAfter(0, 1), null);
});

test('the reader stops it with any key but those on its button and those on the way', () => {
  for (const key of ['Enter', ' ', 'Tab', 'a']) { assert.ok(passes(key, true), key); }
  assert.ok(!passes('Escape', true));
  for (const key of ['Tab', 'Shift']) { assert.ok(passes(key, false), key); }
  for (const key of ['Enter', 'Escape', 'ArrowLeft']) { assert.ok(!passes(key, false), key); }
});
