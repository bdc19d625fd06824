/* The menus, and all that is said beside the map. */

import { part } from '../dom.js';
import { make, replace } from './elements.js';
import { data, state } from './state.js';

const TEXTS = ['headline', 'subtitle', 'note', 'missing', 'range'];

function paragraph(line) { return make('p', {}, line); }

export function showControls() {
  const { entry } = state;
  const same = data.entries.filter((one) => one.condition === entry.condition);
  part('condition').value = entry.condition;
  replace('measure', same.map((one) => make('option', { value: one.measure }, one.option)));
  part('measure').value = entry.measure;
  part('measure').disabled = same.length === 1;
}

export function showWords() {
  const { entry } = state;
  TEXTS.forEach((id) => { part(id).textContent = entry[id]; });
  replace('credits', entry.credits.map(paragraph));
  replace('definition', [...entry.definition, ...publisher(entry)].map(paragraph));
  part('definition-box').hidden = !entry.definition.length;
  replace('address', [link(entry.address, entry.address)]);
}

function publisher({ publisher: who }) { return who ? [link(who.link, who.words)] : []; }

function link(address, words) {
  if (!/^https?:/.test(address)) { return words; }
  return make('a', { href: address, rel: 'noopener noreferrer', target: '_blank' }, words);
}
