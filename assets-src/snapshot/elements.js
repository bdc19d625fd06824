/* Elements are made, never written as HTML: nothing in the data can become one. */

import { part, SVG } from '../dom.js';

function fill(node, attributes = {}, content = []) {
  Object.entries(attributes).forEach(([name, value]) => { node.setAttribute(name, value); });
  node.append(...[content].flat());
  return node;
}

/** An element of HTML. content: text, an element, or an array of both. */
export function make(name, attributes, content) { return fill(document.createElement(name), attributes, content); }

/** An element of SVG. */
export function draw(name, attributes, content) {
  return fill(document.createElementNS(SVG, name), attributes, content);
}

/** Put elements in the place with an id, instead of what is there. */
export function replace(id, content) { part(id).replaceChildren(...content); }
