/* Every address that the browser builds or reads is built or read here. The server works out the addresses of views;
   here they are compared, carried on and completed. */

const NAMED = { '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' };
/** What the reader looks at goes along to another place. */
const KEPT = ['condition', 'measure', 'period', 'overlay'];
/** And to another condition. */
const ROUND = ['area', 'by', 'overlay'];
/** The view where a link starts, in one word: the page says what has changed on the way, and leads back. */
const STEP = ['area', 'by', 'condition', 'measure', 'period'];

/** Words, as they stand between tags or quotation marks of HTML. */
export function escaped(words) { return words.replace(/[&"<>]/g, (sign) => NAMED[sign]); }

/** The address of a page to load it anew. With the part after # a link to it would be a jump within the page. */
export function again(here) { return here.pathname + here.search; }

/** The address of a page to give to others: without the place on the page that the reader has jumped to. */
export function shareable(here) { return here.origin + again(here); }

/** Whether a link leads to the view of an address. A place on the page, after #, is no other view. */
export function isSameView(href, here) {
  const target = new URL(href, here);
  return target.origin + again(target) === shareable(new URL(here));
}

/** Whether the atlas is part of a page of somebody else. */
export function isEmbedded(pathname) { return pathname.endsWith('/embed'); }

/** What a frame on another page may have besides its map. */
export const CONTROLS = ['by', 'condition', 'measure', 'period', 'overlay', 'colour', 'layers', 'figures'];

/** Those that the address of a frame asks for: none, some with dots between them, or all. */
export function controlsOf(search) {
  const asked = (new URLSearchParams(search).get('controls') ?? '').split('.');
  return CONTROLS.filter((one) => asked.includes(one) || asked.includes('all'));
}

/** The address of a file of a view. The query is the server's own; what is added to it is keys and values. */
export function fileOf(name, query, added = {}) {
  const more = Object.entries(added).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  return `${name}?${[query, ...more].filter(Boolean).join('&')}`;
}

function addressOf(keys) {
  return `?${keys.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&')}`;
}

/* What goes along of a view, and where the link starts. */
function alongOf(shown, names) {
  const now = new URLSearchParams(shown);
  const kept = names.filter((key) => now.get(key)).map((key) => [key, now.get(key)]);
  const step = STEP.map((key) => now.get(key) ?? '').join('.');
  return [...kept, ...(now.has('by') ? [['from', step]] : [])];
}

/** The address of a place, with what the reader looks at in the view that is shown. */
export function placeOf(code, shown) { return addressOf([['area', code], ...alongOf(shown, KEPT)]); }

/** The address of a condition, in the area and by the level of the view that is shown. */
export function conditionOf(slug, shown) { return addressOf([['condition', slug], ...alongOf(shown, ROUND)]); }

/** The address of a condition in a place, with the overlay of the view that is shown. */
export function bothOf(code, slug, shown) {
  return addressOf([['area', code], ['condition', slug], ...alongOf(shown, ['overlay'])]);
}

/** What goes along to any view: the list of slides, and that a map is presented. */
const CARRIED = ['present', 'slides'];

/** How an address wants its map presented, in a word; nothing for a page as usual. */
export function frameOf(search) { return new URLSearchParams(search).get('present') ?? ''; }

/** A link with what goes along of the address that is shown. */
export function carried(href, shown) {
  const [now, target] = [new URLSearchParams(shown), new URLSearchParams(href.split('?')[1] ?? '')];
  const more = CARRIED.filter((key) => now.get(key) && !target.has(key)).map((key) => `${key}=${now.get(key)}`);
  return more.length ? `${href}${href.includes('?') ? '&' : '?'}${more.join('&')}` : href;
}

/** The address of the page that answers a question, under the name of its edition, so that it may be kept. */
export function pageOf(edition, { search, ...rooms }) {
  const sides = Object.entries(rooms).map(([name, room]) => `${name}=${room.map((side) => Math.max(side, 0)).join('x')}`);
  return `page/${edition}?${[`search=${encodeURIComponent(search)}`, ...sides].join('&')}`;
}

/** The name that the server gives to a file, in its header Content-Disposition. */
export function nameOf(disposition) { return /filename="([^"]+)"/.exec(disposition ?? '')?.[1] ?? 'atlas-file'; }
