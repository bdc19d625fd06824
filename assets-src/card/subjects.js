/* What cards are about: areas of maps, marks of charts, rows of the table, and labels. */

import { around, part } from '../dom.js';

const CODE = /^[\w-]+$/;

/* Area or mark -> what its card says. */
const known = new WeakMap();

/* The letters of the server for what stands against England -> the look of the mark before the third line. */
const LOOKS = { w: 'worse', h: 'higher', s: 'similar', b: 'better', l: 'lower' };

/** Remember what the card of an area or mark says: lines of HTML from the server, the letter of its mark, and sentences
    that all end with. */
export function describe(path, lines, letter = '', ending = []) { known.set(path, { lines, letter, ending }); }

/** The mark of a verdict as HTML; a capital letter is a likely one. "" for none. */
export function markOf(letter) {
  const look = LOOKS[letter.toLowerCase()];
  if (!look) { return ''; }
  return `<i class="${look}${letter in LOOKS ? '' : ' likely'}"></i>`;
}

/** The area of the first map with a code, or null. */
function areaOf(code) { return CODE.test(code) ? part('map')?.querySelector(`path[data-area="${code}"]`) ?? null : null; }

/** What the card of an element says and what it must leave free; null if there is nothing to say.
    {about: its element, path: of the area or mark, lines, letter, ending} */
export function subjectOf(target) {
  if (known.has(target)) { return { about: target, path: target, ...known.get(target) }; }
  const about = around(target, '[data-area]');
  const path = about && areaOf(about.getAttribute('data-area'));
  return known.has(path) ? { about, path, ...known.get(path) } : null;
}

/** The name that the card of an area has in bold; "" for a mark without one. */
export function nameIn(lines) { return /<b>(.*?)<\/b>/.exec(lines)?.[1] ?? ''; }

/** The name of the area that an element belongs to, if it is on the first map. */
export function nameOf(path) {
  const area = known.get(areaOf(path.getAttribute('data-area')));
  return nameIn(known.get(path).lines) || (area ? nameIn(area.lines) : '');
}

/** The HTML of a card: its lines, what all end with, and the way on, if there is one. All but href and name is HTML. */
export function htmlOf({ lines, letter, ending }, href, name) {
  const [first, ...rest] = lines.split('<br>');
  if (rest.length > 1) { rest[1] = markOf(letter) + rest[1]; }
  const head = nameIn(first) ? first : `<b>${first}</b>`;
  const more = ending.length ? `<p class="atlas-hint">${ending.map((one) => one.replace(/\.$/, '')).join('. ')}.</p>` : '';
  const way = href ? `<p><a href="${href}" data-view tabindex="-1">Open ${name || 'this area'}</a></p>` : '';
  return `<p>${[head, ...rest].join('<br>')}</p>${more}${way}`;
}
