/* Letters that lead somewhere, and a list of them that the key ? opens, as does the button in the footer. There all of
   them can be turned off. */

import { all, isA, part } from '../dom.js';
import { areLettersOff, isLetter, turnLetters } from './letters.js';

/** Letter -> what it does in words, and where it leads. Buttons with letters of their own say so themselves. */
export const LETTERS = {
  '/': ['Search', () => part('search')],
  m: ['Go to the map', () => document.querySelector('#map path[data-href][tabindex="0"]')],
  f: ['Go to the figures', () => document.querySelector('#show [aria-current]')],
  c: ['Choose a condition', conditionSearch],
};
const OTHERS = [
  ['Tab', 'Next link or button'], ['↑ ↓ ← →', 'On the map: the next area'], ['+ − 0', 'On the map: nearer, farther, the whole map'],
  ['Shift ↑ ↓ ← →', 'Move a map that is nearer'], ['Enter', 'Open it'],
  ['Esc', 'Close a card or a list'], ['?', 'This list'],
];

/* The list of conditions is opened; it takes the focus to its search itself. */
function conditionSearch() {
  part('condition-summary').closest('details').open = true;
  return part('condition-search');
}

/** The lines of the list: key and words, those of buttons behind those of letters. */
export function linesOf(pressed) {
  return [...Object.entries(LETTERS).map(([key, [words]]) => [key, words]), ...pressed, ...OTHERS];
}

/* The buttons of the page that say which letter presses them. */
function buttons() {
  return all('[aria-keyshortcuts]').map((one) => [one.getAttribute('aria-keyshortcuts'), one.textContent.trim()]);
}

function newList() {
  const list = Object.assign(document.createElement('dialog'), { id: 'keys', className: 'atlas-keys' });
  list.setAttribute('aria-labelledby', 'keys-title');
  const lines = linesOf(buttons()).map(([key, words]) => `<li><kbd>${key}</kbd> ${words}</li>`).join('');
  list.innerHTML = `<h2 class="atlas-card__title" id="keys-title">Keys</h2><ul>${lines}</ul>
<p><label><input type="checkbox" id="keys-on"> Keys of one letter are on</label></p>
<button type="button" class="nhsuk-button atlas-button" id="keys-close">Close</button>`;
  document.body.append(list);
  return list;
}

function showList() {
  part('keys')?.remove();
  newList().showModal();
  part('keys-on').checked = !areLettersOff();
}

function useKey(event) {
  if (document.querySelector('dialog[open]')) { return; }
  const letter = Object.keys(LETTERS).find((one) => isLetter(event, one));
  if (isLetter(event, '?')) { showList(); }
  if (letter) {
    event.preventDefault();
    LETTERS[letter][1]()?.focus();
  }
}

/* A link that skips leads to what it names, and leaves the address as it is. */
function skip(event) {
  const target = part(event.target.getAttribute('href').slice(1));
  event.preventDefault();
  if (target.tabIndex < 0) { target.setAttribute('tabindex', '-1'); }
  target.focus();
}

function useClick(event) {
  if (isA(event.target, '.nhsuk-skip-link')) { skip(event); }
  if (event.target.id === 'keys-open') { showList(); }
  if (event.target.id === 'keys-close') { part('keys').close(); }
}

/** Listen to letters, to the links that skip, and to the list of keys. */
export function listenToShortcuts() {
  document.addEventListener('keydown', useKey);
  document.addEventListener('click', useClick);
  document.addEventListener('change', ({ target }) => { if (target.id === 'keys-on') { turnLetters(target.checked); } });
}
