/* The search box: the reader types a place or a postcode and goes there. The list of places is fetched when the box is
   first used, and matched here, so that nothing that is typed is sent. The results are links of the page: what happens
   after a click on one is the same as everywhere. */
(function () {
  'use strict';

  var MOST = 8;
  var PAUSE = 600;
  var KEPT = ['condition', 'measure', 'overlay'];
  var HINT = 'Try a council, a neighbourhood such as Jesmond, or the first half of a postcode.';
  var NOT_LOADED = 'The list of places could not be loaded. Check the connection, then try here again.';
  /* The first half of a postcode of which more was typed, with and without its space. */
  var SPACED = /^([a-z]{1,2}\d[a-z\d]?) \d[a-z]{0,2}$/;
  var JOINED = /^([a-z]{1,2}\d[a-z\d]?)\d[a-z]{0,2}$/;

  var index = null;
  var asked = null;
  var active = -1;
  var announcing;

  function part(id) { return document.getElementById(id); }
  function box() { return part('search'); }
  function options() { return part('search-list').children; }

  /* ---- the list of places ---- */

  function load() {
    if (index || asked) { return; }
    asked = fetch(part('search').parentNode.getAttribute('data-places')).then(function (answer) {
      if (!answer.ok) { throw new Error(answer.status); }
      return answer.json();
    }).then(function (lists) {
      index = { places: lists.places.map(entry), postcodes: lists.postcodes.map(entry) };
      show();
    }).catch(function () {
      asked = null;
      say(NOT_LOADED);
    });
  }

  function entry(cells) {
    var name = folded(cells[0]);
    return { label: cells[0], kind: cells[1], code: cells[2], name: name, all: ' ' + name + ' ' + folded(cells[1]) };
  }

  /* Without capitals, accents and punctuation: "St. John's" and "st johns" are one. */
  function folded(text) {
    var plain = text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
    return plain.replace(/['\u2018\u2019.]/g, '').replace(/&/g, ' and ').replace(/[^a-z0-9]+/g, ' ').trim();
  }

  /* ---- matching: the better a match, the smaller its rank ---- */

  function rank(place, wanted, words) {
    if (place.name === wanted) { return 0; }
    if (place.name.indexOf(wanted) === 0) { return 1; }
    if ((' ' + place.name).indexOf(' ' + wanted) >= 0) { return 2; }
    if (place.name.indexOf(wanted) >= 0) { return 3; }
    return words.every(function (word) { return place.all.indexOf(' ' + word) >= 0; }) ? 4 : 5;
  }

  function placesFor(wanted) {
    var words = wanted.split(' ');
    var ranks = [[], [], [], [], []];
    index.places.forEach(function (place) {
      var group = ranks[rank(place, wanted, words)];
      if (group) { group.push(place); }
    });
    return [].concat.apply([], ranks);
  }

  function postcodesFor(wanted) {
    var joined = wanted.replace(/ /g, '');
    var spaced = SPACED.exec(wanted);
    var begun = spaced ? [] : index.postcodes.filter(function (district) { return district.name.indexOf(joined) === 0; });
    var cut = spaced || JOINED.exec(joined);
    if (begun.length || !cut) { return begun; }
    return index.postcodes.filter(function (district) { return district.name === cut[1]; });
  }

  function matches(typed) {
    var wanted = folded(typed);
    return wanted ? postcodesFor(wanted).concat(placesFor(wanted)) : [];
  }

  /* ---- the list on the page ---- */

  function address(code) {
    var now = new URLSearchParams(window.location.search);
    var kept = KEPT.filter(function (key) { return now.has(key); });
    return '?' + ['area=' + encodeURIComponent(code)].concat(kept.map(function (key) {
      return key + '=' + encodeURIComponent(now.get(key));
    })).join('&');
  }

  function span(name, text) {
    var element = document.createElement('span');
    element.className = name;
    element.textContent = text;
    return element;
  }

  function option(place, number) {
    var link = document.createElement('a');
    link.id = 'search-option-' + number;
    link.className = 'atlas-search__option';
    link.href = address(place.code);
    link.tabIndex = -1;
    link.setAttribute('role', 'option');
    link.setAttribute('aria-selected', 'false');
    link.setAttribute('data-view', '');
    link.append(span('atlas-search__name', place.label), ' ', span('atlas-search__kind', place.kind));
    return link;
  }

  function list(found) {
    var items = part('search-list');
    items.textContent = '';
    found.slice(0, MOST).forEach(function (place, number) { items.append(option(place, number)); });
    box().setAttribute('aria-expanded', String(found.length > 0));
    items.hidden = found.length === 0;
    activate(-1);
  }

  function show() {
    var typed = box().value.trim();
    if (!index || document.activeElement !== box()) { return; }
    if (!typed) { return close(); }
    var found = matches(typed);
    list(found);
    part('search-panel').hidden = false;
    part('search-message').textContent = found.length ? more(found.length) : 'No place \u201c' + typed + '\u201d was found. ' + HINT;
    announce(found.length ? count(found.length) : part('search-message').textContent);
  }

  function more(number) {
    return number > MOST ? MOST + ' of ' + number + ' places. Type more to see others.' : '';
  }

  function count(number) {
    return more(number) || (number === 1 ? '1 place.' : number + ' places.');
  }

  /* A sentence in place of the list. */
  function say(sentence) {
    if (document.activeElement !== box()) { return; }
    list([]);
    part('search-panel').hidden = false;
    part('search-message').textContent = sentence;
    announce(sentence);
  }

  /* A screen reader hears the count when the reader pauses, not after every letter. */
  function announce(sentence) {
    window.clearTimeout(announcing);
    announcing = window.setTimeout(function () { part('search-status').textContent = sentence; }, PAUSE);
  }

  function close() {
    list([]);
    part('search-panel').hidden = true;
    part('search-message').textContent = '';
    window.clearTimeout(announcing);
    part('search-status').textContent = '';
  }

  function activate(number) {
    active = number;
    Array.prototype.forEach.call(options(), function (item, at) { item.setAttribute('aria-selected', String(at === number)); });
    if (number < 0) {
      box().removeAttribute('aria-activedescendant');
    } else {
      box().setAttribute('aria-activedescendant', options()[number].id);
      options()[number].scrollIntoView({ block: 'nearest' });
    }
  }

  /* ---- what the reader does ---- */

  /* From the box the arrows go round through all results and the box itself. */
  function step(by) {
    var stops = options().length + 1;
    if (stops === 1) { return show(); }
    activate((active + 1 + by + stops) % stops - 1);
  }

  /* While the reader types, Home and End are of the text; in the list they are of the list. */
  function jump(number) {
    if (active < 0) { return false; }
    activate(number);
    return true;
  }

  var KEYS = {
    ArrowDown: function () { step(1); return true; },
    ArrowUp: function () { step(-1); return true; },
    Home: function () { return jump(0); },
    End: function () { return jump(options().length - 1); },
    Enter: function () {
      var chosen = options()[Math.max(active, 0)];
      if (chosen) { chosen.click(); }
      return true;
    },
    Escape: function () {
      if (part('search-panel').hidden) { box().value = ''; }
      close();
      return true;
    }
  };

  document.addEventListener('keydown', function (event) {
    if (event.target !== box() || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) { return; }
    if (KEYS[event.key] && KEYS[event.key]()) { event.preventDefault(); }
  });

  document.addEventListener('input', function (event) {
    if (event.target !== box()) { return; }
    load();
    show();
  });

  document.addEventListener('focusin', function (event) {
    if (event.target === box()) {
      load();
      show();
    } else if (!box().parentNode.contains(event.target)) {
      close();
    }
  });

  /* The page has taken the link over: the box is done, and the reader is at the heading of the place. */
  document.addEventListener('click', function (event) {
    var chosen = event.target.closest && event.target.closest('.atlas-search__option');
    if (chosen && event.defaultPrevented) {
      box().value = '';
      close();
      (part('headline') || part('maincontent')).focus({ preventScroll: true });
    } else if (!box().parentNode.contains(event.target)) {
      close();
    }
  });
})();
