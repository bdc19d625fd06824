/* The card beside what is pointed at, focused or tapped. It goes with Escape, and the pointer can enter it. */

import { escaped, isSameView } from '../address.js';
import { inside, nears, placeOf } from './corner.js';
import { htmlOf, nameOf, subjectOf } from './subjects.js';

/* In milliseconds: before it comes; and before it goes, or makes way for another while the pointer is on its way. */
const BEFORE = 180;
const GRACE = 300;

let card;
let subject = null;
let waiting;
/* Where the pointer was and is, and what kind it is; what the card was about when it was pressed. */
let was = [0, 0];
let is = [0, 0];
let kind = 'mouse';
let pressedOn = null;

function element() {
  card ??= Object.assign(document.createElement('div'), { id: 'card', className: 'atlas-tip', hidden: true });
  card.setAttribute('aria-hidden', 'true');
  if (!card.isConnected) { document.body.append(card); }
  return card;
}

function isShown() { return subject !== null; }

/** Take the card away. */
export function hideCard() {
  window.clearTimeout(waiting);
  subject = null;
  if (card) { card.hidden = true; }
}

function boxOf(one) {
  const box = one.getBoundingClientRect();
  const drawing = one.closest('.atlas-map, .atlas-chart, .atlas-inset svg');
  return drawing ? inside(box, drawing.getBoundingClientRect()) : box;
}

function put() {
  const { about, path } = subject;
  const room = { width: document.documentElement.clientWidth, height: window.innerHeight };
  const box = boxOf(about);
  const isOut = !about.isConnected || box.bottom < 0 || box.top > room.height;
  if (isOut) {
    hideCard();
    return;
  }
  const size = { width: card.offsetWidth, height: card.offsetHeight };
  const place = placeOf(size, box, about === path ? [] : [boxOf(path)], room);
  Object.assign(card.style, { left: `${Math.round(place.left)}px`, top: `${Math.round(place.top)}px` });
}

function show(wanted) {
  window.clearTimeout(waiting);
  subject = wanted;
  const href = wanted.path.getAttribute('data-href') ?? '';
  const way = href && !isSameView(href, window.location.href) ? escaped(href) : '';
  element().innerHTML = htmlOf(wanted, way, nameOf(wanted.path));
  card.hidden = false;
  put();
}

function later(task, pause) { waiting = window.setTimeout(task, pause); }

/* A card that is there makes way for the next at once, unless the pointer is on its way to it. */
function delay() {
  if (!isShown()) { return BEFORE; }
  return nears(was, is, card.getBoundingClientRect()) ? GRACE : 0;
}

/** Whether an element is part of the card. */
export function isOfCard(target) { return !!card?.contains(target); }

function leave() { if (isShown()) { later(hideCard, GRACE); } }

/* A drawing tells a moment later what the pointer was on, when it may be in the card already. */
function isEntered(target) { return isOfCard(target) || !!card?.matches(':hover'); }

/** The pointer is on an element, or on nothing that has a card. */
export function pointAt(target) {
  window.clearTimeout(waiting);
  if (isEntered(target)) { return; }
  const wanted = target && subjectOf(target);
  if (!wanted) {
    leave();
  } else if (wanted.about !== subject?.about) {
    later(() => { if (wanted.about.isConnected) { show(wanted); } }, delay());
  }
}

/** Whether a click on an area or mark is the first tap of a finger: it shows the card, and the second leads on. */
export function isFirstTap(path) {
  const wanted = path && subjectOf(path);
  if (kind !== 'touch' || !wanted || wanted.path === pressedOn) { return false; }
  show(wanted);
  return true;
}

function followKeys() {
  document.addEventListener('keydown', ({ key }) => { if (key === 'Escape') { hideCard(); } });
  document.addEventListener('focusin', ({ target }) => {
    const wanted = target.matches(':focus-visible') ? subjectOf(target) : null;
    if (wanted) { show(wanted); } else if (!isOfCard(target)) { hideCard(); }
  });
}

function followPointer() {
  document.addEventListener('pointermove', ({ clientX, clientY }) => { [was, is] = [is, [clientX, clientY]]; }, { passive: true });
  document.addEventListener('pointerdown', ({ pointerType, target }) => {
    kind = pointerType;
    pressedOn = subject?.path ?? null;
    if (!isOfCard(target) && (kind !== 'touch' || !subjectOf(target))) { hideCard(); }
  }, true);
}

/** Show cards wherever they are due. */
export function listenToCards() {
  followKeys();
  followPointer();
  ['scroll', 'resize'].forEach((change) => {
    window.addEventListener(change, () => { if (isShown()) { put(); } }, { capture: true, passive: true });
  });
}
