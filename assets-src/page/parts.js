/* The parts of the page: HTML from the server, put in place where it has changed. */

import { all, part } from '../dom.js';

/* What stands in each place, because the browser would give it back in another spelling. */
const written = new WeakMap();

const ADDRESS = / href="[^"]*"/g;

/** Whether two HTMLs differ in their addresses alone. */
export function isReaddressed(before, html) {
  return before !== undefined && before.replace(ADDRESS, ' href') === html.replace(ADDRESS, ' href');
}

/* New addresses for the links that stand in a place: nothing is laid out anew. Returns whether the place is then as it
   was asked for, which it is not if a script has changed it. */
function readdress(place, html) {
  const wanted = document.createElement('template');
  wanted.innerHTML = html;
  const hrefs = all('[href]', wanted.content).map((link) => link.getAttribute('href'));
  all('[href]', place).forEach((link, at) => { link.setAttribute('href', hrefs[at]); });
  const [there, here] = [wanted.content, place].map(({ childNodes }) => [...childNodes]);
  return there.length === here.length && there.every((one, at) => one.isEqualNode(here[at]));
}

/** Put HTML into the place with an id, if it is not there already. */
export function put(id, html) {
  const place = part(id);
  const before = place && written.get(place);
  if (!place || before === html) { return; }
  if (!isReaddressed(before, html) || !readdress(place, html)) { place.innerHTML = html; }
  part('opening').hidden = true;
  written.set(place, html);
}

/** Put several parts in place, and leave the focus where it was. */
export function putAll(ids, parts) {
  keepFocus(() => { ids.forEach((id) => { put(id, parts[id]); }); });
}

function keepFocus(change) {
  const before = document.activeElement;
  const picker = before?.closest('.atlas-control');
  /* Pickers of several choices stay open from one choice to the next. */
  const open = all('details[data-stay][open]').map((one) => one.id);
  change();
  open.map(part).filter(Boolean).forEach((one) => { one.open = true; });
  if (before && !before.isConnected) { successor(before, picker)?.focus({ preventScroll: true }); }
}

/* The element that had the focus is written anew: its successor gets it, or its picker, or the heading. */
function successor(before, picker) {
  const same = before.id ? part(before.id) : null;
  return (same?.checkVisibility() && same)
    || part(before.getAttribute('data-then'))
    || picker?.querySelector('summary, a')
    || part('headline');
}
