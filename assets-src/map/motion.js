/* A map that is opened from another grows out of its place in that one, and an area goes over from its old colour into
   the new. What is drawn is the new map from the first moment on: figures and links never wait for a movement. */

import { areaGroups, areasIn, codeOf, layersOf } from '../plotly.js';

/* In milliseconds. */
const OPENS = 250;
const RECOLOURS = 150;

/** Where a window [left, bottom, right, top] lies in another of a width in pixels: how many pixels across and down, and
    how much smaller. Nothing if its middle does not lie there, or it is no smaller. */
export function placeIn(outer, inner, width) {
  const unit = (outer[2] - outer[0]) / width;
  const [x, y] = [(inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2];
  const scale = (inner[2] - inner[0]) / (outer[2] - outer[0]);
  const isIn = x > outer[0] && x < outer[2] && y > outer[1] && y < outer[3];
  return isIn && scale < 1 ? { x: (inner[0] - outer[0]) / unit, y: (outer[3] - inner[3]) / unit, scale } : null;
}

/** The areas whose colour is another than before, with the old one. A pattern is no colour to come from or go to. */
export function recoloured(before, now) {
  const isPlain = (fill) => !!fill && !fill.startsWith('url');
  return [...before].filter(([code, fill]) => isPlain(fill) && isPlain(now.get(code)) && fill !== now.get(code));
}

function areasOf(plot) {
  const paths = areaGroups(plot).filter(({ trace }) => trace.customdata).flatMap(({ group }) => areasIn(group));
  return new Map(paths.map((path) => [codeOf(path), path]));
}

function coloursOf(areas) { return new Map([...areas].map(([code, path]) => [code, path.style.fill])); }

/* Another area of the same kind of map; between land and equal shapes nothing keeps its place. */
function isOpened(before, now) {
  const [[area, , shape], [next, , drawn]] = [before, now].map(({ revision }) => revision.split('/'));
  return area !== next && shape === drawn;
}

let coming;

/* Map -> what moves there. A browser that is asked for it works out all styles of the page first. */
const movements = new WeakMap();

/** End what still moves: whoever measures a map wants it where it stays. */
export function halt(plot) {
  movements.get(plot)?.forEach((movement) => { movement.cancel(); });
  movements.delete(plot);
}

/** Remember how a map stands that is about to be drawn anew. before, now: what is shown of the two, if there is one. */
export function leave(plot, before, now) {
  coming = null;
  if (!before || window.matchMedia('(prefers-reduced-motion: reduce)').matches) { return; }
  const place = isOpened(before, now) ? placeIn(before.window, now.window, before.width) : null;
  coming = { place, colours: coloursOf(areasOf(plot)) };
}

/** Move what has been drawn, once. */
export function arrive(plot) {
  if (!coming) { return; }
  const { place, colours } = coming;
  coming = null;
  const areas = areasOf(plot);
  recoloured(colours, coloursOf(areas)).forEach(([code, fill]) => {
    const path = areas.get(code);
    path.animate({ fill: [fill, path.style.fill] }, RECOLOURS);
  });
  if (!place) { return; }
  const small = `translate(${place.x}px, ${place.y}px) scale(${place.scale})`;
  const how = { duration: OPENS, easing: 'ease-out' };
  movements.set(plot, layersOf(plot).map((layer) => layer.animate({ transform: [small, 'none'] }, how)));
}
