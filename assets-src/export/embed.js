/* The code for another page: a frame with the view, and a picture with words where frames are not shown. */

import { escaped, fileOf } from '../address.js';

/** The address of the atlas that others can use: where this page lies, without its own part. */
export function baseOf(location) { return location.origin + location.pathname.replace(/[^/]*$/, ''); }

function pictureOf({ base, query, alternative }) {
  const picture = escaped(base + fileOf('map.png', query, { size: 'social' }));
  const image = `<img src="${picture}" alt="${escaped(alternative)}" width="1200" height="675" style="max-width:100%;height:auto">`;
  return `<a href="${escaped(base + fileOf('', query))}">${image}</a>`;
}

function frameOf({ base, query, title, height, controls, ...rest }) {
  const address = escaped(base + fileOf('embed', query, controls.length ? { controls: controls.join('.') } : {}));
  return `<iframe src="${address}" title="${escaped(title)}" width="100%" height="${height}" loading="lazy" style="border:0">`
    + `${pictureOf({ base, query, ...rest })}</iframe>`;
}

/** HTML for a page of somebody else. base: the address of the atlas; controls: what its readers may choose. */
export function codeOf({ isPicture, isFitted, ...what }) {
  if (isPicture) { return pictureOf(what); }
  const script = isFitted ? `\n<script async src="${escaped(what.base)}embed.js"></script>` : '';
  return frameOf(what) + script;
}
