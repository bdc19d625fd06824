/* The script of the file that opens without server or network, built by "make assets". The server has worked out all
   that is drawn or said; here it is put on the screen. */

import { all, part } from '../dom.js';
import { ARROWS, nearest } from '../map/nearest.js';
import { asked, closest, hashOf } from './choice.js';
import { showLegend } from './legend.js';
import { narrow, showMap } from './map.js';
import { areaAt, back, placeOf, point } from './pointing.js';
import { data, state, turnTo } from './state.js';
import { showTable } from './table.js';
import { showControls, showWords } from './words.js';

function show(isTold) {
  turnTo(asked(window.location.hash, data));
  document.title = state.entry.title;
  showControls();
  showWords();
  showLegend();
  showMap();
  showTable();
  if (isTold) { part('announcement').textContent = state.entry.announcement; }
}

function go(condition, measure) { window.location.hash = hashOf(condition, measure); }

function choose(at, where) {
  state.chosen = at;
  point(at, where);
}

function useKey(event) {
  if (event.key === 'Escape') { choose(null); }
  const paths = all('#areas path');
  const from = paths.indexOf(event.target);
  const to = from < 0 ? null : stopFor(event.key, paths, from);
  if (to === null) { return; }
  focusOn(paths, to);
  event.preventDefault();
}

/* The place of the area that a key leads to; null if it is no key of the map. */
function stopFor(key, paths, from) {
  if (key === 'Home') { return 0; }
  if (key === 'End') { return paths.length - 1; }
  if (!ARROWS[key]) { return null; }
  const points = paths.map(placeOf);
  const found = nearest(points[from], points, ARROWS[key]);
  return found < 0 ? from : found;
}

function focusOn(paths, at) {
  paths.forEach((path, number) => { path.setAttribute('tabindex', number === at ? '0' : '-1'); });
  paths[at].focus();
}

function listenToMenus() {
  part('condition').addEventListener('change', (event) => {
    const { condition, measure } = closest(event.target.value, state.entry, data.entries);
    go(condition, measure);
  });
  part('measure').addEventListener('change', (event) => { go(state.entry.condition, event.target.value); });
  window.addEventListener('hashchange', () => { show(true); });
  narrow.addEventListener('change', showMap);
}

/* The listeners are on the box around the map: an SVG element with one for focus becomes a stop of the Tab key. */
function listenToMap() {
  const canvas = part('canvas');
  canvas.addEventListener('pointermove', ({ target, clientX, clientY }) => {
    const at = areaAt(target);
    if (at === null) { back(); } else { point(at, [clientX, clientY]); }
  });
  canvas.addEventListener('pointerleave', back);
  canvas.addEventListener('click', ({ target, clientX, clientY }) => { choose(areaAt(target), [clientX, clientY]); });
  canvas.addEventListener('focusin', ({ target }) => {
    if (target.matches(':focus-visible')) { point(areaAt(target), placeOf(target), true); }
  });
  canvas.addEventListener('focusout', () => { point(state.chosen); });
  canvas.addEventListener('keydown', useKey);
}

function listenToTable() {
  const rows = part('rows');
  rows.addEventListener('mouseover', ({ target }) => { point(areaAt(target)); });
  rows.addEventListener('mouseleave', back);
  rows.addEventListener('click', ({ target }) => {
    const at = areaAt(target);
    state.chosen = state.chosen === at ? null : at;
    point(at);
  });
}

listenToMenus();
listenToMap();
listenToTable();
part('page').hidden = false;
show(false);
