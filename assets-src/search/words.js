/* What the search box says. */

/** So many results are listed. */
export const MOST = 8;

export const NOT_LOADED = 'The list could not be loaded. Check the connection, then try here again.';

/** What stands below a list of so many results that not all are in it. */
export function more(number) { return number > MOST ? `${MOST} of ${number} results. Type more to see others.` : ''; }

/** What a screen reader hears of a list. */
export function count(number) { return more(number) || (number === 1 ? '1 result.' : `${number} results.`); }

/** What stands in place of an empty list. hint: what to try, in the words of the edition. */
export function nothingFound(typed, hint) { return `Nothing called \u201c${typed}\u201d was found. ${hint}`; }
