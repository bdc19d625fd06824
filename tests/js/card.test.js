/* The card beside an area: where it stands, what it says, and the targets that labels are. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { distance, inside, nears, overlap, placeOf } from '../../assets-src/card/corner.js';
import { htmlOf, markOf, nameIn } from '../../assets-src/card/subjects.js';
import { grown } from '../../assets-src/map/targets.js';

const ROOM = { width: 1000, height: 600 };
const SIZE = { width: 200, height: 100 };

function box(left, top, right, bottom) { return { left, top, right, bottom }; }

test('a card stands right of what it is about, in the middle of that side', () => {
  assert.deepEqual(placeOf(SIZE, box(100, 200, 300, 400), [], ROOM), box(306, 250, 506, 350));
});

test('at the right edge of the window it stands left, and on a phone below or above', () => {
  assert.deepEqual(placeOf(SIZE, box(800, 200, 990, 400), [], ROOM), box(594, 250, 794, 350));
  const phone = { width: 360, height: 600 };
  assert.deepEqual(placeOf(SIZE, box(10, 200, 350, 300), [], phone), box(80, 306, 280, 406));
  assert.deepEqual(placeOf(SIZE, box(10, 400, 350, 550), [], phone), box(80, 294, 280, 394));
});

test('near an edge it is moved along its side to stay in the window', () => {
  assert.deepEqual(placeOf(SIZE, box(100, 0, 300, 20), [], ROOM), box(306, 4, 506, 104));
  assert.deepEqual(placeOf(SIZE, box(100, 590, 300, 600), [], ROOM), box(306, 496, 506, 596));
});

test('it leaves another box free, if one side of its subject does', () => {
  assert.deepEqual(placeOf(SIZE, box(400, 200, 500, 400), [box(510, 0, 1000, 600)], ROOM), box(194, 250, 394, 350));
});

test('it covers neither its subject nor leaves the window wherever there is room for both', () => {
  for (let left = 0; left <= 800; left += 40) {
    for (let top = 0; top <= 500; top += 50) {
      const about = box(left, top, left + 200, top + 100);
      const place = placeOf(SIZE, about, [], ROOM);
      assert.equal(overlap(place, about), 0, `${left}, ${top}`);
      assert.deepEqual(inside(place, box(0, 0, ROOM.width, ROOM.height)), place, `${left}, ${top}`);
    }
  }
});

test('of a subject as large as the window a corner is covered, and a card larger than it begins at its corner', () => {
  assert.deepEqual(placeOf(SIZE, box(0, 0, 1000, 600), [], ROOM), box(796, 4, 996, 104));
  assert.deepEqual(placeOf({ width: 2000, height: 10 }, box(0, 0, 9, 9), [], ROOM), box(4, 4, 2004, 14));
});

test('a pointer on its way to the card comes nearer to it, by more than the shaking of a hand', () => {
  const card = box(100, 100, 200, 200);
  assert.equal(distance([50, 150], card), 50);
  assert.equal(distance([150, 150], card), 0);
  assert.ok(nears([50, 150], [60, 150], card));
  assert.ok(!nears([60, 150], [50, 150], card));
  assert.ok(!nears([60, 150], [60.3, 150], card));
});

test('a card of an area says name, lines, what all end with and the way there', () => {
  const said = htmlOf({ lines: '<b>Alpha</b><br>310.0', letter: 'w', ending: ['England: 200.0', '2018', 'By chance.'] }, '?area=A', 'Alpha');
  assert.equal(said, '<p><b>Alpha</b><br>310.0</p><p class="atlas-hint">England: 200.0. 2018. By chance.</p>'
    + '<p><a href="?area=A" data-view tabindex="-1">Open Alpha</a></p>');
});

test('a card of a mark has its first line in bold, and no way where there is none', () => {
  assert.equal(htmlOf({ lines: 'Alpha, 2018<br>310.0', letter: '', ending: [] }, '', ''), '<p><b>Alpha, 2018</b><br>310.0</p>');
  assert.match(htmlOf({ lines: 'x', letter: '', ending: [] }, '?a', ''), /Open this area/);
  assert.equal(nameIn('<b>Alpha &amp; Beta</b><br>3'), 'Alpha &amp; Beta');
});

test('a verdict has its mark before the third line, hollow if it is likely', () => {
  const said = htmlOf({ lines: '<b>A</b><br>3<br>worse than England', letter: 'W', ending: [] }, '', '');
  assert.equal(said, '<p><b>A</b><br>3<br><i class="worse likely"></i>worse than England</p>');
  assert.deepEqual(['s', 'B', '-', ''].map(markOf), ['<i class="similar"></i>', '<i class="better likely"></i>', '', '']);
});

test('a small label is a target of 24 pixels around its middle, a large one as large as it is', () => {
  assert.deepEqual(grown({ left: 10, top: 10, width: 40, height: 12 }), { x: 10, y: 4, width: 40, height: 24 });
  assert.deepEqual(grown({ left: 10, top: 10, width: 10, height: 30 }), { x: 3, y: 10, width: 24, height: 30 });
});
