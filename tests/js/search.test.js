/* The search box: what is found, in which order, and what is said. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepFrom } from '../../assets-src/search/box.js';
import { entry, folded, matches, rank, slips } from '../../assets-src/search/matching.js';
import { count, more, nothingFound } from '../../assets-src/search/words.js';

const INDEX = {
  conditions: [
    ['Coronary heart disease', 'condition', 'chd', 'heart attack CHD'],
    ['Colorectal cancer', 'condition', 'bowel', 'bowel cancer colon cancer'],
  ].map(entry),
  places: [
    ['Hartlepool', 'council', 'E1'],
    ['St. John\u2019s & St Peter\u2019s', 'neighbourhood', 'E2'],
    ['Newcastle upon Tyne', 'council', 'E3'],
    ['Pool', 'neighbourhood', 'E4'],
    ['Pool Valley', 'neighbourhood', 'E5'],
    ['West Pool', 'neighbourhood', 'E6'],
    ['Hexham', 'neighbourhood', 'E7'],
    ['South Dale', 'CCG', 'E8', 'nhs CCG 00M SDC'],
  ].map(entry),
  postcodes: [['NE1', 'postcode', 'P1'], ['NE10', 'postcode', 'P2'], ['SR8', 'postcode', 'P3']].map(entry),
  sites: [['Captain Ward Hospital', 'acute hospital in Southport', 'H1', 'Southern Hospitals NHS Foundation Trust']].map(entry),
  smallest: [
    ['Hartlepool 014F', 'small area in Pool', 'E01000006'],
    ['Hartlepool 014G', 'small area in Pool', 'E01000007'],
    ['Hartlepool 015A', 'small area in Pool Valley', 'E01000008'],
  ].map(entry),
};

function codes(typed) { return matches(INDEX, typed).map((place) => place.code); }

test('capitals, accents, punctuation and several spaces make no difference', () => {
  assert.equal(folded('  ST. JOHN\u2019S  &  Ch\u00e2teau '), 'st johns and chateau');
  assert.deepEqual(codes('st johns and st peters'), ['E2']);
});

test('the whole name comes before one of its words, a part, and words of the kind', () => {
  assert.deepEqual(codes('pool'), ['E4', 'E5', 'E6', 'E1']);
  const words = ['pool', 'neighbourhood'];
  const ranks = INDEX.places.map((place) => rank(place, words.join(' '), words));
  assert.deepEqual(ranks, [5, 5, 5, 4, 4, 4, 5, 5]);
});

test('of names that have the word the larger area comes first, wherever in the name it stands', () => {
  const dales = { ...INDEX, places: [['County Dale', 'council', 'E10'], ['Dale and Hill', 'CCG', 'E11']].map(entry) };
  assert.deepEqual(matches(dales, 'dale').map((one) => one.code), ['E10', 'E11']);
});

test('what something is called besides comes before the same letters inside of another name', () => {
  const conditions = [['Dementia', 'condition', 'dementia'], ['Stroke', 'condition', 'stroke', 'TIA mini-stroke']].map(entry);
  const found = matches({ ...INDEX, conditions }, 'tia').map((one) => one.code);
  assert.deepEqual(found, ['stroke', 'dementia']);
});

test('a hospital is found by its initials, and before the same letters inside of another name', () => {
  const conditions = [['Scwhen', 'condition', 'letters']].map(entry);
  assert.deepEqual(matches({ ...INDEX, conditions }, 'CWH').map((one) => one.code), ['H1', 'letters']);
  assert.deepEqual(codes('SD'), ['E8'], 'of two words there are none: a code begins so');
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

test('conditions are found by name and by what else they are called', () => {
  assert.deepEqual(codes('Heart Attack'), ['chd']);
  assert.deepEqual(codes('CHD'), ['chd']);
  assert.deepEqual(codes('bowel'), ['bowel']);
  assert.deepEqual(codes('colorectal cancer'), ['bowel']);
});

test('a place of the health service is found by its code and with what stands around its name', () => {
  for (const typed of ['00m', 'SDC', 'NHS South Dale', 'South Dale CCG', 'NHS South Dale CCG']) {
    assert.deepEqual(codes(typed), ['E8'], typed);
  }
});

test('a smallest area is found by its code, its name and the beginning of its number, and by no less', () => {
  assert.deepEqual(codes('e01000007'), ['E01000007']);
  assert.deepEqual(codes('Hartlepool 014g'), ['E01000007']);
  assert.deepEqual(codes('Hartlepool 014'), ['E01000006', 'E01000007']);
  assert.deepEqual(codes('hartlepool'), ['E1']);
  assert.deepEqual(codes('small area in pool'), []);
  assert.equal(codes('Hartlepool 0').length, 3);
  assert.deepEqual(codes('E0100000'), []);
});

test('a place is found by its code, as the files have it', () => { assert.deepEqual(codes('e3'), ['E3']); });

test('a slip is forgiven where nothing is called so, and none in a short word', () => {
  assert.deepEqual(codes('Hexam'), ['E7']);
  assert.deepEqual(codes('hxeham'), [], 'two are too many for a word of six letters');
  assert.deepEqual(codes('Hartlepol council'), ['E1']);
  assert.deepEqual(codes('newcastel'), ['E3']);
  assert.deepEqual(codes('poll'), []);
  assert.deepEqual(codes('pool'), ['E4', 'E5', 'E6', 'E1'], 'what is so hides what is nearly so');
  assert.deepEqual([slips('hexam', 'hexham'), slips('hex', 'hexham'), slips('abc', 'xyz'), slips('', 'x')], [1, 0, 3, 0]);
});

test('a count is said of any list, and shown only of one that is cut', () => {
  assert.deepEqual([more(8), more(9)], ['', '8 of 9 results. Type more to see others.']);
  assert.deepEqual([count(1), count(8), count(9)], ['1 result.', '8 results.', '8 of 9 results. Type more to see others.']);
  assert.equal(nothingFound('Atlantis', 'Try X.'), 'Nothing called \u201cAtlantis\u201d was found. Try X.');
});

test('a hospital is found by its name and by its trust', () => {
  for (const typed of ['Captain Ward', 'southern hospitals trust', 'Captin Ward']) { assert.deepEqual(codes(typed), ['H1'], typed); }
});

test('a condition and a place in one breath lead to that condition there, in any order and with words between', () => {
  const asked = (typed) => matches(INDEX, typed).map((one) => [one.label, one.condition, one.code]);
  const wanted = [['Coronary heart disease: Hartlepool', 'chd', 'E1']];
  for (const typed of ['heart attack Hartlepool', 'Hartlepool CHD', 'deaths from heart attacks in Hartlepool', 'CHD hartlepol']) {
    assert.deepEqual(asked(typed), wanted, typed);
  }
  assert.deepEqual(asked('bowel cancer NE1 4AB'), [['Colorectal cancer: NE1', 'bowel', 'P1']]);
  assert.deepEqual(asked('bowel Captain Ward'), [], 'a hospital has no figures of its own');
  assert.deepEqual(asked('xyzzy hartlepool'), []);
});

test('words around a condition or a place are passed over, where nothing is called so', () => {
  assert.deepEqual(codes('figures for Hexham'), ['E7']);
  assert.deepEqual(codes('early deaths of women from bowel cancer'), ['bowel']);
  assert.deepEqual(codes('the deaths in'), []);
  const ill = { ...INDEX, conditions: [entry(['Ill health', 'condition', 'health'])] };
  assert.equal(matches(ill, 'health')[0].code, 'health', 'and not where something is called so');
});
