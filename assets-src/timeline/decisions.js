/* What the slider does next: decided here, done elsewhere. */

/* In milliseconds: after that an answer is no longer waited for. */
const PATIENCE = 8000;

/** Whether the answer to a question ({since}, or null) may still come. */
export function isBusy(asked, now) { return asked !== null && now - asked.since < PATIENCE; }

/** What an answer is: "overtaken", the slider has gone on since; "own", the slider asked for it; or "other". */
export function kindOf(answer, asked, wanted) {
  if (asked?.href !== answer) { return 'other'; }
  return wanted === answer ? 'own' : 'overtaken';
}

/** The stop after another while it plays; null after the last. */
export function stopAfter(at, stops) { return at >= stops - 1 ? null : at + 1; }

/** Whether a key leaves the slider playing: what is pressed on its own button, and the way to anywhere. */
export function passes(key, isOnButton) { return isOnButton ? key !== 'Escape' : key === 'Tab' || key === 'Shift'; }
