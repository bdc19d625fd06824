/* Where a card stands: beside what it is about, inside the window, and over nothing that it must leave free. */

/* In pixels: between a card and what it is about, and between it and the edge of the window. */
const GAP = 6;
const EDGE = 4;

/** How much of two boxes lies over each other. */
export function overlap(one, other) {
  const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return across > 0 && down > 0 ? across * down : 0;
}

/** The part of a box that lies in another one. */
export function inside(box, around) {
  return {
    left: Math.max(box.left, around.left), top: Math.max(box.top, around.top),
    right: Math.min(box.right, around.right), bottom: Math.min(box.bottom, around.bottom),
  };
}

function boxAt(left, top, { width, height }) { return { left, top, right: left + width, bottom: top + height }; }

function clamped(wanted, length, room) { return Math.max(EDGE, Math.min(wanted, room - length - EDGE)); }

/* Right, left, below and above of what it is about, each in the middle of that side as far as the window goes. */
function beside(size, about, room) {
  const left = clamped((about.left + about.right - size.width) / 2, size.width, room.width);
  const top = clamped((about.top + about.bottom - size.height) / 2, size.height, room.height);
  const places = [
    [about.right + GAP, top], [about.left - GAP - size.width, top],
    [left, about.bottom + GAP], [left, about.top - GAP - size.height],
  ];
  return places.map(([x, y]) => boxAt(x, y, size));
}

function corners(size, room) {
  const right = room.width - size.width - EDGE;
  const bottom = room.height - size.height - EDGE;
  return [[right, EDGE], [EDGE, EDGE], [right, bottom], [EDGE, bottom]].map(([x, y]) => boxAt(x, y, size));
}

function fits(box, room) {
  return box.left >= 0 && box.top >= 0 && box.right <= room.width && box.bottom <= room.height;
}

/** The place of a card of a size. about: the box of its subject; free: other boxes to leave free; room: the window.
    Where no side of the subject has room it is the corner of the window that covers least. */
export function placeOf(size, about, free, room) {
  const places = [...beside(size, about, room), ...corners(size, room)].filter((box) => fits(box, room));
  const costs = places.map((box) => [about, ...free].reduce((sum, other) => sum + overlap(box, other), 0));
  return places[costs.indexOf(Math.min(...costs))] ?? boxAt(EDGE, EDGE, size);
}

/** How far a point is from a box. */
export function distance([x, y], box) {
  return Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
}

/** Whether a pointer that has moved from one point to another comes nearer to a box. */
export function nears(from, to, box) { return distance(to, box) < distance(from, box) - 0.5; }
