/* The atlas in a frame on another page: which controls it has, how high it would be whole, and the way to the atlas. */

import { controlsOf, isEmbedded } from '../address.js';
import { part, root } from '../dom.js';
import { heightSaid } from '../frame/height.js';

function tellHeight() { window.parent.postMessage(heightSaid(root().getBoundingClientRect().height), '*'); }

/* The page is written with its first view. The height is no secret, so whoever has the frame may hear it. */
function watch() { new ResizeObserver(tellHeight).observe(root()); }

/** Be the page for a frame, if the address is that one. */
export function startEmbedding() {
  if (!isEmbedded(window.location.pathname)) { return; }
  const page = document.documentElement;
  page.classList.add('atlas-embed');
  /* Links of the page lead to views and know nothing of frames. */
  page.dataset.controls = controlsOf(window.location.search).join(' ');
  document.addEventListener('atlas:shown', watch, { once: true });
  document.addEventListener('atlas:shown', (event) => { part('embed-open').href = `./${event.detail}`; });
}
