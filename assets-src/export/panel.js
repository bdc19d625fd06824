/* The export panel: choose, look, download, copy. Every file is an address of the server. */

import { fileOf } from '../address.js';
import { afterPaint, around, isA, part } from '../dom.js';
import { copyPicture, copyText } from './copying.js';
import { later, TRIES } from './fetching.js';
import { order } from './ordering.js';

/* In seconds: a preview that did not come is asked for again. */
const PAUSE = 2;

/* The choice stays when the view changes and the panel is written anew. */
let last = { isOpen: false };

/** The smaller picture that is shown of a size. */
export function previewScale(size) { return size.startsWith('a4') ? '0.2' : '0.4'; }

function chosen() {
  return { format: part('export-format').value, size: part('export-size').value, query: part('export-panel').dataset.query };
}

function refresh() {
  const { format, size, query } = chosen();
  part('export-download').href = fileOf(`map.${format}`, query, { size });
  part('export-zip').href = fileOf('pack.zip', query, { size });
  preview(fileOf('map.png', query, { size, scale: previewScale(size) }));
  last = { format, size, isOpen: !part('export-panel').hidden };
}

/* A picture that a busy server did not make is asked for again. */
function preview(address) {
  const picture = part('export-preview');
  let tries = TRIES;
  picture.onerror = async () => {
    tries -= 1;
    if (tries <= 0) { return; }
    await later(PAUSE);
    if (picture.getAttribute('src') === address) { picture.src = address; }
  };
  picture.src = address;
}

function setOpen(isOpen) {
  part('export-panel').hidden = !isOpen;
  part('export-open').setAttribute('aria-expanded', String(isOpen));
  if (!isOpen) {
    last.isOpen = false;
    return;
  }
  if (last.format) {
    part('export-format').value = last.format;
    part('export-size').value = last.size;
  }
  refresh();
}

function toggle() {
  const isOpen = part('export-panel').hidden;
  setOpen(isOpen);
  if (isOpen) { part('export-title').focus(); }
}

/* A new view: an open panel stays open and shows the new picture. */
function reopen() {
  if (last.isOpen && part('export-panel')?.hidden) { setOpen(true); }
}

function click(event) {
  const target = around(event.target, 'button, a');
  if (!target) { return; }
  if (target.id === 'export-open') { toggle(); }
  if (target.id === 'copy-picture') { copyPicture(fileOf('map.png', chosen().query, { size: chosen().size })); }
  if (target.dataset.copy) { copyText(target.dataset.copy); }
  if (target.hasAttribute('data-order')) {
    event.preventDefault();
    order(target);
  }
}

function escape(event) {
  if (event.key !== 'Escape' || !part('export-panel')?.contains(event.target)) { return; }
  toggle();
  part('export-open').focus();
}

/** Use the panel. The page puts it in place in the frame after the map, so it is opened again after that. */
export function listenToExport() {
  document.addEventListener('click', click);
  document.addEventListener('change', (event) => { if (isA(event.target, '[data-export]')) { refresh(); } });
  document.addEventListener('keydown', escape);
  document.addEventListener('atlas:shown', () => { afterPaint(reopen); });
}
