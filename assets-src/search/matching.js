/* Which places fit to what was typed, and in which order. */

/* The first half of a postcode of which more was typed, with and without its space. */
const SPACED = /^([a-z]{1,2}\d[a-z\d]?) \d[a-z]{0,2}$/;
const JOINED = /^([a-z]{1,2}\d[a-z\d]?)\d[a-z]{0,2}$/;
const NO_MATCH = 5;

/** Without capitals, accents and punctuation: "St. John's" and "st johns" are one. */
export function folded(text) {
  const plain = text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
  return plain.replace(/['\u2018\u2019.]/g, '').replace(/&/g, ' and ').replace(/[^a-z0-9]+/g, ' ').trim();
}

/** A place to be found, of its cells in the list of places: name, kind and code. */
export function entry([label, kind, code]) {
  const name = folded(label);
  return { label, kind, code, name, all: ` ${name} ${folded(kind)}` };
}

/** How well a place fits: the better, the smaller; NO_MATCH if it does not. */
export function rank(place, wanted, words) {
  if (place.name === wanted) { return 0; }
  if (place.name.startsWith(wanted)) { return 1; }
  if (` ${place.name}`.includes(` ${wanted}`)) { return 2; }
  if (place.name.includes(wanted)) { return 3; }
  return words.every((word) => place.all.includes(` ${word}`)) ? 4 : NO_MATCH;
}

function placesFor(places, wanted) {
  const words = wanted.split(' ');
  const ranks = Array.from({ length: NO_MATCH }, () => []);
  places.forEach((place) => { ranks[rank(place, wanted, words)]?.push(place); });
  return ranks.flat();
}

function postcodesFor(postcodes, wanted) {
  const joined = wanted.replace(/ /g, '');
  const spaced = SPACED.exec(wanted);
  const begun = spaced ? [] : postcodes.filter((district) => district.name.startsWith(joined));
  const cut = spaced || JOINED.exec(joined);
  if (begun.length || !cut) { return begun; }
  return postcodes.filter((district) => district.name === cut[1]);
}

/** All postcodes and places for what was typed, the best first. index: lists of entries. */
export function matches(index, typed) {
  const wanted = folded(typed);
  return wanted ? [...postcodesFor(index.postcodes, wanted), ...placesFor(index.places, wanted)] : [];
}
