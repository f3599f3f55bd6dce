// Where the articles of the family map stand. Nothing here is random: equal findings, equal map.

import { relax } from "./relax.js";

const GAP = 46; // between the rings of a family
const SPACING = 20; // between two articles on a ring
const MARGIN = 24; // around a family
const LABELLED = 34; // articles; a map of more has no room to name them all
const LABEL = 190; // width of a name
const NAMED_FAMILIES = 14;
const LEAST_NAMED = 4; // articles of a family that is named
const ASPECT = 2.1;
const CELL = 12; // of the grid on which families are packed
const LETTER = 0.55; // width of one, in heights

/** The articles that findings link, directly or through others, group by group. */
export function related(findings) {
  const graph = graphOf(findings);
  return components(graph).map((group) => group.map((id) => graph.get(id).article));
}

/**
 * Place the articles of some findings: the articles of a family around its representative, the
 * families packed, the largest first.
 *
 * Returns nodes `{ id, article, x, y, edges, isRoot, side, isUpper }`, the last two telling where in
 * its family one stands; edges `{ finding, from, to }`; the names of families `{ article, x, y,
 * letters }`; the size of the map; `unit`, by which a large map is drawn larger; and whether there is
 * room to name every article.
 */
export function layout(findings, representatives) {
  const graph = graphOf(findings);
  const isNamed = graph.size <= LABELLED;
  const boxes = components(graph).map((group) => placed(group, graph, representatives, isNamed));
  boxes.sort((a, b) => b.nodes.length - a.nodes.length || compare(a.root.id, b.root.id));
  const width = Math.sqrt(boxes.reduce((sum, box) => sum + 4 * box.halfWidth * box.halfHeight, 0) * ASPECT);
  const unit = Math.max(1, width / 1100);
  if (!isNamed) boxes.slice(0, NAMED_FAMILIES).forEach((box) => makeRoomForName(box, 12 * unit));
  const size = pack(boxes, Math.max(width, ...boxes.map((box) => 2 * box.halfWidth)));
  const nodes = new Map(boxes.flatMap((box) => box.nodes.map((node) => [node.id, node])));
  return {
    ...size, unit, isNamed,
    nodes: [...nodes.values()],
    edges: findings.map((finding) => ({ finding, from: nodes.get(finding.a.id), to: nodes.get(finding.b.id) })),
    names: boxes.filter((box) => box.name).map((box) => box.name),
  };
}

function graphOf(findings) {
  const graph = new Map();
  const node = (article) => {
    if (!graph.has(article.id)) graph.set(article.id, { article, links: new Map() });
    return graph.get(article.id);
  };
  for (const finding of findings) {
    const [a, b] = [node(finding.a), node(finding.b)];
    a.links.set(finding.b.id, Math.max(finding.score, a.links.get(finding.b.id) ?? 0));
    b.links.set(finding.a.id, Math.max(finding.score, b.links.get(finding.a.id) ?? 0));
  }
  return graph;
}

function components(graph) {
  const seen = new Set();
  const groups = [];
  for (const id of [...graph.keys()].sort(compare)) {
    if (seen.has(id)) continue;
    const group = [id];
    seen.add(id);
    for (let place = 0; place < group.length; place += 1) {
      for (const other of graph.get(group[place]).links.keys()) {
        if (!seen.has(other)) group.push(other);
        seen.add(other);
      }
    }
    groups.push(group);
  }
  return groups;
}

/** Place one family around its root; returns its nodes and its half width and half height. */
function placed(group, graph, representatives, isNamed) {
  const links = (id) => graph.get(id).links;
  const before = (a, b) => representatives.has(b) - representatives.has(a) || links(b).size - links(a).size || compare(a, b);
  const rings = ringsFrom([...group].sort(before)[0], links);
  const nodes = [];
  let radius = 0;
  rings.forEach((ring, depth) => {
    if (depth) radius = Math.max(radius + GAP, (ring.length * SPACING) / (2 * Math.PI));
    ring.forEach((id, place) => {
      const angle = (2 * Math.PI * place) / ring.length + (depth - 1) * 0.35;
      nodes.push({ id, article: graph.get(id).article, x: radius * Math.cos(angle), y: radius * Math.sin(angle), edges: links(id).size, isRoot: depth === 0 });
    });
  });
  if (group.length > 2) relax(nodes, links, GAP);
  const [left, right] = range(nodes.map(({ x }) => x));
  const [top, bottom] = range(nodes.map(({ y }) => y));
  for (const node of nodes) {
    node.x -= (left + right) / 2;
    node.y -= (top + bottom) / 2;
    node.isUpper = node.y < 0;
    node.side = Math.abs(node.x) < GAP / 4 && nodes.length > 1 ? 0 : Math.sign(node.x);
  }
  return {
    root: nodes[0], nodes,
    halfWidth: (right - left) / 2 + MARGIN + (isNamed ? LABEL : 0),
    halfHeight: (bottom - top) / 2 + MARGIN,
  };
}

/** The articles by their distance from the root; those on a ring stand near what they hang on. */
function ringsFrom(root, links) {
  const seen = new Set([root]);
  const rings = [[root]];
  for (;;) {
    const ring = [];
    for (const id of rings.at(-1)) {
      const next = [...links(id)].filter(([other]) => !seen.has(other));
      next.sort(([a, scoreA], [b, scoreB]) => scoreB - scoreA || compare(a, b));
      for (const [other] of next) {
        seen.add(other);
        ring.push(other);
      }
    }
    if (!ring.length) return rings;
    rings.push(ring);
  }
}

/** Make room for the name of a family below it, of letters of that height. */
function makeRoomForName(box, height) {
  if (box.nodes.length < LEAST_NAMED) return;
  box.halfWidth = Math.max(box.halfWidth, 8 * height * LETTER);
  box.name = { article: box.root.article, x: 0, y: box.halfHeight, letters: Math.floor((2 * box.halfWidth) / (height * LETTER)) };
  box.halfHeight += height;
  for (const node of box.nodes) node.y -= height;
  box.name.y -= height / 2;
}

/** Put each family into the first gap that holds it, row by row; returns the size of all. */
function pack(boxes, width) {
  const columns = Math.ceil(width / CELL);
  const taken = [];
  const lastRows = new Map(); // above the row of a family no other of its size has room
  let [right, bottom] = [0, 0];
  for (const box of boxes) {
    const [wide, high] = [box.halfWidth, box.halfHeight].map((half) => Math.ceil((2 * half) / CELL));
    const size = `${wide} ${high}`;
    const [column, row] = gap(taken, columns, wide, high, lastRows.get(size) ?? 0);
    lastRows.set(size, row);
    for (let y = row; y < row + high; y += 1) (taken[y] ??= new Uint8Array(columns)).fill(1, column, column + wide);
    const [x, y] = [(column + wide / 2) * CELL, (row + high / 2) * CELL];
    for (const item of [...box.nodes, box.name].filter(Boolean)) {
      item.x += x;
      item.y += y;
    }
    right = Math.max(right, (column + wide) * CELL);
    bottom = Math.max(bottom, (row + high) * CELL);
  }
  return { width: right, height: bottom };
}

function gap(taken, columns, wide, high, firstRow) {
  for (let row = firstRow; ; row += 1) {
    let column = 0;
    while (column === 0 || column + wide <= columns) {
      const next = blockedUntil(taken, column, row, wide, high);
      if (next === 0) return [column, row];
      column = next;
    }
  }
}

/** The column after the last that is taken where a family would stand; 0 if none is. */
function blockedUntil(taken, column, row, wide, high) {
  for (let y = row; y < Math.min(row + high, taken.length); y += 1) {
    const last = taken[y].lastIndexOf(1, column + wide - 1);
    if (last >= column) return last + 1;
  }
  return 0;
}

function range(values) {
  return values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
}

function compare(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
