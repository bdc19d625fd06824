/* Each dot of an area is reached by arrow keys and read aloud, as the areas of the map are. */

import { describe } from '../card/subjects.js';
import { spoken } from '../page/announcements.js';
import * as plotly from '../plotly.js';
import { thinNames } from './names.js';

/** Name the marks of a finished chart. */
export function nameMarks(place) {
  const groups = plotly.markGroups(place).filter(({ trace }) => trace?.customdata);
  const marks = groups.flatMap(({ group, trace }) => plotly.marksIn(group).map((path) => [path, trace]));
  groups.forEach(({ group, trace }) => {
    plotly.linesIn(group).forEach((line) => { line.setAttribute('data-area', trace.customdata[0][0]); });
  });
  nameChart(plotly.frameOf(place), marks.length > 0);
  marks.forEach(([path, trace], index) => { nameMark(path, trace, index === 0 ? '0' : '-1'); });
  thinNames(place);
}

function nameChart(frame, hasMarks) {
  frame.setAttribute('role', hasMarks ? 'group' : 'img');
  frame.setAttribute('aria-label', hasMarks ? 'Chart. Arrow keys move between its marks.' : 'Chart');
}

function nameMark(path, trace, tabindex) {
  const at = plotly.placeOfMark(path);
  const [code, href] = trace.customdata[at];
  describe(path, trace.hovertext[at]);
  path.setAttribute('role', href ? 'link' : 'img');
  path.setAttribute('aria-label', spoken(trace.hovertext[at]));
  path.setAttribute('data-href', href);
  path.setAttribute('data-area', code);
  path.setAttribute('tabindex', tabindex);
}
