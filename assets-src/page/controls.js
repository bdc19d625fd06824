/* On a phone the controls are closed, and one button, which says what they have chosen, opens them. */

import { around, part } from '../dom.js';

function toggle(button) {
  const isOpen = part('controls').toggleAttribute('data-open');
  button.setAttribute('aria-expanded', isOpen);
}

/** Open and close the controls with their button. */
export function listenToChange() {
  document.addEventListener('click', ({ target }) => {
    const button = around(target, '#change');
    if (button) { toggle(button); }
  });
}
