/* The slider under the map and its words. Its stops and their addresses come from the server, as the options of a
   list. */

import { all, part } from '../dom.js';

/** The slider, or null where a view has one period only. */
export function range() { return part('timeline-range'); }

/** The addresses of its stops. */
export function hrefs() { return all('#timeline-periods option').map((stop) => stop.getAttribute('data-href')); }

/** The stop at which the slider stands. */
export function at() { return Number(range().value); }

/** The address of that stop. */
export function wanted() { return hrefs()[at()]; }

/** Move the slider to a stop. */
export function set(stop) {
  const label = all('#timeline-periods option')[stop].getAttribute('label');
  range().value = stop;
  range().setAttribute('aria-valuetext', label);
  part('timeline-now').textContent = label;
}

/** The button says what it does. */
export function dress(isPlaying) {
  const button = part('timeline-play');
  if (!button) { return; }
  button.textContent = isPlaying ? 'Pause' : 'Play';
  button.classList.toggle('atlas-timeline__play--on', isPlaying);
  button.setAttribute('aria-label', isPlaying ? 'Pause' : 'Play through the periods');
}
