// Both articles beside each other: aligned sentences tied by ribbons, scrolled together.

import { coverage } from "./coverage.js";
import { el, fixed, foreign } from "./dom.js";
import { detail, nameOf, text } from "./data.js";
import { pane } from "./pane.js";
import { ribbons } from "./ribbons.js";
import { synchronise } from "./synchronise.js";

/** The view of the texts of a finding; `jump` goes to a match, a passage or an alteration. */
export function sideBySide(finding) {
  const { matches, alterations, boilerplate } = detail(finding);
  const choose = (number, from) => {
    active = number;
    panes.forEach((each) => each.mark(number));
    ties.mark(number);
    account.replaceChildren(...describe(matches, number));
    if (from !== "scroll") panes.forEach((each) => each !== from && each.reveal(number));
  };
  let active = null;
  const panes = ["a", "b"].map((side) => pane(side, matches, alterations, boilerplate[side], text(finding[side].id), choose));
  const ties = ribbons(matches, panes, choose);
  const account = el("p", { class: "account", role: "status" }, legend());
  const step = (by) => {
    if (!matches.length) return;
    const next = active === null ? (by > 0 ? 0 : matches.length - 1) : (active + by + matches.length) % matches.length;
    choose(next, null);
  };
  const keys = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    if (event.key === "n") step(1);
    if (event.key === "p") step(-1);
  };
  const jump = (item) => {
    const number = matches.findIndex((match) => match === item || ["a", "b"].every((side) => match[side].start <= item[side].start && item[side].end <= match[side].end));
    element.scrollIntoView({ block: "start" });
    if (number >= 0) choose(number, null);
    else panes.forEach((each) => each.revealAt(item));
  };
  const element = el("section", { class: "reading", "aria-label": "Both articles side by side" },
    el("div", { class: "bar" },
      el("h2", {}, "Side by side"),
      el("div", { class: "buttons" },
        el("button", { type: "button", on: { click: () => step(-1) } }, "Previous match (p)"),
        el("button", { type: "button", on: { click: () => step(1) } }, "Next match (n)")),
      account),
    el("div", { class: "heads" }, panes.map(({ side }) => el("div", {},
      el("h3", {}, el("span", { class: "letter" }, side), " ", foreign(nameOf(finding[side]))),
      coverage(finding, side, jump)))),
    el("div", { class: "panes" }, panes[0].element, ties.element, panes[1].element));
  let scrolling = null;
  let observer = null;
  return {
    element,
    jump,
    shown() {
      scrolling = synchronise(matches, panes, ties.draw);
      observer = new ResizeObserver(() => {
        scrolling.measure();
        ties.draw();
      });
      panes.forEach((each) => observer.observe(each.content));
      document.addEventListener("keydown", keys);
    },
    leave() {
      observer?.disconnect();
      document.removeEventListener("keydown", keys);
    },
  };
}

function legend() {
  return ["Click a sentence to see its partner. ",
    el("del", {}, "Dotted"), " words stand only in a, ", el("ins", {}, "underlined"), " ones only in b; between two lines stands an altered statement. Sentences with the same number correspond."];
}

function describe(matches, number) {
  const match = matches[number];
  return [el("strong", {}, `Match ${number + 1} of ${matches.length}`),
    ` · ${match.kind} ${fixed(match.score)} · a ${lines(match.a)} · b ${lines(match.b)} `,
    ...match.labels.map((label) => el("span", { class: `tag l-${label}` }, label))];
}

function lines({ start_line: first, end_line: last }) {
  return first === last ? `line ${first}` : `lines ${first}–${last}`;
}
