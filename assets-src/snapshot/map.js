/* The map: shapes, borders and labels, in the places that the server has worked out. */

import { all, part } from '../dom.js';
import { draw, replace } from './elements.js';
import { runsOf } from './runs.js';
import { data, state } from './state.js';

/* A telephone has labels of its own. */
export const narrow = window.matchMedia('(max-width: 40em)');

/* Of the size of a letter, or in areas. */
const PATTERN_SIZE = 12;
const NAME = 0.88;
const DOT = 0.2;
const LINE = 1.25;
const HALO = 0.25;
const FINE = 60;

export function showMap() {
  const { entry, sheet } = state;
  const plan = entry.plans[narrow.matches ? 'narrow' : 'wide'];
  part('map').setAttribute('viewBox', plan.box.join(' '));
  part('map').setAttribute('aria-label', entry.alternative);
  all('#map pattern').forEach((pattern) => {
    pattern.setAttribute('patternTransform', `scale(${plan.size / PATTERN_SIZE})`);
  });
  showAreas(entry);
  replace('outlines', sheet.outlines.map((path) => draw('path', { d: path })));
  part('outlines').setAttribute('class', sheet.place === null ? '' : 'is-place');
  showLabels(plan);
  replace('mark', []);
  part('tip').hidden = true;
}

function showAreas({ rows, hatchings }) {
  replace('areas', rows.map(area));
  replace('hatching', hatchings.flatMap(([kind, areas]) => areas.map((at) => shape(at, { fill: `url(#fill-${kind})` }))));
  part('areas').setAttribute('class', rows.length > FINE ? 'is-fine' : '');
}

function area([at, fill, words], number) {
  const [code, name] = state.sheet.areas[at];
  return shape(at, {
    fill: typeof fill === 'number' ? state.entry.palette[fill] : data.fills[fill],
    role: 'img', tabindex: number ? '-1' : '0', 'data-at': at, 'data-code': code, 'aria-label': `${name}: ${words}`,
  });
}

/** The shape of an area of the sheet. */
export function shape(at, attributes) { return draw('path', { ...attributes, d: state.sheet.areas[at][3] }); }

function showLabels({ leaders, names, labels, size }) {
  const lines = ['under', 'over'].flatMap((kind) => leaders.map((ends) => leader(ends, kind)));
  replace('leaders', [...lines, ...leaders.map(([from]) => dot(from, size))]);
  replace('names', names.map((label) => lettering(label, size * NAME)));
  replace('labels', labels.map(([, ground, ...label]) => lettering(label, size, ground)));
}

function leader([from, to], kind) { return draw('path', { class: kind, d: `M${from.join(' ')}L${to.join(' ')}` }); }

function dot([x, y], size) { return draw('circle', { cx: x, cy: y, r: size * DOT }); }

/* Words on a dark ground are white, with a halo of the ground in case they reach beyond it. */
function lettering([x, y, anchor, lines, figure], size, ground = '') {
  const spans = runsOf(lines, figure).map(([plain, bold], number) => {
    const words = bold ? [plain, draw('tspan', { class: 'figure' }, bold)] : plain;
    return draw('tspan', { x, y: Math.round(y + number * LINE * size) }, words);
  });
  const text = draw('text', { 'text-anchor': anchor, 'font-size': Math.round(size), 'stroke-width': size * HALO }, spans);
  Object.assign(text.style, ground ? { fill: '#fff', stroke: ground } : {});
  return text;
}
