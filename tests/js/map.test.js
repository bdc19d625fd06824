/* The map by arrow keys, its patterns and links, and the room of charts. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collide, standsOut } from '../../assets-src/charts/names.js';
import { growth, magnify, stepOfWords, thinTicks } from '../../assets-src/charts/room.js';
import { linksOf } from '../../assets-src/map/map.js';
import { ARROWS, middle, nearest } from '../../assets-src/map/nearest.js';
import { fillOf, hasNoNames } from '../../assets-src/map/patterns.js';

/* A cross of four around a middle one, which is the first, and one far to the right. */
const POINTS = [[0, 0], [10, 1], [-10, 1], [1, -10], [1, 10], [30, 0]];

test('each arrow leads to the nearest area on its side', () => {
  const found = ['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown'].map((key) => nearest([0, 0], POINTS, ARROWS[key]));
  assert.deepEqual(found, [1, 2, 3, 4]);
});

test('from the last area on a side the arrow leads nowhere', () => {
  assert.equal(nearest([30, 0], POINTS, ARROWS.ArrowRight), -1);
  assert.equal(nearest([0, 0], [[0, 0], [0.4, 0]], ARROWS.ArrowRight), -1);
});

test('an area straight ahead is nearer than one that lies aside', () => {
  assert.equal(nearest([0, 0], [[8, 6], [15, 0]], ARROWS.ArrowRight), 1);
});

test('of two that are as near the first is taken', () => {
  assert.equal(nearest([0, 0], [[10, 5], [10, -5]], ARROWS.ArrowRight), 0);
});

test('an area stands for its middle', () => {
  assert.deepEqual(middle({ left: 10, top: 20, width: 4, height: 6 }), [12, 23]);
});

test('an area leads where the figure says, whichever group it is in', () => {
  const figure = { data: [
    { locations: ['A', 'B'], customdata: ['?area=A', '?area=B'] }, { locations: ['X'] },
    { locations: ['C'], customdata: ['?area=C'] },
  ] };
  assert.deepEqual([...linksOf(figure)], [['A', '?area=A'], ['B', '?area=B'], ['C', '?area=C']]);
});

test('what is empty has a pattern, and what has a figure its colour', () => {
  assert.equal(fillOf('missing', '#fff'), 'url(#atlas-crosses)');
  assert.equal(fillOf('not-published', '#fff'), 'url(#atlas-dots)');
  assert.equal(fillOf('hatch', '#fff'), 'url(#atlas-hatch)');
  assert.equal(fillOf('whole', '#fff'), 'url(#atlas-whole)');
  assert.equal(fillOf('few', '#fff'), 'url(#atlas-few)');
  assert.equal(fillOf('class-2', '#005eb8'), '#005eb8');
});

test('borders, hatching and layers are no areas for a screen reader', () => {
  assert.deepEqual(['outlines', 'hatch', 'whole', 'row-middle', 'layer-icp', 'land-0', 'class-0', 'missing'].map(hasNoNames), [true, true, true, true, true, true, false, false]);
});

test('a chart grows with its card within bounds', () => {
  assert.deepEqual([growth(300), growth(620), growth(2000)], [1, 1, 1.35]);
  assert.equal(growth(744), 1.2);
});

test('margins, letters, marks and notes grow together; lists of sizes and numbers do not', () => {
  const figure = {
    data: [{ marker: { size: 10, line: { width: 2 } }, x: [1, 2] }, { marker: { size: [3, 4] } }],
    layout: { height: 100, margin: { l: 10, r: 10, t: 0, b: 10 }, font: { size: 10 },
      annotations: [{ font: { size: 20 } }] },
  };
  magnify(figure, 744);
  assert.equal(figure.layout.height, 120);
  assert.deepEqual(figure.layout.margin, { l: 12, r: 12, t: 0, b: 12 });
  assert.deepEqual(figure.data[0], { marker: { size: 12, line: { width: 2.4 } }, x: [1, 2] });
  assert.deepEqual(figure.data[1].marker.size, [3, 4]);
  assert.equal(figure.layout.annotations[0].font.size, 24);
});

function layoutOf(years) {
  return {
    font: { size: 12 }, margin: { l: 50, r: 50 },
    xaxis: { tickvals: years.map((_, at) => at), ticktext: years, range: [0, years.length - 1] },
  };
}

test('on a phone words under an axis are left out, counted from the last; on a laptop all stay', () => {
  const years = ['2010', '2011', '2012', '2013', '2014', '2015', '2016'];
  const phone = layoutOf(years);
  thinTicks(phone, 250);
  assert.deepEqual([phone.xaxis.ticktext, phone.xaxis.tickvals], [['2010', '2012', '2014', '2016'], [0, 2, 4, 6]]);
  const laptop = layoutOf(years);
  thinTicks(laptop, 620);
  assert.deepEqual(laptop.xaxis.ticktext, years);
});

test('an axis without words, or with one, stays as it is', () => {
  const layout = { margin: {}, font: {}, xaxis: { tickvals: [1], ticktext: ['2010'], range: [0, 1] } };
  thinTicks(layout, 10);
  assert.deepEqual(layout.xaxis.ticktext, ['2010']);
  assert.doesNotThrow(() => { thinTicks({}, 10); });
});

test('every word stays where there is room, and the longest decides', () => {
  assert.equal(stepOfWords(['10', '20'], [0, 1], 1, 500, 12), 1);
  assert.equal(stepOfWords(['10', '2010 to 2012'], [0, 1], 1, 45, 12), 2);
});

test('names that touch stay, and names that lie over each other collide', () => {
  const box = { left: 0, right: 20, top: 0, bottom: 10 };
  assert.ok(!collide(box, { ...box, left: 18, right: 30 }));
  assert.ok(collide(box, { ...box, left: 17, right: 30 }));
  assert.ok(!collide(box, { ...box, top: 8, bottom: 20 }));
});

test('a name may stand out a little, more on the right', () => {
  const room = { left: 0, right: 100 };
  assert.ok(!standsOut({ left: -4, right: 112 }, room));
  assert.ok(standsOut({ left: -5, right: 50 }, room));
  assert.ok(standsOut({ left: 50, right: 113 }, room));
});
