// The map of families: articles as dots, findings as lines. Everything in it is in the table too.

import { count, el, fixed, foreign, svg, visible } from "./dom.js";
import { RELATIONS, findings, nameOf, report } from "./data.js";
import { layout } from "./layout.js";
import { go, href } from "./routes.js";
import { badge } from "./parts.js";

const LONGEST_NAME = 26;
const ZOOM = 1.5;
const [LEAST_WIDTH, LEAST_HEIGHT] = [1000, 130]; // or two articles would fill the page
const MOST_ARTICLES = 2000; // more are a grey cloud
const MOST_ARROWS = 150; // more hide the lines that they end
const HINT = "A ring marks the representative of a family, an arrow (where there is room) leads from the likely original, a thicker line is a higher score. Arrow keys go from article to article, Enter lists its findings.";

export function familyMap() {
  const map = layout(strongest(), new Set(report.families.map((family) => family.representative)));
  const told = el("p", { class: "told", role: "status" }, summary(map));
  const frame = framed(map);
  const view = { ...frame };
  const nodes = map.nodes.map((node, place) => dot(node, place, map));
  const picture = svg("svg", {
    class: "map", role: "group", "aria-label": `Map of families: ${summary(map)}`, preserveAspectRatio: "xMidYMid meet",
  },
  svg("defs", {}, Object.keys(RELATIONS).map(arrow)),
  svg("g", {}, map.edges.map((edge, place) => line(edge, place, map))),
  svg("g", {}, nodes),
  svg("g", {}, map.names.map((name) => familyName(name, map))));
  const look = () => picture.setAttribute("viewBox", [view.x, view.y, view.width, view.height].join(" "));
  const zoom = (factor) => {
    view.x += (view.width * (1 - 1 / factor)) / 2;
    view.y += (view.height * (1 - 1 / factor)) / 2;
    view.width /= factor;
    view.height /= factor;
    look();
  };
  const whole = () => {
    Object.assign(view, frame);
    look();
  };
  picture.style.setProperty("aspect-ratio", `${frame.width} / ${frame.height}`);
  whole();
  tell(picture, map, told);
  walk(picture, map, nodes);
  drag(picture, view, look);
  const shown = Object.keys(RELATIONS).filter((name) => report.summary.findings[name]);
  return el("figure", { class: "map-figure" },
    el("div", { class: "map-tools" },
      el("div", { class: "legend" }, shown.map((name) => el("span", {}, badge(name), sample(name)))),
      el("div", { class: "buttons" },
        el("button", { type: "button", "aria-label": "Zoom in", on: { click: () => zoom(ZOOM) } }, "+"),
        el("button", { type: "button", "aria-label": "Zoom out", on: { click: () => zoom(1 / ZOOM) } }, "−"),
        el("button", { type: "button", on: { click: whole } }, "Whole map"))),
    el("div", { class: "map-frame" }, picture),
    told,
    el("figcaption", { class: "hint" }, HINT));
}

/** The strongest findings, as many as the map has room for. */
function strongest() {
  const ids = new Set();
  const last = findings.findIndex(({ a, b }) => ids.add(a.id).add(b.id).size > MOST_ARTICLES);
  return last < 0 ? findings : findings.slice(0, last);
}

/** What of the map is seen at first: all of it, in the middle. */
function framed(map) {
  const [width, height] = [Math.max(map.width, LEAST_WIDTH), Math.max(map.height, LEAST_HEIGHT)];
  return { x: (map.width - width) / 2, y: (map.height - height) / 2, width, height };
}

function summary(map) {
  if (map.edges.length < findings.length) return `The ${map.nodes.length.toLocaleString("en")} articles of the strongest findings; the table has all`;
  const alone = report.summary.articles - map.nodes.length;
  return `${count(map.nodes.length, "article")} with findings${alone > 0 ? `; ${count(alone, "further article")} without` : ""}`;
}

function arrow(name) {
  return svg("marker", { id: `arrow-${name}`, class: `r-${name}`, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, markerUnits: "userSpaceOnUse", orient: "auto" },
    svg("path", { d: "M0 0L8 4L0 8z" }));
}

function sample(name) {
  return svg("svg", { class: "sample", viewBox: "0 0 30 6", "aria-hidden": "true" }, svg("line", { class: `edge r-${name}`, x1: 0, x2: 30, y1: 3, y2: 3, "stroke-width": 2 }));
}

function line({ finding, from, to }, place, { unit, edges }) {
  const original = finding.direction.original;
  const [start, end] = original === "b" ? [to, from] : [from, to];
  const length = Math.hypot(end.x - start.x, end.y - start.y) || 1;
  const short = (node) => ((radius(node) + 2) * dotScale(unit)) / length;
  const at = (share) => [start.x + share * (end.x - start.x), start.y + share * (end.y - start.y)];
  const [[x1, y1], [x2, y2]] = [at(short(start)), at(1 - short(end))];
  const arrowed = original && edges.length <= MOST_ARROWS;
  return svg("line", {
    class: `edge r-${finding.relation}`, x1, y1, x2, y2, "data-edge": place,
    "stroke-width": (0.6 + 2.2 * finding.score) * Math.sqrt(unit), "marker-end": arrowed ? `url(#arrow-${finding.relation})` : null,
  });
}

function radius(node) {
  return 4 + Math.min(Math.sqrt(node.edges), 6);
}

/** Articles grow less than the map, or two of a pair would cover what ties them. */
function dotScale(unit) {
  return Math.max(1, 0.6 * unit);
}

function dot(node, place, { unit, isNamed }) {
  return svg("g", {
    class: node.isRoot ? "node root" : "node", tabindex: place === 0 ? 0 : -1, role: "link", "data-node": place,
    "aria-label": `${nameOf(node.article)}, ${count(node.edges, "finding")}`, transform: `translate(${node.x} ${node.y}) scale(${dotScale(unit)})`,
  },
  svg("circle", { r: radius(node) }),
  node.isRoot ? svg("circle", { class: "ring", r: radius(node) + 3.5 }) : null,
  isNamed ? svg("text", placeOfName(node), shortName(node.article)) : null);
}

/** Outside of its family: beside an article, or above or below one in the middle. */
function placeOfName(node) {
  const away = radius(node) + 8;
  if (node.side === 0) return { y: node.isUpper ? -away : away + 10, "text-anchor": "middle" };
  return { x: node.side * away, y: 4, "text-anchor": node.side < 0 ? "end" : "start" };
}

function familyName({ article, x, y, letters }, { unit }) {
  return svg("text", { class: "family", transform: `translate(${x} ${y}) scale(${unit})`, "text-anchor": "middle", "aria-hidden": "true" }, shortName(article, letters));
}

function shortName(article, longest = LONGEST_NAME) {
  // A path is told by its end, a title by its beginning.
  const name = article.title || article.id.split("/").at(-1);
  const chars = [...visible(name)];
  return chars.length > longest ? `${chars.slice(0, longest - 1).join("")}…` : chars.join("");
}

/** Say below the map what the pointer or the focus is on; open it with a click. */
function tell(picture, map, told) {
  const targetOf = (event) => {
    const found = event.target.closest?.("[data-node], [data-edge]");
    if (!found) return null;
    return found.dataset.node ? map.nodes[found.dataset.node] : map.edges[found.dataset.edge];
  };
  const show = (event) => {
    const target = targetOf(event);
    if (target?.article) told.replaceChildren(foreign(nameOf(target.article)), ` · ${count(target.edges, "finding")}`);
    else if (target) told.replaceChildren(badge(target.finding.relation), ` ${fixed(target.finding.score)} · `, foreign(nameOf(target.finding.a)), " · ", foreign(nameOf(target.finding.b)));
  };
  picture.addEventListener("pointerover", show);
  picture.addEventListener("focusin", show);
  picture.addEventListener("click", (event) => {
    const target = targetOf(event);
    if (target?.article) go(href("findings", { article: target.id }));
    else if (target) go(href(`findings/${target.finding.number + 1}`));
  });
}

/** One stop for the tabulator; the arrow keys go on from there. */
function walk(picture, map, nodes) {
  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  picture.addEventListener("keydown", (event) => {
    const place = nodes.indexOf(document.activeElement);
    if (place < 0) return;
    if (event.key === "Enter") go(href("findings", { article: map.nodes[place].id }));
    if (!(event.key in steps)) return;
    event.preventDefault();
    const next = nodes[(place + steps[event.key] + nodes.length) % nodes.length];
    nodes[place].setAttribute("tabindex", -1);
    next.setAttribute("tabindex", 0);
    next.focus();
  });
}

/** Move the map under the pointer. */
function drag(picture, view, look) {
  let from = null;
  picture.addEventListener("pointerdown", (event) => {
    from = { x: event.clientX, y: event.clientY, viewX: view.x, viewY: view.y };
  });
  picture.addEventListener("pointermove", (event) => {
    if (!from || !event.buttons) return;
    const scale = view.width / picture.clientWidth;
    view.x = from.viewX - (event.clientX - from.x) * scale;
    view.y = from.viewY - (event.clientY - from.y) * scale;
    look();
  });
}
