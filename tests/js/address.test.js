/* Addresses that the browser builds and reads. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  again, bothOf, carried, conditionOf, escaped, fileOf, frameOf, isEmbedded, isSameView, nameOf, placeOf, shareable,
} from '../../assets-src/address.js';
import { notYet } from '../../assets-src/page/waiting.js';

const VIEW = '?area=icp-south&by=ccg&condition=stroke&measure=deaths-smr';
const HERE = new URL(`https://atlas.example/health/${VIEW}#maincontent`);

/** What a browser reads out of an attribute. */
function unescaped(html) {
  return html.replace(/&quot;/g, '"').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

function linkOf(html) { return unescaped(/href="([^"]*)"/.exec(html)[1]); }

test('"try again" leads to the view that was asked for, under the path that the atlas is served at', () => {
  assert.equal(linkOf(notYet(HERE)), `/health/${VIEW}`);
});

test('"try again" leads to an embedded map as well', () => {
  assert.equal(linkOf(notYet(new URL(`https://atlas.example/embed${VIEW}`))), `/embed${VIEW}`);
});

test('an address in HTML is read as it was, and ends no attribute and begins no tag', () => {
  for (const hostile of ['?a=1&amp;b=2', '?a="><script>', '?a=%26&b=%2B+', '?&lt;=&quot;', "?a='"]) {
    const html = escaped(hostile);
    assert.equal(unescaped(html), hostile);
    assert.doesNotMatch(html, /["<>]/);
  }
});

test('to load a page anew its address has no part after #, which would be a jump', () => {
  assert.equal(again(HERE), `/health/${VIEW}`);
  assert.equal(again(new URL('https://atlas.example/')), '/');
});

test('an address to give to others is whole and leads to the view, not to a place on the page', () => {
  assert.equal(shareable(HERE), `https://atlas.example/health/${VIEW}`);
});

test('a link to the view that is shown is known, however it is written and wherever the page stands', () => {
  for (const href of [VIEW, `./${VIEW}`, `/health/${VIEW}`, `${VIEW}#table`, HERE.href]) {
    assert.ok(isSameView(href, HERE.href), href);
  }
});

test('a link that differs in query, path or host is another view', () => {
  for (const href of ['?', `${VIEW}&overlay=none`, `/${VIEW}`, `https://other.example/health/${VIEW}`]) {
    assert.ok(!isSameView(href, HERE.href), href);
  }
});

test('only the page that is made for it is embedded', () => {
  assert.ok(isEmbedded('/embed'));
  assert.ok(isEmbedded('/health/embed'));
  for (const path of ['/', '/embedded', '/embed/more', '/not-embed']) { assert.ok(!isEmbedded(path), path); }
});

test('a file of a view has the query of the server and what is added to it', () => {
  assert.equal(fileOf('map.png', 'area=x&by=ccg', { size: 'a4', scale: '0.2' }), 'map.png?area=x&by=ccg&size=a4&scale=0.2');
  assert.equal(fileOf('pack.zip', 'area=x'), 'pack.zip?area=x');
});

test('what is added to the address of a file ends neither its key nor the query before it', () => {
  const address = fileOf('map.png', '', { size: 'a&b=c#d e' });
  assert.equal(new URL(address, HERE).searchParams.get('size'), 'a&b=c#d e');
  assert.equal(address.split('?')[1].split('&').length, 1);
});

test('what the reader looks at goes along to another place, with where the link starts', () => {
  const shown = '?area=icp-south&by=ccg&condition=stroke&measure=yll&period=2012-14&overlay=deprivation&show=trend';
  assert.equal(
    placeOf('E06000001', shown),
    '?area=E06000001&condition=stroke&measure=yll&period=2012-14&overlay=deprivation&from=icp-south.ccg.stroke.yll.2012-14',
  );
});

test('to a condition in a place only the overlay goes along, with where the link starts', () => {
  const shown = '?area=icp-south&by=ccg&condition=stroke&measure=yll&period=2012-14&overlay=deprivation&show=trend';
  assert.equal(
    bothOf('E06000001', 'cancer', shown),
    '?area=E06000001&condition=cancer&overlay=deprivation&from=icp-south.ccg.stroke.yll.2012-14',
  );
});

test('a view without figures has no period to go along', () => {
  const shown = '?area=E02001724&by=neighbourhood&condition=suicide&measure=rate&period=&overlay=none';
  assert.equal(
    placeOf('x', shown),
    '?area=x&condition=suicide&measure=rate&overlay=none&from=E02001724.neighbourhood.suicide.rate.',
  );
});

test('area, level and overlay go along to another condition, with where the link starts', () => {
  const shown = '?area=icp-south&by=ccg&condition=stroke&measure=yll&period=2012-14&overlay=deprivation&show=trend';
  assert.equal(
    conditionOf('lung-cancer', shown),
    '?condition=lung-cancer&area=icp-south&by=ccg&overlay=deprivation&from=icp-south.ccg.stroke.yll.2012-14',
  );
});

test('to a place from no view nothing goes along', () => {
  assert.equal(placeOf('E06000001', ''), '?area=E06000001');
});

test('signs with a meaning in addresses stay in the value that they stand in', () => {
  const address = placeOf('a&b', '?condition=x%26measure%3Dy&measure=1%2B1');
  const read = new URLSearchParams(address);
  assert.deepEqual([read.get('area'), read.get('condition'), read.get('measure')], ['a&b', 'x&measure=y', '1+1']);
});

test('a file is named as the server says, and has a name if it says nothing', () => {
  assert.equal(nameOf('attachment; filename="stroke-by-ccg.png"'), 'stroke-by-ccg.png');
  assert.equal(nameOf(null), 'atlas-file');
  assert.equal(nameOf('inline'), 'atlas-file');
});

test('a list of slides goes along to any view, and that a map is presented; what a link says itself stays', () => {
  assert.equal(carried('?by=ccg', '?area=x&present=dark&slides=a.b~c.d'), '?by=ccg&present=dark&slides=a.b~c.d');
  assert.equal(carried('./', '?slides=a.b'), './?slides=a.b');
  assert.equal(carried('?by=ccg&present=1', '?present=dark'), '?by=ccg&present=1');
  assert.equal(carried('?by=ccg', '?area=x'), '?by=ccg');
  assert.equal(frameOf('?present=dark'), 'dark');
  assert.equal(frameOf('?by=ccg'), '');
});
