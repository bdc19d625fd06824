/* The browser's side of the atlas. The server works out every view and every address; here links are
   followed without loading the page anew, the parts of the page are put in place, and the map is made usable by
   keyboard and screen reader. */
(function () {
  'use strict';

  var STEP = 20;
  var EDGE = 7;
  var PATIENCE = 8000;
  var MOMENT = 600;
  var SVG = 'http://www.w3.org/2000/svg';
  var focusMapAfterDraw = false;

  if (/\/embed$/.test(window.location.pathname)) { document.documentElement.classList.add('atlas-embed'); }

  function part(id) { return document.getElementById(id); }
  function root() { return document.querySelector('.atlas'); }

  /* ---- addresses ---- */

  /* How: replace takes the place of this address in the history; quiet leaves the answer unannounced. */
  function go(href, how) {
    var target = new URL(href, window.location.href);
    if (target.href === window.location.href) { return; }
    window.history[how && how.replace ? 'replaceState' : 'pushState']({}, '', target.href);
    quiet = !!(how && how.quiet);
    ask();
  }

  /* What a screen reader is told; a quiet change keeps it until it is asked for. */
  var quiet = false;
  var news = '';

  function announce() { part('announcement').textContent = news; }

  /* The one question to the server: this address, and the rooms of both maps on a map page and on a place page. */
  var rooms;

  function question() {
    rooms = rooms || { map: roomsIn('map'), place: roomsIn('place') };
    return { search: window.location.search, frame: rooms.map[0], place: rooms.place[0], beside: rooms.map[1], besidePlace: rooms.place[1] };
  }

  function ask() {
    awaitAnswer();
    window.dash_clientside.set_props('request', { data: question() });
  }

  /* A reader whose connection fails is told so, and keeps what is on the page. */
  var waiting;
  var slow;

  function awaitAnswer() {
    window.clearTimeout(waiting);
    window.clearTimeout(slow);
    slow = window.setTimeout(function () { root().setAttribute('data-waiting', ''); }, MOMENT);
    waiting = window.setTimeout(function () {
      root().removeAttribute('data-waiting');
      put('notice', '<div class="atlas-notice" role="alert"><p>The atlas has not answered yet. It may be the connection. ' +
        'This page stays as it was; <a href="' + escaped(again(window.location)) + '">try again</a>.</p></div>');
    }, PATIENCE);
  }

  /* The address to load anew: with its part after # a link to it would be a jump within the page. */
  function again(here) { return here.pathname + here.search; }

  function escaped(words) {
    var named = { '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' };
    return words.replace(/[&"<>]/g, function (sign) { return named[sign]; });
  }

  window.addEventListener('popstate', function () {
    quiet = false;
    ask();
  });

  function plainClick(event) {
    return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  }

  document.addEventListener('click', function (event) {
    var link = event.target.closest ? event.target.closest('a[data-view]') : null;
    if (link && plainClick(event) && !event.defaultPrevented) {
      event.preventDefault();
      go(link.getAttribute('href'));
      closeOwnPicker(link);
    }
    closePickers(event.target);
  });

  /* ---- pickers: lists that open, are searched, and close ---- */

  function closePickers(target) {
    document.querySelectorAll('details.atlas-picker[open]').forEach(function (picker) {
      if (!picker.contains(target)) { picker.open = false; }
    });
  }

  function closeOwnPicker(link) {
    var picker = link.closest('details.atlas-picker');
    if (picker && !picker.hasAttribute('data-stay')) {
      picker.open = false;
      picker.querySelector('summary').focus();
    }
  }

  document.addEventListener('keydown', function (event) {
    var picker = event.target.closest ? event.target.closest('details.atlas-picker[open]') : null;
    if (event.key === 'Escape') { picker = picker || document.querySelector('details.atlas-picker[open]'); }
    if (!picker) { return; }
    if (event.key === 'Escape') {
      picker.open = false;
      picker.querySelector('summary').focus();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      moveInPicker(picker, event.key === 'ArrowDown' ? 1 : -1);
      event.preventDefault();
    } else if (event.key === 'Enter' && event.target.matches('[data-filter]')) {
      var first = visibleLinks(picker)[0];
      if (first) { first.click(); }
    }
  });

  function visibleLinks(picker) {
    return Array.prototype.filter.call(picker.querySelectorAll('a'), function (link) {
      return link.checkVisibility();
    });
  }

  function moveInPicker(picker, step) {
    var stops = [picker.querySelector('[data-filter]') || picker.querySelector('summary')].concat(visibleLinks(picker));
    var at = Math.max(stops.indexOf(document.activeElement), 0);
    stops[(at + step + stops.length) % stops.length].focus();
  }

  document.addEventListener('toggle', function (event) {
    var search = event.target.open && event.target.querySelector && event.target.querySelector('[data-filter]');
    if (search) { search.focus(); }
  }, true);

  document.addEventListener('input', function (event) {
    if (!event.target.matches('[data-filter]')) { return; }
    var panel = event.target.closest('.atlas-panel');
    var wanted = event.target.value.trim().toLowerCase();
    var found = 0;
    panel.querySelectorAll('li').forEach(function (item) {
      var group = item.closest('section').querySelector('h3').textContent;
      var hit = (item.textContent + ' ' + group).toLowerCase().indexOf(wanted) >= 0;
      item.hidden = !hit;
      found += hit ? 1 : 0;
    });
    panel.querySelectorAll('section').forEach(function (section) {
      section.hidden = !section.querySelector('li:not([hidden])');
    });
    panel.querySelector('[data-filter-none]').hidden = found > 0;
  });

  /* ---- the parts of the page ---- */

  function put(id, html) {
    var place = part(id);
    if (place && place.atlasHtml !== html) {
      place.innerHTML = html;
      place.atlasHtml = html;
    }
  }

  /* Pickers of several choices stay open from one choice to the next. */
  function stayingOpen() {
    return Array.prototype.map.call(document.querySelectorAll('details[data-stay][open]'), function (picker) { return picker.id; });
  }

  /* The element that had the focus is written anew: give it back to its successor, or to its picker. */
  function keepFocus(change) {
    var before = document.activeElement;
    var id = before && before.id;
    var picker = before && before.closest ? before.closest('.atlas-control') : null;
    var open = stayingOpen();
    change();
    open.forEach(function (name) { if (part(name)) { part(name).open = true; } });
    if (!before || before.isConnected) { return; }
    var after = id && part(id);
    if (after && !after.checkVisibility()) { after = null; }
    after = after || part(before.getAttribute('data-then'));
    after = after || (picker && picker.querySelector('summary, a')) || part('headline');
    if (after) { after.focus({ preventScroll: true }); }
  }

  /* What the reader looks at is there with the map; the controls follow in the next frame. */
  var SEEN = ['notice', 'heading', 'legend', 'layers', 'timeline', 'show', 'table', 'profile', 'chart-0-head', 'system', 'caption'];

  function putAll(ids, parts) {
    keepFocus(function () { ids.forEach(function (id) { put(id, parts[id]); }); });
  }

  /* What follows in the next frame must not come over a newer view. */
  var latest;

  function afterPaint(task) {
    window.requestAnimationFrame(function () { window.setTimeout(task, 0); });
  }

  function show(page) {
    window.clearTimeout(waiting);
    window.clearTimeout(slow);
    if (!page) { return window.dash_clientside.no_update; }
    latest = page;
    root().removeAttribute('data-waiting');
    root().setAttribute('data-mode', page.mode);
    fit(part('plot'), page.figure);
    var look = [page.likeness, page.figure.layout.width, page.figure.layout.height].join();
    var sameMap = look === likeness;
    if (sameMap) { relink(page.figure); } else { draw(page.figure); }
    likeness = look;
    putAll(SEEN, page.parts);
    drawCharts(page.charts);
    document.title = page.title;
    news = sameMap && besideMap() || page.announcement;
    if (!quiet) { announce(); }
    afterPaint(function () {
      if (latest !== page) { return; }
      drawLowerCharts(page.charts);
      putAll(Object.keys(page.parts), page.parts);
      lookAhead(page.ahead);
    });
    document.dispatchEvent(new CustomEvent('atlas:shown', { detail: page.address }));
    return window.dash_clientside.no_update;
  }

  /* With the same map as before, the news is what stands beside it: the name of the tab and its finding. */
  function besideMap() {
    var tab = document.querySelector('#show [aria-current]');
    var title = document.querySelector('.atlas-card--figures h2');
    return tab && title ? tab.textContent + ': ' + title.textContent + '.' : '';
  }

  /* Fetch the boundaries of the next click while the reader reads; plotly.js looks here before it asks the network. */
  function lookAhead(addresses) {
    var idle = window.requestIdleCallback || function (task) { window.setTimeout(task, 300); };
    if (navigator.connection && navigator.connection.saveData) { return; }
    idle(function () {
      addresses.forEach(function (address) {
        if (window.PlotlyGeoAssets[address]) { return; }
        fetch(address).then(function (answer) { return answer.ok ? answer.json() : null; }).then(function (shapes) {
          if (shapes) { window.PlotlyGeoAssets[address] = shapes; }
        }).catch(function () { /* the click itself will ask again */ });
      });
    }, { timeout: 3000 });
  }

  /* ---- the room of the map ---- */

  function roomsIn(mode) {
    var shown = root().getAttribute('data-mode');
    root().setAttribute('data-mode', mode);
    var box = document.querySelector('.atlas-map').getBoundingClientRect();
    var beside = part('table').parentNode.clientWidth - 40;
    root().setAttribute('data-mode', shown);
    return [inSteps(box.width, box.height), inSteps(beside, heightBeside(beside))];
  }

  function inSteps(width, height) {
    return [Math.floor(width / STEP) * STEP, Math.floor(height / STEP) * STEP];
  }

  /* A second map is as wide as the card beside the map, and a little higher for the names beside the land. */
  function heightBeside(width) {
    return Math.min(width * 1.05, Math.max(window.innerHeight * 0.6, 300));
  }

  /* The card of the map stays in sight while the other is read; how far it may go first depends on its height. */
  function measureCard() {
    var card = document.querySelector('.atlas-card--map');
    new ResizeObserver(function () { card.style.setProperty('--card', card.offsetHeight + 'px'); }).observe(card);
  }

  function start() {
    awaitAnswer();
    return question();
  }

  var resizing;
  window.addEventListener('resize', function () {
    window.clearTimeout(resizing);
    resizing = window.setTimeout(function () {
      rooms = null;
      ask();
    }, 200);
  });

  /* ---- the map ---- */

  /* No upload button, no logo, no zoom by scrolling: the page scrolls, the map stays. */
  var MAP_CONFIG = {
    displayModeBar: false, showSendToCloud: false, scrollZoom: false, doubleClick: false, responsive: true
  };

  /* A map that looks as the one before is not drawn anew: only its areas lead elsewhere. */
  var likeness;

  function relink(figure) {
    var hrefs = {};
    figure.data.forEach(function (trace, index) {
      (trace.customdata || []).forEach(function (href, at) {
        hrefs[trace.locations[at]] = href;
        part('plot').data[index].customdata[at] = href;
      });
    });
    part('plot').querySelectorAll('path[data-area]').forEach(function (path) {
      path.setAttribute('data-href', hrefs[path.getAttribute('data-area')]);
    });
  }

  /* A drawing keeps its size when the card around it changes, unless it is told its room. */
  function fit(place, figure) {
    var room = place.getBoundingClientRect();
    figure.layout.width = room.width;
    figure.layout.height = figure.layout.height || room.height;
  }

  function draw(figure) {
    var plot = part('plot');
    var first = !plot.on;
    Plotly.react(plot, figure.data, figure.layout, MAP_CONFIG);
    if (!first) { return; }
    plot.on('plotly_afterplot', function () { furnish(plot); });
    measureCard();
    followPointer(plot);
    plot.on('plotly_click', function (event) {
      var point = event.points && event.points[0];
      var href = point && (point.customdata || hrefUnder(event.event));
      if (href) { go(href); }
    });
  }

  /* A hospital leads nowhere itself: a click on it is one on the area that it lies in. */
  function hrefUnder(click) {
    var area = paths(click.target).filter(function (path) {
      var at = new DOMPoint(click.clientX, click.clientY).matrixTransform(path.getScreenCTM().inverse());
      return path.isPointInFill(at);
    })[0];
    return area && area.getAttribute('data-href');
  }

  /* ---- the charts beside the map ---- */

  /* Every chart gets its room at once, and the first its drawing; a second stands below it and follows. */
  function drawCharts(figures) {
    document.querySelectorAll('.atlas-chart').forEach(function (place, index) {
      var figure = figures[index];
      place.hidden = !figure;
      if (!figure) {
        if (place.on) { Plotly.purge(place); }
        return;
      }
      if (!figure.layout.geo) { magnify(figure, place.clientWidth); }
      place.style.height = figure.layout.height + 'px';
      if (index === 0) { drawChart(place, figure); }
    });
  }

  function drawLowerCharts(figures) {
    document.querySelectorAll('.atlas-chart').forEach(function (place, index) {
      if (index > 0 && figures[index]) { drawChart(place, figures[index]); }
    });
  }

  function drawChart(place, figure) {
    var first = !place.on;
    fit(place, figure);
    thinTicks(figure.layout, place.clientWidth);
    Plotly.react(place, figure.data, figure.layout, MAP_CONFIG);
    if (first) { listen(place); }
  }

  /* A chart is drawn for a laptop; in the wide card of a meeting room its letters and marks grow with it. */
  var LAPTOP = 620;
  var LARGEST = 1.35;

  function magnify(figure, width) {
    var times = Math.min(LARGEST, Math.max(1, width / LAPTOP));
    figure.layout.height = Math.round(figure.layout.height * times);
    scale(figure.layout.margin, ['l', 'r', 't', 'b'], times);
    figure.data.concat(figure.layout).forEach(function (drawn) { enlarge(drawn, times); });
  }

  function scale(sizes, names, times) {
    names.forEach(function (name) { if (typeof sizes[name] === 'number') { sizes[name] *= times; } });
  }

  function enlarge(drawn, times) {
    scale(drawn, ['size', 'width', 'standoff'], times);
    Object.keys(drawn).forEach(function (name) {
      var inner = drawn[name];
      if (Array.isArray(inner) && name !== 'annotations') { return; }
      if (inner && typeof inner === 'object') { enlarge(inner, times); }
    });
  }

  /* On a phone the words under a chart would touch: every second or third stays, counted from the last. */
  var LETTER = 0.525;
  var BETWEEN_WORDS = 6;

  function thinTicks(layout, width) {
    var axis = layout.xaxis || {};
    var places = axis.tickvals || [];
    if (places.length < 2) { return; }
    var room = width - layout.margin.l - layout.margin.r;
    var apart = room * (places[1] - places[0]) / Math.abs(axis.range[1] - axis.range[0]);
    var widest = Math.max.apply(null, axis.ticktext.map(function (words) { return words.length; })) * LETTER * layout.font.size + BETWEEN_WORDS;
    var step = Math.max(1, Math.ceil(widest / apart));
    function stays(_, at) { return (places.length - 1 - at) % step === 0; }
    axis.ticktext = axis.ticktext.filter(stays);
    axis.tickvals = places.filter(stays);
  }

  function listen(place) {
    place.on('plotly_afterplot', function () { equip(place); });
    place.on('plotly_click', function (event) {
      var mark = event.points[0].customdata;
      var href = Array.isArray(mark) ? mark[1] : mark || hrefUnder(event.event);
      if (href) { go(href); }
    });
    followPointer(place);
  }

  function followPointer(place) {
    place.on('plotly_hover', function (event) {
      var point = event.points[0];
      markArea(point.location || (point.customdata && point.customdata[0]) || '');
    });
    place.on('plotly_unhover', function () { markArea(''); });
  }

  /* A second map is used as the first, a chart by its marks. */
  function equip(place) {
    if (place.querySelector('.choroplethlayer path')) { furnish(place); } else { nameMarks(place); }
  }

  /* Each dot of an area is reached by arrow keys and read aloud, as the areas of the map are. */
  function nameMarks(place) {
    var frame = place.querySelector('svg.main-svg');
    var marks = [];
    place.querySelectorAll('.scatterlayer g.trace').forEach(function (group) {
      var trace = traceOf(group);
      if (!trace || !trace.customdata) { return; }
      group.querySelectorAll('.points path.point').forEach(function (path) { marks.push([path, trace]); });
      group.querySelectorAll('.lines path.js-line').forEach(function (line) { line.setAttribute('data-area', trace.customdata[0][0]); });
    });
    frame.setAttribute('role', marks.length ? 'group' : 'img');
    frame.setAttribute('aria-label', marks.length ? 'Chart. Arrow keys move between its marks.' : 'Chart');
    var started = false;
    marks.forEach(function (pair) {
      var path = pair[0];
      var at = path.__data__.i;
      var mark = pair[1].customdata[at];
      path.setAttribute('role', mark[1] ? 'link' : 'img');
      path.setAttribute('aria-label', spoken(pair[1].hovertext[at]));
      path.setAttribute('data-href', mark[1]);
      path.setAttribute('data-area', mark[0]);
      path.setAttribute('tabindex', started ? '-1' : '0');
      started = true;
    });
    thinNames(place);
  }

  /* Names beside marks are placed for a laptop: on a narrower drawing one that would hide a mark or a name gives way. */
  function thinNames(place) {
    var room = place.querySelector('.nsewdrag');
    if (!room || !place.querySelector('.textpoint')) { return; }
    room = room.getBoundingClientRect();
    var taken = Array.prototype.map.call(place.querySelectorAll('.annotation'), function (words) { return words.getBoundingClientRect(); });
    place.querySelectorAll('.scatterlayer g.trace').forEach(function (group) {
      var trace = traceOf(group);
      if (!trace || trace.meta !== 'names') {
        group.querySelectorAll('.points path.point').forEach(function (path) { taken.push(path.getBoundingClientRect()); });
        return;
      }
      group.setAttribute('aria-hidden', 'true');
      group.querySelectorAll('text').forEach(function (name) {
        var box = name.getBoundingClientRect();
        var hidden = box.left < room.left - 4 || box.right > room.right + 12 || taken.some(function (other) {
          return box.left < other.right - 2 && other.left < box.right - 2 && box.top < other.bottom - 2 && other.top < box.bottom - 2;
        });
        name.style.visibility = hidden ? 'hidden' : '';
        if (!hidden) { taken.push(box); }
      });
    });
  }

  /* What is pointed at or focused in one place is marked in all: map, charts and table. */
  var marked = '';

  function markArea(code) {
    if (code === marked) { return; }
    document.querySelectorAll('.atlas-marked').forEach(function (mark) { mark.classList.remove('atlas-marked'); });
    marked = code;
    if (!/^[\w-]+$/.test(code)) { return; }
    document.querySelectorAll('[data-area="' + code + '"]').forEach(function (mark) { mark.classList.add('atlas-marked'); });
  }

  function areaAt(target) {
    var mark = target.closest && target.closest('[data-area]');
    return mark ? mark.getAttribute('data-area') : '';
  }

  document.addEventListener('mouseover', function (event) {
    if (!event.target.closest || event.target.closest('.js-plotly-plot')) { return; }
    markArea(areaAt(event.target));
  });

  function traceOf(group) {
    var bound = group.__data__;
    return bound && bound[0] && bound[0].trace;
  }

  function furnish(plot) {
    Plotly.Fx.unhover(plot);
    patterns(plot);
    var areas = [];
    plot.querySelectorAll('.choroplethlayer g.trace').forEach(function (group) {
      var trace = traceOf(group);
      if (!trace) { return; }
      group.setAttribute('data-trace', trace.uid);
      fill(group, trace.uid);
      if (trace.uid.indexOf('layer-') === 0) { group.setAttribute('clip-path', inside(plot)); }
      if (trace.uid === 'outlines' || trace.uid === 'hatch' || trace.uid.indexOf('layer-') === 0) {
        group.setAttribute('aria-hidden', 'true');
        return;
      }
      group.querySelectorAll('path.choroplethlocation').forEach(function (path) { areas.push([path, trace]); });
    });
    plot.querySelectorAll('.scatterlayer').forEach(function (layer) { layer.setAttribute('aria-hidden', 'true'); });
    nameAreas(plot, areas);
    ring(document.activeElement);
  }

  /* An area that goes on beyond the map is closed along its edge; that line is no border of it and is cut off. */
  function inside(plot) {
    var id = 'atlas-inside-' + plot.id;
    var svg = plot.querySelector('svg.main-svg');
    if (!part(id)) {
      var clip = document.createElementNS(SVG, 'clipPath');
      clip.id = id;
      clip.appendChild(document.createElementNS(SVG, 'rect'));
      svg.appendChild(clip);
    }
    var room = { x: EDGE, y: EDGE, width: svg.clientWidth - 2 * EDGE, height: svg.clientHeight - 2 * EDGE };
    Object.keys(room).forEach(function (side) { part(id).firstChild.setAttribute(side, room[side]); });
    return 'url(#' + id + ')';
  }

  function nameAreas(plot, areas) {
    var frame = plot.querySelector('svg.main-svg');
    if (!frame) { return; }
    frame.setAttribute('role', 'group');
    frame.setAttribute('aria-label', 'Map. Arrow keys move between areas, Enter opens one.');
    areas.forEach(function (pair, index) {
      var path = pair[0];
      var at = pair[1].locations.indexOf(path.__data__.loc);
      if (at < 0) { return; }
      path.setAttribute('role', 'link');
      path.setAttribute('aria-label', spoken(pair[1].text[at]));
      path.setAttribute('data-href', pair[1].customdata[at]);
      path.setAttribute('data-area', path.__data__.loc);
      path.setAttribute('tabindex', index === 0 ? '0' : '-1');
    });
    if (focusMapAfterDraw && areas.length) {
      focusMapAfterDraw = false;
      areas[0][0].focus({ preventScroll: true });
    }
  }

  /* What the hover shows, as one sentence. */
  function spoken(hover) {
    var plain = hover.replace('</b><br>', ': ').replace(/<br>/g, ', ').replace(/<[^>]+>/g, '');
    return plain.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
  }

  /* A choropleth knows no hatching: the pattern is laid on the finished paths. */
  function patterns(plot) {
    var svg = plot.querySelector('svg.main-svg');
    if (!svg || part('atlas-patterns')) { return; }
    var defs = document.createElementNS(SVG, 'defs');
    defs.id = 'atlas-patterns';
    defs.innerHTML =
      '<pattern id="atlas-hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">' +
      '<rect width="2.6" height="7" fill="#fff" fill-opacity=".85"/><rect x=".5" width="1.4" height="7" fill="#212b32"/></pattern>' +
      '<pattern id="atlas-dots" width="6" height="6" patternUnits="userSpaceOnUse">' +
      '<rect width="6" height="6" fill="#fff"/><circle cx="3" cy="3" r=".9" fill="#768692"/></pattern>' +
      '<pattern id="atlas-crosses" width="8" height="8" patternUnits="userSpaceOnUse">' +
      '<rect width="8" height="8" fill="#efece4"/><path d="M2 2L6 6M6 2L2 6" stroke="#768692"/></pattern>';
    svg.insertBefore(defs, svg.firstChild);
  }

  function fill(group, uid) {
    var pattern = { hatch: 'atlas-hatch', 'not-published': 'atlas-dots', missing: 'atlas-crosses' }[uid];
    group.querySelectorAll('path.choroplethlocation').forEach(function (path) {
      path.style.fill = pattern ? 'url(#' + pattern + ')' : path.getAttribute('fill');
    });
  }

  /* ---- the map by keyboard ---- */

  var ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  document.addEventListener('keydown', function (event) {
    var path = event.target;
    if (!path.matches || !path.matches('path[data-href]')) { return; }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      if (!path.getAttribute('data-href')) { return; }
      focusMapAfterDraw = !!path.closest('#map');
      go(path.getAttribute('data-href'));
    } else if (ARROWS[event.key]) {
      focusArea(path, next(path, ARROWS[event.key]));
      event.preventDefault();
    } else if (event.key === 'Home' || event.key === 'End') {
      var all = paths(path);
      focusArea(path, all[event.key === 'Home' ? 0 : all.length - 1]);
      event.preventDefault();
    }
  });

  /* The areas of the same map, or the marks of the same chart. */
  function paths(one) {
    return Array.prototype.slice.call(one.closest('.js-plotly-plot').querySelectorAll('path[data-href]'));
  }

  function middle(path) {
    var box = path.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  }

  /* The nearest area in the direction of the arrow; from the last one on that side nothing moves. */
  function next(from, way) {
    var here = middle(from);
    var best = from;
    var least = Infinity;
    paths(from).forEach(function (path) {
      var there = middle(path);
      var along = (there[0] - here[0]) * way[0] + (there[1] - here[1]) * way[1];
      var aside = Math.abs((there[0] - here[0]) * way[1]) + Math.abs((there[1] - here[1]) * way[0]);
      var cost = along + 2 * aside;
      if (path !== from && along > 0.5 && cost < least) { best = path; least = cost; }
    });
    return best;
  }

  function focusArea(from, to) {
    from.setAttribute('tabindex', '-1');
    to.setAttribute('tabindex', '0');
    to.focus();
  }

  /* Neighbours and borders are drawn over the edge of an area: its focus is shown by a line above them all. */
  function ring(path) {
    document.querySelectorAll('.atlas-ring').forEach(function (old) { old.remove(); });
    if (!path || !path.matches || !path.matches('path.choroplethlocation[data-href]')) { return; }
    var line = document.createElementNS(SVG, 'g');
    line.setAttribute('class', 'atlas-ring');
    line.setAttribute('aria-hidden', 'true');
    for (var layers = 0; layers < 2; layers += 1) {
      line.appendChild(document.createElementNS(SVG, 'path')).setAttribute('d', path.getAttribute('d'));
    }
    path.closest('.choroplethlayer').parentNode.appendChild(line);
  }

  document.addEventListener('focusout', function () { ring(null); });

  /* A sighted keyboard user reads what a screen reader says. */
  document.addEventListener('focusin', function (event) {
    closePickers(event.target);
    ring(event.target);
    markArea(areaAt(event.target));
    var line = part('focus-line');
    if (line) {
      var isArea = event.target.matches && event.target.matches('path[data-href]');
      line.textContent = isArea ? event.target.getAttribute('aria-label') : '';
    }
  });

  window.atlas = { go: go, announce: announce };
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.atlas = { start: start, show: show };
})();
