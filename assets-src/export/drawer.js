/* The drawer "Share": what can be taken along of a view, in one place. Every file is an address of the server. */

import { fileOf } from '../address.js';
import { afterPaint, around, part } from '../dom.js';
import { copyPicture, copyText } from './copying.js';
import { lineOf, order } from './ordering.js';
import { isLetter } from '../page/letters.js';
import { showPreviews } from './previews.js';
import { putWishes, wished, wishing } from './wishes.js';

const DRAWER = 'share-drawer';
const KEY = 'e';

function isOpen() { return !!part(DRAWER)?.open; }

function refresh() {
  putWishes(part(DRAWER));
  showPreviews(part(DRAWER));
}

/* The page writes what is in the drawer with its first view. */
function open() {
  if (!part('share-title')) { return; }
  part(DRAWER).showModal();
  part('share-title').focus();
  refresh();
}

function close() { part(DRAWER).close(); }

/* A click beside the drawer is one on its ground. */
function use(target) {
  if (around(target, '#share-open')) { open(); }
  if (target.id === DRAWER || around(target, '[data-close]')) { close(); }
}

function copy(target) {
  const button = around(target, 'button');
  if (button?.id === 'copy-picture') {
    const address = fileOf('map.png', part('share-title').dataset.query, { size: 'slide' });
    copyPicture(wishing(address, ['title', 'subtitle', 'note', 'theme', 'labels'], wished()));
  }
  if (button?.dataset.copy) { copyText(button.dataset.copy); }
}

function click(event) {
  const link = around(event.target, 'a[data-order]');
  use(event.target);
  copy(event.target);
  if (link) {
    event.preventDefault();
    order(link);
  }
}

function change(event) {
  if (!around(event.target, '#share-wishes')) { return; }
  lineOf(event.target).textContent = '';
  refresh();
}

/** Use the drawer. The page writes it anew with a view, in the frame after the map: an open one shows the new view. */
export function listenToExport() {
  document.addEventListener('click', click);
  document.addEventListener('change', change);
  document.addEventListener('submit', (event) => { if (around(event.target, '#share-wishes')) { event.preventDefault(); } });
  document.addEventListener('keydown', (event) => { if (isLetter(event, KEY) && !isOpen()) { open(); } });
  document.addEventListener('atlas:shown', () => { afterPaint(() => { if (isOpen()) { refresh(); } }); });
}
