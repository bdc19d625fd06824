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
    part('export-preview').src = 'map.png?' + what.query + '&size=' + what.size + '&scale=' + scale;
    remember(what);
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
    var blob = fetch('map.png?' + what.query + '&size=' + what.size).then(function (answer) { return answer.blob(); });
    navigator.clipboard.write([new window.ClipboardItem({ 'image/png': blob })]).then(
      function () { say('Picture copied.'); },
      function () { say('The browser did not allow it. Download the picture instead.'); }
    );
  }

  /* A pack takes seconds: say so, fetch it, and hand it over; say what to do when the server is busy. */
  function slow(link) {
    var progress = part('export-progress');
    progress.textContent = 'Making the file. This can take some seconds …';
    fetch(link.href).then(function (answer) {
      if (!answer.ok) { return answer.text().then(function (words) { throw new Error(words); }); }
      var name = /filename="([^"]+)"/.exec(answer.headers.get('Content-Disposition') || '');
      return answer.blob().then(function (blob) { hand(blob, name ? name[1] : 'nenc-pack'); });
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
    if (target.hasAttribute('data-slow')) { event.preventDefault(); slow(target); }
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
