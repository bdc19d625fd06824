/* The one question to the server: this address, and the rooms of both maps on a map page and on a place page. */

import { frameOf } from '../address.js';
import { root } from '../dom.js';
import { stage } from '../present/present.js';
import { measureAgain, measured } from './rooms.js';
import { awaitAnswer } from './waiting.js';

const AFTER_RESIZING = 200;

let resizing;

/** The question, in the form that the server reads. frame: as which the page is shown, if the server has said so. */
export function question(frame = frameOf(window.location.search)) {
  if (stage(frame)) { measureAgain(); }
  const { map, place } = measured();
  return { search: window.location.search, frame: map[0], place: place[0], beside: map[1], besidePlace: place[1] };
}

/** Ask for the view of the address bar. */
export function ask(frame) {
  awaitAnswer();
  window.dash_clientside.set_props('request', { data: question(frame) });
}

/** The question with which the page begins: Dash itself sends it. */
export function start() {
  awaitAnswer();
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
