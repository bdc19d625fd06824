/* Which of several points an arrow key leads to. */

/** Arrow key -> its way on the screen, across and down. */
export const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/* Pixels: what lies less far along the way is beside, not ahead. */
const AHEAD = 0.5;
/* A pixel aside counts as much as two ahead. */
const ASIDE = 2;

/** The middle of a box on the screen. */
export function middle(box) { return [box.left + box.width / 2, box.top + box.height / 2]; }

/** The place in a list of the point nearest to another in a direction; -1 if nothing lies there. */
export function nearest(here, points, way) {
  let best = -1;
  let least = Infinity;
  points.forEach((there, at) => {
    const across = there[0] - here[0];
    const down = there[1] - here[1];
    const along = across * way[0] + down * way[1];
    const cost = along + ASIDE * (Math.abs(across * way[1]) + Math.abs(down * way[0]));
    if (along > AHEAD && cost < least) {
      best = at;
      least = cost;
    }
  });
  return best;
}
