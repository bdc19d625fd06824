/* The keys of a presenter. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkOf } from '../../assets-src/present/present.js';

function pressed(key, more = {}) { return { key, ctrlKey: false, metaKey: false, altKey: false, ...more }; }

const FIELD = { matches: () => true };

test('a clicker and the arrows go on and back, and letters present, change the frame and leave', () => {
  assert.equal(linkOf(pressed('PageDown'), true), 'present-next');
  assert.equal(linkOf(pressed('ArrowLeft'), true), 'present-previous');
  assert.equal(linkOf(pressed('ArrowUp'), true), 'present-area-before');
  assert.equal(linkOf(pressed('P'), true), 'present-leave');
  assert.equal(linkOf(pressed('d'), true), 'present-frame');
  assert.equal(linkOf(pressed('p'), false), 'present-start');
});

test('on a page as usual no key but P is taken', () => {
  ['PageDown', 'ArrowRight', 'Escape', 'd'].forEach((key) => { assert.equal(linkOf(pressed(key), false), ''); });
});

test('a key that is typed or pressed with another leads nowhere', () => {
  assert.equal(linkOf(pressed('p', { target: FIELD }), false), '');
  assert.equal(linkOf(pressed('ArrowRight', { target: FIELD }), true), '');
  assert.equal(linkOf(pressed('PageDown', { altKey: true }), true), '');
  assert.equal(linkOf(pressed('p', { ctrlKey: true }), false), '');
});

test('letters that are turned off lead nowhere, and a clicker goes on', () => {
  globalThis.window = { localStorage: { getItem: () => 'yes' } };
  assert.equal(linkOf(pressed('p'), false), '');
  assert.equal(linkOf(pressed('PageDown'), true), 'present-next');
  delete globalThis.window;
});
