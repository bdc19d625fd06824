/* Files of the server. One that makes other files just now says when to come back, and is asked again. */

/** How often a file is asked for. */
export const TRIES = 10;

const BUSY = 503;
const LOST = 'The file did not arrive. Check the connection and try again.';

/** After how many seconds to ask again, or 0: only where a busy server says when, and not for ever. */
export function pauseBefore(status, retryAfter, triesLeft) {
  return status === BUSY && triesLeft > 1 ? Number(retryAfter) || 0 : 0;
}

/** A promise that is kept after some seconds. */
export function later(seconds) { return new Promise((done) => { window.setTimeout(done, seconds * 1000); }); }

/** The answer with a file. Throws an Error with a sentence for the reader. */
export async function ask(address, tries = TRIES) {
  const answer = await fetch(address).catch(() => { throw new Error(LOST); });
  if (answer.ok) { return answer; }
  const pause = pauseBefore(answer.status, answer.headers.get('Retry-After'), tries);
  if (!pause) { throw new Error(await answer.text()); }
  await later(pause);
  return ask(address, tries - 1);
}
