/* Words and look of one's own: the form says them, and the links and small pictures of the drawer have them. */

import { all, part } from '../dom.js';

/** An address with the wishes that it takes; what is left as it is does not stand in it. */
export function wishing(address, takes, wishes) {
  const said = takes.filter((key) => wishes[key]).map((key) => `&${key}=${encodeURIComponent(wishes[key])}`);
  return address + said.join('');
}

/** What the form says; the first of several words is the usual one. */
export function wished() {
  const fields = all('input, select', part('share-wishes'));
  const said = (field) => (field.selectedIndex === 0 ? '' : field.value.trim());
  return Object.fromEntries(fields.map((field) => [field.name, said(field)]));
}

/** The wishes that the addresses around an element take. */
export function takenBy(element) {
  return (element.closest('[data-wishes]')?.dataset.wishes ?? '').split(' ').filter(Boolean);
}

/** Put the wishes into every link, and the headline of one's own beside that of the atlas. */
export function putWishes(drawer) {
  const wishes = wished();
  all('[data-wishes] a', drawer).forEach((link) => {
    link.dataset.plain ??= link.getAttribute('href');
    link.href = wishing(link.dataset.plain, takenBy(link), wishes);
  });
  part('share-own-title').textContent = wishes.title;
  part('share-headlines').hidden = !wishes.title;
  part('share-warnings').hidden = !wishes.title && !part('share-warnings').querySelector('li');
}
