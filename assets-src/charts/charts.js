/* The charts beside the map. Every chart gets its room at once, and the first its drawing; a second stands below it and
   follows. A second map is used as the first, a chart by its marks. */

import { isFirstTap } from '../card/card.js';
import { all } from '../dom.js';
import { fit, furnish } from '../map/map.js';
import { followPointer, hrefUnder } from '../map/pointer.js';
import { go } from '../page/links.js';
import * as plotly from '../plotly.js';
import { nameMarks } from './marks.js';
import { magnify, thinTicks } from './room.js';

function places() { return all('.atlas-chart'); }

/** Make room for all charts, and draw the first. */
export function drawCharts(figures) {
  places().forEach((place, index) => {
    const figure = figures[index];
    place.hidden = !figure;
    if (!figure) {
      plotly.clear(place);
      return;
    }
    if (!figure.layout.geo) { magnify(figure, place.clientWidth); }
    place.style.height = `${figure.layout.height}px`;
    if (index === 0) { draw(place, figure); }
  });
}

/** Draw the others. */
export function drawLowerCharts(figures) {
  places().forEach((place, index) => {
    if (index > 0 && figures[index]) { draw(place, figures[index]); }
  });
}

function draw(place, figure) {
  fit(place, figure);
  thinTicks(figure.layout, place.clientWidth);
  if (plotly.draw(place, figure)) { listen(place); }
}

function listen(place) {
  plotly.onDrawn(place, () => { (plotly.isMap(place) ? furnish : nameMarks)(place); });
  plotly.onClick(place, (mark, click, path) => {
    const href = Array.isArray(mark) ? mark[1] : mark || hrefUnder(click);
    if (href && !isFirstTap(path)) { go(href); }
  });
  followPointer(place);
}
