/* Single letters as keys: only where nobody is typing, never together with another key, and not if the reader has
   turned them off. */

import { isA } from '../dom.js';

const FIELDS = 'input, select, textarea, [contenteditable]';
const OFF = 'atlas-letters-off';

/** Whether the reader has turned letters off, in this browser. */
export function areLettersOff() { return globalThis.window?.localStorage.getItem(OFF) === 'yes'; }

/** Turn them off or on again. */
export function turnLetters(isOn) { window.localStorage.setItem(OFF, isOn ? 'no' : 'yes'); }

/** Whether a key is one letter and is not typed into a field. */
export function isLetter(event, letter) {
  const isAlone = !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat && !event.isComposing;
  return isAlone && event.key.toLowerCase() === letter && !isA(event.target, FIELDS) && !areLettersOff();
}
