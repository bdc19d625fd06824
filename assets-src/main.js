/*! The browser's side of the atlas, built from assets-src by "make assets". The server works out every view and every
    address; here links are followed without loading the page anew, the parts of the page are put in place, and the map
    is made usable by keyboard and screen reader. */

import { listenToCards } from './card/card.js';
import { listenToBuilder } from './export/builder.js';
import { listenToExport } from './export/drawer.js';
import { listenToKeys } from './map/keyboard.js';
import { listenToPointer } from './map/pointer.js';
import { listenToFocus } from './map/ring.js';
import { listenToZoom } from './map/zoom.js';
import { offerComponents } from './page/components.js';
import { listenToChange } from './page/controls.js';
import { startEmbedding } from './page/embedding.js';
import { listenToFigures } from './page/figures.js';
import { listenAhead } from './page/foresight.js';
import { listenToLinks } from './page/links.js';
import { listenToPickers } from './page/pickers.js';
import { listenToWindow, start } from './page/question.js';
import { listenToShortcuts } from './page/shortcuts.js';
import { listenToForeseen, show } from './page/show.js';
import { listenToPresenter } from './present/present.js';
import { listenToSearch } from './search/box.js';
import { listenToTargets } from './map/targets.js';
import { listenToTimeline } from './timeline/timeline.js';

startEmbedding();

/* In this order, because one click or key is heard by several: the page takes a link over first. */
listenToLinks();
listenToPickers();
listenToChange();
listenToWindow();
listenAhead();
listenToForeseen();
listenToZoom();
listenToPointer();
listenToCards();
listenToTargets();
listenToKeys();
listenToFocus();
listenToExport();
listenToBuilder();
listenToSearch();
listenToTimeline();
listenToFigures();
listenToShortcuts();
listenToPresenter();

offerComponents();
window.dash_clientside = window.dash_clientside || {};
window.dash_clientside.atlas = { start, show };
