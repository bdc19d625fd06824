/* The table of figures. */

import { part } from '../dom.js';
import { make, replace } from './elements.js';
import { state } from './state.js';

/* In rows: longer tables scroll. */
const LONG = 20;

export function showTable() {
  const { table, columns, rows, references, notes } = state.entry;
  part('table-caption').textContent = table;
  replace('columns', columns.map(([words, isNumber]) => make('th', { scope: 'col', class: isNumber ? 'number' : '' }, words)));
  replace('rows', rows.map(rowOfArea));
  replace('references', references.map(([name, caveat, ...cells]) => rowOf(name, '', caveat, cells)));
  replace('notes', notes.map((note) => make('p', {}, note)));
  part('scroll').classList.toggle('is-long', rows.length > LONG);
  part('scroll').scrollTop = 0;
}

function rowOfArea([at, , , caveat, ...cells]) {
  const [, name, within] = state.sheet.areas[at];
  const row = rowOf(name, within, caveat, cells);
  row.setAttribute('data-at', at);
  if (state.sheet.place === at) { row.setAttribute('class', 'is-place'); }
  return row;
}

function rowOf(name, within, caveat, cells) {
  const head = make('th', { scope: 'row' }, name);
  if (within) { head.append(' ', make('span', { class: 'within' }, within)); }
  if (caveat) { head.append(' ', make('span', { class: 'caveat' }, caveat)); }
  const isNumber = (number) => state.entry.columns[number + 1][1];
  return make('tr', {}, [head, ...cells.map((cell, number) => make('td', { class: isNumber(number) ? 'number' : '' }, cell))]);
}
