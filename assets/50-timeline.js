/* The slider under the map: it moves through the periods, by hand or by itself. Its stops and their addresses come from
   the server, as the options of a list; which of them the page shows, the address of the answer says. */
(function () {
  'use strict';

  var PACE = 900;
  var PATIENCE = 8000;
  var PAUSE_BEFORE_WORDS = 700;
  var playing = false;
  var asked = null;
  var next;
  var words;

  function range() { return document.getElementById('timeline-range'); }
  function stops() { return Array.prototype.slice.call(document.querySelectorAll('#timeline-periods option')); }
  function hrefOf(stop) { return stop.getAttribute('data-href'); }

  /* The slider and its words; the page follows as soon as the answer to the last question is drawn. */
  function set(at) {
    var label = stops()[at].getAttribute('label');
    range().value = at;
    range().setAttribute('aria-valuetext', label);
    document.getElementById('timeline-now').textContent = label;
  }

  function follow() {
    var wanted = hrefOf(stops()[range().value]);
    var busy = asked && Date.now() - asked.since < PATIENCE;
    if (busy || new URL(wanted, window.location.href).href === window.location.href) { return; }
    asked = { href: wanted, since: Date.now() };
    window.atlas.go(wanted, { replace: true, quiet: true });
  }

  /* Only what the reader comes to rest on is read out, not every period on the way. */
  function speakSoon() {
    window.clearTimeout(words);
    words = window.setTimeout(function () { if (!playing) { window.atlas.announce(); } }, PAUSE_BEFORE_WORDS);
  }

  document.addEventListener('atlas:shown', function (event) {
    if (!range()) {
      stop();
      asked = null;
      return;
    }
    var at = stops().findIndex(function (stop) { return hrefOf(stop) === event.detail; });
    var overtaken = asked && asked.href === event.detail && hrefOf(stops()[range().value]) !== event.detail;
    var own = asked && asked.href === event.detail;
    asked = null;
    if (overtaken) { return follow(); }
    if (at >= 0) { set(at); }
    if (!own) { stop(); }
    if (playing) { step(at); }
    dress();
  });

  /* ---- play ---- */

  function dress() {
    var button = document.getElementById('timeline-play');
    if (!button) { return; }
    button.textContent = playing ? 'Pause' : 'Play';
    button.classList.toggle('atlas-timeline__play--on', playing);
    button.setAttribute('aria-label', playing ? 'Pause' : 'Play through the periods');
  }

  function step(at) {
    window.clearTimeout(next);
    if (at >= stops().length - 1) { return stop(); }
    next = window.setTimeout(function () {
      set(at + 1);
      follow();
    }, PACE);
  }

  function play() {
    var last = stops().length - 1;
    playing = true;
    dress();
    if (Number(range().value) < last) { return step(Number(range().value)); }
    set(0);
    follow();
  }

  function stop() {
    window.clearTimeout(next);
    if (!playing) { return; }
    playing = false;
    dress();
    speakSoon();
  }

  document.addEventListener('click', function (event) {
    if (event.target.id === 'timeline-play') { (playing ? stop : play)(); }
  });

  document.addEventListener('input', function (event) {
    if (event.target.id !== 'timeline-range') { return; }
    stop();
    set(Number(event.target.value));
    follow();
    speakSoon();
  });

  /* A reader who does something else is not carried on; to scroll is nothing else. */
  document.addEventListener('click', function (event) {
    if (event.target.id !== 'timeline-play') { stop(); }
  }, true);

  document.addEventListener('keydown', function (event) {
    var passes = event.target.id === 'timeline-play' ? event.key !== 'Escape' : /^(Tab|Shift)$/.test(event.key);
    if (!passes) { stop(); }
  });
  window.addEventListener('popstate', stop);
  document.addEventListener('visibilitychange', function () { if (document.hidden) { stop(); } });
})();
