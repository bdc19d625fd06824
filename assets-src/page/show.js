/* The answer of the server becomes the page. */

import { afterPaint, part, root } from '../dom.js';
import { drawCharts, drawLowerCharts } from '../charts/charts.js';
import { hideCard } from '../card/card.js';
import { showMap } from '../map/map.js';
import { beginAtHeadline, stage } from '../present/present.js';
import { lookAhead } from './ahead.js';
import { besideMap, tell } from './announcements.js';
import { putAll } from './parts.js';
import { isOfEdition } from './foresight.js';
import { ask, isWanted } from './question.js';
import { measureAgain } from './rooms.js';
import { answered } from './waiting.js';

/* What the reader looks at is there with the map, and what pushes it down; the controls follow in the next frame. */
const SEEN = ['breadcrumb', 'notice', 'tiles', 'heading', 'legend', 'layers', 'timeline', 'show', 'table', 'profile', 'chart-0-head', 'system', 'caption', 'present'];

let latest;

/** The address of the view that the page shows, as the server writes it: what the reader has entered may be damaged or
    say less. */
export function shownAddress() { return latest ? latest.address : window.location.search; }

function newsOf(page, isSameMap) {
  if (!isSameMap) { return page.announcement; }
  const tab = document.querySelector('#show [aria-current]')?.textContent;
  const title = document.querySelector('.atlas-card--figures h2')?.textContent;
  return besideMap(tab, title) || page.announcement;
}

/* What follows in the next frame must not come over a newer view. */
function follow(page) {
  if (latest !== page) { return; }
  drawLowerCharts(page.charts);
  putAll(Object.keys(page.parts), page.parts);
  lookAhead(page.ahead);
}

function put(page) {
  latest = page;
  isOfEdition(page.edition);
  hideCard();
  root().removeAttribute('data-waiting');
  root().setAttribute('data-mode', page.mode);
  const isSameMap = showMap(part('plot'), page);
  putAll(SEEN, page.parts);
  beginAtHeadline();
  drawCharts(page.charts);
  document.title = page.title;
  tell(newsOf(page, isSameMap), page.step);
  afterPaint(() => { follow(page); });
  document.dispatchEvent(new CustomEvent('atlas:shown', { detail: page.address }));
}

/* A damaged address may be presented all the same: the server knows, and then there is other room. */
function standsOtherwise(page) {
  const isOther = stage(page.present);
  if (isOther) { measureAgain(); }
  return isOther;
}

function arrive(page) {
  answered();
  if (standsOtherwise(page)) { ask(page.present); } else { put(page); }
}

/** Show a page; Dash calls this with every answer, and nothing follows from it for Dash. */
export function show(page) {
  if (!page) { answered(); } else if (isWanted()) { arrive(page); }
  return window.dash_clientside.no_update;
}

/** Show the pages that were fetched ahead, too. */
export function listenToForeseen() {
  document.addEventListener('atlas:foreseen', ({ detail: page }) => { arrive(page); });
}
