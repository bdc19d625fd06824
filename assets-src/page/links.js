/* Links of the page are followed without loading it anew. */

import { carried, isSameView } from '../address.js';
import { around } from '../dom.js';
import { keepQuiet } from './announcements.js';
import { closeOwnPicker, closePickers } from './pickers.js';
import { ask } from './question.js';

/** Go to a view. How: replace takes the place of this address in the history; quiet leaves the answer unannounced;
    whole is for an address that says itself how it is presented. */
export function go(href, { replace = false, quiet = false, whole = false } = {}) {
  const wanted = whole ? href : carried(href, window.location.search);
  if (isSameView(wanted, window.location.href)) { return; }
  const target = new URL(wanted, window.location.href).href;
  window.history[replace ? 'replaceState' : 'pushState']({}, '', target);
  keepQuiet(quiet);
  ask();
}

/** Whether a click asks for nothing but to follow the link: no new tab, no new window, no download. */
export function isPlain(click) {
  return click.button === 0 && !click.metaKey && !click.ctrlKey && !click.shiftKey && !click.altKey;
}

function follow(event) {
  const link = around(event.target, 'a[data-view]');
  if (link && isPlain(event) && !event.defaultPrevented) {
    event.preventDefault();
    go(link.getAttribute('href'), { whole: link.hasAttribute('data-whole') });
    closeOwnPicker(link);
  }
  closePickers(event.target);
}

/** Follow links, and the buttons Back and Forward of the browser. */
export function listenToLinks() {
  window.addEventListener('popstate', () => {
    keepQuiet(false);
    ask();
  });
  document.addEventListener('click', follow);
}
