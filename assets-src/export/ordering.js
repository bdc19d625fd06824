/* A file takes its time: say so, fetch it, and hand it over; say in words what went wrong. */

import { nameOf } from '../address.js';
import { ask } from './fetching.js';

/* In milliseconds: until then the browser has read the file. */
const KEPT = 60000;

/** Order the file of a link, and say beside it how that goes. */
export async function order(link) {
  const progress = link.closest('[data-files]').querySelector('[role="status"]');
  progress.textContent = 'Making the file. This can take some seconds …';
  try {
    const answer = await ask(link.href);
    hand(await answer.blob(), nameOf(answer.headers.get('Content-Disposition')));
    progress.textContent = 'Done.';
  } catch (error) {
    progress.textContent = error.message;
  }
}

function hand(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  window.setTimeout(() => { URL.revokeObjectURL(link.href); }, KEPT);
}
