/* All figures of a place: shown by their words, with the other definitions of a measure folded under it. */

import { all, around, isA, part } from '../dom.js';

/** Whether a line has all words that were typed. */
export function hasWords(line, typed) {
  const words = line.toLowerCase();
  return typed.toLowerCase().split(/\s+/).every((word) => words.includes(word));
}

/** What is said of the lines that match. */
export function matchWords(count, among) {
  const lines = `${among} figures match`;
  return count === 0 ? `None of ${lines}` : `${count} of ${count === 1 ? `${lines}es` : lines}`;
}

/* What was typed, and of which place: the same figures in another order are filtered as before. */
let kept = { area: '', typed: '' };

function isFolded(line) {
  const button = line.dataset.under && document.querySelector(`[data-unfolds="${line.dataset.under}"]`);
  return !!button && button.getAttribute('aria-expanded') === 'false';
}

function showLines(table, typed) {
  const lines = all('tbody tr:not(.atlas-group)', table);
  const isShown = typed ? (line) => hasWords(line.textContent, typed) : (line) => !isFolded(line);
  lines.forEach((line) => { line.hidden = !isShown(line); });
  all('tbody', table).forEach((group) => { group.hidden = !group.querySelector('tr:not(.atlas-group, [hidden])'); });
  return [lines.filter((line) => !line.hidden).length, lines.length];
}

function sift(field) {
  const typed = field.value.trim();
  const found = part('profile-found');
  found.dataset.usual ??= found.textContent;
  const [count, among] = showLines(part('profile-table'), typed);
  found.textContent = typed ? matchWords(count, among) : found.dataset.usual;
  kept = { area: field.dataset.place, typed: field.value };
}

function unfold(button) {
  button.setAttribute('aria-expanded', String(button.getAttribute('aria-expanded') === 'false'));
  sift(part('profile-filter'));
}

function siftAgain() {
  const field = part('profile-filter');
  if (field && !field.value && kept.typed && field.dataset.place === kept.area) {
    field.value = kept.typed;
    sift(field);
  }
}

/** Filter the figures, and open and close the other definitions of one. */
export function listenToFigures() {
  document.addEventListener('input', (event) => {
    if (isA(event.target, '#profile-filter')) { sift(event.target); }
  });
  document.addEventListener('click', (event) => {
    const button = around(event.target, '[data-unfolds]');
    if (button) { unfold(button); }
  });
  document.addEventListener('atlas:shown', siftAgain);
}
