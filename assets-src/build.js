/* Makes the scripts that the browser gets out of their sources: "make assets". They are committed, so that the atlas
   runs without Node.js; a test holds them equal to what comes out here. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Source -> script, from the root of the project. */
const SCRIPTS = {
  'assets-src/main.js': 'assets/20-atlas.js',
  'assets-src/frame/main.js': 'dashboard/web/page/embed.js',
  'assets-src/snapshot/main.js': 'dashboard/export/writers/snapshot.js',
};

/* Classic scripts, for the browsers of the last years; Dash loads those in assets in the order of their names. Not
   minified: what a reader's browser reports can be found in them, and compressed it is a few kilobytes. */
const OPTIONS = {
  absWorkingDir: ROOT,
  bundle: true,
  charset: 'utf8',
  format: 'iife',
  legalComments: 'inline',
  target: ['chrome100', 'firefox100', 'safari15'],
};

/** Every script as [path from the root, text]. */
export function scripts() {
  return Promise.all(Object.entries(SCRIPTS).map(async ([source, script]) => {
    const { outputFiles } = await build({ ...OPTIONS, entryPoints: [source], outfile: script, write: false });
    return [script, outputFiles[0].text];
  }));
}

/** Put every script in its place. */
async function writeAll() {
  for (const [script, text] of await scripts()) { await writeFile(join(ROOT, script), text); }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) { await writeAll(); }
