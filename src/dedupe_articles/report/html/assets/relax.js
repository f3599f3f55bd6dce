// Untangles a family: what is linked attracts, what is near repels (Fruchterman and Reingold 1991,
// its variant with a grid: only neighbours repel, so that two thousand articles take no time).

const STEPS = 160;
const REACH = 3; // in lengths: beyond it nothing repels

/** Move the nodes of one family so that links are about `length` long. */
export function relax(nodes, links, length) {
  const numbers = new Map(nodes.map((node, number) => [node.id, number]));
  const edges = nodes.flatMap((node, number) => [...links(node.id).keys()].map((id) => [number, numbers.get(id)]).filter(([a, b]) => a < b));
  // Many links would pull a family together into a knot.
  const rest = length * Math.max(1, Math.sqrt(edges.length / nodes.length));
  for (let step = 0; step < STEPS; step += 1) {
    const moves = nodes.map(() => [0, 0]);
    repel(nodes, moves, rest);
    for (const [a, b] of edges) attract(nodes, moves, rest, a, b);
    const most = (rest / 2) * (1 - step / STEPS);
    nodes.forEach((node, number) => {
      const [x, y] = moves[number];
      const far = Math.hypot(x, y) || 1;
      node.x += (x / far) * Math.min(far, most);
      node.y += (y / far) * Math.min(far, most);
    });
  }
}

function attract(nodes, moves, rest, a, b) {
  const [x, y] = [nodes[b].x - nodes[a].x, nodes[b].y - nodes[a].y];
  const pull = Math.hypot(x, y) / rest;
  moves[a][0] += x * pull;
  moves[a][1] += y * pull;
  moves[b][0] -= x * pull;
  moves[b][1] -= y * pull;
}

function repel(nodes, moves, rest) {
  const cell = REACH * rest;
  const cells = new Map();
  const key = (x, y) => `${Math.floor(x)} ${Math.floor(y)}`;
  nodes.forEach((node, number) => {
    const name = key(node.x / cell, node.y / cell);
    if (!cells.has(name)) cells.set(name, []);
    cells.get(name).push(number);
  });
  nodes.forEach((node, number) => {
    for (const right of [-1, 0, 1]) {
      for (const down of [-1, 0, 1]) {
        for (const other of cells.get(key(node.x / cell + right, node.y / cell + down)) ?? []) {
          if (other !== number) push(nodes, moves, rest, number, other);
        }
      }
    }
  });
}

function push(nodes, moves, rest, number, other) {
  const [x, y] = [nodes[number].x - nodes[other].x, nodes[number].y - nodes[other].y];
  const square = x * x + y * y;
  if (square > (REACH * rest) ** 2) return;
  // Two articles in one place are parted along a line that their numbers give.
  const [awayX, awayY, far] = square > 0.01 ? [x, y, square] : [Math.cos(number), Math.sin(number), 1];
  moves[number][0] += (awayX / far) * rest * rest;
  moves[number][1] += (awayY / far) * rest * rest;
}
