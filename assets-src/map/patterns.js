/* A choropleth of plotly.js knows no hatching and no edge: both are laid on the finished shapes. */

import { all, part, SVG } from '../dom.js';
import { areasIn, frameOf } from '../plotly.js';

/* In pixels: the frame around the map. */
const EDGE = 7;
const HATCHES = { hatch: 'atlas-hatch', whole: 'atlas-whole', few: 'atlas-few', 'row-middle': 'atlas-middle', 'row-deprived': 'atlas-deprived' };
const OF_KIND = { ...HATCHES, 'not-published': 'atlas-dots', missing: 'atlas-crosses' };
const PATTERNS = `
<pattern id="atlas-hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect width="2.6" height="7" fill="#fff" fill-opacity=".85"/><rect x=".5" width="1.4" height="7" fill="#212b32"/></pattern>
<pattern id="atlas-whole" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
<rect width="2" height="8" fill="#fff" fill-opacity=".7"/><rect x=".5" width="1" height="8" fill="#212b32"/></pattern>
<pattern id="atlas-few" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
<rect width="1.6" height="5" fill="#fff" fill-opacity=".6"/><rect x=".4" width=".8" height="5" fill="#212b32"/></pattern>
<pattern id="atlas-middle" width="14" height="14" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect width=".8" height="14" fill="#212b32"/></pattern>
<pattern id="atlas-deprived" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect width=".8" height="6" fill="#212b32"/><rect x=".8" width=".8" height="6" fill="#fff" fill-opacity=".6"/></pattern>
<pattern id="atlas-dots" width="6" height="6" patternUnits="userSpaceOnUse">
<rect width="6" height="6" fill="#fff"/><circle cx="3" cy="3" r=".9" fill="#768692"/></pattern>
<pattern id="atlas-crosses" width="8" height="8" patternUnits="userSpaceOnUse">
<rect width="8" height="8" fill="#efece4"/><path d="M2 2L6 6M6 2L2 6" stroke="#768692"/></pattern>`;

function isLayer(uid) { return uid.startsWith('layer-'); }

/** A white label on a dark area has a halo of its ground, in case it reaches beyond; any other has a white one. */
export function halos(groups) {
  groups.filter(({ trace }) => ['labels', 'outline-names'].includes(trace?.uid)).forEach(({ group, trace: { meta = [] } }) => {
    all('text', group).forEach((text, at) => { text.style.stroke = meta[at] || ''; });
  });
}

/** Whether a group of shapes is drawn over or around the areas and is none itself. */
export function hasNoNames(uid) { return uid === 'outlines' || uid.startsWith('land-') || uid in HATCHES || isLayer(uid); }

/** The pattern of a group, or the colour that a shape has by itself. */
export function fillOf(uid, colour) { return OF_KIND[uid] ? `url(#${OF_KIND[uid]})` : colour; }

/** Lay patterns on the groups of a map, and cut off what lies beyond its edge. */
export function dress(plot, groups) {
  bringPatterns(frameOf(plot));
  groups.forEach(({ group, trace: { uid } }) => {
    group.setAttribute('data-trace', uid);
    areasIn(group).forEach((path) => { path.style.fill = fillOf(uid, path.getAttribute('fill')); });
    if (isLayer(uid)) { group.setAttribute('clip-path', inside(plot)); }
    if (hasNoNames(uid)) { group.setAttribute('aria-hidden', 'true'); }
  });
}

function bringPatterns(svg) {
  if (!svg || part('atlas-patterns')) { return; }
  const defs = document.createElementNS(SVG, 'defs');
  defs.id = 'atlas-patterns';
  defs.innerHTML = PATTERNS;
  svg.insertBefore(defs, svg.firstChild);
}

/* An area that goes on beyond the map is closed along its edge; that line is no border of it and is cut off. */
function inside(plot) {
  const id = `atlas-inside-${plot.id}`;
  const svg = frameOf(plot);
  const clip = part(id) || svg.appendChild(newClip(id));
  const room = { x: EDGE, y: EDGE, width: svg.clientWidth - 2 * EDGE, height: svg.clientHeight - 2 * EDGE };
  Object.entries(room).forEach(([side, length]) => { clip.firstChild.setAttribute(side, length); });
  return `url(#${id})`;
}

function newClip(id) {
  const clip = document.createElementNS(SVG, 'clipPath');
  clip.id = id;
  clip.appendChild(document.createElementNS(SVG, 'rect'));
  return clip;
}
