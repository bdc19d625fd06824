/* Which of the measures is shown. The choice is in the address, after #. */

/** The entry that an address asks for: its condition and measure, or what is closest to that. */
export function asked(hash, data) {
  const keys = new URLSearchParams(hash.replace(/^#/, ''));
  const first = data.entries[data.start];
  if (!keys.has('condition')) { return first; }
  const same = data.entries.filter((one) => one.condition === keys.get('condition'));
  return same.find((one) => one.measure === keys.get('measure')) || same[0] || first;
}

/** The entry of another condition that stays closest to one: the same measure, else one for the same areas. */
export function closest(condition, entry, entries) {
  const same = entries.filter((one) => one.condition === condition);
  const mapped = same.filter((one) => one.mapped);
  return same.find((one) => one.measure === entry.measure)
    || mapped.find((one) => one.sheet === entry.sheet) || mapped[0] || same[0];
}

/** What stands after # for a choice. */
export function hashOf(condition, measure) {
  return Object.entries({ condition, measure }).map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&');
}
