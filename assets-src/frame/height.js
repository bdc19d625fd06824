/* What a frame of the atlas says to the page around it: how high it would be whole. */

const LOWEST = 100;
const HIGHEST = 10000;

/** The message with a height in pixels. */
export function heightSaid(height) { return { atlas: 'height', height: Math.ceil(height) }; }

/** The height in a message of the atlas; 0 for another sender, another message or no sensible number. */
export function fits({ origin, data }, atlas) {
  const height = data?.atlas === 'height' ? data.height : NaN;
  return origin === atlas && Number.isInteger(height) && height >= LOWEST && height <= HIGHEST ? height : 0;
}
