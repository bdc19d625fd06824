/* One area, marked on the map and in the table. */

import { all, around, part } from '../dom.js';
import { middle } from '../map/nearest.js';
import { make, replace } from './elements.js';
import { shape } from './map.js';
import { state } from './state.js';

/* In pixels, from the pointer to the words beside it: to the right, below, above. */
const RIGHT = 14;
const BELOW = 18;
const ABOVE = 10;

/** Where on the screen an element is. */
export function placeOf(path) { return middle(path.getBoundingClientRect()); }

/** Mark an area by its place on the sheet, or none with null. where: the place on the screen for words about it. */
export function point(at, where = null, isFocused = false) {
  const isKnown = at !== null;
  all('#rows .is-on').forEach((row) => { row.classList.remove('is-on'); });
  replace('mark', isKnown ? [shape(at, { class: isFocused ? 'halo is-focus' : 'halo' }), shape(at, {})] : []);
  part('tip').hidden = !isKnown || !where;
  if (!isKnown) { return; }
  const row = document.querySelector(`#rows [data-at="${at}"]`);
  row.classList.add('is-on');
  if (where) {
    reveal(row);
    tip(at, where);
  }
}

function reveal(row) {
  const box = part('scroll');
  const above = row.offsetTop - part('columns').offsetHeight;
  const below = row.offsetTop + row.offsetHeight - box.clientHeight;
  box.scrollTop = Math.max(Math.min(box.scrollTop, above), below);
}

function tip(at, [x, y]) {
  const [, , words] = state.entry.rows.find((one) => one[0] === at);
  const box = part('picture').getBoundingClientRect();
  replace('tip', [make('b', {}, state.sheet.areas[at][1]), make('span', {}, words)]);
  const { offsetWidth: width, offsetHeight: height, style } = part('tip');
  const under = y - box.top + BELOW;
  const over = y - box.top - height - ABOVE;
  style.left = `${Math.max(0, Math.min(x - box.left + RIGHT, box.width - width))}px`;
  style.top = `${under + height > box.height && over > 0 ? over : under}px`;
}

/** The place on the sheet of the area that an element belongs to, or null. */
export function areaAt(target) {
  const found = around(target, '#areas path, #rows tr');
  return found ? Number(found.getAttribute('data-at')) : null;
}

/** Mark what was chosen or has the focus, after the pointer has left. */
export function back() {
  const path = document.activeElement;
  if (path.matches('#areas path')) { point(areaAt(path), placeOf(path), true); } else { point(state.chosen); }
}
