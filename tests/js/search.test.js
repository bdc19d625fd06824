/* The search box: what is found, in which order, and what is said. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepFrom } from '../../assets-src/search/box.js';
import { entry, folded, matches, rank } from '../../assets-src/search/matching.js';
import { count, more, nothingFound } from '../../assets-src/search/words.js';

const INDEX = {
  places: [
    ['Hartlepool', 'council', 'E1'],
    ['St. John\u2019s & St Peter\u2019s', 'neighbourhood', 'E2'],
    ['Newcastle upon Tyne', 'council', 'E3'],
    ['Pool', 'neighbourhood', 'E4'],
    ['Pool Valley', 'neighbourhood', 'E5'],
    ['West Pool', 'neighbourhood', 'E6'],
  ].map(entry),
  postcodes: [['NE1', 'postcode', 'P1'], ['NE10', 'postcode', 'P2'], ['SR8', 'postcode', 'P3']].map(entry),
};

function codes(typed) { return matches(INDEX, typed).map((place) => place.code); }

test('capitals, accents, punctuation and several spaces make no difference', () => {
  assert.equal(folded('  ST. JOHN\u2019S  &  Ch\u00e2teau '), 'st johns and chateau');
  assert.deepEqual(codes('st johns and st peters'), ['E2']);
});

test('the whole name comes before its beginning, a word, a part, and words of the kind', () => {
  assert.deepEqual(codes('pool'), ['E4', 'E5', 'E6', 'E1']);
  const words = ['pool', 'neighbourhood'];
  const ranks = INDEX.places.map((place) => rank(place, words.join(' '), words));
  assert.deepEqual(ranks, [5, 5, 5, 4, 4, 4]);
});

test('words in any order are found', () => { assert.deepEqual(codes('tyne newcastle council'), ['E3']); });

test('nothing is found for nothing, for signs alone and for what is no place', () => {
  for (const typed of ['', '  ', '?!', 'xyzzy']) { assert.deepEqual(codes(typed), [], typed); }
});

test('a begun postcode finds all that begin so', () => {
  assert.deepEqual(codes('ne1'), ['P1', 'P2']);
  assert.deepEqual(codes('NE').slice(0, 3), ['P1', 'P2', 'E3'], 'and then places');
});

test('of a longer postcode the first half counts, with and without a space', () => {
  assert.deepEqual(codes('NE1 4AB'), ['P1']);
  assert.deepEqual(codes('ne10 0'), ['P2']);
  assert.deepEqual(codes('SR84AB'), ['P3']);
  assert.deepEqual(codes('SR9 4AB'), []);
});

test('the arrows go round through the results and the box', () => {
  const walk = (by) => [-1, 0, 1, 2].map((active) => stepFrom(active, by, 3));
  assert.deepEqual(walk(1), [0, 1, 2, -1]);
  assert.deepEqual(walk(-1), [2, -1, 0, 1]);
});

test('a count is said of any list, and shown only of one that is cut', () => {
  assert.deepEqual([more(8), more(9)], ['', '8 of 9 places. Type more to see others.']);
  assert.deepEqual([count(1), count(8), count(9)], ['1 place.', '8 places.', '8 of 9 places. Type more to see others.']);
  assert.equal(nothingFound('Atlantis', 'Try X.'), 'No place \u201cAtlantis\u201d was found. Try X.');
});
