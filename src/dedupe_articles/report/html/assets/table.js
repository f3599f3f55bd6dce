// A table of any length: only the rows in sight are in the page.

import { el, percent } from "./dom.js";
import { RELATIONS } from "./data.js";
import { articleName, badge, meter } from "./parts.js";
import { go, href } from "./routes.js";
import { acceptance } from "./triage.js";

const STRENGTH = Object.keys(RELATIONS);
const BEYOND = 8; // rows kept above and below those in sight
const PRINTED = 300; // rows of a printed table

// Name, head, order; a column without an order cannot be sorted by.
const COLUMNS = [
  ["number", "#", (x, y) => x.number - y.number],
  ["relation", "Relation", (x, y) => STRENGTH.indexOf(x.relation) - STRENGTH.indexOf(y.relation)],
  ["score", "Score", (x, y) => y.score - x.score],
  ["confidence", "Confidence", (x, y) => y.confidence - x.confidence],
  ["articles", "Articles", (x, y) => (x.a.id < y.a.id ? -1 : Number(x.a.id > y.a.id))],
  ["changes", "Altered", (x, y) => y.alterations.length - x.alterations.length],
  ["status", "Status", (x, y) => Number(Boolean(acceptance(y))) - Number(Boolean(acceptance(x)))],
];

/** The table; `sort` is the name of a column, with a minus before it for the reverse. */
export function findingTable(sort, onSort) {
  let rows = [];
  let active = 0;
  let rowHeight = 0;
  const heads = COLUMNS.map(([name, head]) => el("span", { role: "columnheader", class: `c-${name}` },
    el("button", { type: "button", on: { click: () => onSort(sort === name || (!sort && name === "number") ? `-${name}` : name) } }, head)));
  const spacer = el("div", { class: "spacer", role: "presentation" });
  const body = el("div", { class: "rows", role: "rowgroup" }, spacer);
  const grid = el("div", { class: "grid", role: "grid", tabindex: 0, "aria-label": "Findings", "aria-describedby": "grid-keys" },
    el("div", { role: "rowgroup", class: "head" }, el("div", { role: "row", class: "cells", "aria-rowindex": 1 }, heads)), body);

  const tail = el("p", { class: "printed" });

  const draw = (all = false) => {
    rowHeight ||= measure(spacer, rows);
    if (!rowHeight && rows.length) return;
    spacer.style.setProperty("height", `${rows.length * rowHeight}px`);
    const first = all ? 0 : Math.max(Math.floor(body.scrollTop / rowHeight) - BEYOND, 0);
    const last = all ? Math.min(rows.length, PRINTED) : Math.min(Math.ceil((body.scrollTop + body.clientHeight) / rowHeight) + BEYOND, rows.length);
    const shown = [];
    for (let place = first; place < last; place += 1) shown.push(row(rows[place], place, rowHeight, place === active));
    spacer.replaceChildren(...shown);
    if (rows.length) grid.setAttribute("aria-activedescendant", `row-${active}`);
    else grid.removeAttribute("aria-activedescendant");
  };
  const activate = (place) => {
    active = Math.max(0, Math.min(place, rows.length - 1));
    const top = active * rowHeight;
    if (top < body.scrollTop) body.scrollTop = top;
    if (top + rowHeight > body.scrollTop + body.clientHeight) body.scrollTop = top + rowHeight - body.clientHeight;
    draw();
  };
  const keys = {
    ArrowDown: () => activate(active + 1),
    ArrowUp: () => activate(active - 1),
    PageDown: () => activate(active + Math.floor(body.clientHeight / rowHeight)),
    PageUp: () => activate(active - Math.floor(body.clientHeight / rowHeight)),
    Home: () => activate(0),
    End: () => activate(rows.length - 1),
    Enter: () => open(rows[active]),
  };
  grid.addEventListener("keydown", (event) => {
    if (event.target !== grid || !(event.key in keys) || !rows.length) return;
    event.preventDefault();
    keys[event.key]();
  });
  body.addEventListener("scroll", () => draw());
  body.addEventListener("click", (event) => {
    const place = event.target.closest("[data-place]")?.dataset.place;
    if (place !== undefined && !event.target.closest("a")) open(rows[place]);
  });
  const resized = () => {
    rowHeight = 0;
    draw();
  };
  const printing = () => draw(true);
  const listeners = { resize: resized, beforeprint: printing, afterprint: resized };
  for (const [event, listener] of Object.entries(listeners)) addEventListener(event, listener);

  return {
    element: el("div", {}, grid, tail, el("p", { class: "hint", id: "grid-keys" }, "In the table, the arrow keys, Page Up, Page Down, Home and End go from finding to finding; Enter opens one.")),
    rows: () => rows,
    reveal: (finding) => rows.includes(finding) && activate(rows.indexOf(finding)),
    show(found, chosenSort) {
      sort = chosenSort;
      rows = sorted(found, sort);
      active = 0;
      body.scrollTop = 0;
      tail.textContent = rows.length > PRINTED ? `${(rows.length - PRINTED).toLocaleString("en")} more findings are not printed.` : "";
      grid.setAttribute("aria-rowcount", rows.length + 1);
      COLUMNS.forEach(([name], place) => heads[place].setAttribute("aria-sort", orderOf(name, sort)));
      draw();
    },
    leave() {
      for (const [event, listener] of Object.entries(listeners)) removeEventListener(event, listener);
    },
  };
}

function sorted(found, sort) {
  const [, , order] = COLUMNS.find(([name]) => name === sort.replace("-", "")) ?? COLUMNS[0];
  const rows = [...found].sort((x, y) => order(x, y) || x.number - y.number);
  return sort.startsWith("-") ? rows.reverse() : rows;
}

function orderOf(name, sort) {
  if (name !== (sort.replace("-", "") || "number")) return "none";
  return sort.startsWith("-") ? "descending" : "ascending";
}

function open(finding) {
  go(href(`findings/${finding.number + 1}`));
}

/** All rows are of one height, which depends on the width of the window: that of a first one. */
function measure(spacer, rows) {
  if (!rows.length) return 0;
  const probe = row(rows[0], 0, null, false);
  spacer.replaceChildren(probe);
  return probe.offsetHeight;
}

function row(finding, place, height, isActive) {
  const { a, b, direction } = finding;
  const originalMark = el("span", { class: "original" }, "original");
  return el("div", {
    role: "row", class: isActive ? "cells row active" : "cells row", id: `row-${place}`, "data-place": place,
    "aria-rowindex": place + 2, "aria-selected": String(isActive),
    style: height === null ? {} : { top: `${place * height}px`, height: `${height}px` },
  },
  cell("number", el("a", { href: href(`findings/${finding.number + 1}`), tabindex: -1 }, finding.number + 1)),
  cell("relation", badge(finding.relation)),
  cell("score", meter(finding.score)),
  cell("confidence", percent(finding.confidence)),
  cell("articles",
    el("span", { class: "side one-line" }, el("span", { class: "letter" }, "a"), articleName(a), direction.original === "a" ? originalMark : null),
    el("span", { class: "side one-line" }, el("span", { class: "letter" }, "b"), articleName(b), direction.original === "b" ? originalMark : null)),
  cell("changes", alterations(finding)),
  cell("status", acceptance(finding) ? el("span", { class: "accepted" }, "✓ accepted") : null));
}

function cell(name, ...content) {
  return el("span", { role: "gridcell", class: `c-${name}` }, ...content);
}

function alterations(finding) {
  const numbers = new Map();
  for (const { kind } of finding.alterations) numbers.set(kind, (numbers.get(kind) ?? 0) + 1);
  return [...numbers].map(([kind, number]) => el("span", { class: "tag alarm" }, number > 1 ? `${kind} ×${number}` : kind));
}
