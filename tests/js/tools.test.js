/* What is committed beside the sources, and holds together with them. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { scripts } from '../../assets-src/build.js';

function read(path) { return readFile(new URL(`../../${path}`, import.meta.url), 'utf8'); }

test('the committed scripts are what the sources make: else run "make assets"', async () => {
  const made = await scripts();
  assert.notEqual(made.length, 0);
  for (const [path, text] of made) { assert.ok(await read(path) === text, `${path} is not what assets-src makes`); }
});

test('no script needs eval, which the content policy forbids', async () => {
  for (const [path, text] of await scripts()) { assert.doesNotMatch(text, /\beval\(|new Function\(/, path); }
});

test('every tool is pinned to one version', async () => {
  const { dependencies, devDependencies } = JSON.parse(await read('package.json'));
  assert.equal(dependencies, undefined);
  for (const [name, version] of Object.entries(devDependencies)) { assert.match(version, /^\d+\.\d+\.\d+$/, name); }
});

test('the list of packages names no host that they come from, and a checksum of each', async () => {
  const { packages } = JSON.parse(await read('package-lock.json'));
  const installed = Object.entries(packages).filter(([path]) => path);
  assert.notEqual(installed.length, 0);
  for (const [path, { integrity, resolved }] of installed) {
    assert.equal(resolved, undefined, path);
    assert.match(integrity, /^sha512-/, path);
  }
});
