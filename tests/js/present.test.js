/* The keys of a presenter. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkOf } from '../../assets-src/present/present.js';

const FREE = { isTyped: false, isOff: false };

function pressed(key, more = {}) { return { key, ctrlKey: false, metaKey: false, altKey: false, ...more }; }

test('a clicker and the arrows go on and back, and letters present, change the frame and leave', () => {
  assert.equal(linkOf(pressed('PageDown'), true, FREE), 'present-next');
  assert.equal(linkOf(pressed('ArrowLeft'), true, FREE), 'present-previous');
  assert.equal(linkOf(pressed('ArrowUp'), true, FREE), 'present-area-before');
  assert.equal(linkOf(pressed('P'), true, FREE), 'present-leave');
  assert.equal(linkOf(pressed('d'), true, FREE), 'present-frame');
  assert.equal(linkOf(pressed('p'), false, FREE), 'present-start');
});

test('on a page as usual no key but P is taken', () => {
  ['PageDown', 'ArrowRight', 'Escape', 'd'].forEach((key) => { assert.equal(linkOf(pressed(key), false, FREE), ''); });
});

test('a key that is typed, pressed with another or turned off leads nowhere', () => {
  assert.equal(linkOf(pressed('p'), false, { isTyped: true, isOff: false }), '');
  assert.equal(linkOf(pressed('ArrowRight'), true, { isTyped: true, isOff: false }), '');
  assert.equal(linkOf(pressed('p'), false, { isTyped: false, isOff: true }), '');
  assert.equal(linkOf(pressed('PageDown'), true, { isTyped: false, isOff: true }), 'present-next');
  assert.equal(linkOf(pressed('p', { ctrlKey: true }), false, FREE), '');
});
