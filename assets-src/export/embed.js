/* The code for another page: a frame with the view, and a picture with words where frames are not shown. */

import { escaped, fileOf } from '../address.js';

/** The address of the atlas that others can use: where this page lies, without its own part. */
export function baseOf(location) { return location.origin + location.pathname.replace(/[^/]*$/, ''); }

/** HTML for a page of somebody else. base: the address of the atlas. */
export function frameOf({ base, query, title, alternative, height }) {
  const [page, framed, picture] = ['', 'embed', 'map.png'].map((name) => escaped(base + fileOf(name, query)));
  const image = `<img src="${picture}&amp;size=social" alt="${escaped(alternative)}" style="max-width:100%">`;
  return `<iframe src="${framed}" title="${escaped(title)}" width="100%" height="${height}" loading="lazy" style="border:0">`
    + `<a href="${page}">${image}</a></iframe>`;
}
