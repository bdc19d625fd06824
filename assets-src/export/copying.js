/* What the reader takes along in the clipboard. */

import { shareable } from '../address.js';
import { part } from '../dom.js';
import { embedCode } from './builder.js';
import { ask } from './fetching.js';
import { lineOf } from './ordering.js';

const COPIES = {
  caption: ['Post', () => part('text-caption').content.textContent],
  'long-caption': ['Longer caption', () => part('text-long-caption').content.textContent],
  alternative: ['Alternative text', () => part('text-alternative').content.textContent],
  address: ['Link', () => shareable(window.location)],
  embed: ['Embed code', embedCode],
};

function say(words) { lineOf(part('share-title')).textContent = words; }

/** Copy one of the texts of the page. */
export function copyText(kind) {
  const [what, read] = COPIES[kind];
  const words = read().trim();
  const done = () => { say(`${what} copied.`); };
  if (navigator.clipboard && window.isSecureContext) {
    navigator.clipboard.writeText(words).then(done, () => { copyByHand(words, done); });
  } else {
    copyByHand(words, done);
  }
}

function copyByHand(words, done) {
  if (isCopied(words)) { done(); } else { say('The browser does not allow copying here. Select the text and copy it yourself.'); }
}

/* Without https the clipboard has only this old way. */
function isCopied(words) {
  const area = document.createElement('textarea');
  area.value = words;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  /* Beside an open drawer nothing of the page can be selected. */
  part('share-title').parentNode.appendChild(area);
  area.select();
  const isDone = document.execCommand('copy');
  area.remove();
  return isDone;
}

/** Copy the picture at an address. */
export function copyPicture(address) {
  if (!window.ClipboardItem || !window.isSecureContext) {
    say('The browser copies pictures only from a secure address. Download the picture instead.');
    return;
  }
  say('Copying the picture …');
  const blob = ask(address).then((answer) => answer.blob());
  navigator.clipboard.write([new window.ClipboardItem({ 'image/png': blob })]).then(
    () => { say('Picture copied.'); },
    () => { say('The browser did not allow it. Download the picture instead.'); },
  );
}
