(() => {
  // assets-src/dom.js
  var SVG = "http://www.w3.org/2000/svg";
  function part(id) {
    return document.getElementById(id);
  }
  function around(target, selector) {
    return target?.closest?.(selector) ?? null;
  }
  function all(selector, within = document) {
    return [...within.querySelectorAll(selector)];
  }

  // assets-src/map/nearest.js
  var ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  var AHEAD = 0.5;
  var ASIDE = 2;
  function middle(box) {
    return [box.left + box.width / 2, box.top + box.height / 2];
  }
  function nearest(here, points, way) {
    let best = -1;
    let least = Infinity;
    points.forEach((there, at) => {
      const across = there[0] - here[0];
      const down = there[1] - here[1];
      const along = across * way[0] + down * way[1];
      const cost = along + ASIDE * (Math.abs(across * way[1]) + Math.abs(down * way[0]));
      if (along > AHEAD && cost < least) {
        best = at;
        least = cost;
      }
    });
    return best;
  }

  // assets-src/snapshot/choice.js
  function asked(hash, data2) {
    const keys = new URLSearchParams(hash.replace(/^#/, ""));
    const first = data2.entries[data2.start];
    if (!keys.has("condition")) {
      return first;
    }
    const same = data2.entries.filter((one) => one.condition === keys.get("condition"));
    return same.find((one) => one.measure === keys.get("measure")) || same[0] || first;
  }
  function closest(condition, entry, entries) {
    const same = entries.filter((one) => one.condition === condition);
    const mapped = same.filter((one) => one.mapped);
    return same.find((one) => one.measure === entry.measure) || mapped.find((one) => one.sheet === entry.sheet) || mapped[0] || same[0];
  }
  function hashOf(condition, measure) {
    return Object.entries({ condition, measure }).map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join("&");
  }

  // assets-src/snapshot/elements.js
  function fill(node, attributes = {}, content = []) {
    Object.entries(attributes).forEach(([name, value]) => {
      node.setAttribute(name, value);
    });
    node.append(...[content].flat());
    return node;
  }
  function make(name, attributes, content) {
    return fill(document.createElement(name), attributes, content);
  }
  function draw(name, attributes, content) {
    return fill(document.createElementNS(SVG, name), attributes, content);
  }
  function replace(id, content) {
    part(id).replaceChildren(...content);
  }

  // assets-src/snapshot/state.js
  var data = JSON.parse(part("data").textContent);
  var state = { entry: null, sheet: null, chosen: null };
  function turnTo(entry) {
    Object.assign(state, { entry, sheet: data.sheets[entry.sheet], chosen: null });
  }

  // assets-src/snapshot/legend.js
  function showLegend() {
    const { title, notes, grid, entries, hatches, empties, outlines } = state.entry.legend;
    part("legend-title").textContent = title;
    replace("legend-notes", notes.map((note) => make("p", {}, note)));
    replace("legend-grid", grid.length ? nine(grid) : []);
    replace("legend-marks", [
      ...entries.map(([colour, words, kind]) => mark(words, kind, colour)),
      ...hatches.map(([kind, words]) => mark(words, kind)),
      ...empties.map(([kind, words]) => mark(words, kind)),
      mark(outlines, "outline")
    ]);
  }
  function mark(words, kind, colour = "") {
    const swatch = make("span", { class: kind ? `swatch swatch--${kind}` : "swatch" });
    swatch.style.backgroundColor = colour;
    return make("li", {}, [swatch, make("span", {}, words)]);
  }
  function nine(rows) {
    const cells = [...rows].reverse().flat().map((colour) => {
      const cell = make("i");
      cell.style.background = colour;
      return cell;
    });
    return [
      make("span", {}, "higher figures →"),
      make("div", { class: "nine" }, cells),
      make("span", {}, "more deprived above")
    ];
  }

  // assets-src/snapshot/runs.js
  function runsOf(lines, figure) {
    const last = lines.length - 1;
    return lines.map((line, number) => figure && number === last ? [line.slice(0, -figure.length), figure] : [line, ""]);
  }

  // assets-src/snapshot/map.js
  var narrow = window.matchMedia("(max-width: 40em)");
  var PATTERN_SIZE = 12;
  var NAME = 0.88;
  var DOT = 0.2;
  var LINE = 1.25;
  var HALO = 0.25;
  var FINE = 60;
  function showMap() {
    const { entry, sheet } = state;
    const plan = entry.plans[narrow.matches ? "narrow" : "wide"];
    part("map").setAttribute("viewBox", plan.box.join(" "));
    part("map").setAttribute("aria-label", entry.alternative);
    all("#map pattern").forEach((pattern) => {
      pattern.setAttribute("patternTransform", `scale(${plan.size / PATTERN_SIZE})`);
    });
    showAreas(entry);
    replace("outlines", sheet.outlines.map((path) => draw("path", { d: path })));
    part("outlines").setAttribute("class", sheet.place === null ? "" : "is-place");
    showLabels(plan);
    replace("mark", []);
    part("tip").hidden = true;
  }
  function showAreas({ rows, hatchings }) {
    replace("areas", rows.map(area));
    replace("hatching", hatchings.flatMap(([kind, areas]) => areas.map((at) => shape(at, { fill: `url(#fill-${kind})` }))));
    part("areas").setAttribute("class", rows.length > FINE ? "is-fine" : "");
  }
  function area([at, fill2, words], number) {
    const [code, name] = state.sheet.areas[at];
    return shape(at, {
      fill: typeof fill2 === "number" ? state.entry.palette[fill2] : data.fills[fill2],
      role: "img",
      tabindex: number ? "-1" : "0",
      "data-at": at,
      "data-code": code,
      "aria-label": `${name}: ${words}`
    });
  }
  function shape(at, attributes) {
    return draw("path", { ...attributes, d: state.sheet.areas[at][3] });
  }
  function showLabels({ leaders, names, labels, size }) {
    const lines = ["under", "over"].flatMap((kind) => leaders.map((ends) => leader(ends, kind)));
    replace("leaders", [...lines, ...leaders.map(([from]) => dot(from, size))]);
    replace("names", names.map((label) => lettering(label, size * NAME)));
    replace("labels", labels.map(([, ground, ...label]) => lettering(label, size, ground)));
  }
  function leader([from, to], kind) {
    return draw("path", { class: kind, d: `M${from.join(" ")}L${to.join(" ")}` });
  }
  function dot([x, y], size) {
    return draw("circle", { cx: x, cy: y, r: size * DOT });
  }
  function lettering([x, y, anchor, lines, figure], size, ground = "") {
    const spans = runsOf(lines, figure).map(([plain, bold], number) => {
      const words = bold ? [plain, draw("tspan", { class: "figure" }, bold)] : plain;
      return draw("tspan", { x, y: Math.round(y + number * LINE * size) }, words);
    });
    const text = draw("text", { "text-anchor": anchor, "font-size": Math.round(size), "stroke-width": size * HALO }, spans);
    Object.assign(text.style, ground ? { fill: "#fff", stroke: ground } : {});
    return text;
  }

  // assets-src/snapshot/pointing.js
  var RIGHT = 14;
  var BELOW = 18;
  var ABOVE = 10;
  function placeOf(path) {
    return middle(path.getBoundingClientRect());
  }
  function point(at, where = null, isFocused = false) {
    const isKnown = at !== null;
    all("#rows .is-on").forEach((row2) => {
      row2.classList.remove("is-on");
    });
    replace("mark", isKnown ? [shape(at, { class: isFocused ? "halo is-focus" : "halo" }), shape(at, {})] : []);
    part("tip").hidden = !isKnown || !where;
    if (!isKnown) {
      return;
    }
    const row = document.querySelector(`#rows [data-at="${at}"]`);
    row.classList.add("is-on");
    if (where) {
      reveal(row);
      tip(at, where);
    }
  }
  function reveal(row) {
    const box = part("scroll");
    const above = row.offsetTop - part("columns").offsetHeight;
    const below = row.offsetTop + row.offsetHeight - box.clientHeight;
    box.scrollTop = Math.max(Math.min(box.scrollTop, above), below);
  }
  function tip(at, [x, y]) {
    const [, , words] = state.entry.rows.find((one) => one[0] === at);
    const box = part("picture").getBoundingClientRect();
    replace("tip", [make("b", {}, state.sheet.areas[at][1]), make("span", {}, words)]);
    const { offsetWidth: width, offsetHeight: height, style } = part("tip");
    const under = y - box.top + BELOW;
    const over = y - box.top - height - ABOVE;
    style.left = `${Math.max(0, Math.min(x - box.left + RIGHT, box.width - width))}px`;
    style.top = `${under + height > box.height && over > 0 ? over : under}px`;
  }
  function areaAt(target) {
    const found = around(target, "#areas path, #rows tr");
    return found ? Number(found.getAttribute("data-at")) : null;
  }
  function back() {
    const path = document.activeElement;
    if (path.matches("#areas path")) {
      point(areaAt(path), placeOf(path), true);
    } else {
      point(state.chosen);
    }
  }

  // assets-src/snapshot/table.js
  var LONG = 20;
  function showTable() {
    const { table, columns, rows, references, notes } = state.entry;
    part("table-caption").textContent = table;
    replace("columns", columns.map(([words, isNumber]) => make("th", { scope: "col", class: isNumber ? "number" : "" }, words)));
    replace("rows", rows.map(rowOfArea));
    replace("references", references.map(([name, caveat, ...cells]) => rowOf(name, "", caveat, cells)));
    replace("notes", notes.map((note) => make("p", {}, note)));
    part("scroll").classList.toggle("is-long", rows.length > LONG);
    part("scroll").scrollTop = 0;
  }
  function rowOfArea([at, , , caveat, ...cells]) {
    const [, name, within] = state.sheet.areas[at];
    const row = rowOf(name, within, caveat, cells);
    row.setAttribute("data-at", at);
    if (state.sheet.place === at) {
      row.setAttribute("class", "is-place");
    }
    return row;
  }
  function rowOf(name, within, caveat, cells) {
    const head = make("th", { scope: "row" }, name);
    if (within) {
      head.append(" ", make("span", { class: "within" }, within));
    }
    if (caveat) {
      head.append(" ", make("span", { class: "caveat" }, caveat));
    }
    const isNumber = (number) => state.entry.columns[number + 1][1];
    return make("tr", {}, [head, ...cells.map((cell, number) => make("td", { class: isNumber(number) ? "number" : "" }, cell))]);
  }

  // assets-src/snapshot/words.js
  var TEXTS = ["headline", "subtitle", "note", "missing", "range"];
  function paragraph(line) {
    return make("p", {}, line);
  }
  function showControls() {
    const { entry } = state;
    const same = data.entries.filter((one) => one.condition === entry.condition);
    part("condition").value = entry.condition;
    replace("measure", same.map((one) => make("option", { value: one.measure }, one.option)));
    part("measure").value = entry.measure;
    part("measure").disabled = same.length === 1;
  }
  function showWords() {
    const { entry } = state;
    TEXTS.forEach((id) => {
      part(id).textContent = entry[id];
    });
    replace("credits", entry.credits.map(paragraph));
    replace("definition", [...entry.definition, ...publisher(entry)].map(paragraph));
    part("definition-box").hidden = !entry.definition.length;
    replace("address", [link(entry.address, entry.address)]);
  }
  function publisher({ publisher: who }) {
    return who ? [link(who.link, who.words)] : [];
  }
  function link(address, words) {
    if (!/^https?:/.test(address)) {
      return words;
    }
    return make("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, words);
  }

  // assets-src/snapshot/main.js
  function show(isTold) {
    turnTo(asked(window.location.hash, data));
    document.title = state.entry.title;
    showControls();
    showWords();
    showLegend();
    showMap();
    showTable();
    if (isTold) {
      part("announcement").textContent = state.entry.announcement;
    }
  }
  function go(condition, measure) {
    window.location.hash = hashOf(condition, measure);
  }
  function choose(at, where) {
    state.chosen = at;
    point(at, where);
  }
  function useKey(event) {
    if (event.key === "Escape") {
      choose(null);
    }
    const paths = all("#areas path");
    const from = paths.indexOf(event.target);
    const to = from < 0 ? null : stopFor(event.key, paths, from);
    if (to === null) {
      return;
    }
    focusOn(paths, to);
    event.preventDefault();
  }
  function stopFor(key, paths, from) {
    if (key === "Home") {
      return 0;
    }
    if (key === "End") {
      return paths.length - 1;
    }
    if (!ARROWS[key]) {
      return null;
    }
    const points = paths.map(placeOf);
    const found = nearest(points[from], points, ARROWS[key]);
    return found < 0 ? from : found;
  }
  function focusOn(paths, at) {
    paths.forEach((path, number) => {
      path.setAttribute("tabindex", number === at ? "0" : "-1");
    });
    paths[at].focus();
  }
  function listenToMenus() {
    part("condition").addEventListener("change", (event) => {
      const { condition, measure } = closest(event.target.value, state.entry, data.entries);
      go(condition, measure);
    });
    part("measure").addEventListener("change", (event) => {
      go(state.entry.condition, event.target.value);
    });
    window.addEventListener("hashchange", () => {
      show(true);
    });
    narrow.addEventListener("change", showMap);
  }
  function listenToMap() {
    const canvas = part("canvas");
    canvas.addEventListener("pointermove", ({ target, clientX, clientY }) => {
      const at = areaAt(target);
      if (at === null) {
        back();
      } else {
        point(at, [clientX, clientY]);
      }
    });
    canvas.addEventListener("pointerleave", back);
    canvas.addEventListener("click", ({ target, clientX, clientY }) => {
      choose(areaAt(target), [clientX, clientY]);
    });
    canvas.addEventListener("focusin", ({ target }) => {
      if (target.matches(":focus-visible")) {
        point(areaAt(target), placeOf(target), true);
      }
    });
    canvas.addEventListener("focusout", () => {
      point(state.chosen);
    });
    canvas.addEventListener("keydown", useKey);
  }
  function listenToTable() {
    const rows = part("rows");
    rows.addEventListener("mouseover", ({ target }) => {
      point(areaAt(target));
    });
    rows.addEventListener("mouseleave", back);
    rows.addEventListener("click", ({ target }) => {
      const at = areaAt(target);
      state.chosen = state.chosen === at ? null : at;
      point(at);
    });
  }
  listenToMenus();
  listenToMap();
  listenToTable();
  part("page").hidden = false;
  show(false);
})();
