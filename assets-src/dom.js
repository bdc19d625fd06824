/* The few words that every module uses for the document. */

export const SVG = 'http://www.w3.org/2000/svg';

/** The element with an id, or null. */
export function part(id) { return document.getElementById(id); }

/** The element that says which kind of page is shown. */
export function root() { return document.querySelector('.atlas'); }

/** The nearest element around a target that a selector names, or null; a document and a text have none. */
export function around(target, selector) { return target?.closest?.(selector) ?? null; }

/** Whether a target is an element that a selector names. */
export function isA(target, selector) { return !!target?.matches?.(selector); }

/** All elements that a selector names, as an array. */
export function all(selector, within = document) { return [...within.querySelectorAll(selector)]; }

/** Do something when the next frame is on the screen. What asks first is done first. */
export function afterPaint(task) {
  window.requestAnimationFrame(() => { window.setTimeout(task, 0); });
}
