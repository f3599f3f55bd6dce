// The ribbons between two panes: from where a match stands on one side to where it stands on the
// other. They show at a glance what was moved, split and merged.

import { svg } from "./dom.js";

const WIDE = 72;

/** The strip between the panes; `draw` follows them, `mark` shows one match above the others. */
export function ribbons(matches, panes, choose) {
  let active = null;
  const element = svg("svg", { class: "ribbons", "aria-hidden": "true" });
  const paths = matches.map((match, number) => svg("path", {
    class: `ribbon k-${match.kind}${match.labels.includes("moved") ? " moved" : ""}`, on: { click: () => choose(number, null) },
  }));

  function draw() {
    const height = element.clientHeight;
    const [left, right] = panes.map(({ element: pane, rows }) => rows.map(({ top, bottom }) => [top - pane.scrollTop, bottom - pane.scrollTop]));
    const shown = [];
    paths.forEach((path, number) => {
      const [[a1, a2], [b1, b2]] = [left[number], right[number]];
      if (Math.max(a2, b2) < 0 || Math.min(a1, b1) > height) return;
      const middle = WIDE / 2;
      path.setAttribute("d", `M0 ${a1}C${middle} ${a1} ${middle} ${b1} ${WIDE} ${b1}V${b2}C${middle} ${b2} ${middle} ${a2} 0 ${a2}Z`);
      shown.push(path);
    });
    if (active !== null && shown.includes(paths[active])) shown.push(shown.splice(shown.indexOf(paths[active]), 1)[0]);
    element.replaceChildren(...shown);
  }

  function mark(number) {
    if (active !== null) paths[active].classList.remove("on");
    active = number;
    paths[active].classList.add("on");
    draw();
  }

  panes.forEach((pane) => { pane.rows = matches.map(() => ({ top: 0, bottom: 0 })); });
  return { element, draw, mark };
}
