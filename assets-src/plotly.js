/* All that knows how plotly.js works inside: its functions, its events, the classes of what it draws, and the data that
   it binds to elements. A new version of plotly.js is tried against this file. */

import { all, isA } from './dom.js';

/* No upload button, no logo, no zoom by scrolling: the page scrolls, the map stays. */
const CONFIG = {
  displayModeBar: false, showSendToCloud: false, scrollZoom: false, doubleClick: false, responsive: true,
};

/** A drawing as plotly.js marks it, and what a reader can go to in one. */
export const DRAWING = '.js-plotly-plot';
export const AREA = 'path.choroplethlocation';
export const AREA_LAYER = '.choroplethlayer';

/** Draw a figure in a place. Returns whether it is the first one there. */
export function draw(place, { data, layout }) {
  const isFirst = !place.on;
  window.Plotly.react(place, data, layout, CONFIG);
  return isFirst;
}

/** On paper a drawing is as wide as the page: its layers keep their proportions when they are scaled. */
function letScale(place) {
  const { width, height } = place._fullLayout;
  all('svg.main-svg', place).forEach((svg) => { svg.setAttribute('viewBox', `0 0 ${width} ${height}`); });
}

/** Take a drawing away, if there is one. */
export function clear(place) {
  if (place.on) { window.Plotly.purge(place); }
}

/** Show another part of a map: a range of degrees [west, south, east, north] and its middle. */
export function showRange(place, [west, south, east, north], middle) {
  const ranges = { 'geo.lonaxis.range': [west, east], 'geo.lataxis.range': [south, north] };
  window.Plotly.relayout(place, { ...ranges, 'geo.center.lon': middle.lon, 'geo.center.lat': middle.lat });
}

/** All that is drawn of a map. */
export function layersOf(place) { return all('.geolayer', place); }

/** Move what is drawn by some pixels, and stretch it, as long as a hand holds it. */
export function moveBy(place, [across, down], factor = 1) {
  const how = `translate(${across},${down}) scale(${factor})`;
  layersOf(place).forEach((layer) => { layer.setAttribute('transform', how); });
}

/** A hover label does not stay after a click. */
export function unhover(place) { window.Plotly.Fx.unhover(place); }

/** Whenever a drawing is finished. */
export function onDrawn(place, listener) {
  place.on('plotly_afterplot', () => {
    letScale(place);
    listener();
  });
}

/* The shape of an area, or a mark, that an event of plotly.js is about. */
function shapeOf(place, { location, curveNumber, pointNumber }) {
  if (location) { return all(`${AREA}[data-href]`, place).find((path) => codeOf(path) === location); }
  const found = markGroups(place).find(({ trace }) => trace?.index === curveNumber);
  return found && marksIn(found.group).find((path) => placeOfMark(path) === pointNumber);
}

/** A click on a mark: what the server has given to the mark, if anything, the click, and the mark. */
export function onClick(place, listener) {
  place.on('plotly_click', ({ points, event }) => {
    if (points?.[0]) { listener(points[0].customdata, event, shapeOf(place, points[0])); }
  });
}

/** What the pointer is on: the code of an area, and its shape or mark; or nothing. */
export function onPointer(place, listener) {
  place.on('plotly_hover', ({ points: [point] }) => {
    listener(point.location || point.customdata?.[0] || '', shapeOf(place, point));
  });
  place.on('plotly_unhover', () => { listener('', null); });
}

/** What the cards of all areas of a map end with. */
export function endingOf(place) { return place.layout.meta ?? []; }

/** Where the boundary files are remembered: address -> shapes. */
export function boundaries() { return window.PlotlyGeoAssets; }

/** The drawing as one SVG element, or null. */
export function frameOf(place) { return place.querySelector('svg.main-svg'); }

/** The data that a group of shapes or marks was drawn from; none while plotly.js is at work on it. */
function traceOf(group) { return group.__data__?.[0]?.trace; }

function traces(place, layer) {
  return all(`${layer} g.trace`, place).map((group) => ({ group, trace: traceOf(group) }));
}

/** The groups of areas of a map, each with its data. */
export function areaGroups(place) { return traces(place, AREA_LAYER).filter(({ trace }) => trace); }

/** The groups of marks of a chart, each with its data if there is some. */
export function markGroups(place) { return traces(place, '.scatterlayer'); }

/** The layers of marks, among them the labels of a map. */
export function markLayers(place) { return all('.scatterlayer', place); }

/** The areas in a group. */
export function areasIn(group) { return all(AREA, group); }

/** The code of an area on the map. */
export function codeOf(path) { return path.__data__.loc; }

/** The place of an area among the data of its group. */
export function placeOfArea(path) { return path.__data__.index; }

/** The marks in a group, and their lines. */
export function marksIn(group) { return all('.points path.point', group); }
export function linesIn(group) { return all('.lines path.js-line', group); }

/** The marks in a group of a map. */
export function sitesIn(group) { return all('path.point', group); }

/** The place of a mark among the data of its group. */
export function placeOfMark(path) { return path.__data__.i; }

/** Whether a drawing is a map. */
export function isMap(place) { return !!place.querySelector(`${AREA_LAYER} path`); }

/** The box in which the marks of a chart lie; null if no names stand beside them. */
export function roomOfNames(place) {
  return place.querySelector('.textpoint') ? place.querySelector('.nsewdrag')?.getBoundingClientRect() : null;
}

/** The words on a chart that are no names of marks. */
export function notes(place) { return all('.annotation', place); }

/** Whether an element is an area of the map that leads somewhere. */
export function isOpenArea(element) { return isA(element, `${AREA}[data-href]`); }

/** The area that a target over a label stands for. */
export function areaUnder(label) {
  return label.closest(DRAWING).querySelector(`path[data-area="${label.getAttribute('data-area')}"]`);
}

/** The links that plotly.js remembers for each area of a drawing: those of another figure take their place. */
export function exchangeLinks(place, figure) {
  figure.data.forEach(({ customdata = [] }, index) => {
    customdata.forEach((href, at) => { place.data[index].customdata[at] = href; });
  });
}
