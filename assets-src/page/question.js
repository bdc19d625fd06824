/* The one question to the server: this address, and the rooms of both maps on a map page and on a place page. */

import { frameOf } from '../address.js';
import { root } from '../dom.js';
import { stage } from '../present/present.js';
import { foreseen } from './foresight.js';
import { measureAgain, questionAbout } from './rooms.js';
import { awaitAnswer } from './waiting.js';

const AFTER_RESIZING = 200;

let resizing;

/* The question that was asked last, and whether Dash was asked: an answer of its own to one before comes too late. */
let latest;
let isWithDash;

/** Whether an answer of Dash is still wanted. */
export function isWanted() { return isWithDash; }

/* frame: as which the page is shown, if the server has said so. */
function question(frame = frameOf(window.location.search)) {
  if (stage(frame)) { measureAgain(); }
  latest = questionAbout(window.location.search);
  return latest;
}

function askDash(asked) {
  isWithDash = true;
  window.dash_clientside.set_props('request', { data: asked });
}

/** Ask for the view of the address bar: of what was fetched ahead, or of the server. */
export function ask(frame) {
  awaitAnswer();
  const asked = question(frame);
  const coming = foreseen(asked);
  if (!coming) {
    askDash(asked);
    return;
  }
  isWithDash = false;
  coming.then((page) => {
    if (asked !== latest) { return; }
    if (page) { document.dispatchEvent(new CustomEvent('atlas:foreseen', { detail: page })); } else { askDash(asked); }
  });
}

/** The question with which the page begins: Dash itself sends it. */
export function start() {
  awaitAnswer();
  isWithDash = true;
  return question();
}

/** In a window of another size the map is drawn anew, once the reader has let go of its edge. A page that is not there
    yet, or goes just then, asks for nothing. */
export function listenToWindow() {
  window.addEventListener('resize', () => {
    window.clearTimeout(resizing);
    resizing = window.setTimeout(() => {
      measureAgain();
      if (root()) { ask(); }
    }, AFTER_RESIZING);
  });
}
