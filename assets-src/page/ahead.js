/* Fetch the boundaries of the next click while the reader reads; plotly.js looks there before it asks the network. */

import { boundaries } from '../plotly.js';

const LATEST = 3000;
const INSTEAD_OF_IDLE = 300;

function whenIdle(task) {
  if (window.requestIdleCallback) {
    window.requestIdleCallback(task, { timeout: LATEST });
  } else {
    window.setTimeout(task, INSTEAD_OF_IDLE);
  }
}

async function fetchOne(address) {
  const known = boundaries();
  if (known[address]) { return; }
  try {
    const answer = await fetch(address);
    if (answer.ok) { known[address] = await answer.json(); }
  } catch { /* The click itself will ask again. */ }
}

/** Fetch the boundary files of these addresses, unless the reader saves data. */
export function lookAhead(addresses) {
  if (navigator.connection?.saveData) { return; }
  whenIdle(() => { addresses.forEach(fetchOne); });
}
