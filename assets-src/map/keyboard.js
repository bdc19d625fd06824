/* The map and the charts by keyboard. */

import { isA } from '../dom.js';
import { go } from '../page/links.js';
import { ARROWS, middle, nearest } from './nearest.js';
import { pathsBeside } from './pointer.js';

let focusAfterDraw = false;

/** Give the focus to the first area of a new map, if the reader has opened it by keyboard. */
export function takeFocus(path) {
  if (!focusAfterDraw) { return; }
  focusAfterDraw = false;
  path.focus({ preventScroll: true });
}

/** The area in the direction of an arrow; from the last one on that side nothing moves. */
function next(from, way) {
  const paths = pathsBeside(from);
  const points = paths.map((path) => middle(path.getBoundingClientRect()));
  return paths[nearest(points[paths.indexOf(from)], points, way)] ?? from;
}

function focusArea(from, to) {
  from.setAttribute('tabindex', '-1');
  to.setAttribute('tabindex', '0');
  to.focus();
}

function open(path) {
  const href = path.getAttribute('data-href');
  if (!href) { return; }
  focusAfterDraw = !!path.closest('#map, .atlas-inset');
  go(href);
}

function use(path, key) {
  if (key === 'Enter' || key === ' ') {
    open(path);
  } else if (ARROWS[key]) {
    focusArea(path, next(path, ARROWS[key]));
  } else if (key === 'Home' || key === 'End') {
    const paths = pathsBeside(path);
    focusArea(path, paths[key === 'Home' ? 0 : paths.length - 1]);
  } else {
    return false;
  }
  return true;
}

/** Arrow keys, Home and End move between areas; Enter and Space open one. */
export function listenToKeys() {
  document.addEventListener('keydown', (event) => {
    if (isA(event.target, 'path[data-href]') && !event.shiftKey && use(event.target, event.key)) { event.preventDefault(); }
  });
}
