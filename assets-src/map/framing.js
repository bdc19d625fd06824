/* plotly.js frames a map by a range of degrees and cuts off what lies beyond. So that the land fills its card up to all
   edges, the range is the one that the card shows exactly, of whatever size it is. */

const DEGREE = Math.PI / 180;
/* The range comes ten times nearer with each round. */
const ROUNDS = 6;
const ALONG = 8;
/* In degrees, at each side: plotly.js shows so much less of a range than it is told, a tenth of a small area. */
const KEPT_BACK = 1e-3;

/** A point in degrees on the transverse Mercator map of a sphere, across and up, in radians. */
export function project(lon, lat, meridian) {
  const [east, north] = [(lon - meridian) * DEGREE, lat * DEGREE];
  return [Math.atanh(Math.cos(north) * Math.sin(east)), Math.atan2(Math.tan(north), Math.cos(east))];
}

function unproject(x, y, meridian) {
  return [meridian + Math.atan2(Math.sinh(x), Math.cos(y)) / DEGREE, Math.asin(Math.sin(y) / Math.cosh(x)) / DEGREE];
}

/** What is seen of the map when a window [left, bottom, right, top] is shown as large as it can be in a room. */
export function seen([left, bottom, right, top], width, height) {
  const unit = Math.max((right - left) / width, (top - bottom) / height);
  const [x, y] = [(left + right) / 2, (bottom + top) / 2];
  return [x - unit * width / 2, y - unit * height / 2, x + unit * width / 2, y + unit * height / 2];
}

/** The box around a range of degrees on the map. */
export function boxOf([west, south, east, north], meridian) {
  const steps = Array.from({ length: ALONG + 1 }, (_, step) => step / ALONG);
  const lons = [...steps.map((part) => west + part * (east - west)), Math.min(Math.max(meridian, west), east)];
  const points = lons.flatMap((lon) => [south, north].map((lat) => project(lon, lat, meridian)));
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** The range of degrees [west, south, east, north] around which a box lies. */
export function rangeOf(box, meridian) {
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  const range = [
    unproject(box[0], y, meridian)[0], unproject(x, box[1], meridian)[1],
    unproject(box[2], y, meridian)[0], unproject(x, box[3], meridian)[1],
  ];
  const across = 1 / (DEGREE * Math.cos(y));
  for (let round = 0; round < ROUNDS; round += 1) {
    boxOf(range, meridian).forEach((edge, side) => {
      range[side] += (box[side] - edge) * (side % 2 ? 1 / DEGREE : across);
    });
  }
  return range;
}

/** The range of degrees for which plotly.js shows a box. */
export function rangeFor(box, meridian) {
  return rangeOf(box, meridian).map((edge, side) => edge + (side < 2 ? -KEPT_BACK : KEPT_BACK));
}

/** The middle of a box as plotly.js wants it: its transverse Mercator measures along and across the meridian. */
export function middleOf([left, bottom, right, top], meridian) {
  const [x, y] = [(left + right) / 2, (bottom + top) / 2];
  return { lon: meridian + Math.asin(Math.tanh(x)) / DEGREE, lat: y / DEGREE };
}

/** Have a figure of a map show its window in a room, and whatever lies around it up to the edges. */
export function fill({ layout: { geo }, window }, width, height) {
  const [west, south, east, north] = rangeFor(seen(window, width, height), geo.projection.rotation.lon);
  geo.lonaxis.range = [west, east];
  geo.lataxis.range = [south, north];
}
