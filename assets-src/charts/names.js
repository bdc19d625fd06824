/* Names beside marks are placed for a laptop: on a narrower drawing one that would hide a mark or a name gives way. */

import { all } from '../dom.js';
import { marksIn, markGroups, notes, roomOfNames } from '../plotly.js';

/* In pixels: how far two boxes may lie over each other, and how far a name may stand out on the left and the right. */
const OVER = 2;
const OUT = { left: 4, right: 12 };

/** Whether two boxes lie over each other. */
export function collide(one, other) {
  return one.left < other.right - OVER && other.left < one.right - OVER
    && one.top < other.bottom - OVER && other.top < one.bottom - OVER;
}

/** Whether a name stands out of its room. */
export function standsOut(box, room) { return box.left < room.left - OUT.left || box.right > room.right + OUT.right; }

/** Hide the names of a chart that would hide something else. */
export function thinNames(place) {
  const room = roomOfNames(place);
  if (!room) { return; }
  const taken = notes(place).map(boxOf);
  markGroups(place).forEach(({ group, trace }) => {
    if (trace?.meta === 'names') {
      thinGroup(group, room, taken);
    } else {
      taken.push(...marksIn(group).map(boxOf));
    }
  });
}

function thinGroup(group, room, taken) {
  group.setAttribute('aria-hidden', 'true');
  all('text', group).forEach((name) => {
    const box = boxOf(name);
    const isHidden = standsOut(box, room) || taken.some((other) => collide(box, other));
    name.style.visibility = isHidden ? 'hidden' : '';
    if (!isHidden) { taken.push(box); }
  });
}

function boxOf(element) { return element.getBoundingClientRect(); }
