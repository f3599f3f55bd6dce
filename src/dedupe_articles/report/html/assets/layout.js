// Where the articles of the family map stand. Nothing here is random: equal findings, equal map.

const GAP = 46; // between the rings of a family
const SPACING = 20; // between two articles on a ring
const MARGIN = 22; // around a family
const LABELLED = 34; // articles; a map of more has no room to name them all
const LABEL = 190; // width of a name
const ASPECT = 2.2;

/**
 * Place the articles of some findings: a family is a tree around its representative, ring by ring;
 * families stand in rows, the largest first.
 *
 * Returns nodes `{ id, article, x, y, edges, side, isRoot, family }`, edges `{ finding, from, to }`,
 * the size of the map, and whether there is room to name every article.
 */
export function layout(findings, representatives) {
  const graph = graphOf(findings);
  const groups = components(graph);
  const named = graph.size <= LABELLED;
  const boxes = groups.map((group) => placed(group, graph, representatives, named));
  boxes.sort((a, b) => b.nodes.length - a.nodes.length || compare(a.root, b.root));
  const size = arrange(boxes);
  const nodes = new Map(boxes.flatMap((box) => box.nodes.map((node) => [node.id, node])));
  const edges = findings.map((finding) => ({ finding, from: nodes.get(finding.a.id), to: nodes.get(finding.b.id) }));
  return { nodes: [...nodes.values()], edges, ...size, named };
}

/** The articles that findings link, directly or through others, group by group. */
export function related(findings) {
  const graph = graphOf(findings);
  return components(graph).map((group) => group.map((id) => graph.get(id).article));
}

function graphOf(findings) {
  const graph = new Map();
  const node = (article) => {
    if (!graph.has(article.id)) graph.set(article.id, { id: article.id, article, links: new Map() });
    return graph.get(article.id);
  };
  for (const finding of findings) {
    const [a, b] = [node(finding.a), node(finding.b)];
    a.links.set(b.id, Math.max(finding.score, a.links.get(b.id) ?? 0));
    b.links.set(a.id, Math.max(finding.score, b.links.get(a.id) ?? 0));
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
function placed(group, graph, representatives, named) {
  const links = (id) => graph.get(id).links;
  const rank = (id) => [representatives.has(id) ? 0 : 1, -links(id).size];
  const root = [...group].sort((a, b) => rank(a)[0] - rank(b)[0] || rank(a)[1] - rank(b)[1] || compare(a, b))[0];
  const rings = ringsFrom(root, links);
  const nodes = [];
  let radius = 0;
  rings.forEach((ring, depth) => {
    if (depth) radius = Math.max(radius + GAP, (ring.length * SPACING) / (2 * Math.PI));
    ring.forEach((id, place) => {
      const angle = (2 * Math.PI * place) / ring.length + (depth - 1) * 0.35;
      const [x, y] = [radius * Math.cos(angle), radius * Math.sin(angle)];
      nodes.push({
        id, article: graph.get(id).article, x, y, edges: links(id).size, isRoot: depth === 0, family: group.length,
        side: x < -1 || (depth === 0 && ring.length + (rings[1]?.length ?? 0) === 2) ? -1 : 1,
      });
    });
  });
  const extent = Math.max(radius, GAP / 2);
  const isPair = group.length === 2;
  if (isPair) for (const node of nodes) node.x -= radius / 2;
  const halfWidth = (isPair ? extent / 2 : extent) + MARGIN + (named ? LABEL : 0);
  return { root, nodes, halfWidth, halfHeight: (isPair ? 6 : extent) + MARGIN };
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

/** Move the families into rows; returns the width and the height of all. */
function arrange(boxes) {
  const area = boxes.reduce((sum, box) => sum + 4 * box.halfWidth * box.halfHeight, 0);
  const widest = Math.max(...boxes.map((box) => 2 * box.halfWidth));
  const width = Math.max(Math.sqrt(area * ASPECT), widest);
  let [x, y, row] = [0, 0, 0];
  for (const box of boxes) {
    if (x > 0 && x + 2 * box.halfWidth > width) [x, y, row] = [0, y + row, 0];
    for (const node of box.nodes) {
      node.x += x + box.halfWidth;
      node.y += y + box.halfHeight;
    }
    x += 2 * box.halfWidth;
    row = Math.max(row, 2 * box.halfHeight);
  }
  return { width, height: y + row };
}

function compare(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
