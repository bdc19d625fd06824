/* The map: drawn, or given new links, and made usable by keyboard and screen reader. */

import { isFirstTap } from '../card/card.js';
import { describe } from '../card/subjects.js';
import { all, part } from '../dom.js';
import { go } from '../page/links.js';
import { spoken } from '../page/announcements.js';
import * as plotly from '../plotly.js';
import { fill } from './framing.js';
import { drawInsets, prepareInsets, relinkInsets } from './insets.js';
import { takeFocus } from './keyboard.js';
import { arrive, halt, leave } from './motion.js';
import { followPointer, hrefUnder } from './pointer.js';
import { dress, halos, hasNoNames } from './patterns.js';
import { ring } from './ring.js';
import { layTargets } from './targets.js';
import { begin, framed, wholeMap } from './zoom.js';

/* A map that looks as the one before is not drawn anew: only its areas lead elsewhere. */
let likeness;

/** A drawing keeps its size when the card around it changes, unless it is told its room. */
export function fit(place, figure) {
  const room = place.getBoundingClientRect();
  figure.layout.width = room.width;
  figure.layout.height ||= room.height;
  if (figure.window) { fill(figure, figure.layout.width, figure.layout.height); }
}

/** Show the map of a page. Returns whether it is the same as before. */
export function showMap(plot, { figure, likeness: look }) {
  prepareInsets(figure);
  part('locator').toggleAttribute('data-covers', !figure.locator);
  fit(plot, figure);
  const whole = [look, figure.layout.width, figure.layout.height].join();
  const isSame = whole === likeness;
  likeness = whole;
  if (isSame) { relink(plot, figure); } else {
    const before = framed();
    begin(plot, figure);
    leave(plot, before, framed());
    draw(plot, figure);
  }
  return isSame;
}

/** Area -> address, of all areas of a figure. */
export function linksOf(figure) {
  const traces = figure.data.filter((trace) => trace.customdata);
  return new Map(traces.flatMap(({ customdata, locations }) => customdata.map((href, at) => [locations[at], href])));
}

function relink(plot, figure) {
  const links = linksOf(figure);
  plotly.exchangeLinks(plot, figure);
  all('path[data-area]', plot).forEach((path) => { path.setAttribute('data-href', links.get(path.dataset.area)); });
  relinkInsets(links);
}

function draw(plot, figure) {
  if (!plotly.draw(plot, figure)) { return; }
  plotly.onDrawn(plot, () => { furnish(plot); });
  measureCard();
  followPointer(plot);
  plotly.onClick(plot, (href, click, path) => {
    const target = href || hrefUnder(click);
    if (target && !isFirstTap(path)) { go(target); }
  });
}

/* The card of the map stays in sight while the other is read; how far it may go first depends on its height. */
function measureCard() {
  const card = document.querySelector('.atlas-card--map');
  new ResizeObserver(() => { card.style.setProperty('--card', `${card.offsetHeight}px`); }).observe(card);
}

/** What plotly.js has drawn gets its patterns, names and links. */
export function furnish(plot) {
  plotly.unhover(plot);
  halt(plot);
  const groups = plotly.areaGroups(plot);
  dress(plot, groups);
  halos(plotly.markGroups(plot));
  plotly.markLayers(plot).forEach((layer) => { layer.setAttribute('aria-hidden', 'true'); });
  const open = groups.filter(({ trace }) => !hasNoNames(trace.uid));
  layTargets(plot);
  nameAreas(plot, open.flatMap(({ group, trace }) => plotly.areasIn(group).map((path) => [path, trace])));
  if (wholeMap(plot)) { drawInsets(plot, wholeMap(plot)); }
  ring(document.activeElement);
  arrive(plot);
}

function nameAreas(plot, areas) {
  const frame = plotly.frameOf(plot);
  if (!frame) { return; }
  frame.setAttribute('role', 'group');
  frame.setAttribute('aria-label', 'Map. Arrow keys move between areas, Enter opens one.');
  const ending = plotly.endingOf(plot);
  areas.forEach(([path, trace], index) => { nameArea(path, trace, ending, index === 0 ? '0' : '-1'); });
  if (areas.length) { takeFocus(areas[0][0]); }
}

function nameArea(path, trace, ending, tabindex) {
  const code = plotly.codeOf(path);
  const at = plotly.placeOfArea(path);
  if (trace.locations[at] !== code) { return; }
  describe(path, trace.text[at], trace.meta[at], ending);
  path.setAttribute('role', 'link');
  path.setAttribute('aria-label', spoken(trace.text[at]));
  path.setAttribute('data-href', trace.customdata[at]);
  path.setAttribute('data-area', code);
  path.setAttribute('tabindex', tabindex);
}
