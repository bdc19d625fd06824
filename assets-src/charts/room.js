/* How a chart, drawn for a laptop, uses more or less room. */

/* In pixels, but LARGEST: a factor. In the wide card of a meeting room letters and marks of a chart grow with it. */
const LAPTOP = 620;
const LARGEST = 1.35;
/* A letter is about as wide as this part of its height. */
const LETTER = 0.525;
const BETWEEN_WORDS = 6;

/** How much larger than on a laptop a chart of this width is drawn. */
export function growth(width) { return Math.min(LARGEST, Math.max(1, width / LAPTOP)); }

/** Let a figure grow with the width of its place. */
export function magnify(figure, width) {
  const times = growth(width);
  figure.layout.height = Math.round(figure.layout.height * times);
  scale(figure.layout.margin, ['l', 'r', 't', 'b'], times);
  [...figure.data, figure.layout].forEach((drawn) => { enlarge(drawn, times); });
}

function scale(sizes, names, times) {
  names.forEach((name) => { if (typeof sizes[name] === 'number') { sizes[name] *= times; } });
}

function enlarge(drawn, times) {
  scale(drawn, ['size', 'width', 'standoff'], times);
  Object.entries(drawn).forEach(([name, inner]) => {
    const isOneSize = Array.isArray(inner) && name !== 'annotations';
    if (inner && typeof inner === 'object' && !isOneSize) { enlarge(inner, times); }
  });
}

/** How many words under an axis are left out for one that stays. places: on the axis; letter: height in pixels. */
export function stepOfWords(words, places, length, room, letter) {
  const apart = room * (places[1] - places[0]) / length;
  const widest = Math.max(...words.map((word) => word.length)) * LETTER * letter + BETWEEN_WORDS;
  return Math.max(1, Math.ceil(widest / apart));
}

/** On a phone the words under a chart would touch: every second or third stays, counted from the last. Upright ones do
    not. */
export function thinTicks(layout, width) {
  const { tickvals: places = [], ticktext: words, range } = layout.xaxis ?? {};
  if (places.length < 2 || layout.xaxis.tickangle) { return; }
  const room = width - layout.margin.l - layout.margin.r;
  const step = stepOfWords(words, places, Math.abs(range[1] - range[0]), room, layout.font.size);
  const stays = (_, at) => (places.length - 1 - at) % step === 0;
  layout.xaxis.ticktext = words.filter(stays);
  layout.xaxis.tickvals = places.filter(stays);
}
