(() => {
  // assets-src/address.js
  var NAMED = { "&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;" };
  var KEPT = ["condition", "measure", "period", "overlay"];
  var ROUND = ["area", "by", "overlay"];
  var STEP = ["area", "by", "condition", "measure", "period"];
  function escaped(words2) {
    return words2.replace(/[&"<>]/g, (sign) => NAMED[sign]);
  }
  function again(here) {
    return here.pathname + here.search;
  }
  function shareable(here) {
    return here.origin + again(here);
  }
  function isSameView(href, here) {
    const target2 = new URL(href, here);
    return target2.origin + again(target2) === shareable(new URL(here));
  }
  function isEmbedded(pathname) {
    return pathname.endsWith("/embed");
  }
  var CONTROLS = ["by", "condition", "measure", "period", "overlay", "colour", "layers", "figures"];
  function controlsOf(search) {
    const asked2 = (new URLSearchParams(search).get("controls") ?? "").split(".");
    return CONTROLS.filter((one) => asked2.includes(one) || asked2.includes("all"));
  }
  function fileOf(name, query, added = {}) {
    const more2 = Object.entries(added).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
    return `${name}?${[query, ...more2].filter(Boolean).join("&")}`;
  }
  function addressOf(keys) {
    return `?${keys.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join("&")}`;
  }
  function alongOf(shown3, names) {
    const now = new URLSearchParams(shown3);
    const kept2 = names.filter((key) => now.get(key)).map((key) => [key, now.get(key)]);
    const step3 = STEP.map((key) => now.get(key) ?? "").join(".");
    return [...kept2, ...now.has("by") ? [["from", step3]] : []];
  }
  function placeOf(code, shown3) {
    return addressOf([["area", code], ...alongOf(shown3, KEPT)]);
  }
  function conditionOf(slug, shown3) {
    return addressOf([["condition", slug], ...alongOf(shown3, ROUND)]);
  }
  function bothOf(code, slug, shown3) {
    return addressOf([["area", code], ["condition", slug], ...alongOf(shown3, ["overlay"])]);
  }
  var CARRIED = ["present", "slides"];
  function frameOf(search) {
    return new URLSearchParams(search).get("present") ?? "";
  }
  function carried(href, shown3) {
    const [now, target2] = [new URLSearchParams(shown3), new URLSearchParams(href.split("?")[1] ?? "")];
    const more2 = CARRIED.filter((key) => now.get(key) && !target2.has(key)).map((key) => `${key}=${now.get(key)}`);
    return more2.length ? `${href}${href.includes("?") ? "&" : "?"}${more2.join("&")}` : href;
  }
  function pageOf(edition2, { search, ...rooms2 }) {
    const sides = Object.entries(rooms2).map(([name, room]) => `${name}=${room.map((side) => Math.max(side, 0)).join("x")}`);
    return `page/${edition2}?${[`search=${encodeURIComponent(search)}`, ...sides].join("&")}`;
  }
  function nameOf(disposition) {
    return /filename="([^"]+)"/.exec(disposition ?? "")?.[1] ?? "atlas-file";
  }

  // assets-src/card/corner.js
  var GAP = 6;
  var EDGE = 4;
  function overlap(one, other) {
    const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
    return across > 0 && down > 0 ? across * down : 0;
  }
  function inside(box2, around2) {
    return {
      left: Math.max(box2.left, around2.left),
      top: Math.max(box2.top, around2.top),
      right: Math.min(box2.right, around2.right),
      bottom: Math.min(box2.bottom, around2.bottom)
    };
  }
  function boxAt(left, top, { width, height }) {
    return { left, top, right: left + width, bottom: top + height };
  }
  function clamped(wanted3, length, room) {
    return Math.max(EDGE, Math.min(wanted3, room - length - EDGE));
  }
  function beside(size, about, room) {
    const left = clamped((about.left + about.right - size.width) / 2, size.width, room.width);
    const top = clamped((about.top + about.bottom - size.height) / 2, size.height, room.height);
    const places2 = [
      [about.right + GAP, top],
      [about.left - GAP - size.width, top],
      [left, about.bottom + GAP],
      [left, about.top - GAP - size.height]
    ];
    return places2.map(([x, y]) => boxAt(x, y, size));
  }
  function corners(size, room) {
    const right = room.width - size.width - EDGE;
    const bottom = room.height - size.height - EDGE;
    return [[right, EDGE], [EDGE, EDGE], [right, bottom], [EDGE, bottom]].map(([x, y]) => boxAt(x, y, size));
  }
  function fits(box2, room) {
    return box2.left >= 0 && box2.top >= 0 && box2.right <= room.width && box2.bottom <= room.height;
  }
  function placeOf2(size, about, free, room) {
    const places2 = [...beside(size, about, room), ...corners(size, room)].filter((box2) => fits(box2, room));
    const costs = places2.map((box2) => [about, ...free].reduce((sum, other) => sum + overlap(box2, other), 0));
    return places2[costs.indexOf(Math.min(...costs))] ?? boxAt(EDGE, EDGE, size);
  }
  function distance([x, y], box2) {
    return Math.hypot(Math.max(box2.left - x, 0, x - box2.right), Math.max(box2.top - y, 0, y - box2.bottom));
  }
  function nears(from, to, box2) {
    return distance(to, box2) < distance(from, box2) - 0.5;
  }

  // assets-src/dom.js
  var SVG = "http://www.w3.org/2000/svg";
  function part(id) {
    return document.getElementById(id);
  }
  function root() {
    return document.querySelector(".atlas");
  }
  function around(target2, selector) {
    return target2?.closest?.(selector) ?? null;
  }
  function isA(target2, selector) {
    return !!target2?.matches?.(selector);
  }
  function all(selector, within = document) {
    return [...within.querySelectorAll(selector)];
  }
  function afterPaint(task) {
    window.requestAnimationFrame(() => {
      window.setTimeout(task, 0);
    });
  }

  // assets-src/card/subjects.js
  var CODE = /^[\w-]+$/;
  var known = /* @__PURE__ */ new WeakMap();
  var LOOKS = { w: "worse", h: "higher", s: "similar", b: "better", l: "lower" };
  function describe(path, lines, letter = "", ending = []) {
    known.set(path, { lines, letter, ending });
  }
  function markOf(letter) {
    const look = LOOKS[letter.toLowerCase()];
    if (!look) {
      return "";
    }
    return `<i class="${look}${letter in LOOKS ? "" : " likely"}"></i>`;
  }
  function areaOf(code) {
    return CODE.test(code) ? part("map")?.querySelector(`path[data-area="${code}"]`) ?? null : null;
  }
  function subjectOf(target2) {
    if (known.has(target2)) {
      return { about: target2, path: target2, ...known.get(target2) };
    }
    const about = around(target2, "[data-area]");
    const path = about && areaOf(about.getAttribute("data-area"));
    return known.has(path) ? { about, path, ...known.get(path) } : null;
  }
  function nameIn(lines) {
    return /<b>(.*?)<\/b>/.exec(lines)?.[1] ?? "";
  }
  function nameOf2(path) {
    const area = known.get(areaOf(path.getAttribute("data-area")));
    return nameIn(known.get(path).lines) || (area ? nameIn(area.lines) : "");
  }
  function htmlOf({ lines, letter, ending }, href, name) {
    const [first, ...rest] = lines.split("<br>");
    if (rest.length > 1) {
      rest[1] = markOf(letter) + rest[1];
    }
    const head = nameIn(first) ? first : `<b>${first}</b>`;
    const more2 = ending.length ? `<p class="atlas-hint">${ending.map((one) => one.replace(/\.$/, "")).join(". ")}.</p>` : "";
    const way = href ? `<p><a href="${href}" data-view tabindex="-1">Open ${name || "this area"}</a></p>` : "";
    return `<p>${[head, ...rest].join("<br>")}</p>${more2}${way}`;
  }

  // assets-src/card/card.js
  var BEFORE = 180;
  var GRACE = 300;
  var card;
  var subject = null;
  var waiting;
  var was = [0, 0];
  var is = [0, 0];
  var kind = "mouse";
  var pressedOn = null;
  function element() {
    card ??= Object.assign(document.createElement("div"), { id: "card", className: "atlas-tip", hidden: true });
    card.setAttribute("aria-hidden", "true");
    if (!card.isConnected) {
      document.body.append(card);
    }
    return card;
  }
  function isShown() {
    return subject !== null;
  }
  function hideCard() {
    window.clearTimeout(waiting);
    subject = null;
    if (card) {
      card.hidden = true;
    }
  }
  function boxOf(one) {
    const box2 = one.getBoundingClientRect();
    const drawing = one.closest(".atlas-map, .atlas-chart, .atlas-inset svg");
    return drawing ? inside(box2, drawing.getBoundingClientRect()) : box2;
  }
  function put() {
    const { about, path } = subject;
    const room = { width: document.documentElement.clientWidth, height: window.innerHeight };
    const box2 = boxOf(about);
    const isOut = !about.isConnected || box2.bottom < 0 || box2.top > room.height;
    if (isOut) {
      hideCard();
      return;
    }
    const size = { width: card.offsetWidth, height: card.offsetHeight };
    const place = placeOf2(size, box2, about === path ? [] : [boxOf(path)], room);
    Object.assign(card.style, { left: `${Math.round(place.left)}px`, top: `${Math.round(place.top)}px` });
  }
  function show(wanted3) {
    window.clearTimeout(waiting);
    subject = wanted3;
    const href = wanted3.path.getAttribute("data-href") ?? "";
    const way = href && !isSameView(href, window.location.href) ? escaped(href) : "";
    element().innerHTML = htmlOf(wanted3, way, nameOf2(wanted3.path));
    card.hidden = false;
    put();
  }
  function later(task, pause) {
    waiting = window.setTimeout(task, pause);
  }
  function delay() {
    if (!isShown()) {
      return BEFORE;
    }
    return nears(was, is, card.getBoundingClientRect()) ? GRACE : 0;
  }
  function isOfCard(target2) {
    return !!card?.contains(target2);
  }
  function leave() {
    if (isShown()) {
      later(hideCard, GRACE);
    }
  }
  function isEntered(target2) {
    return isOfCard(target2) || !!card?.matches(":hover");
  }
  function pointAt(target2) {
    window.clearTimeout(waiting);
    if (isEntered(target2)) {
      return;
    }
    const wanted3 = target2 && subjectOf(target2);
    if (!wanted3) {
      leave();
    } else if (wanted3.about !== subject?.about) {
      later(() => {
        if (wanted3.about.isConnected) {
          show(wanted3);
        }
      }, delay());
    }
  }
  function isFirstTap(path) {
    const wanted3 = path && subjectOf(path);
    if (kind !== "touch" || !wanted3 || wanted3.path === pressedOn) {
      return false;
    }
    show(wanted3);
    return true;
  }
  function followKeys() {
    document.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") {
        hideCard();
      }
    });
    document.addEventListener("focusin", ({ target: target2 }) => {
      const wanted3 = target2.matches(":focus-visible") ? subjectOf(target2) : null;
      if (wanted3) {
        show(wanted3);
      } else if (!isOfCard(target2)) {
        hideCard();
      }
    });
  }
  function followPointer() {
    document.addEventListener("pointermove", ({ clientX, clientY }) => {
      [was, is] = [is, [clientX, clientY]];
    }, { passive: true });
    document.addEventListener("pointerdown", ({ pointerType, target: target2 }) => {
      kind = pointerType;
      pressedOn = subject?.path ?? null;
      if (!isOfCard(target2) && (kind !== "touch" || !subjectOf(target2))) {
        hideCard();
      }
    }, true);
  }
  function listenToCards() {
    followKeys();
    followPointer();
    ["scroll", "resize"].forEach((change2) => {
      window.addEventListener(change2, () => {
        if (isShown()) {
          put();
        }
      }, { capture: true, passive: true });
    });
  }

  // assets-src/frame/height.js
  var LOWEST = 100;
  var HIGHEST = 1e4;
  function heightSaid(height) {
    return { atlas: "height", height: Math.ceil(height) };
  }
  function fits2({ origin, data }, atlas) {
    const height = data?.atlas === "height" ? data.height : NaN;
    return origin === atlas && Number.isInteger(height) && height >= LOWEST && height <= HIGHEST ? height : 0;
  }

  // assets-src/export/embed.js
  function baseOf(location) {
    return location.origin + location.pathname.replace(/[^/]*$/, "");
  }
  function pictureOf({ base, query, alternative }) {
    const picture = escaped(base + fileOf("map.png", query, { size: "social" }));
    const image = `<img src="${picture}" alt="${escaped(alternative)}" width="1200" height="675" style="max-width:100%;height:auto">`;
    return `<a href="${escaped(base + fileOf("", query))}">${image}</a>`;
  }
  function frameOf2({ base, query, title, height, controls, ...rest }) {
    const address = escaped(base + fileOf("embed", query, controls.length ? { controls: controls.join(".") } : {}));
    return `<iframe src="${address}" title="${escaped(title)}" width="100%" height="${height}" loading="lazy" style="border:0">${pictureOf({ base, query, ...rest })}</iframe>`;
  }
  function codeOf({ isPicture, isFitted, ...what }) {
    if (isPicture) {
      return pictureOf(what);
    }
    const script = isFitted ? `
<script async src="${escaped(what.base)}embed.js"><\/script>` : "";
    return frameOf2(what) + script;
  }

  // assets-src/export/builder.js
  function chosen() {
    const said = new FormData(part("embed-form"));
    const height = part("embed-height");
    return {
      isPicture: said.get("what") === "picture",
      height: Number(height.checkValidity() ? height.value : height.defaultValue),
      controls: said.getAll("controls"),
      isFitted: said.has("fitted")
    };
  }
  function embedCode() {
    return codeOf({
      base: baseOf(window.location),
      query: part("share-title").dataset.query,
      title: part("headline").textContent,
      alternative: part("text-alternative").content.textContent,
      ...chosen()
    });
  }
  function build() {
    const code = embedCode();
    part("embed-frame").disabled = chosen().isPicture;
    part("embed-code").value = code;
    part("embed-preview").innerHTML = code;
    part("embed-form").reportValidity();
  }
  function fit(event) {
    const frame = part("embed-preview")?.querySelector("iframe");
    const height = frame?.contentWindow === event.source && chosen().isFitted ? fits2(event, window.location.origin) : 0;
    if (height) {
      frame.style.height = `${height}px`;
    }
  }
  function listenToBuilder() {
    const use5 = (event) => {
      if (around(event.target, "#embed-form")) {
        build();
      }
    };
    document.addEventListener("change", use5);
    document.addEventListener("toggle", (event) => {
      if (event.target.id === "embed" && event.target.open) {
        build();
      }
    }, true);
    document.addEventListener("submit", (event) => {
      if (around(event.target, "#embed-form")) {
        event.preventDefault();
      }
    });
    window.addEventListener("message", fit);
  }

  // assets-src/export/fetching.js
  var TRIES = 10;
  var BUSY = 503;
  var LOST = "The file did not arrive. Check the connection and try again.";
  function pauseBefore(status, retryAfter, triesLeft) {
    return status === BUSY && triesLeft > 1 ? Number(retryAfter) || 0 : 0;
  }
  function waitingWords(pause, triesLeft) {
    return `The atlas is making other files just now. It is asked again in ${pause} s, up to ${triesLeft} times.`;
  }
  function later2(seconds) {
    return new Promise((done) => {
      window.setTimeout(done, seconds * 1e3);
    });
  }
  async function ask(address, tell2 = () => {
  }, tries = TRIES) {
    const answer = await fetch(address).catch(() => {
      throw new Error(LOST);
    });
    if (answer.ok) {
      return answer;
    }
    const pause = pauseBefore(answer.status, answer.headers.get("Retry-After"), tries);
    if (!pause) {
      throw new Error(await answer.text());
    }
    tell2(waitingWords(pause, tries - 1));
    await later2(pause);
    return ask(address, tell2, tries - 1);
  }
  async function read(answer, tell2) {
    const parts = [];
    const stream = answer.body.getReader();
    let size = 0;
    for (; ; ) {
      const { done, value } = await stream.read().catch(() => {
        throw new Error(LOST);
      });
      if (done) {
        return new Blob(parts, { type: answer.headers.get("Content-Type") ?? "" });
      }
      parts.push(value);
      size += value.length;
      tell2(size);
    }
  }

  // assets-src/export/ordering.js
  var KEPT2 = 6e4;
  var MAKING = "Making the file. This can take some seconds …";
  var MEGABYTE = 1e6;
  function arrivedWords(bytes) {
    return `${MAKING} ${(bytes / MEGABYTE).toFixed(1)} MB are here.`;
  }
  function lineOf(element4) {
    return element4.closest("[data-files]").querySelector('[role="status"]');
  }
  function setBusy(line, isBusy2) {
    const bar = line.parentNode.querySelector("progress");
    if (bar) {
      bar.hidden = !isBusy2;
    }
  }
  async function order(link) {
    const line = lineOf(link);
    const say3 = (words2) => {
      if (line.textContent !== words2) {
        line.textContent = words2;
      }
    };
    say3(MAKING);
    setBusy(line, true);
    try {
      const answer = await ask(link.href, say3);
      const file = await read(answer, (size) => {
        if (size >= MEGABYTE) {
          say3(arrivedWords(size));
        }
      });
      hand(file, nameOf(answer.headers.get("Content-Disposition")));
      say3("Done.");
    } catch (error) {
      say3(error.message);
    }
    setBusy(line, false);
  }
  function hand(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    window.setTimeout(() => {
      URL.revokeObjectURL(link.href);
    }, KEPT2);
  }

  // assets-src/export/copying.js
  var COPIES = {
    caption: ["Post", () => part("text-caption").content.textContent],
    "long-caption": ["Longer caption", () => part("text-long-caption").content.textContent],
    alternative: ["Alternative text", () => part("text-alternative").content.textContent],
    address: ["Link", () => shareable(window.location)],
    embed: ["Embed code", embedCode]
  };
  function say(words2) {
    lineOf(part("share-title")).textContent = words2;
  }
  function copyText(kind2) {
    const [what, read2] = COPIES[kind2];
    const words2 = read2().trim();
    const done = () => {
      say(`${what} copied.`);
    };
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(words2).then(done, () => {
        copyByHand(words2, done);
      });
    } else {
      copyByHand(words2, done);
    }
  }
  function copyByHand(words2, done) {
    if (isCopied(words2)) {
      done();
    } else {
      say("The browser does not allow copying here. Select the text and copy it yourself.");
    }
  }
  function isCopied(words2) {
    const area = document.createElement("textarea");
    area.value = words2;
    area.style.position = "fixed";
    area.style.opacity = "0";
    part("share-title").parentNode.appendChild(area);
    area.select();
    const isDone = document.execCommand("copy");
    area.remove();
    return isDone;
  }
  function copyPicture(address) {
    if (!window.ClipboardItem || !window.isSecureContext) {
      say("The browser copies pictures only from a secure address. Download the picture instead.");
      return;
    }
    say("Copying the picture …");
    const blob = ask(address).then((answer) => answer.blob());
    navigator.clipboard.write([new window.ClipboardItem({ "image/png": blob })]).then(
      () => {
        say("Picture copied.");
      },
      () => {
        say("The browser did not allow it. Download the picture instead.");
      }
    );
  }

  // assets-src/page/letters.js
  var FIELDS = "input, select, textarea, [contenteditable]";
  var OFF = "atlas-letters-off";
  function areLettersOff() {
    return globalThis.window?.localStorage.getItem(OFF) === "yes";
  }
  function turnLetters(isOn) {
    window.localStorage.setItem(OFF, isOn ? "no" : "yes");
  }
  function isLetter(event, letter) {
    const isAlone = !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat && !event.isComposing;
    return isAlone && event.key.toLowerCase() === letter && !isA(event.target, FIELDS) && !areLettersOff();
  }

  // assets-src/export/wishes.js
  function wishing(address, takes, wishes) {
    const said = takes.filter((key) => wishes[key]).map((key) => `&${key}=${encodeURIComponent(wishes[key])}`);
    return address + said.join("");
  }
  function wished() {
    const fields = all("input, select", part("share-wishes"));
    const said = (field) => field.selectedIndex === 0 ? "" : field.value.trim();
    return Object.fromEntries(fields.map((field) => [field.name, said(field)]));
  }
  function takenBy(element4) {
    return (element4.closest("[data-wishes]")?.dataset.wishes ?? "").split(" ").filter(Boolean);
  }
  function putWishes(drawer) {
    const wishes = wished();
    all("[data-wishes] a", drawer).forEach((link) => {
      link.dataset.plain ??= link.getAttribute("href");
      link.href = wishing(link.dataset.plain, takenBy(link), wishes);
    });
    part("share-own-title").textContent = wishes.title;
    part("share-headlines").hidden = !wishes.title;
    part("share-warnings").hidden = !wishes.title && !part("share-warnings").querySelector("li");
  }

  // assets-src/export/previews.js
  function showPreviews(drawer) {
    const wishes = wished();
    all("img[data-preview]", drawer).forEach((picture) => {
      const address = wishing(picture.dataset.preview, takenBy(picture), wishes);
      if (picture.dataset.shown !== address) {
        load(picture, address);
      }
    });
  }
  async function load(picture, address) {
    picture.dataset.shown = address;
    const is2 = () => picture.dataset.shown === address;
    try {
      const file = await (await ask(address)).blob();
      if (is2()) {
        put2(picture, URL.createObjectURL(file));
      }
    } catch (error) {
      if (is2()) {
        lineOf(picture).textContent = error.message;
      }
    }
  }
  function put2(picture, source) {
    picture.onload = () => {
      URL.revokeObjectURL(source);
    };
    picture.src = source;
  }

  // assets-src/export/drawer.js
  var DRAWER = "share-drawer";
  var KEY = "e";
  function isOpen() {
    return !!part(DRAWER)?.open;
  }
  function refresh() {
    putWishes(part(DRAWER));
    showPreviews(part(DRAWER));
  }
  function open() {
    if (!part("share-title")) {
      return;
    }
    part(DRAWER).showModal();
    part("share-title").focus();
    refresh();
  }
  function close() {
    part(DRAWER).close();
  }
  function use(target2) {
    if (around(target2, "#share-open")) {
      open();
    }
    if (target2.id === DRAWER || around(target2, "[data-close]")) {
      close();
    }
  }
  function copy(target2) {
    const button = around(target2, "button");
    if (button?.id === "copy-picture") {
      const address = fileOf("map.png", part("share-title").dataset.query, { size: "slide" });
      copyPicture(wishing(address, ["title", "subtitle", "note", "theme", "labels"], wished()));
    }
    if (button?.dataset.copy) {
      copyText(button.dataset.copy);
    }
  }
  function click(event) {
    const link = around(event.target, "a[data-order]");
    use(event.target);
    copy(event.target);
    if (link) {
      event.preventDefault();
      order(link);
    }
  }
  function change(event) {
    if (!around(event.target, "#share-wishes")) {
      return;
    }
    lineOf(event.target).textContent = "";
    refresh();
  }
  function listenToExport() {
    document.addEventListener("click", click);
    document.addEventListener("change", change);
    document.addEventListener("submit", (event) => {
      if (around(event.target, "#share-wishes")) {
        event.preventDefault();
      }
    });
    document.addEventListener("keydown", (event) => {
      if (isLetter(event, KEY) && !isOpen()) {
        open();
      }
    });
    document.addEventListener("atlas:shown", () => {
      afterPaint(() => {
        if (isOpen()) {
          refresh();
        }
      });
    });
  }

  // assets-src/page/announcements.js
  var quiet = false;
  var inFew = "";
  function keepQuiet(wanted3) {
    quiet = wanted3;
  }
  function announceStep() {
    part("announcement").textContent = inFew;
  }
  function tell(news, step3 = news) {
    inFew = step3;
    if (!quiet) {
      part("announcement").textContent = news;
    }
  }
  function besideMap(tab, title) {
    return tab && title ? `${tab}: ${title}.` : "";
  }
  function spoken(hover) {
    const plain = hover.replace("</b><br>", ": ").replace(/<br>/g, ", ").replace(/<[^>]+>/g, "");
    return plain.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
  }

  // assets-src/page/pickers.js
  var OPEN = "details.atlas-picker[open]";
  var SEARCH = "[data-filter]";
  var STEPS = { ArrowDown: 1, ArrowUp: -1 };
  function closePickers(target2) {
    all(OPEN).filter((picker) => !picker.contains(target2)).forEach((picker) => {
      picker.open = false;
    });
  }
  function closeOwnPicker(link) {
    const picker = link.closest("details.atlas-picker");
    if (picker && !picker.hasAttribute("data-stay")) {
      close2(picker);
    }
  }
  function close2(picker) {
    picker.open = false;
    picker.querySelector("summary").focus();
  }
  function visibleLinks(picker) {
    return all("a", picker).filter((link) => link.checkVisibility());
  }
  function stopAfter(at2, step3, stops) {
    return (Math.max(at2, 0) + step3 + stops) % stops;
  }
  function move(picker, step3) {
    const first = picker.querySelector(SEARCH) || picker.querySelector("summary");
    const stops = [first, ...visibleLinks(picker)];
    stops[stopAfter(stops.indexOf(document.activeElement), step3, stops.length)].focus();
  }
  function escape(target2) {
    const picker = around(target2, OPEN) || document.querySelector(OPEN);
    if (picker) {
      close2(picker);
    }
  }
  function useKeys(event) {
    if (event.key === "Escape") {
      escape(event.target);
    }
    const picker = around(event.target, OPEN);
    if (!picker) {
      return;
    }
    if (STEPS[event.key]) {
      move(picker, STEPS[event.key]);
      event.preventDefault();
    } else if (event.key === "Enter" && event.target.matches(SEARCH)) {
      event.preventDefault();
      visibleLinks(picker)[0]?.click();
    }
  }
  function isFound(entry2, group, typed) {
    return `${entry2} ${group}`.toLowerCase().includes(typed.trim().toLowerCase());
  }
  function foundWords(count2) {
    if (count2 === 0) {
      return "Nothing found";
    }
    return count2 === 1 ? "1 found" : `${count2} found`;
  }
  function sift(panel, typed) {
    const items = all("li", panel);
    items.forEach((item) => {
      const group = item.closest("section").querySelector("h3").textContent;
      item.hidden = !isFound(item.textContent, group, typed);
    });
    all("section", panel).forEach((section) => {
      section.hidden = !section.querySelector("li:not([hidden])");
    });
    const found = items.filter((item) => !item.hidden).length;
    panel.querySelector("[data-filter-none]").hidden = found > 0;
    panel.querySelector("[data-filter-found]").textContent = foundWords(found);
  }
  function listenToPickers() {
    document.addEventListener("keydown", useKeys);
    document.addEventListener("toggle", (event) => {
      if (event.target.open) {
        event.target.querySelector?.(SEARCH)?.focus();
      }
    }, true);
    document.addEventListener("input", (event) => {
      if (isA(event.target, SEARCH)) {
        sift(event.target.closest(".atlas-panel"), event.target.value);
      }
    });
  }

  // assets-src/present/present.js
  var FIELDS2 = "input, select, textarea, [contenteditable]";
  var STEPS2 = {
    ArrowRight: "present-next",
    PageDown: "present-next",
    ArrowLeft: "present-previous",
    PageUp: "present-previous",
    ArrowDown: "present-area-after",
    ArrowUp: "present-area-before",
    Escape: "present-leave"
  };
  var turned = false;
  function isPresented() {
    return !!document.documentElement.dataset.present;
  }
  function stage(frame) {
    const before = isPresented();
    const page = document.documentElement.dataset;
    if (frame) {
      page.present = frame;
    } else {
      delete page.present;
    }
    const isOther = before !== isPresented();
    turned ||= isOther;
    return isOther;
  }
  function beginAtHeadline() {
    const at2 = document.activeElement;
    if (turned && (at2 === document.body || !at2.checkVisibility())) {
      part("headline")?.focus({ preventScroll: true });
    }
    turned = false;
  }
  var LETTERS = { true: { p: "present-leave", d: "present-frame" }, false: { p: "present-start" } };
  function linkOf(event, shown3) {
    const letter = Object.keys(LETTERS[shown3]).find((one) => isLetter(event, one));
    if (letter) {
      return LETTERS[shown3][letter];
    }
    const isFree = shown3 && !event.ctrlKey && !event.metaKey && !event.altKey && !isA(event.target, FIELDS2);
    return isFree && STEPS2[event.key] || "";
  }
  function leaveScreen() {
    return document.fullscreenElement ? document.exitFullscreen() : null;
  }
  function fillScreen(wanted3) {
    const change2 = wanted3 ? document.documentElement.requestFullscreen?.() : leaveScreen();
    change2?.catch(() => {
    });
  }
  function press(event) {
    const link = document.querySelector("dialog[open]") ? null : part(linkOf(event, isPresented()));
    if (link && !event.defaultPrevented) {
      event.preventDefault();
      link.click();
    }
  }
  function listenToPresenter() {
    document.addEventListener("keydown", press);
    document.addEventListener("click", ({ target: target2 }) => {
      if (isA(target2, "#present-start, #slides-present")) {
        fillScreen(true);
      }
      if (isA(target2, "#present-leave")) {
        fillScreen(false);
      }
    });
    document.addEventListener("fullscreenchange", () => {
      if (!document.fullscreenElement && isPresented()) {
        part("present-leave")?.click();
      }
    });
  }

  // assets-src/plotly.js
  var CONFIG = {
    displayModeBar: false,
    showSendToCloud: false,
    scrollZoom: false,
    doubleClick: false,
    responsive: true
  };
  var DRAWING = ".js-plotly-plot";
  var AREA = "path.choroplethlocation";
  var AREA_LAYER = ".choroplethlayer";
  function draw(place, { data, layout }) {
    const isFirst = !place.on;
    window.Plotly.react(place, data, layout, CONFIG);
    return isFirst;
  }
  function letScale(place) {
    const { width, height } = place._fullLayout;
    all("svg.main-svg", place).forEach((svg) => {
      svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    });
  }
  function clear(place) {
    if (place.on) {
      window.Plotly.purge(place);
    }
  }
  function showRange(place, [west, south, east, north], middle2) {
    const ranges = { "geo.lonaxis.range": [west, east], "geo.lataxis.range": [south, north] };
    window.Plotly.relayout(place, { ...ranges, "geo.center.lon": middle2.lon, "geo.center.lat": middle2.lat });
  }
  function layersOf(place) {
    return all(".geolayer", place);
  }
  function moveBy(place, [across, down], factor = 1) {
    const how = `translate(${across},${down}) scale(${factor})`;
    layersOf(place).forEach((layer) => {
      layer.setAttribute("transform", how);
    });
  }
  function unhover(place) {
    window.Plotly.Fx.unhover(place);
  }
  function onDrawn(place, listener) {
    place.on("plotly_afterplot", () => {
      letScale(place);
      listener();
    });
  }
  function shapeOf(place, { location, curveNumber, pointNumber }) {
    if (location) {
      return all(`${AREA}[data-href]`, place).find((path) => codeOf2(path) === location);
    }
    const found = markGroups(place).find(({ trace }) => trace?.index === curveNumber);
    return found && marksIn(found.group).find((path) => placeOfMark(path) === pointNumber);
  }
  function onClick(place, listener) {
    place.on("plotly_click", ({ points: points2, event }) => {
      if (points2?.[0]) {
        listener(points2[0].customdata, event, shapeOf(place, points2[0]));
      }
    });
  }
  function onPointer(place, listener) {
    place.on("plotly_hover", ({ points: [point] }) => {
      listener(point.location || point.customdata?.[0] || "", shapeOf(place, point));
    });
    place.on("plotly_unhover", () => {
      listener("", null);
    });
  }
  function endingOf(place) {
    return place.layout.meta ?? [];
  }
  function boundaries() {
    return window.PlotlyGeoAssets;
  }
  function frameOf3(place) {
    return place.querySelector("svg.main-svg");
  }
  function traceOf(group) {
    return group.__data__?.[0]?.trace;
  }
  function traces(place, layer) {
    return all(`${layer} g.trace`, place).map((group) => ({ group, trace: traceOf(group) }));
  }
  function areaGroups(place) {
    return traces(place, AREA_LAYER).filter(({ trace }) => trace);
  }
  function markGroups(place) {
    return traces(place, ".scatterlayer");
  }
  function markLayers(place) {
    return all(".scatterlayer", place);
  }
  function areasIn(group) {
    return all(AREA, group);
  }
  function codeOf2(path) {
    return path.__data__.loc;
  }
  function placeOfArea(path) {
    return path.__data__.index;
  }
  function marksIn(group) {
    return all(".points path.point", group);
  }
  function linesIn(group) {
    return all(".lines path.js-line", group);
  }
  function sitesIn(group) {
    return all("path.point", group);
  }
  function placeOfMark(path) {
    return path.__data__.i;
  }
  function isMap(place) {
    return !!place.querySelector(`${AREA_LAYER} path`);
  }
  function roomOfNames(place) {
    return place.querySelector(".textpoint") ? place.querySelector(".nsewdrag")?.getBoundingClientRect() : null;
  }
  function notes(place) {
    return all(".annotation", place);
  }
  function isOpenArea(element4) {
    return isA(element4, `${AREA}[data-href]`);
  }
  function areaUnder(label) {
    return label.closest(DRAWING).querySelector(`path[data-area="${label.getAttribute("data-area")}"]`);
  }
  function exchangeLinks(place, figure) {
    figure.data.forEach(({ customdata = [] }, index2) => {
      customdata.forEach((href, at2) => {
        place.data[index2].customdata[at2] = href;
      });
    });
  }

  // assets-src/page/memory.js
  var Memory = class {
    #texts = /* @__PURE__ */ new Map();
    #most;
    #held = 0;
    constructor(most) {
      this.#most = most;
    }
    /** The text of an address, or nothing. */
    get(address) {
      const text = this.#texts.get(address);
      if (text !== void 0) {
        this.#texts.delete(address);
        this.#texts.set(address, text);
      }
      return text;
    }
    /** Keep a text. One that would drive out most of the others is not kept. */
    keep(address, text) {
      this.#drop(address);
      if (text.length > this.#most / 2) {
        return;
      }
      this.#texts.set(address, text);
      this.#held += text.length;
      while (this.#held > this.#most) {
        this.#drop(this.#texts.keys().next().value);
      }
    }
    /** Forget all of them. */
    clear() {
      this.#texts.clear();
      this.#held = 0;
    }
    #drop(address) {
      this.#held -= this.#texts.get(address)?.length ?? 0;
      this.#texts.delete(address);
    }
  };

  // assets-src/page/rooms.js
  var STEP2 = 20;
  var PADDING = 40;
  var LOWEST2 = 300;
  var rooms;
  function inSteps(width, height) {
    return [Math.floor(width / STEP2) * STEP2, Math.floor(height / STEP2) * STEP2];
  }
  function heightBeside(width, windowHeight) {
    return Math.min(width * 1.05, Math.max(windowHeight * 0.6, LOWEST2));
  }
  function roomsIn(mode) {
    const shown3 = root().getAttribute("data-mode");
    root().setAttribute("data-mode", mode);
    const box2 = document.querySelector(".atlas-map").getBoundingClientRect();
    const beside2 = part("table").parentNode.clientWidth - PADDING;
    root().setAttribute("data-mode", shown3);
    return [inSteps(box2.width, box2.height), inSteps(beside2, heightBeside(beside2, window.innerHeight))];
  }
  function measured() {
    rooms ??= { map: roomsIn("map"), place: roomsIn("place") };
    return rooms;
  }
  function questionAbout(search) {
    const { map, place } = measured();
    return { search, frame: map[0], place: place[0], beside: map[1], besidePlace: place[1] };
  }
  function measureAgain() {
    rooms = null;
  }

  // assets-src/page/foresight.js
  var REST = 80;
  var KEPT3 = 4e6;
  var memory = new Memory(KEPT3);
  var edition = "";
  var aim = null;
  function isOfEdition(name) {
    if (name === edition) {
      return;
    }
    edition = name;
    memory.clear();
    forget();
  }
  function foreseen(question2) {
    const address = pageOf(edition, question2);
    const known2 = memory.get(address);
    const coming2 = known2 ? Promise.resolve(known2) : aim?.address === address && aim.coming;
    if (coming2) {
      aim = null;
    } else {
      forget();
    }
    return coming2 ? coming2.then((text) => text && JSON.parse(text).response.page.data) : null;
  }
  function foresee(href) {
    if (aimAt(carried(href, window.location.search))) {
      fetchNow(aim);
    }
  }
  function forget() {
    if (!aim) {
      return;
    }
    window.clearTimeout(aim.timer);
    aim.stop.abort();
    aim = null;
  }
  function isAhead(search, here) {
    return !!edition && !navigator.connection?.saveData && frameOf(search) === frameOf(here.search);
  }
  function pageAhead(href) {
    const here = window.location;
    if (!href || isSameView(href, here.href)) {
      return "";
    }
    const { search } = new URL(href, here.href);
    return isAhead(search, here) ? pageOf(edition, questionAbout(search)) : "";
  }
  function aimAt(href) {
    const address = pageAhead(href);
    if (aim && aim.address === address) {
      return true;
    }
    forget();
    if (!address || memory.get(address)) {
      return false;
    }
    aim = { address, stop: new AbortController() };
    return true;
  }
  async function fetched({ address, stop: stop2 }) {
    const isOf = edition;
    try {
      const answer = await fetch(address, { signal: stop2.signal, priority: "low" });
      if (answer.status !== 200) {
        return "";
      }
      const text = await answer.text();
      if (isOf === edition) {
        memory.keep(address, text);
      }
      return text;
    } catch {
      return "";
    }
  }
  function fetchNow(one) {
    window.clearTimeout(one.timer);
    one.coming ??= fetched(one);
  }
  function isInDrawing(target2) {
    return !!around(target2, DRAWING) && !around(target2, ".atlas-target");
  }
  function hrefOf(target2) {
    const label = around(target2, ".atlas-target");
    if (label) {
      return areaUnder(label)?.getAttribute("data-href");
    }
    const found = around(target2, "a[data-view], path[data-href]");
    return found?.getAttribute("href") ?? found?.getAttribute("data-href");
  }
  function wholeHrefOf(target2) {
    const href = hrefOf(target2);
    return href && !around(target2, "a[data-whole]") ? carried(href, window.location.search) : href;
  }
  function restOn(target2) {
    if (aimAt(wholeHrefOf(target2)) && !aim.coming) {
      window.clearTimeout(aim.timer);
      aim.timer = window.setTimeout(fetchNow, REST, aim);
    }
  }
  function press2({ target: target2, button }) {
    if (!isInDrawing(target2)) {
      restOn(target2);
    }
    if (aim && button === 0) {
      fetchNow(aim);
    }
  }
  function listenAhead() {
    document.addEventListener("pointerover", ({ target: target2 }) => {
      if (!isInDrawing(target2)) {
        restOn(target2);
      }
    });
    document.addEventListener("focusin", ({ target: target2 }) => {
      restOn(target2);
    });
    document.addEventListener("pointerdown", press2);
    document.addEventListener("pointercancel", forget);
    document.documentElement.addEventListener("pointerleave", forget);
  }

  // assets-src/page/parts.js
  var written = /* @__PURE__ */ new WeakMap();
  var ADDRESS = / href="[^"]*"/g;
  function isReaddressed(before, html) {
    return before !== void 0 && before.replace(ADDRESS, " href") === html.replace(ADDRESS, " href");
  }
  function readdress(place, html) {
    const wanted3 = document.createElement("template");
    wanted3.innerHTML = html;
    const hrefs2 = all("[href]", wanted3.content).map((link) => link.getAttribute("href"));
    all("[href]", place).forEach((link, at2) => {
      link.setAttribute("href", hrefs2[at2]);
    });
    const [there, here] = [wanted3.content, place].map(({ childNodes }) => [...childNodes]);
    return there.length === here.length && there.every((one, at2) => one.isEqualNode(here[at2]));
  }
  function put3(id, html) {
    const place = part(id);
    const before = place && written.get(place);
    if (!place || before === html) {
      return;
    }
    if (!isReaddressed(before, html) || !readdress(place, html)) {
      place.innerHTML = html;
    }
    part("opening").hidden = true;
    written.set(place, html);
  }
  function putAll(ids, parts) {
    keepFocus(() => {
      ids.forEach((id) => {
        put3(id, parts[id]);
      });
    });
  }
  function keepFocus(change2) {
    const before = document.activeElement;
    const picker = before?.closest(".atlas-control");
    const open4 = all("details[data-stay][open]").map((one) => one.id);
    change2();
    open4.map(part).filter(Boolean).forEach((one) => {
      one.open = true;
    });
    if (before && !before.isConnected) {
      successor(before, picker)?.focus({ preventScroll: true });
    }
  }
  function successor(before, picker) {
    const same = before.id ? part(before.id) : null;
    return same?.checkVisibility() && same || part(before.getAttribute("data-then")) || picker?.querySelector("summary, a") || part("headline");
  }

  // assets-src/page/waiting.js
  var MOMENT = 600;
  var PATIENCE = 8e3;
  var slow;
  var waiting2;
  function notYet(here) {
    return `<div class="atlas-notice" role="alert"><p>The atlas has not answered yet. It may be the connection. This page stays as it was; <a href="${escaped(again(here))}">try again</a>.</p></div>`;
  }
  function awaitAnswer() {
    window.clearTimeout(slow);
    window.clearTimeout(waiting2);
    slow = window.setTimeout(() => {
      root().setAttribute("data-waiting", "");
    }, MOMENT);
    waiting2 = window.setTimeout(() => {
      root().removeAttribute("data-waiting");
      put3("notice", notYet(window.location));
    }, PATIENCE);
  }
  function answered() {
    window.clearTimeout(slow);
    window.clearTimeout(waiting2);
  }

  // assets-src/page/question.js
  var AFTER_RESIZING = 200;
  var resizing;
  var latest;
  var isWithDash;
  function isWanted() {
    return isWithDash;
  }
  function question(frame = frameOf(window.location.search)) {
    if (stage(frame)) {
      measureAgain();
    }
    latest = questionAbout(window.location.search);
    return latest;
  }
  function askDash(asked2) {
    isWithDash = true;
    window.dash_clientside.set_props("request", { data: asked2 });
  }
  function ask2(frame) {
    awaitAnswer();
    const asked2 = question(frame);
    const coming2 = foreseen(asked2);
    if (!coming2) {
      askDash(asked2);
      return;
    }
    isWithDash = false;
    coming2.then((page) => {
      if (asked2 !== latest) {
        return;
      }
      if (page) {
        document.dispatchEvent(new CustomEvent("atlas:foreseen", { detail: page }));
      } else {
        askDash(asked2);
      }
    });
  }
  function start() {
    awaitAnswer();
    isWithDash = true;
    return question();
  }
  function listenToWindow() {
    window.addEventListener("resize", () => {
      window.clearTimeout(resizing);
      resizing = window.setTimeout(() => {
        measureAgain();
        if (root()) {
          ask2();
        }
      }, AFTER_RESIZING);
    });
  }

  // assets-src/page/links.js
  function go(href, { replace = false, quiet: quiet2 = false, whole = false } = {}) {
    const wanted3 = whole ? href : carried(href, window.location.search);
    if (isSameView(wanted3, window.location.href)) {
      return;
    }
    const target2 = new URL(wanted3, window.location.href).href;
    window.history[replace ? "replaceState" : "pushState"]({}, "", target2);
    keepQuiet(quiet2);
    ask2();
  }
  function isPlain(click4) {
    return click4.button === 0 && !click4.metaKey && !click4.ctrlKey && !click4.shiftKey && !click4.altKey;
  }
  function follow(event) {
    const link = around(event.target, "a[data-view]");
    if (link && isPlain(event) && !event.defaultPrevented) {
      event.preventDefault();
      go(link.getAttribute("href"), { whole: link.hasAttribute("data-whole") });
      closeOwnPicker(link);
    }
    closePickers(event.target);
  }
  function listenToLinks() {
    window.addEventListener("popstate", () => {
      keepQuiet(false);
      ask2();
    });
    document.addEventListener("click", follow);
  }

  // assets-src/map/nearest.js
  var ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  var AHEAD = 0.5;
  var ASIDE = 2;
  function middle(box2) {
    return [box2.left + box2.width / 2, box2.top + box2.height / 2];
  }
  function nearest(here, points2, way) {
    let best = -1;
    let least = Infinity;
    points2.forEach((there, at2) => {
      const across = there[0] - here[0];
      const down = there[1] - here[1];
      const along = across * way[0] + down * way[1];
      const cost = along + ASIDE * (Math.abs(across * way[1]) + Math.abs(down * way[0]));
      if (along > AHEAD && cost < least) {
        best = at2;
        least = cost;
      }
    });
    return best;
  }

  // assets-src/map/pointer.js
  var MARK = "atlas-marked";
  var CODE2 = /^[\w-]+$/;
  var marked = "";
  function pathsBeside(one) {
    return all("path[data-href]", one.closest(`${DRAWING}, .atlas-inset`));
  }
  function hrefUnder(click4) {
    const area = pathsBeside(click4.target).find((path) => {
      const at2 = new DOMPoint(click4.clientX, click4.clientY).matrixTransform(path.getScreenCTM().inverse());
      return path.isPointInFill(at2);
    });
    return area?.getAttribute("data-href");
  }
  function markArea(code) {
    if (code === marked) {
      return;
    }
    all(`.${MARK}`).forEach((mark) => {
      mark.classList.remove(MARK);
    });
    marked = code;
    if (CODE2.test(code)) {
      all(`[data-area="${code}"]`).forEach((mark) => {
        mark.classList.add(MARK);
      });
    }
  }
  function areaAt(target2) {
    return around(target2, "[data-area]")?.getAttribute("data-area") ?? "";
  }
  function followPointer2(place) {
    onPointer(place, (code, path) => {
      markArea(code);
      pointAt(path);
      restOn(path);
      place.classList.toggle("atlas-leads", !!path?.getAttribute("data-href"));
    });
  }
  function isBesideDrawings(target2) {
    return !!target2.closest && (!target2.closest(DRAWING) || target2.matches(".atlas-target"));
  }
  function listenToPointer() {
    document.addEventListener("mouseover", ({ target: target2 }) => {
      if (!isBesideDrawings(target2)) {
        return;
      }
      if (!isOfCard(target2)) {
        markArea(areaAt(target2));
      }
      pointAt(target2);
    });
  }

  // assets-src/map/keyboard.js
  var focusAfterDraw = false;
  function takeFocus(path) {
    if (!focusAfterDraw) {
      return;
    }
    focusAfterDraw = false;
    path.focus({ preventScroll: true });
  }
  function next(from, way) {
    const paths = pathsBeside(from);
    const points2 = paths.map((path) => middle(path.getBoundingClientRect()));
    return paths[nearest(points2[paths.indexOf(from)], points2, way)] ?? from;
  }
  function focusArea(from, to) {
    from.setAttribute("tabindex", "-1");
    to.setAttribute("tabindex", "0");
    to.focus();
  }
  function open2(path) {
    const href = path.getAttribute("data-href");
    if (!href) {
      return;
    }
    focusAfterDraw = !!path.closest("#map, .atlas-inset");
    go(href);
  }
  function use2(path, key) {
    if (key === "Enter" || key === " ") {
      open2(path);
    } else if (ARROWS[key]) {
      focusArea(path, next(path, ARROWS[key]));
    } else if (key === "Home" || key === "End") {
      const paths = pathsBeside(path);
      focusArea(path, paths[key === "Home" ? 0 : paths.length - 1]);
    } else {
      return false;
    }
    return true;
  }
  function listenToKeys() {
    document.addEventListener("keydown", (event) => {
      if (isA(event.target, "path[data-href]") && !event.shiftKey && use2(event.target, event.key)) {
        event.preventDefault();
      }
    });
  }

  // assets-src/map/ring.js
  var LINES = 2;
  function ring(path) {
    all(".atlas-ring").forEach((old) => {
      old.remove();
    });
    if (!isOpenArea(path)) {
      return;
    }
    const line = document.createElementNS(SVG, "g");
    line.setAttribute("class", "atlas-ring");
    line.setAttribute("aria-hidden", "true");
    for (let drawn = 0; drawn < LINES; drawn += 1) {
      line.appendChild(document.createElementNS(SVG, "path")).setAttribute("d", path.getAttribute("d"));
    }
    (path.closest(AREA_LAYER) ?? path.parentNode).parentNode.appendChild(line);
  }
  function write(target2) {
    const line = part("focus-line");
    if (line) {
      line.textContent = isA(target2, "path[data-href]") ? target2.getAttribute("aria-label") : "";
    }
  }
  function listenToFocus() {
    document.addEventListener("focusout", () => {
      ring(null);
    });
    document.addEventListener("focusin", ({ target: target2 }) => {
      closePickers(target2);
      ring(target2);
      markArea(areaAt(target2));
      write(target2);
    });
  }

  // assets-src/map/framing.js
  var DEGREE = Math.PI / 180;
  var ROUNDS = 6;
  var ALONG = 8;
  var KEPT_BACK = 1e-3;
  function project(lon, lat, meridian) {
    const [east, north] = [(lon - meridian) * DEGREE, lat * DEGREE];
    return [Math.atanh(Math.cos(north) * Math.sin(east)), Math.atan2(Math.tan(north), Math.cos(east))];
  }
  function unproject(x, y, meridian) {
    return [meridian + Math.atan2(Math.sinh(x), Math.cos(y)) / DEGREE, Math.asin(Math.sin(y) / Math.cosh(x)) / DEGREE];
  }
  function seen([left, bottom, right, top], width, height) {
    const unit = Math.max((right - left) / width, (top - bottom) / height);
    const [x, y] = [(left + right) / 2, (bottom + top) / 2];
    return [x - unit * width / 2, y - unit * height / 2, x + unit * width / 2, y + unit * height / 2];
  }
  function boxOf2([west, south, east, north], meridian) {
    const steps = Array.from({ length: ALONG + 1 }, (_, step3) => step3 / ALONG);
    const lons = [...steps.map((part2) => west + part2 * (east - west)), Math.min(Math.max(meridian, west), east)];
    const points2 = lons.flatMap((lon) => [south, north].map((lat) => project(lon, lat, meridian)));
    const [xs, ys] = [points2.map(([x]) => x), points2.map(([, y]) => y)];
    return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  }
  function rangeOf(box2, meridian) {
    const [x, y] = [(box2[0] + box2[2]) / 2, (box2[1] + box2[3]) / 2];
    const range2 = [
      unproject(box2[0], y, meridian)[0],
      unproject(x, box2[1], meridian)[1],
      unproject(box2[2], y, meridian)[0],
      unproject(x, box2[3], meridian)[1]
    ];
    const across = 1 / (DEGREE * Math.cos(y));
    for (let round = 0; round < ROUNDS; round += 1) {
      boxOf2(range2, meridian).forEach((edge, side) => {
        range2[side] += (box2[side] - edge) * (side % 2 ? 1 / DEGREE : across);
      });
    }
    return range2;
  }
  function rangeFor(box2, meridian) {
    return rangeOf(box2, meridian).map((edge, side) => edge + (side < 2 ? -KEPT_BACK : KEPT_BACK));
  }
  function middleOf([left, bottom, right, top], meridian) {
    const [x, y] = [(left + right) / 2, (bottom + top) / 2];
    return { lon: meridian + Math.asin(Math.tanh(x)) / DEGREE, lat: y / DEGREE };
  }
  function fill({ layout: { geo }, window: window2 }, width, height) {
    const [west, south, east, north] = rangeFor(seen(window2, width, height), geo.projection.rotation.lon);
    geo.lonaxis.range = [west, east];
    geo.lataxis.range = [south, north];
  }

  // assets-src/map/pinch.js
  function pinch(from, to) {
    const apart = ([[x, y], [u, v]]) => Math.max(Math.hypot(u - x, v - y), 1);
    const middle2 = ([[x, y], [u, v]]) => [(x + u) / 2, (y + v) / 2];
    return { factor: apart(to) / apart(from), from: middle2(from), to: middle2(to) };
  }
  function pinched([left, bottom, right, top], { factor, from, to }, width) {
    const unit = (right - left) / width;
    const [x, y] = [left + from[0] * unit - to[0] * unit / factor, top - from[1] * unit + to[1] * unit / factor];
    return [x, y - (top - bottom) / factor, x + (right - left) / factor, y];
  }
  var fingers = /* @__PURE__ */ new Map();
  var begun = null;
  function points() {
    return [...fingers.values()].slice(0, 2);
  }
  function pointOf(event, plot) {
    const room = plot.getBoundingClientRect();
    return [event.clientX - room.left, event.clientY - room.top];
  }
  function listenToFingers(moves, ends) {
    document.addEventListener("pointerdown", (event) => {
      const plot = event.pointerType === "touch" && around(event.target, "#plot");
      if (!plot) {
        return;
      }
      fingers.set(event.pointerId, pointOf(event, plot));
      if (fingers.size === 2) {
        begun = { plot, from: points() };
      }
    });
    document.addEventListener("pointermove", (event) => {
      if (!begun || !fingers.has(event.pointerId)) {
        return;
      }
      fingers.set(event.pointerId, pointOf(event, begun.plot));
      moves(pinch(begun.from, points()));
    });
    const leave4 = (event) => {
      if (!fingers.has(event.pointerId)) {
        return;
      }
      const done = begun && pinch(begun.from, points());
      fingers.delete(event.pointerId);
      begun = null;
      if (done) {
        ends(done);
      }
    };
    ["pointerup", "pointercancel"].forEach((name) => {
      document.addEventListener(name, leave4);
    });
  }

  // assets-src/map/zoom.js
  var STEP3 = 1.5;
  var MOST = 8;
  var STILL = 4;
  var PUSH = 0.2;
  var KEYS = { "+": 1, "=": 1, "-": -1, 0: 0 };
  function nearer([left, bottom, right, top], factor) {
    const [x, y, width, height] = [(left + right) / 2, (bottom + top) / 2, right - left, top - bottom];
    return [x - width / factor / 2, y - height / factor / 2, x + width / factor / 2, y + height / factor / 2];
  }
  function moved(window2, [across, down], width, whole) {
    const unit = (window2[2] - window2[0]) / width;
    const within = (value, low, high) => Math.min(Math.max(value, low), high);
    const [x, y] = [(window2[0] + window2[2]) / 2, (window2[1] + window2[3]) / 2];
    const right = within(x - across * unit, whole[0], whole[2]) - x;
    const up = within(y + down * unit, whole[1], whole[3]) - y;
    return [window2[0] + right, window2[1] + up, window2[2] + right, window2[3] + up];
  }
  var shown;
  function framed() {
    return shown;
  }
  function wholeMap(plot) {
    return shown?.plot === plot && shown.window === shown.whole ? shown : null;
  }
  function begin(plot, { layout, window: window2 }) {
    const whole = seen(window2, layout.width, layout.height);
    const { width, uirevision: revision } = layout;
    shown = { plot, whole, window: whole, steps: 0, meridian: layout.geo.projection.rotation.lon, width, revision };
    say2();
  }
  function say2() {
    const isWhole = shown.window === shown.whole;
    part("map").toggleAttribute("data-near", !isWhole);
    all("[data-zoom]").forEach((button) => {
      const step3 = Number(button.dataset.zoom);
      button.setAttribute("aria-disabled", step3 > 0 ? shown.steps === MOST : isWhole);
    });
  }
  function show2(window2) {
    shown.window = window2;
    showRange(shown.plot, rangeFor(window2, shown.meridian), middleOf(window2, shown.meridian));
    say2();
  }
  function zoom(step3) {
    const steps = step3 ? Math.min(Math.max(shown.steps + step3, 0), MOST) : 0;
    const factor = STEP3 ** (steps - shown.steps);
    if (factor === 1 && step3) {
      return;
    }
    shown.steps = steps;
    show2(steps ? moved(nearer(shown.window, factor), [0, 0], shown.width, shown.whole) : shown.whole);
  }
  function stepsAfter(steps, factor) {
    return Math.min(Math.max(steps + Math.log(factor) / Math.log(STEP3), 0), MOST);
  }
  function stretch({ factor, from, to }) {
    hand2 = { moves: true };
    moveBy(shown.plot, [to[0] - factor * from[0], to[1] - factor * from[1]], factor);
  }
  function settle(done) {
    const steps = stepsAfter(shown.steps, done.factor);
    const factor = STEP3 ** (steps - shown.steps);
    moveBy(shown.plot, [0, 0]);
    shown.steps = steps;
    const near = pinched(shown.window, { ...done, factor }, shown.width);
    show2(steps ? moved(near, [0, 0], shown.width, shown.whole) : shown.whole);
  }
  var hand2;
  function take(event) {
    if (event.isPrimary) {
      hand2 = null;
    }
    const plot = around(event.target, "#plot");
    if (!shown || !plot || !event.isPrimary || event.button || event.pointerType === "touch" && !part("map").hasAttribute("data-near")) {
      return;
    }
    hand2 = { from: [event.clientX, event.clientY], by: [0, 0], moves: false };
  }
  function pull(event) {
    if (!hand2?.from || !event.buttons) {
      return;
    }
    hand2.by = [event.clientX - hand2.from[0], event.clientY - hand2.from[1]];
    hand2.moves ||= Math.hypot(...hand2.by) > STILL;
    if (hand2.moves) {
      moveBy(shown.plot, hand2.by);
    }
  }
  function leave2() {
    if (!hand2?.from || !hand2.moves) {
      return;
    }
    moveBy(shown.plot, [0, 0]);
    show2(moved(shown.window, hand2.by, shown.width, shown.whole));
  }
  function click2(event) {
    const button = around(event.target, "[data-zoom]");
    if (button) {
      zoom(Number(button.dataset.zoom));
    }
    if (hand2?.moves && around(event.target, "#plot")) {
      event.stopPropagation();
    }
    hand2 = null;
  }
  function push(way) {
    if (!shown.steps) {
      return;
    }
    show2(moved(shown.window, way.map((side) => -side * PUSH * shown.width), shown.width, shown.whole));
  }
  function use3({ key, shiftKey }) {
    const isPush = shiftKey && !!ARROWS[key];
    if (isPush) {
      push(ARROWS[key]);
    } else if (KEYS[key] !== void 0) {
      zoom(KEYS[key]);
    }
    return isPush || KEYS[key] !== void 0;
  }
  function press3(event) {
    if (event.ctrlKey || event.metaKey || !isA(event.target, "#map path")) {
      return;
    }
    if (use3(event)) {
      event.preventDefault();
    }
  }
  function listenToZoom() {
    document.addEventListener("pointerdown", take);
    document.addEventListener("pointermove", pull);
    document.addEventListener("pointerup", leave2);
    document.addEventListener("click", click2, true);
    document.addEventListener("keydown", press3);
    listenToFingers(stretch, settle);
  }

  // assets-src/page/components.js
  var ELEMENTS = ["A", "Button", "Dialog", "Div", "Main", "Nav", "Section"];
  function element2(name) {
    const tag = name.toLowerCase();
    return ({ children, ...props }) => window.React.createElement(tag, { ...props, setProps: void 0 }, children);
  }
  function offerComponents() {
    window.dash_html_components = Object.fromEntries(ELEMENTS.map((name) => [name, element2(name)]));
    window.dash_core_components = { Store: () => null };
  }

  // assets-src/page/controls.js
  function toggle(button) {
    const isOpen2 = part("controls").toggleAttribute("data-open");
    button.setAttribute("aria-expanded", isOpen2);
  }
  function listenToChange() {
    document.addEventListener("click", ({ target: target2 }) => {
      const button = around(target2, "#change");
      if (button) {
        toggle(button);
      }
    });
  }

  // assets-src/page/embedding.js
  function tellHeight() {
    window.parent.postMessage(heightSaid(root().getBoundingClientRect().height), "*");
  }
  function watch() {
    new ResizeObserver(tellHeight).observe(root());
  }
  function startEmbedding() {
    if (!isEmbedded(window.location.pathname)) {
      return;
    }
    const page = document.documentElement;
    page.classList.add("atlas-embed");
    page.dataset.controls = controlsOf(window.location.search).join(" ");
    document.addEventListener("atlas:shown", watch, { once: true });
    document.addEventListener("atlas:shown", (event) => {
      part("embed-open").href = `./${event.detail}`;
    });
  }

  // assets-src/page/figures.js
  function hasWords(line, typed) {
    const words2 = line.toLowerCase();
    return typed.toLowerCase().split(/\s+/).every((word) => words2.includes(word));
  }
  function matchWords(count2, among) {
    const lines = `${among} figures match`;
    return count2 === 0 ? `None of ${lines}` : `${count2} of ${count2 === 1 ? `${lines}es` : lines}`;
  }
  var kept = { area: "", typed: "" };
  function isFolded(line) {
    const button = line.dataset.under && document.querySelector(`[data-unfolds="${line.dataset.under}"]`);
    return !!button && button.getAttribute("aria-expanded") === "false";
  }
  function showLines(table, typed) {
    const lines = all("tbody tr:not(.atlas-group)", table);
    const isShown2 = typed ? (line) => hasWords(line.textContent, typed) : (line) => !isFolded(line);
    lines.forEach((line) => {
      line.hidden = !isShown2(line);
    });
    all("tbody", table).forEach((group) => {
      group.hidden = !group.querySelector("tr:not(.atlas-group, [hidden])");
    });
    return [lines.filter((line) => !line.hidden).length, lines.length];
  }
  function sift2(field) {
    const typed = field.value.trim();
    const found = part("profile-found");
    found.dataset.usual ??= found.textContent;
    const [count2, among] = showLines(part("profile-table"), typed);
    found.textContent = typed ? matchWords(count2, among) : found.dataset.usual;
    kept = { area: field.dataset.place, typed: field.value };
  }
  function unfold(button) {
    button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") === "false"));
    sift2(part("profile-filter"));
  }
  function siftAgain() {
    const field = part("profile-filter");
    if (field && !field.value && kept.typed && field.dataset.place === kept.area) {
      field.value = kept.typed;
      sift2(field);
    }
  }
  function listenToFigures() {
    document.addEventListener("input", (event) => {
      if (isA(event.target, "#profile-filter")) {
        sift2(event.target);
      }
    });
    document.addEventListener("click", (event) => {
      const button = around(event.target, "[data-unfolds]");
      if (button) {
        unfold(button);
      }
    });
    document.addEventListener("atlas:shown", siftAgain);
  }

  // assets-src/page/shortcuts.js
  var LETTERS2 = {
    "/": ["Search", () => part("search")],
    m: ["Go to the map", () => document.querySelector('#map path[data-href][tabindex="0"]')],
    f: ["Go to the figures", () => document.querySelector("#show [aria-current]")],
    c: ["Choose a condition", conditionSearch]
  };
  var OTHERS = [
    ["Tab", "Next link or button"],
    ["↑ ↓ ← →", "On the map: the next area"],
    ["+ − 0", "On the map: nearer, farther, the whole map"],
    ["Shift ↑ ↓ ← →", "Move a map that is nearer"],
    ["Enter", "Open it"],
    ["Esc", "Close a card or a list"],
    ["?", "This list"]
  ];
  function conditionSearch() {
    part("condition-summary").closest("details").open = true;
    return part("condition-search");
  }
  function linesOf(pressed) {
    return [...Object.entries(LETTERS2).map(([key, [words2]]) => [key, words2]), ...pressed, ...OTHERS];
  }
  function buttons() {
    return all("[aria-keyshortcuts]").map((one) => [one.getAttribute("aria-keyshortcuts"), one.textContent.trim()]);
  }
  function newList() {
    const list = Object.assign(document.createElement("dialog"), { id: "keys", className: "atlas-keys" });
    list.setAttribute("aria-labelledby", "keys-title");
    const lines = linesOf(buttons()).map(([key, words2]) => `<li><kbd>${key}</kbd> ${words2}</li>`).join("");
    list.innerHTML = `<h2 class="atlas-card__title" id="keys-title">Keys</h2><ul>${lines}</ul>
<p><label><input type="checkbox" id="keys-on"> Keys of one letter are on</label></p>
<button type="button" class="nhsuk-button atlas-button" id="keys-close">Close</button>`;
    document.body.append(list);
    return list;
  }
  function showList() {
    part("keys")?.remove();
    newList().showModal();
    part("keys-on").checked = !areLettersOff();
  }
  function useKey(event) {
    if (document.querySelector("dialog[open]")) {
      return;
    }
    const letter = Object.keys(LETTERS2).find((one) => isLetter(event, one));
    if (isLetter(event, "?")) {
      showList();
    }
    if (letter) {
      event.preventDefault();
      LETTERS2[letter][1]()?.focus();
    }
  }
  function skip(event) {
    const target2 = part(event.target.getAttribute("href").slice(1));
    event.preventDefault();
    if (target2.tabIndex < 0) {
      target2.setAttribute("tabindex", "-1");
    }
    target2.focus();
  }
  function useClick(event) {
    if (isA(event.target, ".nhsuk-skip-link")) {
      skip(event);
    }
    if (event.target.id === "keys-open") {
      showList();
    }
    if (event.target.id === "keys-close") {
      part("keys").close();
    }
  }
  function listenToShortcuts() {
    document.addEventListener("keydown", useKey);
    document.addEventListener("click", useClick);
    document.addEventListener("change", ({ target: target2 }) => {
      if (target2.id === "keys-on") {
        turnLetters(target2.checked);
      }
    });
  }

  // assets-src/map/insets.js
  var POINT = /(-?[\d.]+(?:e-?\d+)?),(-?[\d.]+(?:e-?\d+)?)/g;
  var LINE = 1.25;
  var EDGE2 = 4;
  function lens({ window: [left, , right, top], width }, { window: [west, , east, north], size }) {
    const [unit, fine] = [(right - left) / width, (east - west) / size[0]];
    return { factor: unit / fine, across: (left - west) / fine, down: (north - top) / fine };
  }
  function through({ factor, across, down }, x, y) {
    return [x * factor + across, y * factor + down].map((one) => Math.round(one * 100) / 100);
  }
  function enlarged(outline, glass) {
    return outline.replace(POINT, (_, x, y) => through(glass, Number(x), Number(y)).join());
  }
  function reaches({ x, y, width, height }, glass, [wide, high]) {
    const [[left, top], [right, bottom]] = [through(glass, x, y), through(glass, x + width, y + height)];
    return right > -EDGE2 && bottom > -EDGE2 && left < wide + EDGE2 && top < high + EDGE2;
  }
  function onMap({ window: [left, , right, top], width }, [west, south, east, north], [across, down, wide]) {
    const unit = (right - left) / width;
    return {
      left: (west + across * (east - west) - left) / unit,
      top: (top - north + down * (north - south)) / unit,
      width: wide * (east - west) / unit
    };
  }
  var wanted;
  function prepareInsets({ insets, window: window2 }) {
    wanted = insets && { ...insets, window: window2 };
    part("insets").toggleAttribute("data-on-map", !!insets && !insets.below);
    if (!insets) {
      part("insets").replaceChildren();
    }
  }
  function drawInsets(plot, map) {
    if (!wanted) {
      return;
    }
    markGroups(plot).filter(({ trace }) => trace?.uid === "inset").forEach(({ group }) => {
      group.setAttribute("data-trace", "inset");
    });
    const drawn = measured2(plot);
    part("insets").replaceChildren(...wanted.towns.map((town) => inset(plot, drawn, map, town)));
  }
  var outlines = /* @__PURE__ */ new Map();
  function measured2(plot) {
    const before = outlines;
    outlines = /* @__PURE__ */ new Map();
    const boxed = (path) => {
      const outline = path.getAttribute("d");
      const known2 = before.get(outline) ?? { box: path.getBBox(), enlarged: {} };
      if (known2.box.width) {
        outlines.set(outline, known2);
      }
      return { path, outline, known: known2 };
    };
    return areaGroups(plot).map(({ group }) => ({ group, paths: areasIn(group).map(boxed) }));
  }
  function relinkInsets(links) {
    all("path[data-href]", part("insets")).forEach((path) => {
      path.setAttribute("data-href", links.get(path.dataset.area));
    });
  }
  function inset(plot, drawn, map, town) {
    const [wide, high] = town.size;
    const figure = Object.assign(document.createElement("figure"), { className: "atlas-inset" });
    const place = wanted.below ? { width: town.place[2] * map.width } : onMap(map, wanted.window, town.place);
    Object.entries(place).forEach(([side, length]) => {
      figure.style[side] = `${length}px`;
    });
    const svg = element3("svg", { viewBox: `0 0 ${wide} ${high}`, role: "group", "aria-label": `${town.name}. Arrow keys move between areas, Enter opens one.` });
    const glass = lens(map, town);
    svg.append(...areas(drawn, glass, town.size), ...sites(plot, glass, town.size), ...town.labels.map(written2));
    all("path[data-href]", svg).forEach((path, at2) => {
      path.setAttribute("tabindex", at2 ? "-1" : "0");
    });
    figure.append(Object.assign(document.createElement("figcaption"), { textContent: town.name }), svg);
    return figure;
  }
  function element3(name, attributes) {
    const made = document.createElementNS(SVG, name);
    Object.entries(attributes).forEach(([key, value]) => {
      made.setAttribute(key, value);
    });
    return made;
  }
  function areas(drawn, glass, size) {
    const lensName = Object.values(glass).join();
    return drawn.map(({ group, paths }) => {
      const copy2 = group.cloneNode(false);
      copy2.removeAttribute("clip-path");
      copy2.append(...paths.filter(({ known: known2 }) => reaches(known2.box, glass, size)).map(({ path, outline, known: known2 }) => {
        const again2 = path.cloneNode(false);
        again2.setAttribute("d", known2.enlarged[lensName] ??= enlarged(outline, glass));
        again2.classList.remove("atlas-marked");
        return again2;
      }));
      return copy2;
    });
  }
  function sites(plot, glass, size) {
    const groups = markGroups(plot).filter(({ trace }) => trace?.uid.startsWith("site-"));
    return groups.flatMap(({ group }) => sitesIn(group)).map((mark) => {
      const { e, f } = mark.transform.baseVal.consolidate().matrix;
      return { mark, at: through(glass, e, f) };
    }).filter(({ at: [x, y] }) => x > 0 && y > 0 && x < size[0] && y < size[1]).map(({ mark, at: at2 }) => {
      const again2 = mark.cloneNode(false);
      again2.setAttribute("transform", `translate(${at2})`);
      return again2;
    });
  }
  function written2({ at: [x, y], lines, figure, ground }) {
    const size = wanted.letters;
    const text = element3("text", { "font-size": size, "aria-hidden": "true" });
    if (ground) {
      Object.assign(text.style, { fill: "#fff", stroke: ground });
    }
    const first = y + size * (0.35 - LINE * (lines.length - 1) / 2);
    text.append(...lines.map((line, at2) => {
      const span2 = element3("tspan", { x, y: first + at2 * size * LINE, "font-weight": line === figure ? "bold" : "normal" });
      span2.textContent = line;
      return span2;
    }));
    return text;
  }

  // assets-src/map/motion.js
  var OPENS = 250;
  var RECOLOURS = 150;
  function placeIn(outer, inner, width) {
    const unit = (outer[2] - outer[0]) / width;
    const [x, y] = [(inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2];
    const scale2 = (inner[2] - inner[0]) / (outer[2] - outer[0]);
    const isIn = x > outer[0] && x < outer[2] && y > outer[1] && y < outer[3];
    return isIn && scale2 < 1 ? { x: (inner[0] - outer[0]) / unit, y: (outer[3] - inner[3]) / unit, scale: scale2 } : null;
  }
  function recoloured(before, now) {
    const isPlain2 = (fill3) => !!fill3 && !fill3.startsWith("url");
    return [...before].filter(([code, fill3]) => isPlain2(fill3) && isPlain2(now.get(code)) && fill3 !== now.get(code));
  }
  function areasOf(plot) {
    const paths = areaGroups(plot).filter(({ trace }) => trace.customdata).flatMap(({ group }) => areasIn(group));
    return new Map(paths.map((path) => [codeOf2(path), path]));
  }
  function coloursOf(areas2) {
    return new Map([...areas2].map(([code, path]) => [code, path.style.fill]));
  }
  function isOpened(before, now) {
    const [[area, , shape], [next3, , drawn]] = [before, now].map(({ revision }) => revision.split("/"));
    return area !== next3 && shape === drawn;
  }
  var coming;
  var movements = /* @__PURE__ */ new WeakMap();
  function halt(plot) {
    movements.get(plot)?.forEach((movement) => {
      movement.cancel();
    });
    movements.delete(plot);
  }
  function leave3(plot, before, now) {
    coming = null;
    if (!before || window.matchMedia("(prefers-reduced-motion: reduce)").matches) {
      return;
    }
    const place = isOpened(before, now) ? placeIn(before.window, now.window, before.width) : null;
    coming = { place, colours: coloursOf(areasOf(plot)) };
  }
  function arrive(plot) {
    if (!coming) {
      return;
    }
    const { place, colours } = coming;
    coming = null;
    const areas2 = areasOf(plot);
    recoloured(colours, coloursOf(areas2)).forEach(([code, fill3]) => {
      const path = areas2.get(code);
      path.animate({ fill: [fill3, path.style.fill] }, RECOLOURS);
    });
    if (!place) {
      return;
    }
    const small = `translate(${place.x}px, ${place.y}px) scale(${place.scale})`;
    const how = { duration: OPENS, easing: "ease-out" };
    movements.set(plot, layersOf(plot).map((layer) => layer.animate({ transform: [small, "none"] }, how)));
  }

  // assets-src/map/patterns.js
  var EDGE3 = 7;
  var HATCHES = { hatch: "atlas-hatch", whole: "atlas-whole", few: "atlas-few", "row-middle": "atlas-middle", "row-deprived": "atlas-deprived" };
  var OF_KIND = { ...HATCHES, "not-published": "atlas-dots", missing: "atlas-crosses" };
  var PATTERNS = `
<pattern id="atlas-hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect width="2.6" height="7" fill="#fff" fill-opacity=".85"/><rect x=".5" width="1.4" height="7" fill="#212b32"/></pattern>
<pattern id="atlas-whole" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
<rect width="2" height="8" fill="#fff" fill-opacity=".7"/><rect x=".5" width="1" height="8" fill="#212b32"/></pattern>
<pattern id="atlas-few" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
<rect width="1.6" height="5" fill="#fff" fill-opacity=".6"/><rect x=".4" width=".8" height="5" fill="#212b32"/></pattern>
<pattern id="atlas-middle" width="14" height="14" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect width=".8" height="14" fill="#212b32"/></pattern>
<pattern id="atlas-deprived" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect width=".8" height="6" fill="#212b32"/><rect x=".8" width=".8" height="6" fill="#fff" fill-opacity=".6"/></pattern>
<pattern id="atlas-dots" width="6" height="6" patternUnits="userSpaceOnUse">
<rect width="6" height="6" fill="#fff"/><circle cx="3" cy="3" r=".9" fill="#768692"/></pattern>
<pattern id="atlas-crosses" width="8" height="8" patternUnits="userSpaceOnUse">
<rect width="8" height="8" fill="#efece4"/><path d="M2 2L6 6M6 2L2 6" stroke="#768692"/></pattern>`;
  function isLayer(uid) {
    return uid.startsWith("layer-");
  }
  function halos(groups) {
    groups.filter(({ trace }) => ["labels", "outline-names"].includes(trace?.uid)).forEach(({ group, trace: { meta = [] } }) => {
      all("text", group).forEach((text, at2) => {
        text.style.stroke = meta[at2] || "";
      });
    });
  }
  function hasNoNames(uid) {
    return uid === "outlines" || uid.startsWith("land-") || uid in HATCHES || isLayer(uid);
  }
  function fillOf(uid, colour) {
    return OF_KIND[uid] ? `url(#${OF_KIND[uid]})` : colour;
  }
  function dress(plot, groups) {
    bringPatterns(frameOf3(plot));
    groups.forEach(({ group, trace: { uid } }) => {
      group.setAttribute("data-trace", uid);
      areasIn(group).forEach((path) => {
        path.style.fill = fillOf(uid, path.getAttribute("fill"));
      });
      if (isLayer(uid)) {
        group.setAttribute("clip-path", inside2(plot));
      }
      if (hasNoNames(uid)) {
        group.setAttribute("aria-hidden", "true");
      }
    });
  }
  function bringPatterns(svg) {
    if (!svg || part("atlas-patterns")) {
      return;
    }
    const defs = document.createElementNS(SVG, "defs");
    defs.id = "atlas-patterns";
    defs.innerHTML = PATTERNS;
    svg.insertBefore(defs, svg.firstChild);
  }
  function inside2(plot) {
    const id = `atlas-inside-${plot.id}`;
    const svg = frameOf3(plot);
    const clip = part(id) || svg.appendChild(newClip(id));
    const room = { x: EDGE3, y: EDGE3, width: svg.clientWidth - 2 * EDGE3, height: svg.clientHeight - 2 * EDGE3 };
    Object.entries(room).forEach(([side, length]) => {
      clip.firstChild.setAttribute(side, length);
    });
    return `url(#${id})`;
  }
  function newClip(id) {
    const clip = document.createElementNS(SVG, "clipPath");
    clip.id = id;
    clip.appendChild(document.createElementNS(SVG, "rect"));
    return clip;
  }

  // assets-src/map/targets.js
  var LEAST = 24;
  function grown({ left, top, width, height }) {
    const [wide, high] = [width, height].map((side) => Math.max(side, LEAST));
    return { x: left - (wide - width) / 2, y: top - (high - height) / 2, width: wide, height: high };
  }
  function layTargets(plot) {
    const frame = frameOf3(plot);
    all(".atlas-targets", plot).forEach((old) => {
      old.remove();
    });
    const labels = markGroups(plot).find(({ trace }) => trace?.uid === "labels");
    if (!frame || !labels?.trace.ids) {
      return;
    }
    const layer = frame.appendChild(document.createElementNS(SVG, "g"));
    layer.setAttribute("class", "atlas-targets");
    layer.setAttribute("aria-hidden", "true");
    const corner = frame.getBoundingClientRect();
    const boxes = all("text", labels.group).map((text) => text.getBoundingClientRect());
    layer.append(...boxes.map((box2, at2) => target(box2, labels.trace.ids[at2], corner)));
  }
  function target(box2, code, corner) {
    const rect = document.createElementNS(SVG, "rect");
    const { left, top } = corner;
    const place = grown({ left: box2.left - left, top: box2.top - top, width: box2.width, height: box2.height });
    Object.entries(place).forEach(([side, length]) => {
      rect.setAttribute(side, length);
    });
    rect.setAttribute("class", "atlas-target");
    rect.setAttribute("data-area", code);
    return rect;
  }
  function listenToTargets() {
    document.addEventListener("click", ({ target: clicked }) => {
      const label = around(clicked, ".atlas-target");
      const path = label ? areaUnder(label) : around(clicked, ".atlas-inset path[data-href]");
      const href = path?.getAttribute("data-href");
      if (href && !isFirstTap(path)) {
        go(href);
      }
    });
  }

  // assets-src/map/map.js
  var likeness;
  function fit2(place, figure) {
    const room = place.getBoundingClientRect();
    figure.layout.width = room.width;
    figure.layout.height ||= room.height;
    if (figure.window) {
      fill(figure, figure.layout.width, figure.layout.height);
    }
  }
  function showMap(plot, { figure, likeness: look }) {
    prepareInsets(figure);
    part("locator").toggleAttribute("data-covers", !figure.locator);
    fit2(plot, figure);
    const whole = [look, figure.layout.width, figure.layout.height].join();
    const isSame = whole === likeness;
    likeness = whole;
    if (isSame) {
      relink(plot, figure);
    } else {
      const before = framed();
      begin(plot, figure);
      leave3(plot, before, framed());
      draw2(plot, figure);
    }
    return isSame;
  }
  function linksOf(figure) {
    const traces2 = figure.data.filter((trace) => trace.customdata);
    return new Map(traces2.flatMap(({ customdata, locations }) => customdata.map((href, at2) => [locations[at2], href])));
  }
  function relink(plot, figure) {
    const links = linksOf(figure);
    exchangeLinks(plot, figure);
    all("path[data-area]", plot).forEach((path) => {
      path.setAttribute("data-href", links.get(path.dataset.area));
    });
    relinkInsets(links);
  }
  function draw2(plot, figure) {
    if (!draw(plot, figure)) {
      return;
    }
    onDrawn(plot, () => {
      furnish(plot);
    });
    measureCard();
    followPointer2(plot);
    onClick(plot, (href, click4, path) => {
      const target2 = href || hrefUnder(click4);
      if (target2 && !isFirstTap(path)) {
        go(target2);
      }
    });
  }
  function measureCard() {
    const card2 = document.querySelector(".atlas-card--map");
    new ResizeObserver(() => {
      card2.style.setProperty("--card", `${card2.offsetHeight}px`);
    }).observe(card2);
  }
  function furnish(plot) {
    unhover(plot);
    halt(plot);
    const groups = areaGroups(plot);
    dress(plot, groups);
    halos(markGroups(plot));
    markLayers(plot).forEach((layer) => {
      layer.setAttribute("aria-hidden", "true");
    });
    const open4 = groups.filter(({ trace }) => !hasNoNames(trace.uid));
    layTargets(plot);
    nameAreas(plot, open4.flatMap(({ group, trace }) => areasIn(group).map((path) => [path, trace])));
    if (wholeMap(plot)) {
      drawInsets(plot, wholeMap(plot));
    }
    ring(document.activeElement);
    arrive(plot);
  }
  function nameAreas(plot, areas2) {
    const frame = frameOf3(plot);
    if (!frame) {
      return;
    }
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", "Map. Arrow keys move between areas, Enter opens one.");
    const ending = endingOf(plot);
    areas2.forEach(([path, trace], index2) => {
      nameArea(path, trace, ending, index2 === 0 ? "0" : "-1");
    });
    if (areas2.length) {
      takeFocus(areas2[0][0]);
    }
  }
  function nameArea(path, trace, ending, tabindex) {
    const code = codeOf2(path);
    const at2 = placeOfArea(path);
    if (trace.locations[at2] !== code) {
      return;
    }
    describe(path, trace.text[at2], trace.meta[at2], ending);
    path.setAttribute("role", "link");
    path.setAttribute("aria-label", spoken(trace.text[at2]));
    path.setAttribute("data-href", trace.customdata[at2]);
    path.setAttribute("data-area", code);
    path.setAttribute("tabindex", tabindex);
  }

  // assets-src/charts/names.js
  var OVER = 2;
  var OUT = { left: 4, right: 12 };
  function collide(one, other) {
    return one.left < other.right - OVER && other.left < one.right - OVER && one.top < other.bottom - OVER && other.top < one.bottom - OVER;
  }
  function standsOut(box2, room) {
    return box2.left < room.left - OUT.left || box2.right > room.right + OUT.right;
  }
  function thinNames(place) {
    const room = roomOfNames(place);
    if (!room) {
      return;
    }
    const taken = notes(place).map(boxOf3);
    markGroups(place).forEach(({ group, trace }) => {
      if (trace?.meta === "names") {
        thinGroup(group, room, taken);
      } else {
        taken.push(...marksIn(group).map(boxOf3));
      }
    });
  }
  function thinGroup(group, room, taken) {
    group.setAttribute("aria-hidden", "true");
    all("text", group).forEach((name) => {
      const box2 = boxOf3(name);
      const isHidden = standsOut(box2, room) || taken.some((other) => collide(box2, other));
      name.style.visibility = isHidden ? "hidden" : "";
      if (!isHidden) {
        taken.push(box2);
      }
    });
  }
  function boxOf3(element4) {
    return element4.getBoundingClientRect();
  }

  // assets-src/charts/marks.js
  function nameMarks(place) {
    const groups = markGroups(place).filter(({ trace }) => trace?.customdata);
    const marks = groups.flatMap(({ group, trace }) => marksIn(group).map((path) => [path, trace]));
    groups.forEach(({ group, trace }) => {
      linesIn(group).forEach((line) => {
        line.setAttribute("data-area", trace.customdata[0][0]);
      });
    });
    nameChart(frameOf3(place), marks.length > 0);
    marks.forEach(([path, trace], index2) => {
      nameMark(path, trace, index2 === 0 ? "0" : "-1");
    });
    thinNames(place);
  }
  function nameChart(frame, hasMarks) {
    frame.setAttribute("role", hasMarks ? "group" : "img");
    frame.setAttribute("aria-label", hasMarks ? "Chart. Arrow keys move between its marks." : "Chart");
  }
  function nameMark(path, trace, tabindex) {
    const at2 = placeOfMark(path);
    const [code, href] = trace.customdata[at2];
    describe(path, trace.hovertext[at2]);
    path.setAttribute("role", href ? "link" : "img");
    path.setAttribute("aria-label", spoken(trace.hovertext[at2]));
    path.setAttribute("data-href", href);
    path.setAttribute("data-area", code);
    path.setAttribute("tabindex", tabindex);
  }

  // assets-src/charts/room.js
  var LAPTOP = 620;
  var LARGEST = 1.35;
  var LETTER = 0.525;
  var BETWEEN_WORDS = 6;
  function growth(width) {
    return Math.min(LARGEST, Math.max(1, width / LAPTOP));
  }
  function magnify(figure, width) {
    const times = growth(width);
    figure.layout.height = Math.round(figure.layout.height * times);
    scale(figure.layout.margin, ["l", "r", "t", "b"], times);
    [...figure.data, figure.layout].forEach((drawn) => {
      enlarge(drawn, times);
    });
  }
  function scale(sizes, names, times) {
    names.forEach((name) => {
      if (typeof sizes[name] === "number") {
        sizes[name] *= times;
      }
    });
  }
  function enlarge(drawn, times) {
    scale(drawn, ["size", "width", "standoff"], times);
    Object.entries(drawn).forEach(([name, inner]) => {
      const isOneSize = Array.isArray(inner) && name !== "annotations";
      if (inner && typeof inner === "object" && !isOneSize) {
        enlarge(inner, times);
      }
    });
  }
  function stepOfWords(words2, places2, length, room, letter) {
    const apart = room * (places2[1] - places2[0]) / length;
    const widest = Math.max(...words2.map((word) => word.length)) * LETTER * letter + BETWEEN_WORDS;
    return Math.max(1, Math.ceil(widest / apart));
  }
  function thinTicks(layout, width) {
    const { tickvals: places2 = [], ticktext: words2, range: range2 } = layout.xaxis ?? {};
    if (places2.length < 2 || layout.xaxis.tickangle) {
      return;
    }
    const room = width - layout.margin.l - layout.margin.r;
    const step3 = stepOfWords(words2, places2, Math.abs(range2[1] - range2[0]), room, layout.font.size);
    const stays = (_, at2) => (places2.length - 1 - at2) % step3 === 0;
    layout.xaxis.ticktext = words2.filter(stays);
    layout.xaxis.tickvals = places2.filter(stays);
  }

  // assets-src/charts/charts.js
  function places() {
    return all(".atlas-chart");
  }
  function drawCharts(figures) {
    places().forEach((place, index2) => {
      const figure = figures[index2];
      place.hidden = !figure;
      if (!figure) {
        clear(place);
        return;
      }
      if (!figure.layout.geo) {
        magnify(figure, place.clientWidth);
      }
      place.style.height = `${figure.layout.height}px`;
      if (index2 === 0) {
        draw3(place, figure);
      }
    });
  }
  function drawLowerCharts(figures) {
    places().forEach((place, index2) => {
      if (index2 > 0 && figures[index2]) {
        draw3(place, figures[index2]);
      }
    });
  }
  function draw3(place, figure) {
    fit2(place, figure);
    thinTicks(figure.layout, place.clientWidth);
    if (draw(place, figure)) {
      listen(place);
    }
  }
  function listen(place) {
    onDrawn(place, () => {
      (isMap(place) ? furnish : nameMarks)(place);
    });
    onClick(place, (mark, click4, path) => {
      const href = Array.isArray(mark) ? mark[1] : mark || hrefUnder(click4);
      if (href && !isFirstTap(path)) {
        go(href);
      }
    });
    followPointer2(place);
  }

  // assets-src/page/ahead.js
  var LATEST = 3e3;
  var INSTEAD_OF_IDLE = 300;
  function whenIdle(task) {
    if (window.requestIdleCallback) {
      window.requestIdleCallback(task, { timeout: LATEST });
    } else {
      window.setTimeout(task, INSTEAD_OF_IDLE);
    }
  }
  async function fetchOne(address) {
    const known2 = boundaries();
    if (known2[address]) {
      return;
    }
    try {
      const answer = await fetch(address);
      if (answer.ok) {
        known2[address] = await answer.json();
      }
    } catch {
    }
  }
  function lookAhead(addresses) {
    if (navigator.connection?.saveData) {
      return;
    }
    whenIdle(() => {
      addresses.forEach(fetchOne);
    });
  }

  // assets-src/page/show.js
  var SEEN = ["breadcrumb", "notice", "tiles", "heading", "legend", "layers", "timeline", "show", "table", "profile", "chart-0-head", "system", "caption", "present"];
  var latest2;
  function shownAddress() {
    return latest2 ? latest2.address : window.location.search;
  }
  function newsOf(page, isSameMap) {
    if (!isSameMap) {
      return page.announcement;
    }
    const tab = document.querySelector("#show [aria-current]")?.textContent;
    const title = document.querySelector(".atlas-card--figures h2")?.textContent;
    return besideMap(tab, title) || page.announcement;
  }
  function follow2(page) {
    if (latest2 !== page) {
      return;
    }
    drawLowerCharts(page.charts);
    putAll(Object.keys(page.parts), page.parts);
    lookAhead(page.ahead);
  }
  function put4(page) {
    latest2 = page;
    isOfEdition(page.edition);
    hideCard();
    root().removeAttribute("data-waiting");
    root().setAttribute("data-mode", page.mode);
    const isSameMap = showMap(part("plot"), page);
    putAll(SEEN, page.parts);
    beginAtHeadline();
    drawCharts(page.charts);
    document.title = page.title;
    tell(newsOf(page, isSameMap), page.step);
    afterPaint(() => {
      follow2(page);
    });
    document.dispatchEvent(new CustomEvent("atlas:shown", { detail: page.address }));
  }
  function standsOtherwise(page) {
    const isOther = stage(page.present);
    if (isOther) {
      measureAgain();
    }
    return isOther;
  }
  function arrive2(page) {
    answered();
    if (standsOtherwise(page)) {
      ask2(page.present);
    } else {
      put4(page);
    }
  }
  function show3(page) {
    if (!page) {
      answered();
    } else if (isWanted()) {
      arrive2(page);
    }
    return window.dash_clientside.no_update;
  }
  function listenToForeseen() {
    document.addEventListener("atlas:foreseen", ({ detail: page }) => {
      arrive2(page);
    });
  }

  // assets-src/search/words.js
  var MOST2 = 8;
  var NOT_LOADED = "The list could not be loaded. Check the connection, then try here again.";
  function more(number) {
    return number > MOST2 ? `${MOST2} of ${number} results. Type more to see others.` : "";
  }
  function count(number) {
    return more(number) || (number === 1 ? "1 result." : `${number} results.`);
  }
  function nothingFound(typed, hint) {
    return `Nothing called “${typed}” was found. ${hint}`;
  }

  // assets-src/search/list.js
  var PAUSE = 600;
  var active = -1;
  var announcing;
  function box() {
    return part("search");
  }
  function options() {
    return [...part("search-list").children];
  }
  function activeAt() {
    return active;
  }
  function span(name, text) {
    const element4 = document.createElement("span");
    element4.className = name;
    element4.textContent = text;
    return element4;
  }
  function addressOf2({ code, condition, isCondition }, shown3) {
    if (isCondition) {
      return conditionOf(code, shown3);
    }
    return condition ? bothOf(code, condition, shown3) : placeOf(code, shown3);
  }
  function option(place, number, shown3) {
    const link = document.createElement("a");
    link.id = `search-option-${number}`;
    link.className = "atlas-search__option";
    link.href = addressOf2(place, shown3);
    link.tabIndex = -1;
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    link.setAttribute("data-view", "");
    link.append(span("atlas-search__name", place.label), " ", span("atlas-search__kind", place.kind));
    return link;
  }
  function fill2(found, shown3) {
    const items = part("search-list");
    items.replaceChildren(...found.slice(0, MOST2).map((place, number) => option(place, number, shown3)));
    box().setAttribute("aria-expanded", String(found.length > 0));
    items.hidden = found.length === 0;
    activate(-1);
  }
  function activate(number) {
    active = number;
    options().forEach((item2, at2) => {
      item2.setAttribute("aria-selected", String(at2 === number));
    });
    if (number < 0) {
      box().removeAttribute("aria-activedescendant");
      return;
    }
    const item = options()[number];
    box().setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }
  function open3(found, shown3, sentence, heard) {
    fill2(found, shown3);
    part("search-panel").hidden = false;
    part("search-message").textContent = sentence;
    window.clearTimeout(announcing);
    announcing = window.setTimeout(() => {
      part("search-status").textContent = heard;
    }, PAUSE);
  }
  function close3() {
    fill2([], "");
    part("search-panel").hidden = true;
    part("search-message").textContent = "";
    window.clearTimeout(announcing);
    part("search-status").textContent = "";
  }

  // assets-src/search/matching.js
  var SPACED = /^([a-z]{1,2}\d[a-z\d]?) \d[a-z]{0,2}$/;
  var JOINED = /^([a-z]{1,2}\d[a-z\d]?)\d[a-z]{0,2}$/;
  var NO_MATCH = 5;
  var NUMBERED = /[a-z] \d/;
  var BETWEEN = new Set(`a and at by death deaths died dying early female figures for from health highest how in is lowest
  male many map men my near of on people premature rate rates statistics the to what where with women worst`.split(/\s+/));
  function folded(text) {
    const plain = text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
    return plain.replace(/['\u2018\u2019.]/g, "").replace(/&/g, " and ").replace(/[^a-z0-9]+/g, " ").trim();
  }
  function initials(name) {
    const words2 = name.split(" ");
    return words2.length > 2 ? words2.map(([first]) => first).join("") : "";
  }
  function entry([label, kind2, code, more2 = ""]) {
    const [name, others] = [folded(label), folded(more2)];
    const all2 = ` ${name} ${folded(kind2)} ${others}`;
    return { label, kind: kind2, code, name, all: all2, called: ` ${others} ${initials(name)} ` };
  }
  function rank(place, wanted3, words2) {
    if (place.name === wanted3) {
      return 0;
    }
    if (` ${place.name}`.includes(` ${wanted3}`)) {
      return 1;
    }
    if (place.called.includes(` ${wanted3} `)) {
      return 2;
    }
    if (place.name.includes(wanted3)) {
      return 3;
    }
    return words2.every((word) => place.all.includes(` ${word}`)) ? 4 : NO_MATCH;
  }
  function fitting(entries, wanted3) {
    const words2 = wanted3.split(" ");
    const ranks = Array.from({ length: NO_MATCH }, () => []);
    entries.forEach((one) => {
      ranks[rank(one, wanted3, words2)]?.push(one);
    });
    return ranks.flat();
  }
  function slips(word, other) {
    let row = Array.from({ length: other.length + 1 }, (_, at2) => at2);
    for (let done = 1; done <= word.length; done += 1) {
      const next3 = [done];
      for (let at2 = 1; at2 <= other.length; at2 += 1) {
        const same = word[done - 1] === other[at2 - 1] ? 0 : 1;
        next3.push(Math.min(row[at2 - 1] + same, row[at2] + 1, next3[at2 - 1] + 1));
      }
      row = next3;
    }
    return Math.min(...row);
  }
  function allowed(word) {
    return word.length < 5 ? 0 : word.length < 9 ? 1 : 2;
  }
  function slipsOf(named, words2) {
    const known2 = named.all.trim().split(/ +/);
    const least = (word) => Math.min(...known2.map((other) => slips(word, other)).filter((far) => far <= allowed(word)));
    return words2.map(least).reduce((sum, far) => sum + far, 0);
  }
  function nearly(entries, wanted3) {
    const words2 = wanted3.split(" ");
    const found = entries.map((one) => [slipsOf(one, words2), one]).filter(([far]) => far < Infinity);
    return found.sort(([one], [other]) => one - other).map(([, one]) => one);
  }
  function postcodesFor(postcodes, wanted3) {
    const joined = wanted3.replace(/ /g, "");
    const spaced = SPACED.exec(wanted3);
    const begun2 = spaced ? [] : postcodes.filter((district) => district.name.startsWith(joined));
    const cut = spaced || JOINED.exec(joined);
    if (begun2.length || !cut) {
      return begun2;
    }
    return postcodes.filter((district) => district.name === cut[1]);
  }
  function coded(entries, wanted3) {
    return entries.filter((one) => one.code.toLowerCase() === wanted3);
  }
  function numbered(entries, wanted3) {
    return NUMBERED.test(wanted3) ? entries.filter((one) => one.name.startsWith(wanted3)) : [];
  }
  function exactly(index2, wanted3) {
    const areas2 = [...index2.places, ...index2.smallest];
    return [
      ...postcodesFor(index2.postcodes, wanted3),
      ...fitting(withNames(index2), wanted3),
      ...coded(areas2, wanted3),
      ...numbered(index2.smallest, wanted3)
    ];
  }
  function withNames({ conditions, places: places2, sites: sites2 }) {
    return [...conditions, ...places2, ...sites2];
  }
  function forgiving(entries, wanted3) {
    const found = fitting(entries, wanted3);
    return found.length ? found : nearly(entries, wanted3);
  }
  function together({ conditions, places: places2, postcodes }, [what, where], find) {
    const [condition] = find(conditions, what);
    if (!condition) {
      return [];
    }
    const found = [...postcodesFor(postcodes, where), ...find(places2, where)];
    return found.map((place) => ({ ...place, label: `${condition.label}: ${place.label}`, condition: condition.code }));
  }
  function pairs(index2, words2, find) {
    const halves = words2.slice(1).map((_, at2) => [words2.slice(0, at2 + 1).join(" "), words2.slice(at2 + 1).join(" ")]);
    const ways = halves.flatMap(([begun2, rest]) => [[begun2, rest], [rest, begun2]]);
    return ways.map((way) => together(index2, way, find)).find((found) => found.length) ?? [];
  }
  function matches(index2, typed) {
    const wanted3 = folded(typed);
    const words2 = wanted3.split(" ").filter((word) => word && !BETWEEN.has(word));
    const short = words2.join(" ");
    const ways = [
      () => exactly(index2, short),
      () => pairs(index2, words2, fitting),
      () => nearly(withNames(index2), short),
      () => pairs(index2, words2, forgiving)
    ];
    const whole = wanted3 ? exactly(index2, wanted3) : [];
    return words2.length ? ways.reduce((found, way) => found.length ? found : way(), whole) : whole;
  }

  // assets-src/search/box.js
  var index = null;
  var isAsked = false;
  function isInUse() {
    return document.activeElement === box();
  }
  async function load2() {
    if (index || isAsked) {
      return;
    }
    isAsked = true;
    try {
      const answer = await fetch(box().parentNode.getAttribute("data-places"));
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      const lists = await answer.json();
      index = {
        conditions: lists.conditions.map((cells) => ({ ...entry(cells), isCondition: true })),
        places: lists.places.map(entry),
        postcodes: lists.postcodes.map(entry),
        sites: lists.sites.map(entry),
        smallest: lists.smallest.map(entry)
      };
      show4();
    } catch {
      isAsked = false;
      if (isInUse()) {
        open3([], "", NOT_LOADED, NOT_LOADED);
      }
    }
  }
  function show4() {
    if (!index || !isInUse()) {
      return;
    }
    const typed = box().value.trim();
    if (!typed) {
      close3();
      return;
    }
    const found = matches(index, typed);
    const sentence = found.length ? more(found.length) : nothingFound(typed, box().parentNode.getAttribute("data-hint"));
    open3(found, shownAddress(), sentence, found.length ? count(found.length) : sentence);
  }
  function stepFrom(active2, by, results) {
    return (active2 + 1 + by + results + 1) % (results + 1) - 1;
  }
  function step(by) {
    const results = options().length;
    if (results) {
      activate(stepFrom(activeAt(), by, results));
    } else {
      show4();
    }
    return true;
  }
  function jump(number) {
    if (activeAt() < 0) {
      return false;
    }
    activate(number);
    return true;
  }
  var KEYS2 = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Home: () => jump(0),
    End: () => jump(options().length - 1),
    Enter: () => {
      options()[Math.max(activeAt(), 0)]?.click();
      return true;
    },
    Escape: () => {
      if (part("search-panel").hidden) {
        box().value = "";
      }
      close3();
      return true;
    }
  };
  function useKey2(event) {
    if (event.target !== box() || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    if (KEYS2[event.key]?.()) {
      event.preventDefault();
    }
  }
  function use4() {
    load2();
    show4();
  }
  function closeIfElsewhere(target2) {
    if (!box().parentNode.contains(target2)) {
      close3();
    }
  }
  function click3(event) {
    if (around(event.target, ".atlas-search__option") && event.defaultPrevented) {
      box().value = "";
      close3();
      (part("headline") || part("maincontent")).focus({ preventScroll: true });
    } else {
      closeIfElsewhere(event.target);
    }
  }
  function listenToSearch() {
    document.addEventListener("keydown", useKey2);
    document.addEventListener("input", ({ target: target2 }) => {
      if (target2 === box()) {
        use4();
      }
    });
    document.addEventListener("focusin", ({ target: target2 }) => {
      if (target2 === box()) {
        use4();
      } else {
        closeIfElsewhere(target2);
      }
    });
    document.addEventListener("click", click3);
  }

  // assets-src/timeline/decisions.js
  var PATIENCE2 = 8e3;
  function isBusy(asked2, now) {
    return asked2 !== null && now - asked2.since < PATIENCE2;
  }
  function kindOf(answer, asked2, wanted3) {
    if (asked2?.href !== answer) {
      return "other";
    }
    return wanted3 === answer ? "own" : "overtaken";
  }
  function stopAfter2(at2, stops) {
    return at2 >= stops - 1 ? null : at2 + 1;
  }
  function passes(key, isOnButton) {
    return isOnButton ? key !== "Escape" : key === "Tab" || key === "Shift";
  }

  // assets-src/timeline/slider.js
  function range() {
    return part("timeline-range");
  }
  function hrefs() {
    return all("#timeline-periods option").map((stop2) => stop2.getAttribute("data-href"));
  }
  function at() {
    return Number(range().value);
  }
  function wanted2() {
    return hrefs()[at()];
  }
  function set(stop2) {
    const label = all("#timeline-periods option")[stop2].getAttribute("label");
    range().value = stop2;
    range().setAttribute("aria-valuetext", label);
    part("timeline-now").textContent = label;
  }
  function dress2(isPlaying2) {
    const button = part("timeline-play");
    if (!button) {
      return;
    }
    button.textContent = isPlaying2 ? "Pause" : "Play";
    button.classList.toggle("atlas-timeline__play--on", isPlaying2);
    button.setAttribute("aria-label", isPlaying2 ? "Pause" : "Play through the periods");
  }

  // assets-src/timeline/timeline.js
  var PACE = 900;
  var PAUSE_BEFORE_WORDS = 700;
  var BUTTON = "timeline-play";
  var isPlaying = false;
  var asked = null;
  var next2;
  var words;
  function follow3() {
    const href = wanted2();
    if (isBusy(asked, Date.now()) || isSameView(href, window.location.href)) {
      return;
    }
    asked = { href, since: Date.now() };
    go(href, { replace: true, quiet: true });
  }
  function speakSoon() {
    window.clearTimeout(words);
    words = window.setTimeout(() => {
      if (!isPlaying) {
        announceStep();
      }
    }, PAUSE_BEFORE_WORDS);
  }
  function moveOn(to) {
    set(to);
    follow3();
  }
  function shown2({ detail: answer }) {
    const kind2 = range() ? kindOf(answer, asked, wanted2()) : "gone";
    asked = null;
    if (kind2 === "gone") {
      stop();
    } else if (kind2 === "overtaken") {
      follow3();
    } else {
      arrive3(hrefs().indexOf(answer), kind2);
    }
  }
  function arrive3(stopShown, kind2) {
    if (stopShown >= 0) {
      set(stopShown);
    }
    if (kind2 === "other") {
      stop();
    }
    if (isPlaying) {
      step2(stopShown);
    }
    dress2(isPlaying);
  }
  function step2(from) {
    window.clearTimeout(next2);
    const to = stopAfter2(from, hrefs().length);
    if (to === null) {
      stop();
      return;
    }
    next2 = window.setTimeout(() => {
      moveOn(to);
    }, PACE);
    foresee(hrefs()[to]);
  }
  function play() {
    isPlaying = true;
    dress2(isPlaying);
    if (at() < hrefs().length - 1) {
      step2(at());
    } else {
      moveOn(0);
    }
  }
  function stop() {
    window.clearTimeout(next2);
    if (!isPlaying) {
      return;
    }
    isPlaying = false;
    dress2(isPlaying);
    speakSoon();
  }
  function slide({ target: target2 }) {
    if (target2.id !== "timeline-range") {
      return;
    }
    stop();
    moveOn(at());
    speakSoon();
  }
  function listenElsewhere() {
    document.addEventListener("click", ({ target: target2 }) => {
      if (target2.id !== BUTTON) {
        stop();
      }
    }, true);
    document.addEventListener("keydown", ({ key, target: target2 }) => {
      if (!passes(key, target2.id === BUTTON)) {
        stop();
      }
    });
    window.addEventListener("popstate", stop);
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) {
        stop();
      }
    });
  }
  function listenToTimeline() {
    document.addEventListener("atlas:shown", shown2);
    document.addEventListener("click", ({ target: target2 }) => {
      if (target2.id === BUTTON) {
        (isPlaying ? stop : play)();
      }
    });
    document.addEventListener("input", slide);
    listenElsewhere();
  }

  // assets-src/main.js
  /*! The browser's side of the atlas, built from assets-src by "make assets". The server works out every view and every
      address; here links are followed without loading the page anew, the parts of the page are put in place, and the map
      is made usable by keyboard and screen reader. */
  startEmbedding();
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
  window.dash_clientside.atlas = { start, show: show3 };
})();
