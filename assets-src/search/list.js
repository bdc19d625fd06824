/* The list under the search box, and what is said about it. The results are links of the page: what happens after a
   click on one is the same as everywhere. */

import { bothOf, conditionOf, placeOf } from '../address.js';
import { part } from '../dom.js';
import { MOST } from './words.js';

/* In milliseconds: a screen reader hears the count when the reader pauses, not after every letter. */
const PAUSE = 600;

let active = -1;
let announcing;

export function box() { return part('search'); }

/** The results in the list. */
export function options() { return [...part('search-list').children]; }

/** The place in the list of the result that the reader has moved to, or -1. */
export function activeAt() { return active; }

function span(name, text) {
  const element = document.createElement('span');
  element.className = name;
  element.textContent = text;
  return element;
}

function addressOf({ code, condition, isCondition }, shown) {
  if (isCondition) { return conditionOf(code, shown); }
  return condition ? bothOf(code, condition, shown) : placeOf(code, shown);
}

function option(place, number, shown) {
  const link = document.createElement('a');
  link.id = `search-option-${number}`;
  link.className = 'atlas-search__option';
  link.href = addressOf(place, shown);
  link.tabIndex = -1;
  link.setAttribute('role', 'option');
  link.setAttribute('aria-selected', 'false');
  link.setAttribute('data-view', '');
  link.append(span('atlas-search__name', place.label), ' ', span('atlas-search__kind', place.kind));
  return link;
}

function fill(found, shown) {
  const items = part('search-list');
  items.replaceChildren(...found.slice(0, MOST).map((place, number) => option(place, number, shown)));
  box().setAttribute('aria-expanded', String(found.length > 0));
  items.hidden = found.length === 0;
  activate(-1);
}

/** Move to a result, or with -1 back to the box. */
export function activate(number) {
  active = number;
  options().forEach((item, at) => { item.setAttribute('aria-selected', String(at === number)); });
  if (number < 0) {
    box().removeAttribute('aria-activedescendant');
    return;
  }
  const item = options()[number];
  box().setAttribute('aria-activedescendant', item.id);
  item.scrollIntoView({ block: 'nearest' });
}

/** Open the list with places, a sentence below it, and what a screen reader hears. shown: the address of the view. */
export function open(found, shown, sentence, heard) {
  fill(found, shown);
  part('search-panel').hidden = false;
  part('search-message').textContent = sentence;
  window.clearTimeout(announcing);
  announcing = window.setTimeout(() => { part('search-status').textContent = heard; }, PAUSE);
}

/** Close the list. */
export function close() {
  fill([], '');
  part('search-panel').hidden = true;
  part('search-message').textContent = '';
  window.clearTimeout(announcing);
  part('search-status').textContent = '';
}
