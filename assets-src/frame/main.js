/*! Fits the height of frames of the atlas to what stands in them: put it once on the page that has the frames. It hears
    the atlas that it comes from and nobody else, and changes nothing but the height of the frame that speaks. */

import { fits } from './height.js';

const atlas = new URL(document.currentScript.src).origin;

window.addEventListener('message', (event) => {
  const height = fits(event, atlas);
  const frames = [...document.querySelectorAll('iframe')].filter((frame) => frame.contentWindow === event.source);
  if (height) { frames.forEach((frame) => { frame.style.height = `${height}px`; }); }
});
