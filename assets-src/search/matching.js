/* What fits to what was typed, and in which order. */

/* The first half of a postcode of which more was typed, with and without its space. */
const SPACED = /^([a-z]{1,2}\d[a-z\d]?) \d[a-z]{0,2}$/;
const JOINED = /^([a-z]{1,2}\d[a-z\d]?)\d[a-z]{0,2}$/;
const NO_MATCH = 5;
/* The smallest areas are called after a place and a number: none of so many is meant before the number is begun. */
const NUMBERED = /[a-z] \d/;
/* What people type around a condition or a place: it names neither. */
const BETWEEN = new Set(`a and at by death deaths died dying early female figures for from health highest how in is lowest
  male many map men my near of on people premature rate rates statistics the to what where with women worst`.split(/\s+/));

/** Without capitals, accents and punctuation: "St. John's" and "st johns" are one. */
export function folded(text) {
  const plain = text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
  return plain.replace(/['\u2018\u2019.]/g, '').replace(/&/g, ' and ').replace(/[^a-z0-9]+/g, ' ').trim();
}

/* The first letters of a name of three words or more, by which hospitals go; of fewer they would be anybody's. */
function initials(name) {
  const words = name.split(' ');
  return words.length > 2 ? words.map(([first]) => first).join('') : '';
}

/** What can be found, of its cells in a list: name, kind, code, and words that it is found by besides. */
export function entry([label, kind, code, more = '']) {
  const [name, others] = [folded(label), folded(more)];
  const all = ` ${name} ${folded(kind)} ${others}`;
  return { label, kind, code, name, all, called: ` ${others} ${initials(name)} ` };
}

/** How well a place fits: the better, the smaller; NO_MATCH if it does not. */
export function rank(place, wanted, words) {
  if (place.name === wanted) { return 0; }
  if (` ${place.name}`.includes(` ${wanted}`)) { return 1; }
  if (place.called.includes(` ${wanted} `)) { return 2; }
  if (place.name.includes(wanted)) { return 3; }
  return words.every((word) => place.all.includes(` ${word}`)) ? 4 : NO_MATCH;
}

function fitting(entries, wanted) {
  const words = wanted.split(' ');
  const ranks = Array.from({ length: NO_MATCH }, () => []);
  entries.forEach((one) => { ranks[rank(one, wanted, words)]?.push(one); });
  return ranks.flat();
}

/** How many letters are wrong, missing or too many in a word, set against the beginning of another. */
export function slips(word, other) {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let done = 1; done <= word.length; done += 1) {
    const next = [done];
    for (let at = 1; at <= other.length; at += 1) {
      const same = word[done - 1] === other[at - 1] ? 0 : 1;
      next.push(Math.min(row[at - 1] + same, row[at] + 1, next[at - 1] + 1));
    }
    row = next;
  }
  return Math.min(...row);
}

/* A short word has no room for a slip. */
function allowed(word) { return word.length < 5 ? 0 : word.length < 9 ? 1 : 2; }

function slipsOf(named, words) {
  const known = named.all.trim().split(/ +/);
  const least = (word) => Math.min(...known.map((other) => slips(word, other)).filter((far) => far <= allowed(word)));
  return words.map(least).reduce((sum, far) => sum + far, 0);
}

/* What is nearly so: only where nothing is so. */
function nearly(entries, wanted) {
  const words = wanted.split(' ');
  const found = entries.map((one) => [slipsOf(one, words), one]).filter(([far]) => far < Infinity);
  return found.sort(([one], [other]) => one - other).map(([, one]) => one);
}

function postcodesFor(postcodes, wanted) {
  const joined = wanted.replace(/ /g, '');
  const spaced = SPACED.exec(wanted);
  const begun = spaced ? [] : postcodes.filter((district) => district.name.startsWith(joined));
  const cut = spaced || JOINED.exec(joined);
  if (begun.length || !cut) { return begun; }
  return postcodes.filter((district) => district.name === cut[1]);
}

function coded(entries, wanted) { return entries.filter((one) => one.code.toLowerCase() === wanted); }

function numbered(entries, wanted) {
  return NUMBERED.test(wanted) ? entries.filter((one) => one.name.startsWith(wanted)) : [];
}

/* Asks the lists for exactly what was typed. */
function exactly(index, wanted) {
  const areas = [...index.places, ...index.smallest];
  return [
    ...postcodesFor(index.postcodes, wanted), ...fitting(withNames(index), wanted),
    ...coded(areas, wanted), ...numbered(index.smallest, wanted),
  ];
}

function withNames({ conditions, places, sites }) { return [...conditions, ...places, ...sites]; }

/* What fits, or else what nearly does. */
function forgiving(entries, wanted) {
  const found = fitting(entries, wanted);
  return found.length ? found : nearly(entries, wanted);
}

/* A condition in each place that fits; nothing if one of the two halves is neither. No hospital: none has figures. */
function together({ conditions, places, postcodes }, [what, where], find) {
  const [condition] = find(conditions, what);
  if (!condition) { return []; }
  const found = [...postcodesFor(postcodes, where), ...find(places, where)];
  return found.map((place) => ({ ...place, label: `${condition.label}: ${place.label}`, condition: condition.code }));
}

/* A condition and a place in one breath, whichever comes first: "lung cancer Sunderland". */
function pairs(index, words, find) {
  const halves = words.slice(1).map((_, at) => [words.slice(0, at + 1).join(' '), words.slice(at + 1).join(' ')]);
  const ways = halves.flatMap(([begun, rest]) => [[begun, rest], [rest, begun]]);
  return ways.map((way) => together(index, way, find)).find((found) => found.length) ?? [];
}

/** All postcodes, conditions, places and codes for what was typed, the best first; where nothing is called so, a
    condition in places, and then what is nearly so. index: lists of entries. */
export function matches(index, typed) {
  const wanted = folded(typed);
  const words = wanted.split(' ').filter((word) => word && !BETWEEN.has(word));
  const short = words.join(' ');
  const ways = [
    () => exactly(index, short), () => pairs(index, words, fitting),
    () => nearly(withNames(index), short), () => pairs(index, words, forgiving),
  ];
  const whole = wanted ? exactly(index, wanted) : [];
  return words.length ? ways.reduce((found, way) => (found.length ? found : way()), whole) : whole;
}
