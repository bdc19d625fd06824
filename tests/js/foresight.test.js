/* What is fetched ahead: under which address, and how much of it is kept. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageOf } from '../../assets-src/address.js';
import { Memory } from '../../assets-src/page/memory.js';

test('the address of a page says edition, view and rooms, and an & of the view is none of its own', () => {
  const question = { search: '?by=ccg&area=a b', frame: [760, 520], besidePlace: [-20, 300] };
  assert.equal(pageOf('0f3a', question), 'page/0f3a?search=%3Fby%3Dccg%26area%3Da%20b&frame=760x520&besidePlace=0x300');
});

test('of a memory that is full the page goes that was not used for longest', () => {
  const memory = new Memory(10);
  ['a', 'b', 'c'].forEach((address) => { memory.keep(address, '123'); });
  assert.equal(memory.get('a'), '123');
  memory.keep('d', '1234');
  assert.deepEqual(['a', 'b', 'c', 'd'].map((address) => memory.get(address)), ['123', undefined, '123', '1234']);
});

test('a page that is kept again takes its room once', () => {
  const memory = new Memory(10);
  for (let round = 0; round < 5; round += 1) { memory.keep('a', '12345'); }
  memory.keep('b', '12345');
  assert.deepEqual(['a', 'b'].map((address) => memory.get(address)), ['12345', '12345']);
});

test('a page as large as half a memory does not drive out the others', () => {
  const memory = new Memory(10);
  memory.keep('a', '12345');
  memory.keep('b', '123456');
  assert.deepEqual(['a', 'b'].map((address) => memory.get(address)), ['12345', undefined]);
});

test('another edition begins with an empty memory', () => {
  const memory = new Memory(10);
  memory.keep('a', '12345');
  memory.clear();
  assert.equal(memory.get('a'), undefined);
  memory.keep('b', '12345');
  memory.keep('c', '12345');
  assert.deepEqual(['b', 'c'].map((address) => memory.get(address)), ['12345', '12345']);
});
