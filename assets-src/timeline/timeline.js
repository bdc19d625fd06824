/* The slider moves through the periods, by hand or by itself. Which of them the page shows, the address of the answer
   says. */

import { isSameView } from '../address.js';
import { announceStep } from '../page/announcements.js';
import { foresee } from '../page/foresight.js';
import { go } from '../page/links.js';
import { isBusy, kindOf, passes, stopAfter } from './decisions.js';
import { at, dress, hrefs, range, set, wanted } from './slider.js';

/* In milliseconds. */
const PACE = 900;
const PAUSE_BEFORE_WORDS = 700;
const BUTTON = 'timeline-play';

let isPlaying = false;
let asked = null;
let next;
let words;

/* The page follows as soon as the answer to the last question is drawn. */
function follow() {
  const href = wanted();
  if (isBusy(asked, Date.now()) || isSameView(href, window.location.href)) { return; }
  asked = { href, since: Date.now() };
  go(href, { replace: true, quiet: true });
}

/* Only what the reader comes to rest on is read out, not every period on the way. */
function speakSoon() {
  window.clearTimeout(words);
  words = window.setTimeout(() => { if (!isPlaying) { announceStep(); } }, PAUSE_BEFORE_WORDS);
}

function moveOn(to) {
  set(to);
  follow();
}

function shown({ detail: answer }) {
  const kind = range() ? kindOf(answer, asked, wanted()) : 'gone';
  asked = null;
  if (kind === 'gone') {
    stop();
  } else if (kind === 'overtaken') {
    follow();
  } else {
    arrive(hrefs().indexOf(answer), kind);
  }
}

function arrive(stopShown, kind) {
  if (stopShown >= 0) { set(stopShown); }
  if (kind === 'other') { stop(); }
  if (isPlaying) { step(stopShown); }
  dress(isPlaying);
}

function step(from) {
  window.clearTimeout(next);
  const to = stopAfter(from, hrefs().length);
  if (to === null) {
    stop();
    return;
  }
  next = window.setTimeout(() => { moveOn(to); }, PACE);
  foresee(hrefs()[to]);
}

function play() {
  isPlaying = true;
  dress(isPlaying);
  if (at() < hrefs().length - 1) { step(at()); } else { moveOn(0); }
}

function stop() {
  window.clearTimeout(next);
  if (!isPlaying) { return; }
  isPlaying = false;
  dress(isPlaying);
  speakSoon();
}

function slide({ target }) {
  if (target.id !== 'timeline-range') { return; }
  stop();
  moveOn(at());
  speakSoon();
}

/* A reader who does something else is not carried on; to scroll is nothing else. */
function listenElsewhere() {
  document.addEventListener('click', ({ target }) => { if (target.id !== BUTTON) { stop(); } }, true);
  document.addEventListener('keydown', ({ key, target }) => { if (!passes(key, target.id === BUTTON)) { stop(); } });
  window.addEventListener('popstate', stop);
  document.addEventListener('visibilitychange', () => { if (document.hidden) { stop(); } });
}

/** Use the slider and its button. */
export function listenToTimeline() {
  document.addEventListener('atlas:shown', shown);
  document.addEventListener('click', ({ target }) => { if (target.id === BUTTON) { (isPlaying ? stop : play)(); } });
  document.addEventListener('input', slide);
  listenElsewhere();
}
