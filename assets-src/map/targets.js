/* A label leads where its area leads, and is large enough for a finger. */

import { isFirstTap } from '../card/card.js';
import { all, around, SVG } from '../dom.js';
import { go } from '../page/links.js';
import { areaUnder, frameOf, markGroups } from '../plotly.js';

/* In pixels: what a finger hits. */
const LEAST = 24;

/** A box around another one, at least so wide and high that a finger hits it. */
export function grown({ left, top, width, height }) {
  const [wide, high] = [width, height].map((side) => Math.max(side, LEAST));
  return { x: left - (wide - width) / 2, y: top - (high - height) / 2, width: wide, height: high };
}

/** Lay a target over each label of a finished map. */
export function layTargets(plot) {
  const frame = frameOf(plot);
  all('.atlas-targets', plot).forEach((old) => { old.remove(); });
  const labels = markGroups(plot).find(({ trace }) => trace?.uid === 'labels');
  /* Without the codes of their areas labels lead nowhere: this drawing is not the one that is wanted. */
  if (!frame || !labels?.trace.ids) { return; }
  const layer = frame.appendChild(document.createElementNS(SVG, 'g'));
  layer.setAttribute('class', 'atlas-targets');
  layer.setAttribute('aria-hidden', 'true');
  const corner = frame.getBoundingClientRect();
  /* All are measured before one is added, or the browser would lay out the drawing anew for each. */
  const boxes = all('text', labels.group).map((text) => text.getBoundingClientRect());
  layer.append(...boxes.map((box, at) => target(box, labels.trace.ids[at], corner)));
}

function target(box, code, corner) {
  const rect = document.createElementNS(SVG, 'rect');
  const { left, top } = corner;
  const place = grown({ left: box.left - left, top: box.top - top, width: box.width, height: box.height });
  Object.entries(place).forEach(([side, length]) => { rect.setAttribute(side, length); });
  rect.setAttribute('class', 'atlas-target');
  rect.setAttribute('data-area', code);
  return rect;
}

/** A label, and an area that is drawn again, is clicked or tapped as its area is. */
export function listenToTargets() {
  document.addEventListener('click', ({ target: clicked }) => {
    const label = around(clicked, '.atlas-target');
    const path = label ? areaUnder(label) : around(clicked, '.atlas-inset path[data-href]');
    const href = path?.getAttribute('data-href');
    if (href && !isFirstTap(path)) { go(href); }
  });
}
