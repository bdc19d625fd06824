/* What is said, which links are followed, the lists, and the room of the maps. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pauseBefore } from '../../assets-src/export/fetching.js';
import { previewScale } from '../../assets-src/export/panel.js';
import { besideMap, spoken } from '../../assets-src/page/announcements.js';
import { isPlain } from '../../assets-src/page/links.js';
import { foundWords, isFound, stopAfter } from '../../assets-src/page/pickers.js';
import { heightBeside, inSteps } from '../../assets-src/page/rooms.js';

const CLICK = { button: 0, metaKey: false, ctrlKey: false, shiftKey: false, altKey: false };

test('what the hover shows is one sentence for a screen reader', () => {
  assert.equal(spoken('<b>Hartlepool</b><br>104.2<br>higher than England'), 'Hartlepool: 104.2, higher than England');
});

test('signs of a name are read as signs, and no tag is read', () => {
  assert.equal(spoken('<b>A &amp; B</b><br>&lt;5 <i>events</i>'), 'A & B: <5 events');
  assert.equal(spoken('&amp;lt;'), '&lt;');
});

test('beside an unchanged map the news is the tab and its finding, if there is one', () => {
  assert.equal(besideMap('Trend', 'Stroke rose'), 'Trend: Stroke rose.');
  assert.equal(besideMap('Trend', undefined), '');
  assert.equal(besideMap(undefined, 'Stroke rose'), '');
});

test('a click for a new tab, a new window or a download is left to the browser', () => {
  assert.ok(isPlain(CLICK));
  for (const key of ['metaKey', 'ctrlKey', 'shiftKey', 'altKey']) { assert.ok(!isPlain({ ...CLICK, [key]: true }), key); }
  assert.ok(!isPlain({ ...CLICK, button: 1 }));
});

test('an entry of a list is found by its words and by those of its group', () => {
  for (const typed of ['', ' STROKE ', 'circulation', 'ke circ']) { assert.ok(isFound('Stroke', 'Circulation', typed), typed); }
  assert.ok(!isFound('Stroke', 'Circulation', 'cancer'));
});

test('a screen reader is told how much of a list is left', () => {
  assert.deepEqual([0, 1, 12].map(foundWords), ['Nothing found', '1 found', '12 found']);
});

test('the arrows go round a list, and begin at its first stop', () => {
  assert.deepEqual([0, 1, 2].map((at) => stopAfter(at, 1, 3)), [1, 2, 0]);
  assert.deepEqual([0, 1, 2].map((at) => stopAfter(at, -1, 3)), [2, 0, 1]);
  assert.equal(stopAfter(-1, 1, 3), 1);
});

test('the room of a map is told in steps and never too large', () => {
  assert.deepEqual(inSteps(779.9, 520), [760, 520]);
  assert.deepEqual(inSteps(19, 0), [0, 0]);
});

test('a second map is as high as its names need, but no higher than the window allows', () => {
  assert.equal(heightBeside(400, 1000), 420);
  assert.equal(heightBeside(900, 1000), 600);
  assert.equal(heightBeside(900, 200), 300);
});

test('a busy server that says when is asked again, as often as there are tries', () => {
  assert.equal(pauseBefore(503, '2', 10), 2);
  assert.equal(pauseBefore(503, '2', 2), 2);
  assert.equal(pauseBefore(503, '2', 1), 0);
});

test('a server that is not busy, or does not say when, is not asked again', () => {
  assert.equal(pauseBefore(500, '2', 10), 0);
  assert.equal(pauseBefore(400, '2', 10), 0);
  assert.equal(pauseBefore(503, null, 10), 0);
  assert.equal(pauseBefore(503, 'Wed, 21 Oct 2026 07:28:00 GMT', 10), 0);
});

test('the preview of a page of paper is smaller', () => {
  assert.deepEqual(['a4', 'a4-portrait', 'slide', 'a3'].map(previewScale), ['0.2', '0.2', '0.4', '0.4']);
});
