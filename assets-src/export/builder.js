/* The embed builder: what a frame shows, how it looks, and the code to copy. The preview is the code itself. */

import { around, part } from '../dom.js';
import { fits } from '../frame/height.js';
import { baseOf, codeOf } from './embed.js';

/* A height that makes no sense is told by the browser itself, and the usual one stands in the code. */
function chosen() {
  const said = new FormData(part('embed-form'));
  const height = part('embed-height');
  return {
    isPicture: said.get('what') === 'picture',
    height: Number(height.checkValidity() ? height.value : height.defaultValue),
    controls: said.getAll('controls'),
    isFitted: said.has('fitted'),
  };
}

/** The code for what is chosen, of the view that is shown. */
export function embedCode() {
  return codeOf({
    base: baseOf(window.location),
    query: part('share-title').dataset.query,
    title: part('headline').textContent,
    alternative: part('text-alternative').content.textContent,
    ...chosen(),
  });
}

/* What a picture has no use for is not asked. */
function build() {
  const code = embedCode();
  part('embed-frame').disabled = chosen().isPicture;
  part('embed-code').value = code;
  part('embed-preview').innerHTML = code;
  part('embed-form').reportValidity();
}

function fit(event) {
  const frame = part('embed-preview')?.querySelector('iframe');
  const height = frame?.contentWindow === event.source && chosen().isFitted ? fits(event, window.location.origin) : 0;
  if (height) { frame.style.height = `${height}px`; }
}

/** Use the builder; its preview is asked for when it is opened and not before. */
export function listenToBuilder() {
  const use = (event) => { if (around(event.target, '#embed-form')) { build(); } };
  document.addEventListener('change', use);
  document.addEventListener('toggle', (event) => { if (event.target.id === 'embed' && event.target.open) { build(); } }, true);
  document.addEventListener('submit', (event) => { if (around(event.target, '#embed-form')) { event.preventDefault(); } });
  window.addEventListener('message', fit);
}
