/* What a screen reader is told. */

import { part } from '../dom.js';

let quiet = false;
let inFew = '';

/** Whether the next answer is kept back until it is asked for. */
export function keepQuiet(wanted) { quiet = wanted; }

/** Say the last answer in few words, as one step of many. */
export function announceStep() { part('announcement').textContent = inFew; }

/** The news of an answer: said at once, unless the reader is on the way to another. step: the same in few words. */
export function tell(news, step = news) {
  inFew = step;
  if (!quiet) { part('announcement').textContent = news; }
}

/** With the same map as before, the news is what stands beside it: the name of the tab and its finding. */
export function besideMap(tab, title) { return tab && title ? `${tab}: ${title}.` : ''; }

/** What the hover shows, as one sentence. */
export function spoken(hover) {
  const plain = hover.replace('</b><br>', ': ').replace(/<br>/g, ', ').replace(/<[^>]+>/g, '');
  return plain.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}
