/* Single letters as keys: only where nobody is typing, and never together with another key. */

import { isA } from '../dom.js';

const FIELDS = 'input, select, textarea, [contenteditable]';

/** Whether a key is one letter and is not typed into a field. */
export function isLetter(event, letter) {
  const isAlone = !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat && !event.isComposing;
  return isAlone && event.key.toLowerCase() === letter && !isA(event.target, FIELDS);
}
