/* The map nearer and farther, by buttons and keys, and moved by hand. The wheel belongs to the page. */

import { all, around, isA, part } from '../dom.js';
import { moveBy, showRange } from '../plotly.js';
import { middleOf, rangeFor, seen } from './framing.js';
import { ARROWS } from './nearest.js';
import { listenToFingers, pinched } from './pinch.js';

/* What a step of the zoom makes of a length, and how many steps there are. */
const STEP = 1.5;
const MOST = 8;
/* In pixels: a hand that moves less than this means to press. */
const STILL = 4;
/* How much of the width an arrow key moves the map by. */
const PUSH = 0.2;
const KEYS = { '+': 1, '=': 1, '-': -1, 0: 0 };

/** A window [left, bottom, right, top] nearer by a factor, around its middle. */
export function nearer([left, bottom, right, top], factor) {
  const [x, y, width, height] = [(left + right) / 2, (bottom + top) / 2, right - left, top - bottom];
  return [x - width / factor / 2, y - height / factor / 2, x + width / factor / 2, y + height / factor / 2];
}

/** A window moved as a hand moves the map by so many pixels in a room of a width; its middle stays in the first one. */
export function moved(window, [across, down], width, whole) {
  const unit = (window[2] - window[0]) / width;
  const within = (value, low, high) => Math.min(Math.max(value, low), high);
  const [x, y] = [(window[0] + window[2]) / 2, (window[1] + window[3]) / 2];
  const right = within(x - across * unit, whole[0], whole[2]) - x;
  const up = within(y + down * unit, whole[1], whole[3]) - y;
  return [window[0] + right, window[1] + up, window[2] + right, window[3] + up];
}

let shown;

/** What is shown of the map now: its window, the width of its room, and of which view it is; nothing before a first. */
export function framed() { return shown; }

/** What is shown of a map as long as it is shown whole; nothing of a map that has come nearer, or cannot. */
export function wholeMap(plot) { return shown?.plot === plot && shown.window === shown.whole ? shown : null; }

/** A new map begins whole. */
export function begin(plot, { layout, window }) {
  const whole = seen(window, layout.width, layout.height);
  const { width, uirevision: revision } = layout;
  shown = { plot, whole, window: whole, steps: 0, meridian: layout.geo.projection.rotation.lon, width, revision };
  say();
}

function say() {
  const isWhole = shown.window === shown.whole;
  part('map').toggleAttribute('data-near', !isWhole);
  all('[data-zoom]').forEach((button) => {
    const step = Number(button.dataset.zoom);
    button.setAttribute('aria-disabled', step > 0 ? shown.steps === MOST : isWhole);
  });
}

function show(window) {
  shown.window = window;
  showRange(shown.plot, rangeFor(window, shown.meridian), middleOf(window, shown.meridian));
  say();
}

/** One step nearer, one farther, or with a step of nought the whole map. */
function zoom(step) {
  const steps = step ? Math.min(Math.max(shown.steps + step, 0), MOST) : 0;
  const factor = STEP ** (steps - shown.steps);
  if (factor === 1 && step) { return; }
  shown.steps = steps;
  show(steps ? moved(nearer(shown.window, factor), [0, 0], shown.width, shown.whole) : shown.whole);
}

/** How many steps nearer a map is after a pinch by a factor: from none to the most. */
export function stepsAfter(steps, factor) {
  return Math.min(Math.max(steps + Math.log(factor) / Math.log(STEP), 0), MOST);
}

function stretch({ factor, from, to }) {
  hand = { moves: true };
  moveBy(shown.plot, [to[0] - factor * from[0], to[1] - factor * from[1]], factor);
}

function settle(done) {
  const steps = stepsAfter(shown.steps, done.factor);
  const factor = STEP ** (steps - shown.steps);
  moveBy(shown.plot, [0, 0]);
  shown.steps = steps;
  const near = pinched(shown.window, { ...done, factor }, shown.width);
  show(steps ? moved(near, [0, 0], shown.width, shown.whole) : shown.whole);
}

/* A press that moves takes the map along, and is no click on the area that it began on. A finger scrolls the page
   instead while the whole map is shown. */
let hand;

function take(event) {
  if (event.isPrimary) { hand = null; }
  const plot = around(event.target, '#plot');
  if (!shown || !plot || !event.isPrimary || event.button || (event.pointerType === 'touch' && !part('map').hasAttribute('data-near'))) { return; }
  hand = { from: [event.clientX, event.clientY], by: [0, 0], moves: false };
}

function pull(event) {
  if (!hand?.from || !event.buttons) { return; }
  hand.by = [event.clientX - hand.from[0], event.clientY - hand.from[1]];
  hand.moves ||= Math.hypot(...hand.by) > STILL;
  if (hand.moves) { moveBy(shown.plot, hand.by); }
}

function leave() {
  if (!hand?.from || !hand.moves) { return; }
  moveBy(shown.plot, [0, 0]);
  show(moved(shown.window, hand.by, shown.width, shown.whole));
}

function click(event) {
  const button = around(event.target, '[data-zoom]');
  if (button) { zoom(Number(button.dataset.zoom)); }
  if (hand?.moves && around(event.target, '#plot')) { event.stopPropagation(); }
  hand = null;
}

function push(way) {
  if (!shown.steps) { return; }
  show(moved(shown.window, way.map((side) => -side * PUSH * shown.width), shown.width, shown.whole));
}

function use({ key, shiftKey }) {
  const isPush = shiftKey && !!ARROWS[key];
  if (isPush) { push(ARROWS[key]); } else if (KEYS[key] !== undefined) { zoom(KEYS[key]); }
  return isPush || KEYS[key] !== undefined;
}

function press(event) {
  if (event.ctrlKey || event.metaKey || !isA(event.target, '#map path')) { return; }
  if (use(event)) { event.preventDefault(); }
}

/** Zoom with the buttons, with two fingers, and with + and - and 0 while an area has the focus; move
    the map by hand, or by Shift and an arrow. */
export function listenToZoom() {
  document.addEventListener('pointerdown', take);
  document.addEventListener('pointermove', pull);
  document.addEventListener('pointerup', leave);
  document.addEventListener('click', click, true);
  document.addEventListener('keydown', press);
  listenToFingers(stretch, settle);
}
