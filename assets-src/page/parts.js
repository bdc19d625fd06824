/* The parts of the page: HTML from the server, put in place where it has changed. */

import { all, part } from '../dom.js';

/* What stands in each place, because the browser would give it back in another spelling. */
const written = new WeakMap();

/** Put HTML into the place with an id, if it is not there already. */
export function put(id, html) {
  const place = part(id);
  if (place && written.get(place) !== html) {
    place.innerHTML = html;
    written.set(place, html);
  }
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
