/* What is pointed at or focused in one place is marked in all: map, charts and table. */

import { all, around } from '../dom.js';
import { isOfCard, pointAt } from '../card/card.js';
import { restOn } from '../page/foresight.js';
import { DRAWING, onPointer } from '../plotly.js';

const MARK = 'atlas-marked';
/* The code of an area comes from the page and goes into a selector. */
const CODE = /^[\w-]+$/;

let marked = '';

/** The areas of the same map or inset, or the marks of the same chart. */
export function pathsBeside(one) { return all('path[data-href]', one.closest(`${DRAWING}, .atlas-inset`)); }

/** A hospital leads nowhere itself: a click on it is one on the area that it lies in. */
export function hrefUnder(click) {
  const area = pathsBeside(click.target).find((path) => {
    const at = new DOMPoint(click.clientX, click.clientY).matrixTransform(path.getScreenCTM().inverse());
    return path.isPointInFill(at);
  });
  return area?.getAttribute('data-href');
}

/** Mark an area everywhere, and no other. */
export function markArea(code) {
  if (code === marked) { return; }
  all(`.${MARK}`).forEach((mark) => { mark.classList.remove(MARK); });
  marked = code;
  if (CODE.test(code)) { all(`[data-area="${code}"]`).forEach((mark) => { mark.classList.add(MARK); }); }
}

/** The code of the area that an element belongs to, or nothing. */
export function areaAt(target) { return around(target, '[data-area]')?.getAttribute('data-area') ?? ''; }

/** Mark what the pointer is on in a drawing, show its card, and look where it leads. */
export function followPointer(place) {
  onPointer(place, (code, path) => {
    markArea(code);
    pointAt(path);
    restOn(path);
    place.classList.toggle('atlas-leads', !!path?.getAttribute('data-href'));
  });
}

/* A label lies over a drawing, and is pointed at as what lies beside one. */
function isBesideDrawings(target) { return !!target.closest && (!target.closest(DRAWING) || target.matches('.atlas-target')); }

/** Mark what the pointer is on anywhere else. */
export function listenToPointer() {
  document.addEventListener('mouseover', ({ target }) => {
    if (!isBesideDrawings(target)) { return; }
    if (!isOfCard(target)) { markArea(areaAt(target)); }
    pointAt(target);
  });
}
