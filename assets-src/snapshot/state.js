/* What the file shows: all of its data, and the entry, its sheet of shapes and the area that were chosen last. */

import { part } from '../dom.js';

export const data = JSON.parse(part('data').textContent);
export const state = { entry: null, sheet: null, chosen: null };

/** Show another entry; no area of it is chosen yet. */
export function turnTo(entry) { Object.assign(state, { entry, sheet: data.sheets[entry.sheet], chosen: null }); }
