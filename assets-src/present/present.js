/* The board room: a map alone on the screen, and the keys of a presenter. The server works out where they lead. */

import { isA, part } from '../dom.js';
import { isLetter } from '../page/letters.js';

const FIELDS = 'input, select, textarea, [contenteditable]';
/* Key -> the link that it presses. A clicker sends Page Down and Page Up. */
const STEPS = {
  ArrowRight: 'present-next',
  PageDown: 'present-next',
  ArrowLeft: 'present-previous',
  PageUp: 'present-previous',
  ArrowDown: 'present-area-after',
  ArrowUp: 'present-area-before',
  Escape: 'present-leave',
};

/* Whether the page was just turned from one into the other. */
let turned = false;

/** Whether a map is presented. */
export function isPresented() { return !!document.documentElement.dataset.present; }

/** Show the page in a frame, or as usual without one. Returns whether there is now other room for the map. */
export function stage(frame) {
  const before = isPresented();
  const page = document.documentElement.dataset;
  if (frame) { page.present = frame; } else { delete page.present; }
  const isOther = before !== isPresented();
  turned ||= isOther;
  return isOther;
}

/** Who presents, or stops, begins at the headline, if what they pressed is gone. */
export function beginAtHeadline() {
  const at = document.activeElement;
  if (turned && (at === document.body || !at.checkVisibility())) { part('headline')?.focus({ preventScroll: true }); }
  turned = false;
}

/* Letter -> the link that it presses, while a map is presented and on a page as usual. */
const LETTERS = { true: { p: 'present-leave', d: 'present-frame' }, false: { p: 'present-start' } };

/** The link that a key presses, or nothing: none of those that are typed, or pressed with others. */
export function linkOf(event, shown) {
  const letter = Object.keys(LETTERS[shown]).find((one) => isLetter(event, one));
  if (letter) { return LETTERS[shown][letter]; }
  const isFree = shown && !event.ctrlKey && !event.metaKey && !event.altKey && !isA(event.target, FIELDS);
  return (isFree && STEPS[event.key]) || '';
}

function leaveScreen() { return document.fullscreenElement ? document.exitFullscreen() : null; }

/* The whole screen may be refused, or not be there at all: the map then fills the window. */
function fillScreen(wanted) {
  const change = wanted ? document.documentElement.requestFullscreen?.() : leaveScreen();
  change?.catch(() => {});
}

function press(event) {
  const link = document.querySelector('dialog[open]') ? null : part(linkOf(event, isPresented()));
  if (link && !event.defaultPrevented) {
    event.preventDefault();
    link.click();
  }
}

/** Listen to the presenter's keys, and to the end of the whole screen. */
export function listenToPresenter() {
  document.addEventListener('keydown', press);
  document.addEventListener('click', ({ target }) => {
    if (isA(target, '#present-start, #slides-present')) { fillScreen(true); }
    if (isA(target, '#present-leave')) { fillScreen(false); }
  });
  document.addEventListener('fullscreenchange', () => {
    if (!document.fullscreenElement && isPresented()) { part('present-leave')?.click(); }
  });
}
