/* Files of the server. One that makes other files just now says when to come back, and is asked again. */

/** How often a file is asked for. */
export const TRIES = 10;

const BUSY = 503;
const LOST = 'The file did not arrive. Check the connection and try again.';

/** After how many seconds to ask again, or 0: only where a busy server says when, and not for ever. */
export function pauseBefore(status, retryAfter, triesLeft) {
  return status === BUSY && triesLeft > 1 ? Number(retryAfter) || 0 : 0;
}

/** What a reader is told who has to wait for a busy server. */
export function waitingWords(pause, triesLeft) {
  return `The atlas is making other files just now. It is asked again in ${pause} s, up to ${triesLeft} times.`;
}

function later(seconds) { return new Promise((done) => { window.setTimeout(done, seconds * 1000); }); }

/** The answer with a file; tell hears what there is to wait for. Throws an Error with a sentence for the reader. */
export async function ask(address, tell = () => {}, tries = TRIES) {
  const answer = await fetch(address).catch(() => { throw new Error(LOST); });
  if (answer.ok) { return answer; }
  const pause = pauseBefore(answer.status, answer.headers.get('Retry-After'), tries);
  if (!pause) { throw new Error(await answer.text()); }
  tell(waitingWords(pause, tries - 1));
  await later(pause);
  return ask(address, tell, tries - 1);
}

/** The bytes of an answer; tell hears how many there are as they come. Throws an Error with a sentence. */
export async function read(answer, tell) {
  const parts = [];
  const stream = answer.body.getReader();
  let size = 0;
  for (;;) {
    const { done, value } = await stream.read().catch(() => { throw new Error(LOST); });
    if (done) { return new Blob(parts, { type: answer.headers.get('Content-Type') ?? '' }); }
    parts.push(value);
    size += value.length;
    tell(size);
  }
}
