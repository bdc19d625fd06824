/* What has the focus is shown: by a line around the area, and in words. */

import { all, isA, part, SVG } from '../dom.js';
import { closePickers } from '../page/pickers.js';
import { AREA_LAYER, isOpenArea } from '../plotly.js';
import { areaAt, markArea } from './pointer.js';

/* A light line with a dark one on it. */
const LINES = 2;

/** Neighbours and borders are drawn over the edge of an area: its focus is shown by a line above them all. */
export function ring(path) {
  all('.atlas-ring').forEach((old) => { old.remove(); });
  if (!isOpenArea(path)) { return; }
  const line = document.createElementNS(SVG, 'g');
  line.setAttribute('class', 'atlas-ring');
  line.setAttribute('aria-hidden', 'true');
  for (let drawn = 0; drawn < LINES; drawn += 1) {
    line.appendChild(document.createElementNS(SVG, 'path')).setAttribute('d', path.getAttribute('d'));
  }
  (path.closest(AREA_LAYER) ?? path.parentNode).parentNode.appendChild(line);
}

/* A sighted keyboard user reads what a screen reader says. */
function write(target) {
  const line = part('focus-line');
  if (line) { line.textContent = isA(target, 'path[data-href]') ? target.getAttribute('aria-label') : ''; }
}

/** Follow the focus wherever it goes. */
export function listenToFocus() {
  document.addEventListener('focusout', () => { ring(null); });
  document.addEventListener('focusin', ({ target }) => {
    closePickers(target);
    ring(target);
    markArea(areaAt(target));
    write(target);
  });
}
