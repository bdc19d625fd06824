/* What is said, which links are followed, the lists, and the room of the maps. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CONTROLS, controlsOf } from '../../assets-src/address.js';
import { baseOf, codeOf } from '../../assets-src/export/embed.js';
import { pauseBefore, waitingWords } from '../../assets-src/export/fetching.js';
import { isLetter } from '../../assets-src/page/letters.js';
import { arrivedWords } from '../../assets-src/export/ordering.js';
import { wishing } from '../../assets-src/export/wishes.js';
import { fits, heightSaid } from '../../assets-src/frame/height.js';
import { besideMap, spoken } from '../../assets-src/page/announcements.js';
import { hasWords, matchWords } from '../../assets-src/page/figures.js';
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

test('a reader who waits for a busy server is told for how long, and how much of a file is here', () => {
  assert.match(waitingWords(2, 9), /asked again in 2 s, up to 9 times\.$/);
  assert.match(arrivedWords(3_449_999), / 3\.4 MB are here\.$/);
});

test('an address has the wishes that it takes and no others, written as addresses want it', () => {
  const wishes = { title: 'Us & them', note: '', theme: 'dark', labels: 'top' };
  assert.equal(wishing('map.png?by=ccg', ['title', 'note', 'theme'], wishes), 'map.png?by=ccg&title=Us%20%26%20them&theme=dark');
  assert.equal(wishing('post.png?by=ccg', [], wishes), 'post.png?by=ccg');
});

test('a letter is a key where nobody types, and alone', () => {
  const key = { key: 'E', ctrlKey: false, metaKey: false, altKey: false, repeat: false, isComposing: false };
  const at = (field) => ({ matches: (selector) => selector.split(', ').includes(field) });
  assert.ok(isLetter({ ...key, target: at('a') }, 'e'));
  assert.ok(!isLetter({ ...key, target: at('a') }, 'p'));
  for (const field of ['input', 'select', 'textarea', '[contenteditable]']) {
    assert.ok(!isLetter({ ...key, target: at(field) }, 'e'), field);
  }
  for (const other of ['ctrlKey', 'metaKey', 'altKey', 'repeat', 'isComposing']) {
    assert.ok(!isLetter({ ...key, target: at('a'), [other]: true }, 'e'), other);
  }
});

test('the code for another page is a frame with a title, and a picture with words in its place', () => {
  const base = baseOf({ origin: 'https://atlas.example', pathname: '/health/embed' });
  const what = {
    base, query: 'by=ccg&show=map', title: 'A "good" <map>', alternative: 'Map & words', height: 450, controls: ['by', 'period'],
  };
  const picture = '<a href="https://atlas.example/health/?by=ccg&amp;show=map">'
    + '<img src="https://atlas.example/health/map.png?by=ccg&amp;show=map&amp;size=social" alt="Map &amp; words"'
    + ' width="1200" height="675" style="max-width:100%;height:auto"></a>';
  const frame = '<iframe src="https://atlas.example/health/embed?by=ccg&amp;show=map&amp;controls=by.period"'
    + ` title="A &quot;good&quot; &lt;map&gt;" width="100%" height="450" loading="lazy" style="border:0">${picture}</iframe>`;
  assert.equal(codeOf(what), frame);
  assert.equal(codeOf({ ...what, isFitted: true }), `${frame}\n<script async src="https://atlas.example/health/embed.js"></script>`);
  assert.equal(codeOf({ ...what, isPicture: true, isFitted: true }), picture);
  assert.ok(!codeOf({ ...what, controls: [] }).includes('controls'));
});

test('a frame has the controls that its address asks for, in their order, and none without', () => {
  assert.deepEqual(controlsOf('?by=ccg&controls=period.by.nonsense'), ['by', 'period']);
  assert.deepEqual(controlsOf('?controls=all'), CONTROLS);
  assert.deepEqual(controlsOf('?by=ccg'), []);
});

test('only the atlas says how high its frame is, and only a number that makes sense', () => {
  const atlas = 'https://atlas.example';
  const said = (data, origin = atlas) => fits({ origin, data }, atlas);
  assert.equal(said(heightSaid(612.3)), 613);
  assert.equal(said(heightSaid(612.3), 'https://elsewhere.example'), 0);
  for (const data of [null, 'height', { height: 600 }, { atlas: 'width', height: 600 }, { atlas: 'height', height: '600' },
    heightSaid(99), heightSaid(10001), heightSaid(NaN)]) { assert.equal(said(data), 0, JSON.stringify(data)); }
});

test('a line of figures is found by all words that were typed, in any order and case', () => {
  assert.ok(hasWords('Deaths from Stroke, worse', 'STROKE deaths'));
  assert.ok(!hasWords('Deaths from stroke', 'stroke women'));
  assert.ok(hasWords('anything', '  '));
});

test('it is said how many figures match', () => {
  assert.equal(matchWords(0, 89), 'None of 89 figures match');
  assert.equal(matchWords(1, 89), '1 of 89 figures matches');
  assert.equal(matchWords(12, 89), '12 of 89 figures match');
});
