/* The list of keys. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linesOf } from '../../assets-src/page/shortcuts.js';

test('the list has the letters, then those of buttons, then the other keys', () => {
  const lines = linesOf([['e', 'Share']]);
  assert.deepEqual(lines.slice(0, 5), [
    ['/', 'Search'], ['m', 'Go to the map'], ['f', 'Go to the figures'], ['c', 'Choose a condition'], ['e', 'Share'],
  ]);
  assert.deepEqual(lines.at(-1), ['?', 'This list']);
  assert.equal(new Set(lines.map(([key]) => key)).size, lines.length);
});
