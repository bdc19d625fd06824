/* A reader whose connection fails is told so, and keeps what is on the page. */

import { again, escaped } from '../address.js';
import { root } from '../dom.js';
import { put } from './parts.js';

/* In milliseconds: from when the page looks as if it waits, and from when it says so. */
const MOMENT = 600;
const PATIENCE = 8000;

let slow;
let waiting;

/** What is said when no answer has come: HTML. */
export function notYet(here) {
  return '<div class="atlas-notice" role="alert"><p>The atlas has not answered yet. It may be the connection. '
    + `This page stays as it was; <a href="${escaped(again(here))}">try again</a>.</p></div>`;
}

/** A question was asked. */
export function awaitAnswer() {
  window.clearTimeout(slow);
  window.clearTimeout(waiting);
  slow = window.setTimeout(() => { root().setAttribute('data-waiting', ''); }, MOMENT);
  waiting = window.setTimeout(() => {
    root().removeAttribute('data-waiting');
    put('notice', notYet(window.location));
  }, PATIENCE);
}

/** The answer is here. */
export function answered() {
  window.clearTimeout(slow);
  window.clearTimeout(waiting);
}
