/* The room that there is for the map, and for a second one beside it, on a map page and on a place page. */

import { part, root } from '../dom.js';

/* In pixels. In steps, so that readers with windows of about one size share the pages that the server remembers. */
const STEP = 20;
const PADDING = 40;
const LOWEST = 300;

let rooms;

/** Width and height in whole steps, never larger than the room. */
export function inSteps(width, height) {
  return [Math.floor(width / STEP) * STEP, Math.floor(height / STEP) * STEP];
}

/** A second map is as wide as the card beside the map, and a little higher for the names beside the land. */
export function heightBeside(width, windowHeight) {
  return Math.min(width * 1.05, Math.max(windowHeight * 0.6, LOWEST));
}

function roomsIn(mode) {
  const shown = root().getAttribute('data-mode');
  root().setAttribute('data-mode', mode);
  const box = document.querySelector('.atlas-map').getBoundingClientRect();
  const beside = part('table').parentNode.clientWidth - PADDING;
  root().setAttribute('data-mode', shown);
  return [inSteps(box.width, box.height), inSteps(beside, heightBeside(beside, window.innerHeight))];
}

/** The rooms on both kinds of page. To measure makes the browser lay the page out, so it is done once for a window. */
function measured() {
  rooms ??= { map: roomsIn('map'), place: roomsIn('place') };
  return rooms;
}

/** The question about an address, in the form that the server reads. */
export function questionAbout(search) {
  const { map, place } = measured();
  return { search, frame: map[0], place: place[0], beside: map[1], besidePlace: place[1] };
}

/** The window has another size. */
export function measureAgain() { rooms = null; }
