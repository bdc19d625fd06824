/* Which of its maps the file without a server shows. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asked, closest, hashOf } from '../../assets-src/snapshot/choice.js';
import { runsOf } from '../../assets-src/snapshot/runs.js';

const STROKE = { condition: 'stroke', measure: 'deaths', sheet: 0, mapped: true };
const STAYS = { condition: 'stroke', measure: 'admissions', sheet: 1, mapped: true };
const CANCER = { condition: 'cancer', measure: 'deaths', sheet: 0, mapped: true };
const COUNTED = { condition: 'dementia', measure: 'count', sheet: 1, mapped: false };
const LISTED = { condition: 'dementia', measure: 'register', sheet: 2, mapped: true };
const DATA = { start: 2, entries: [STROKE, STAYS, CANCER, COUNTED, LISTED] };

test('the file opens with the view that it was made for', () => {
  for (const hash of ['', '#', '#map', '#measure=deaths']) { assert.equal(asked(hash, DATA), CANCER, hash); }
});

test('an address opens its condition and measure', () => {
  assert.equal(asked('#condition=stroke&measure=admissions', DATA), STAYS);
  assert.equal(asked(`#${hashOf('stroke', 'admissions')}`, DATA), STAYS);
});

test('an unknown measure gives the first of its condition, an unknown condition the first view', () => {
  assert.equal(asked('#condition=stroke&measure=none', DATA), STROKE);
  assert.equal(asked('#condition=none&measure=deaths', DATA), CANCER);
});

test('another condition shows the same measure, else a map of the same areas, else any map', () => {
  assert.equal(closest('cancer', STROKE, DATA.entries), CANCER);
  assert.equal(closest('stroke', LISTED, DATA.entries), STROKE);
  assert.equal(closest('stroke', { measure: 'none', sheet: 1 }, DATA.entries), STAYS);
  assert.equal(closest('dementia', STAYS, DATA.entries), LISTED);
  assert.equal(closest('dementia', { measure: 'count', sheet: 9 }, DATA.entries), COUNTED);
});

test('of a label the figure alone is bold, not the number of an area that reads like it', () => {
  assert.deepEqual(runsOf(['Ward', '5', '5'], '5'), [['Ward', ''], ['5', ''], ['', '5']]);
  assert.deepEqual(runsOf(['Ward 5 5'], '5'), [['Ward 5 ', '5']]);
  assert.deepEqual(runsOf(['Ward 5'], ''), [['Ward 5', '']]);
});
