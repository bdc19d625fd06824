/* Two fingers on the map bring it nearer and farther and move it; one finger scrolls the page as ever. */

import { around } from '../dom.js';

/** What two fingers do that went from two points to two others: how much larger, and from where to where the middle. */
export function pinch(from, to) {
  const apart = ([[x, y], [u, v]]) => Math.max(Math.hypot(u - x, v - y), 1);
  const middle = ([[x, y], [u, v]]) => [(x + u) / 2, (y + v) / 2];
  return { factor: apart(to) / apart(from), from: middle(from), to: middle(to) };
}

/** A window [left, bottom, right, top] after a pinch by a factor in a room of a width: what lay under the fingers lies
    under them still. */
export function pinched([left, bottom, right, top], { factor, from, to }, width) {
  const unit = (right - left) / width;
  const [x, y] = [left + from[0] * unit - (to[0] * unit) / factor, top - from[1] * unit + (to[1] * unit) / factor];
  return [x, y - (top - bottom) / factor, x + (right - left) / factor, y];
}

const fingers = new Map();
let begun = null;

function points() { return [...fingers.values()].slice(0, 2); }

function pointOf(event, plot) {
  const room = plot.getBoundingClientRect();
  return [event.clientX - room.left, event.clientY - room.top];
}

/** Tell what two fingers do: whenever they move, and when one of them leaves. */
export function listenToFingers(moves, ends) {
  document.addEventListener('pointerdown', (event) => {
    const plot = event.pointerType === 'touch' && around(event.target, '#plot');
    if (!plot) { return; }
    fingers.set(event.pointerId, pointOf(event, plot));
    if (fingers.size === 2) { begun = { plot, from: points() }; }
  });
  document.addEventListener('pointermove', (event) => {
    if (!begun || !fingers.has(event.pointerId)) { return; }
    fingers.set(event.pointerId, pointOf(event, begun.plot));
    moves(pinch(begun.from, points()));
  });
  const leave = (event) => {
    if (!fingers.has(event.pointerId)) { return; }
    const done = begun && pinch(begun.from, points());
    fingers.delete(event.pointerId);
    begun = null;
    if (done) { ends(done); }
  };
  ['pointerup', 'pointercancel'].forEach((name) => { document.addEventListener(name, leave); });
}
