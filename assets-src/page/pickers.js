/* Lists that open, are searched, and close. */

import { all, around, isA } from '../dom.js';

const OPEN = 'details.atlas-picker[open]';
const SEARCH = '[data-filter]';
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/** Whatever else the reader turns to, open lists close. */
export function closePickers(target) {
  all(OPEN).filter((picker) => !picker.contains(target)).forEach((picker) => { picker.open = false; });
}

/** A choice closes its list, if that is not one for several choices. */
export function closeOwnPicker(link) {
  const picker = link.closest('details.atlas-picker');
  if (picker && !picker.hasAttribute('data-stay')) { close(picker); }
}

function close(picker) {
  picker.open = false;
  picker.querySelector('summary').focus();
}

function visibleLinks(picker) { return all('a', picker).filter((link) => link.checkVisibility()); }

/** The stop of a round that comes after another one; from outside the round it is counted as from the first. */
export function stopAfter(at, step, stops) { return (Math.max(at, 0) + step + stops) % stops; }

function move(picker, step) {
  const first = picker.querySelector(SEARCH) || picker.querySelector('summary');
  const stops = [first, ...visibleLinks(picker)];
  stops[stopAfter(stops.indexOf(document.activeElement), step, stops.length)].focus();
}

/* Escape closes an open list from wherever it is pressed. */
function escape(target) {
  const picker = around(target, OPEN) || document.querySelector(OPEN);
  if (picker) { close(picker); }
}

function useKeys(event) {
  if (event.key === 'Escape') { escape(event.target); }
  const picker = around(event.target, OPEN);
  if (!picker) { return; }
  if (STEPS[event.key]) {
    move(picker, STEPS[event.key]);
    event.preventDefault();
  } else if (event.key === 'Enter' && event.target.matches(SEARCH)) {
    /* The list closes and the focus goes to its head, which the same key would open again. */
    event.preventDefault();
    visibleLinks(picker)[0]?.click();
  }
}

/** Whether an entry, or the group that it stands in, has the letters that were typed. */
export function isFound(entry, group, typed) { return `${entry} ${group}`.toLowerCase().includes(typed.trim().toLowerCase()); }

/** What a screen reader is told of a list that was searched. */
export function foundWords(count) {
  if (count === 0) { return 'Nothing found'; }
  return count === 1 ? '1 found' : `${count} found`;
}

function sift(panel, typed) {
  const items = all('li', panel);
  items.forEach((item) => {
    const group = item.closest('section').querySelector('h3').textContent;
    item.hidden = !isFound(item.textContent, group, typed);
  });
  all('section', panel).forEach((section) => { section.hidden = !section.querySelector('li:not([hidden])'); });
  const found = items.filter((item) => !item.hidden).length;
  panel.querySelector('[data-filter-none]').hidden = found > 0;
  panel.querySelector('[data-filter-found]').textContent = foundWords(found);
}

/** Use the lists by keyboard, and search in them. */
export function listenToPickers() {
  document.addEventListener('keydown', useKeys);
  document.addEventListener('toggle', (event) => {
    if (event.target.open) { event.target.querySelector?.(SEARCH)?.focus(); }
  }, true);
  document.addEventListener('input', (event) => {
    if (isA(event.target, SEARCH)) { sift(event.target.closest('.atlas-panel'), event.target.value); }
  });
}
