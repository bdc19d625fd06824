/* The search box: the reader types a place, a postcode or a condition and goes there. The lists are fetched when the
   box is first used, and matched here, so that nothing that is typed is sent. */

import { around, part } from '../dom.js';
import { shownAddress } from '../page/show.js';
import { activate, activeAt, box, close, open, options } from './list.js';
import { entry, matches } from './matching.js';
import { count, more, nothingFound, NOT_LOADED } from './words.js';

let index = null;
let isAsked = false;

function isInUse() { return document.activeElement === box(); }

async function load() {
  if (index || isAsked) { return; }
  isAsked = true;
  try {
    const answer = await fetch(box().parentNode.getAttribute('data-places'));
    if (!answer.ok) { throw new Error(String(answer.status)); }
    const lists = await answer.json();
    index = {
      conditions: lists.conditions.map((cells) => ({ ...entry(cells), isCondition: true })),
      places: lists.places.map(entry),
      postcodes: lists.postcodes.map(entry),
      sites: lists.sites.map(entry),
      smallest: lists.smallest.map(entry),
    };
    show();
  } catch {
    isAsked = false;
    if (isInUse()) { open([], '', NOT_LOADED, NOT_LOADED); }
  }
}

function show() {
  if (!index || !isInUse()) { return; }
  const typed = box().value.trim();
  if (!typed) {
    close();
    return;
  }
  const found = matches(index, typed);
  const sentence = found.length ? more(found.length) : nothingFound(typed, box().parentNode.getAttribute('data-hint'));
  open(found, shownAddress(), sentence, found.length ? count(found.length) : sentence);
}

/** From the box the arrows go round through all results and the box itself, which is -1. */
export function stepFrom(active, by, results) { return (active + 1 + by + results + 1) % (results + 1) - 1; }

function step(by) {
  const results = options().length;
  if (results) { activate(stepFrom(activeAt(), by, results)); } else { show(); }
  return true;
}

/* While the reader types, Home and End are of the text; in the list they are of the list. */
function jump(number) {
  if (activeAt() < 0) { return false; }
  activate(number);
  return true;
}

/* Each says whether the key is used up. */
const KEYS = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  Home: () => jump(0),
  End: () => jump(options().length - 1),
  Enter: () => {
    options()[Math.max(activeAt(), 0)]?.click();
    return true;
  },
  Escape: () => {
    if (part('search-panel').hidden) { box().value = ''; }
    close();
    return true;
  },
};

function useKey(event) {
  if (event.target !== box() || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) { return; }
  if (KEYS[event.key]?.()) { event.preventDefault(); }
}

function use() {
  load();
  show();
}

function closeIfElsewhere(target) {
  if (!box().parentNode.contains(target)) { close(); }
}

/* The page has taken the link over: the box is done, and the reader is at the heading of the place. */
function click(event) {
  if (around(event.target, '.atlas-search__option') && event.defaultPrevented) {
    box().value = '';
    close();
    (part('headline') || part('maincontent')).focus({ preventScroll: true });
  } else {
    closeIfElsewhere(event.target);
  }
}

/** Use the box. Clicks are heard after the page has taken links over. */
export function listenToSearch() {
  document.addEventListener('keydown', useKey);
  document.addEventListener('input', ({ target }) => { if (target === box()) { use(); } });
  document.addEventListener('focusin', ({ target }) => {
    if (target === box()) { use(); } else { closeIfElsewhere(target); }
  });
  document.addEventListener('click', click);
}
