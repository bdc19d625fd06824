/* A file takes its time: say so, fetch it, and hand it over; say in words what went wrong. */

import { nameOf } from '../address.js';
import { ask, read } from './fetching.js';

/* In milliseconds: until then the browser has read the file. */
const KEPT = 60000;
const MAKING = 'Making the file. This can take some seconds …';
const MEGABYTE = 1e6;

/** How much of a file has come, in words. */
export function arrivedWords(bytes) { return `${MAKING} ${(bytes / MEGABYTE).toFixed(1)} MB are here.`; }

/** Where the files around a link or button say how they get on. */
export function lineOf(element) { return element.closest('[data-files]').querySelector('[role="status"]'); }

function setBusy(line, isBusy) {
  const bar = line.parentNode.querySelector('progress');
  if (bar) { bar.hidden = !isBusy; }
}

/** Order the file of a link, and say beside it how that goes. What comes in one piece is not counted. */
export async function order(link) {
  const line = lineOf(link);
  const say = (words) => { if (line.textContent !== words) { line.textContent = words; } };
  say(MAKING);
  setBusy(line, true);
  try {
    const answer = await ask(link.href, say);
    const file = await read(answer, (size) => { if (size >= MEGABYTE) { say(arrivedWords(size)); } });
    hand(file, nameOf(answer.headers.get('Content-Disposition')));
    say('Done.');
  } catch (error) {
    say(error.message);
  }
  setBusy(line, false);
}

function hand(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  window.setTimeout(() => { URL.revokeObjectURL(link.href); }, KEPT);
}
