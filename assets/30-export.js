/* The export panel: choose, look, download, copy. Every file is an address of the server. */
(function () {
  'use strict';

  function part(id) { return document.getElementById(id); }

  function chosen() {
    return { format: part('export-format').value, size: part('export-size').value, query: part('export-panel').dataset.query };
  }

  function refresh() {
    var what = chosen();
    part('export-download').href = 'map.' + what.format + '?' + what.query + '&size=' + what.size;
    part('export-zip').href = 'pack.zip?' + what.query + '&size=' + what.size;
    var scale = what.size.indexOf('a4') === 0 ? '0.2' : '0.4';
    preview('map.png?' + what.query + '&size=' + what.size + '&scale=' + scale);
    remember(what);
  }

  /* A picture that a busy server did not make is asked for again. */
  function preview(address) {
    var picture = part('export-preview');
    var tries = TRIES;
    picture.onerror = function () {
      tries -= 1;
      if (tries > 0) { later(2).then(function () { if (picture.getAttribute('src') === address) { picture.src = address; } }); }
    };
    picture.src = address;
  }

  /* The choice stays when the view changes and the panel is written anew. */
  var last = {};

  function remember(what) { last = { format: what.format, size: what.size, open: !part('export-panel').hidden }; }

  function open(button, panel) {
    panel.hidden = !panel.hidden;
    button.setAttribute('aria-expanded', String(!panel.hidden));
    if (panel.hidden) { last.open = false; return; }
    if (last.format) { part('export-format').value = last.format; part('export-size').value = last.size; }
    refresh();
    part('export-title').focus();
  }

  /* The answer of the server. One that makes other files just now says when to come back, and is asked again. */
  var TRIES = 10;

  function ask(address, tries) {
    return fetch(address).then(function (answer) {
      var pause = Number(answer.headers.get('Retry-After'));
      if (answer.ok) { return answer; }
      if (answer.status === 503 && pause && tries > 1) {
        return later(pause).then(function () { return ask(address, tries - 1); });
      }
      return answer.text().then(function (words) { throw new Error(words); });
    }, function () { throw new Error('The file did not arrive. Check the connection and try again.'); });
  }

  function later(seconds) { return new Promise(function (done) { window.setTimeout(done, seconds * 1000); }); }

  function say(words) { part('copied').textContent = words; }

  function copyText(words, what) {
    var done = function () { say(what + ' copied.'); };
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(words).then(done, function () { copyByHand(words, done); });
    } else {
      copyByHand(words, done);
    }
  }

  /* Without https the clipboard has only this old way. */
  function copyByHand(words, done) {
    var area = document.createElement('textarea');
    area.value = words;
    area.style.position = 'fixed';
    area.style.opacity = '0';
    document.body.appendChild(area);
    area.select();
    if (document.execCommand('copy')) { done(); } else { say('The browser does not allow copying here. Select the text and copy it yourself.'); }
    area.remove();
  }

  function copyPicture() {
    var what = chosen();
    if (!window.ClipboardItem || !window.isSecureContext) {
      say('The browser copies pictures only from a secure address. Download the picture instead.');
      return;
    }
    say('Copying the picture …');
    var blob = ask('map.png?' + what.query + '&size=' + what.size, TRIES).then(function (answer) { return answer.blob(); });
    navigator.clipboard.write([new window.ClipboardItem({ 'image/png': blob })]).then(
      function () { say('Picture copied.'); },
      function () { say('The browser did not allow it. Download the picture instead.'); }
    );
  }

  /* A file takes its time: say so, fetch it, and hand it over; say in words what went wrong. */
  function order(link) {
    var progress = link.closest('[data-files]').querySelector('[role="status"]');
    progress.textContent = 'Making the file. This can take some seconds …';
    ask(link.href, TRIES).then(function (answer) {
      var name = /filename="([^"]+)"/.exec(answer.headers.get('Content-Disposition') || '');
      return answer.blob().then(function (blob) { hand(blob, name ? name[1] : 'nenc-file'); });
    }).then(function () { progress.textContent = 'Done.'; }, function (error) { progress.textContent = error.message; });
  }

  function hand(blob, name) {
    var link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    window.setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
  }

  var COPIES = {
    caption: ['Caption', function () { return part('text-caption').content.textContent; }],
    alternative: ['Alternative text', function () { return part('text-alternative').content.textContent; }],
    address: ['Address', function () { return window.location.href; }]
  };

  document.addEventListener('click', function (event) {
    var target = event.target.closest ? event.target.closest('button, a') : null;
    if (!target) { return; }
    if (target.id === 'export-open') { open(target, part('export-panel')); }
    if (target.id === 'copy-picture') { copyPicture(); }
    if (target.dataset.copy) { copyText(COPIES[target.dataset.copy][1]().trim(), COPIES[target.dataset.copy][0]); }
    if (target.hasAttribute('data-order')) { event.preventDefault(); order(target); }
  });

  document.addEventListener('change', function (event) {
    if (event.target.matches('[data-export]')) { refresh(); }
  });

  document.addEventListener('keydown', function (event) {
    var panel = part('export-panel');
    if (event.key === 'Escape' && panel && panel.contains(event.target)) {
      open(part('export-open'), panel);
      part('export-open').focus();
    }
  });

  /* A new view: an open panel stays open and shows the new picture. */
  new MutationObserver(function () {
    var panel = part('export-panel');
    if (last.open && panel && panel.hidden) {
      panel.hidden = false;
      part('export-open').setAttribute('aria-expanded', 'true');
      part('export-format').value = last.format;
      part('export-size').value = last.size;
      refresh();
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
