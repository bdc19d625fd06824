/* The towns enlarged beside or below the map: what plotly.js has drawn of them is drawn again, larger, so that a finger
   hits it. The server says which towns, how large, and what is written on them. */

import { all, part, SVG } from '../dom.js';
import { areaGroups, areasIn, markGroups, sitesIn } from '../plotly.js';

const POINT = /(-?[\d.]+(?:e-?\d+)?),(-?[\d.]+(?:e-?\d+)?)/g;
const LINE = 1.25;
/* What lies so far beyond the edge of an inset is not drawn: its border is not seen there. In pixels. */
const EDGE = 4;

/** What is seen of a map is a window in a room of a width; how its pixels become those of an inset: larger by a factor,
    then moved across and down. */
export function lens({ window: [left, , right, top], width }, { window: [west, , east, north], size }) {
  const [unit, fine] = [(right - left) / width, (east - west) / size[0]];
  return { factor: unit / fine, across: (left - west) / fine, down: (north - top) / fine };
}

/** A point of the map in the inset, to a hundredth of a pixel. */
export function through({ factor, across, down }, x, y) {
  return [x * factor + across, y * factor + down].map((one) => Math.round(one * 100) / 100);
}

/** The outline of an area in the inset. */
export function enlarged(outline, glass) {
  return outline.replace(POINT, (_, x, y) => through(glass, Number(x), Number(y)).join());
}

/** Whether a box of the map reaches into an inset of a size. */
export function reaches({ x, y, width, height }, glass, [wide, high]) {
  const [[left, top], [right, bottom]] = [through(glass, x, y), through(glass, x + width, y + height)];
  return right > -EDGE && bottom > -EDGE && left < wide + EDGE && top < high + EDGE;
}

/** Where an inset begins, and how wide it is, in pixels of a map that shows more than the window that it was placed in.
    place: parts of the width and the height of that window. */
export function onMap({ window: [left, , right, top], width }, [west, south, east, north], [across, down, wide]) {
  const unit = (right - left) / width;
  return {
    left: (west + across * (east - west) - left) / unit,
    top: (top - north + down * (north - south)) / unit,
    width: (wide * (east - west)) / unit,
  };
}

let wanted;

/** Have the towns of a figure drawn as soon as its map is; of a figure without any nothing is left. */
export function prepareInsets({ insets, window }) {
  wanted = insets && { ...insets, window };
  part('insets').toggleAttribute('data-on-map', !!insets && !insets.below);
  if (!insets) { part('insets').replaceChildren(); }
}

/** Draw the insets of a map that has been drawn. map: the window that is seen of it, and its width. */
export function drawInsets(plot, map) {
  if (!wanted) { return; }
  /* Paper has no insets, and then no lines around the towns either. */
  markGroups(plot).filter(({ trace }) => trace?.uid === 'inset').forEach(({ group }) => { group.setAttribute('data-trace', 'inset'); });
  const drawn = measured(plot);
  part('insets').replaceChildren(...wanted.towns.map((town) => inset(plot, drawn, map, town)));
}

/* Outline -> its box, and what has become of it in insets, of what was drawn last: another figure of the same areas has
   the same outlines. */
let outlines = new Map();

/* The groups of areas of a map, and each area with what is known of its outline. What is not seen has no box yet. */
function measured(plot) {
  const before = outlines;
  outlines = new Map();
  const boxed = (path) => {
    const outline = path.getAttribute('d');
    const known = before.get(outline) ?? { box: path.getBBox(), enlarged: {} };
    if (known.box.width) { outlines.set(outline, known); }
    return { path, outline, known };
  };
  return areaGroups(plot).map(({ group }) => ({ group, paths: areasIn(group).map(boxed) }));
}

/** All insets lead where the map leads. */
export function relinkInsets(links) {
  all('path[data-href]', part('insets')).forEach((path) => { path.setAttribute('data-href', links.get(path.dataset.area)); });
}

function inset(plot, drawn, map, town) {
  const [wide, high] = town.size;
  const figure = Object.assign(document.createElement('figure'), { className: 'atlas-inset' });
  const place = wanted.below ? { width: town.place[2] * map.width } : onMap(map, wanted.window, town.place);
  Object.entries(place).forEach(([side, length]) => { figure.style[side] = `${length}px`; });
  const svg = element('svg', { viewBox: `0 0 ${wide} ${high}`, role: 'group', 'aria-label': `${town.name}. Arrow keys move between areas, Enter opens one.` });
  const glass = lens(map, town);
  svg.append(...areas(drawn, glass, town.size), ...sites(plot, glass, town.size), ...town.labels.map(written));
  all('path[data-href]', svg).forEach((path, at) => { path.setAttribute('tabindex', at ? '-1' : '0'); });
  figure.append(Object.assign(document.createElement('figcaption'), { textContent: town.name }), svg);
  return figure;
}

function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => { made.setAttribute(key, value); });
  return made;
}

function areas(drawn, glass, size) {
  const lensName = Object.values(glass).join();
  return drawn.map(({ group, paths }) => {
    const copy = group.cloneNode(false);
    copy.removeAttribute('clip-path');
    copy.append(...paths.filter(({ known }) => reaches(known.box, glass, size)).map(({ path, outline, known }) => {
      const again = path.cloneNode(false);
      again.setAttribute('d', known.enlarged[lensName] ??= enlarged(outline, glass));
      again.classList.remove('atlas-marked');
      return again;
    }));
    return copy;
  });
}

function sites(plot, glass, size) {
  const groups = markGroups(plot).filter(({ trace }) => trace?.uid.startsWith('site-'));
  return groups.flatMap(({ group }) => sitesIn(group)).map((mark) => {
    const { e, f } = mark.transform.baseVal.consolidate().matrix;
    return { mark, at: through(glass, e, f) };
  }).filter(({ at: [x, y] }) => x > 0 && y > 0 && x < size[0] && y < size[1]).map(({ mark, at }) => {
    const again = mark.cloneNode(false);
    again.setAttribute('transform', `translate(${at})`);
    return again;
  });
}

function written({ at: [x, y], lines, figure, ground }) {
  const size = wanted.letters;
  const text = element('text', { 'font-size': size, 'aria-hidden': 'true' });
  if (ground) { Object.assign(text.style, { fill: '#fff', stroke: ground }); }
  const first = y + size * (0.35 - (LINE * (lines.length - 1)) / 2);
  text.append(...lines.map((line, at) => {
    const span = element('tspan', { x, y: first + at * size * LINE, 'font-weight': line === figure ? 'bold' : 'normal' });
    span.textContent = line;
    return span;
  }));
  return text;
}
