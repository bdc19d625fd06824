/* The legend. */

import { part } from '../dom.js';
import { make, replace } from './elements.js';
import { state } from './state.js';

export function showLegend() {
  const { title, notes, grid, entries, hatches, empties, outlines } = state.entry.legend;
  part('legend-title').textContent = title;
  replace('legend-notes', notes.map((note) => make('p', {}, note)));
  replace('legend-grid', grid.length ? nine(grid) : []);
  replace('legend-marks', [
    ...entries.map(([colour, words, kind]) => mark(words, kind, colour)),
    ...hatches.map(([kind, words]) => mark(words, kind)),
    ...empties.map(([kind, words]) => mark(words, kind)),
    mark(outlines, 'outline'),
  ]);
}

function mark(words, kind, colour = '') {
  const swatch = make('span', { class: kind ? `swatch swatch--${kind}` : 'swatch' });
  swatch.style.backgroundColor = colour;
  return make('li', {}, [swatch, make('span', {}, words)]);
}

function nine(rows) {
  const cells = [...rows].reverse().flat().map((colour) => {
    const cell = make('i');
    cell.style.background = colour;
    return cell;
  });
  return [make('span', {}, 'higher figures →'), make('div', { class: 'nine' }, cells),
    make('span', {}, 'more deprived above')];
}
