/* The small pictures of the drawer: the files themselves at a small scale, asked for when it is open and not before. */

import { all } from '../dom.js';
import { ask } from './fetching.js';
import { lineOf } from './ordering.js';
import { takenBy, wished, wishing } from './wishes.js';

/** Show each picture as it would be downloaded now; a wrong wish is answered by the server's sentence. */
export function showPreviews(drawer) {
  const wishes = wished();
  all('img[data-preview]', drawer).forEach((picture) => {
    const address = wishing(picture.dataset.preview, takenBy(picture), wishes);
    if (picture.dataset.shown !== address) { load(picture, address); }
  });
}

async function load(picture, address) {
  picture.dataset.shown = address;
  const is = () => picture.dataset.shown === address;
  try {
    const file = await (await ask(address)).blob();
    if (is()) { put(picture, URL.createObjectURL(file)); }
  } catch (error) {
    if (is()) { lineOf(picture).textContent = error.message; }
  }
}

function put(picture, source) {
  picture.onload = () => { URL.revokeObjectURL(source); };
  picture.src = source;
}
