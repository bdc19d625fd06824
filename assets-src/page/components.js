/* The components of which Dash builds the frame of the page, and the two in which it keeps question and answer. Its own
   come in files with everything else that a page of Dash may be made of, 650 kB that a first map would wait for. */

const ELEMENTS = ['A', 'Button', 'Dialog', 'Div', 'Main', 'Nav', 'Section'];

/* React knows what to do with the attributes. The way to tell Dash of a change is none, and nothing in them changes. */
function element(name) {
  const tag = name.toLowerCase();
  return ({ children, ...props }) => window.React.createElement(tag, { ...props, setProps: undefined }, children);
}

/** Give them to Dash, under the names by which it asks for them. */
export function offerComponents() {
  window.dash_html_components = Object.fromEntries(ELEMENTS.map((name) => [name, element(name)]));
  window.dash_core_components = { Store: () => null };
}
