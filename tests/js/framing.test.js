/* The part of the map that a card shows, nearer, farther, and moved by hand. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxOf, middleOf, project, rangeOf, seen } from '../../assets-src/map/framing.js';
import { placeIn, recoloured } from '../../assets-src/map/motion.js';
import { pinch, pinched } from '../../assets-src/map/pinch.js';
import { moved, nearer, stepsAfter } from '../../assets-src/map/zoom.js';

test('a window is shown as large as it can be, and what lies beside it fills the rest of the room', () => {
  assert.deepEqual(seen([0, 0, 4, 2], 400, 200), [0, 0, 4, 2]);
  assert.deepEqual(seen([0, 0, 4, 2], 600, 200), [-1, 0, 5, 2]);
  assert.deepEqual(seen([0, 0, 4, 2], 400, 400), [0, -1, 4, 3]);
});

test('on its meridian a place lies in the middle of the map, as high as it is north', () => {
  assert.deepEqual(project(-2, 0, -2), [0, 0]);
  const [x, y] = project(-2, 54, -2);
  assert.ok(Math.abs(x) < 1e-12 && Math.abs(y - 54 * Math.PI / 180) < 1e-12);
  assert.ok(project(-1, 54, -2)[0] > 0 && project(-3, 54, -2)[0] < 0);
});

test('the range of degrees is the one around which the box lies, to a hundredth of a pixel', () => {
  for (const box of [[-0.02, 0.94, 0.012, 0.97], [0.008, 0.9501, 0.0102, 0.952], [-0.05, 0.93, 0.05, 0.98]]) {
    const pixel = (box[2] - box[0]) / 800;
    boxOf(rangeOf(box, -2), -2).forEach((edge, side) => { assert.ok(Math.abs(edge - box[side]) < pixel / 100); });
  }
});

test('the middle of a map lies on its meridian as far north as it is high, and beside it as far as it is across', () => {
  const [x, y] = project(-1, 54, -2);
  const { lon, lat } = middleOf([x - 0.01, y - 0.01, x + 0.01, y + 0.01], -2);
  const across = Math.cos(54 * Math.PI / 180) * Math.sin(Math.PI / 180);
  assert.ok(Math.abs(Math.sin((lon + 2) * Math.PI / 180) - across) < 1e-9);
  assert.ok(Math.abs(lat - 180 * y / Math.PI) < 1e-9);
});

test('a map comes nearer around its middle, and a hand moves it no farther than to its edge', () => {
  assert.deepEqual(nearer([0, 0, 6, 3], 1.5), [1, 0.5, 5, 2.5]);
  assert.deepEqual(moved([2, 1, 4, 3], [-100, 50], 200, [0, 0, 9, 9]), [3, 1.5, 5, 3.5]);
  assert.deepEqual(moved([2, 1, 4, 3], [900, 0], 200, [0, 0, 9, 9]), [-1, 1, 1, 3]);
});

test('two fingers that part bring the map nearer, and what lay under them lies under them still', () => {
  const done = pinch([[40, 50], [60, 50]], [[30, 70], [70, 70]]);
  assert.deepEqual(done, { factor: 2, from: [50, 50], to: [50, 70] });
  assert.deepEqual(pinched([0, 0, 10, 10], done, 100), [2.5, 3.5, 7.5, 8.5]);
  assert.deepEqual(pinched([0, 0, 10, 10], pinch([[0, 0], [20, 0]], [[10, 5], [30, 5]]), 100), [-1, 0.5, 9, 10.5]);
});

test('fingers bring the map no farther than the whole and no nearer than eight steps', () => {
  assert.equal(stepsAfter(0, 0.5), 0);
  assert.equal(stepsAfter(2, 1.5), 3);
  assert.equal(stepsAfter(7, 9), 8);
});

test('a map that is opened grows out of its place in the one before, and none that lies elsewhere or is larger', () => {
  assert.deepEqual(placeIn([0, 0, 10, 5], [2, 1, 4, 2], 100), { x: 20, y: 30, scale: 0.2 });
  assert.equal(placeIn([0, 0, 10, 5], [12, 1, 14, 2], 100), null);
  assert.equal(placeIn([2, 1, 4, 2], [0, 0, 10, 5], 100), null);
});

test('an area goes from its old colour into the new, but not from a pattern, into one, or into the same', () => {
  const before = new Map([['a', 'red'], ['b', 'red'], ['c', 'url(#x)'], ['d', 'red'], ['e', 'red']]);
  const now = new Map([['a', 'blue'], ['b', 'red'], ['c', 'blue'], ['d', 'url(#x)'], ['f', 'blue']]);
  assert.deepEqual(recoloured(before, now), [['a', 'red']]);
});
