/* What plotly.js calls as soon as it comes is marked, so that it is read once. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { eager } from '../../assets-src/eager.js';

const VENDOR = new URL('../../assets/10-vendor/', import.meta.url);
const PLAIN = '(function(root, make) { root.one = make(); }(self, () => {\n'
  + 'var P=(()=>{var one=f=>()=>f(),two=one((e,r)=>{r.exports=()=>1}),n=3;var three=one(()=>{});return two})();\n'
  + 'return P;\n}));\n';
const MARKED = '(function(root, make) { root.one = make(); }(self, (() => {\n'
  + 'var P=(()=>{var one=f=>()=>f(),two=one(((e,r)=>{r.exports=()=>1})),n=3;var three=one((()=>{}));return two})();\n'
  + 'return P;\n})));\n';

test('a bundle and each of its modules stand in brackets, and nothing else is changed', () => {
  assert.equal(eager(PLAIN), MARKED);
});

test('what is marked already stays as it is', () => {
  assert.equal(eager(MARKED), MARKED);
});

/* To read the whole as a tree would take seconds. */
const SKIMMED = /=[\w$]+\((?:[\w$]+|\([\w$,]*\))=>\{"use strict"/g;

test('the plotly.js that the browser gets is marked', () => {
  const [name] = readdirSync(VENDOR).filter((file) => file.startsWith('plotly'));
  const text = readFileSync(new URL(name, VENDOR), 'utf8');
  assert.match(text, /, \(\(\) => \{\n"use strict";/);
  assert.ok(text.match(/=>\{"use strict"/g).length > 100);
  assert.deepEqual(text.match(SKIMMED) ?? [], [], `node assets-src/eager.js assets/10-vendor/${name}`);
});
