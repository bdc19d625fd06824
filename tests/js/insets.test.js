/* The towns enlarged: from the pixels of the map to those of an inset. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { enlarged, lens, reaches, through } from '../../assets-src/map/insets.js';

/* A map of 100 by 100 pixels of a unit each; its middle fifth is enlarged to 60 by 60 pixels. */
const MAP = { window: [0, 0, 100, 100], width: 100 };
const MIDDLE = lens(MAP, { window: [40, 40, 60, 60], size: [60, 60] });

test('the corners of a window are those of its inset, and what lies between is three times as large', () => {
  assert.deepEqual(MIDDLE, { factor: 3, across: -120, down: -120 });
  assert.deepEqual(through(MIDDLE, 40, 40), [0, 0]);
  assert.deepEqual(through(MIDDLE, 60, 60), [60, 60]);
  assert.deepEqual(through(MIDDLE, 45, 50), [15, 30]);
});

test('north is up: a window at the top of the map is the one with the largest heights', () => {
  const top = lens(MAP, { window: [0, 80, 20, 100], size: [40, 40] });
  assert.deepEqual(through(top, 0, 0), [0, 0]);
  assert.deepEqual(through(top, 20, 20), [40, 40]);
});

test('an outline keeps its letters, and each of its points is moved, whole, in parts and below nought', () => {
  assert.equal(enlarged('M40,40L45.5,41L-2,50ZM1e-7,40L60,60Z', MIDDLE), 'M0,0L16.5,3L-126,30ZM-120,0L60,60Z');
});

test('an area is drawn again if it reaches into the inset', () => {
  const box = (x, y, side) => ({ x, y, width: side, height: side });
  assert.ok(reaches(box(45, 45, 2), MIDDLE, [60, 60]));
  assert.ok(reaches(box(0, 0, 100), MIDDLE, [60, 60]), 'it lies all around');
  assert.ok(!reaches(box(10, 45, 20), MIDDLE, [60, 60]), 'it lies on the left');
  assert.ok(!reaches(box(45, 70, 20), MIDDLE, [60, 60]), 'it lies below');
});
