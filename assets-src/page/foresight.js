/* The page that a reader is about to ask for is fetched ahead: what the pointer rests on, what has the focus, what is
   pressed, and the next stop of a slider that plays. One at a time, and none for a reader who saves data. A click then
   paints from memory, or waits for what is on its way. */

import { carried, frameOf, isSameView, pageOf } from '../address.js';
import { around } from '../dom.js';
import { areaUnder, DRAWING } from '../plotly.js';
import { Memory } from './memory.js';
import { questionAbout } from './rooms.js';

/* In milliseconds: a pointer that passes over something wants nothing of it. */
const REST = 80;
/* In letters: some thirty pages, or five of all neighbourhoods. */
const KEPT = 4e6;

const memory = new Memory(KEPT);
let edition = '';
/* What is fetched, or will be in a moment: the address of its page. */
let aim = null;

/** The page that is shown is of an edition: pages of another one are of no use any more. */
export function isOfEdition(name) {
  if (name === edition) { return; }
  edition = name;
  memory.clear();
  forget();
}

/** The page that answers a question, if it is here or on its way: a promise of it, or of nothing if it did not come. */
export function foreseen(question) {
  const address = pageOf(edition, question);
  const known = memory.get(address);
  const coming = known ? Promise.resolve(known) : aim?.address === address && aim.coming;
  /* What is waited for is not given up when the pointer goes on. */
  if (coming) { aim = null; } else { forget(); }
  return coming ? coming.then((text) => text && JSON.parse(text).response.page.data) : null;
}

/** Fetch the page of a view now, and nothing else. */
export function foresee(href) {
  if (aimAt(carried(href, window.location.search))) { fetchNow(aim); }
}

function forget() {
  if (!aim) { return; }
  window.clearTimeout(aim.timer);
  aim.stop.abort();
  aim = null;
}

/* Whether a page of another address may be fetched: a map that is presented has other room than one that is not. */
function isAhead(search, here) {
  return !!edition && !navigator.connection?.saveData && frameOf(search) === frameOf(here.search);
}

/* The address of the page that a link leads to; nothing if it is this one, or if none is to be fetched. */
function pageAhead(href) {
  const here = window.location;
  if (!href || isSameView(href, here.href)) { return ''; }
  const { search } = new URL(href, here.href);
  return isAhead(search, here) ? pageOf(edition, questionAbout(search)) : '';
}

/* Returns whether there is something to fetch. */
function aimAt(href) {
  const address = pageAhead(href);
  if (aim && aim.address === address) { return true; }
  forget();
  if (!address || memory.get(address)) { return false; }
  aim = { address, stop: new AbortController() };
  return true;
}

async function fetched({ address, stop }) {
  const isOf = edition;
  try {
    const answer = await fetch(address, { signal: stop.signal, priority: 'low' });
    if (answer.status !== 200) { return ''; }
    const text = await answer.text();
    if (isOf === edition) { memory.keep(address, text); }
    return text;
  } catch { return ''; /* The click itself will ask. */ }
}

function fetchNow(one) {
  window.clearTimeout(one.timer);
  one.coming ??= fetched(one);
}

/* What lies in a drawing is pointed at as plotly.js says; a label of a map lies over it. */
function isInDrawing(target) { return !!around(target, DRAWING) && !around(target, '.atlas-target'); }

/* Where a click on a target leads. */
function hrefOf(target) {
  const label = around(target, '.atlas-target');
  if (label) { return areaUnder(label)?.getAttribute('data-href'); }
  const found = around(target, 'a[data-view], path[data-href]');
  return found?.getAttribute('href') ?? found?.getAttribute('data-href');
}

function wholeHrefOf(target) {
  const href = hrefOf(target);
  return href && !around(target, 'a[data-whole]') ? carried(href, window.location.search) : href;
}

/** The pointer or the focus rests on something, or on nothing. */
export function restOn(target) {
  if (aimAt(wholeHrefOf(target)) && !aim.coming) {
    window.clearTimeout(aim.timer);
    aim.timer = window.setTimeout(fetchNow, REST, aim);
  }
}

function press({ target, button }) {
  if (!isInDrawing(target)) { restOn(target); }
  if (aim && button === 0) { fetchNow(aim); }
}

/** Look where the reader is about to go. */
export function listenAhead() {
  document.addEventListener('pointerover', ({ target }) => { if (!isInDrawing(target)) { restOn(target); } });
  document.addEventListener('focusin', ({ target }) => { restOn(target); });
  document.addEventListener('pointerdown', press);
  /* A finger that scrolls, and a pointer that leaves the window. */
  document.addEventListener('pointercancel', forget);
  document.documentElement.addEventListener('pointerleave', forget);
}
