// Scrolls one pane when the other is scrolled, so that what corresponds stands side by side.

const EYE = 1 / 3; // of the height of a pane: where a reader looks

/** Tie two panes; `measure` has to be called when their text has a new shape. */
export function synchronise(matches, panes, draw) {
  const chain = inOrder(matches);
  const expected = new Map(panes.map(({ element }) => [element, null]));

  function measure() {
    for (const { element, pieces, rows } of panes) {
      const above = element.getBoundingClientRect().top - element.scrollTop + element.clientTop;
      pieces.forEach((parts, number) => {
        const [first, last] = [parts[0].getClientRects(), parts.at(-1).getClientRects()];
        rows[number] = { top: first[0].top - above, bottom: last[last.length - 1].bottom - above };
      });
    }
  }

  function follow(from, to) {
    const eye = from.element.clientHeight * EYE;
    const place = map(from.element.scrollTop + eye, anchors(from, to, chain));
    const top = Math.round(Math.max(0, Math.min(place - eye, to.element.scrollHeight - to.element.clientHeight)));
    if (Math.abs(to.element.scrollTop - top) < 1) return;
    expected.set(to.element, top);
    to.element.scrollTop = top;
  }

  panes.forEach((pane, place) => {
    pane.element.addEventListener("scroll", () => {
      // A scroll that this caused is not answered, or the panes would push each other.
      if (expected.get(pane.element) !== null && Math.abs(pane.element.scrollTop - expected.get(pane.element)) <= 1) expected.set(pane.element, null);
      else follow(pane, panes[1 - place]);
      draw();
    });
  });
  measure();
  draw();
  return { measure };
}

/** Heights that correspond, in rising order on both sides. */
function anchors(from, to, chain) {
  const points = chain.flatMap((number) => [[from.rows[number].top, to.rows[number].top], [from.rows[number].bottom, to.rows[number].bottom]]);
  return [[0, 0], ...points, [from.element.scrollHeight, to.element.scrollHeight]];
}

function map(height, points) {
  const after = points.findIndex(([x]) => x >= height);
  if (after <= 0) return after === 0 ? points[0][1] : points.at(-1)[1];
  const [[x1, y1], [x2, y2]] = [points[after - 1], points[after]];
  return x2 === x1 ? y1 : y1 + ((height - x1) / (x2 - x1)) * (y2 - y1);
}

/** The heaviest chain of matches that come in one order on both sides: what was not moved. */
function inOrder(matches) {
  const order = matches.map((_, number) => number).sort((x, y) => matches[x].a.start - matches[y].a.start || matches[x].b.start - matches[y].b.start);
  const best = [];
  order.forEach((number, place) => {
    const { a, b } = matches[number];
    let before = null;
    for (let earlier = 0; earlier < place; earlier += 1) {
      const other = matches[order[earlier]];
      if (other.a.end <= a.start && other.b.end <= b.start && (before === null || best[earlier].weight > best[before].weight)) before = earlier;
    }
    best.push({ weight: a.end - a.start + (before === null ? 0 : best[before].weight), before });
  });
  let place = best.reduce((top, { weight }, each) => (top === null || weight > best[top].weight ? each : top), null);
  const chain = [];
  for (; place !== null; place = best[place].before) chain.unshift(order[place]);
  return chain;
}
