// One article in full: its aligned sentences numbered, its changed words marked.

import { el, visible } from "./dom.js";

// What is called out in the text itself; the other labels stand in the account of a match.
const CALLED_OUT = { number: "number", negation: "negation", quotation: "quotation", moved: "moved" };

/** The pane of one side; `choose` is told of a click on a match. */
export function pane(side, matches, alterations, boilerplate, text, choose) {
  const spans = matches.map((match) => match[side]);
  const pieces = spans.map(() => []);
  const content = el("div", { class: "text", dir: "auto", lang: text.language });
  for (const segment of segments(text.content, side, matches, alterations, boilerplate)) {
    const made = render(segment, text.content, side, matches);
    content.append(...made);
    for (const number of segment.matches) pieces[number].push(...made);
  }
  const element = el("div", { class: `pane pane-${side}`, tabindex: 0, role: "region", "aria-label": `Article ${side}` }, content);
  const self = { element, content, side, pieces, mark, reveal, revealAt };
  content.addEventListener("click", (event) => {
    const numbers = event.target.closest("[data-matches]")?.dataset.matches.split(" ").map(Number);
    if (numbers && String(getSelection()) === "") choose(numbers.at(-1), self);
  });
  return self;

  function mark(number) {
    content.querySelectorAll(".on").forEach((piece) => piece.classList.remove("on"));
    pieces[number].forEach((piece) => piece.classList.add("on"));
  }

  function reveal(number) {
    const [first] = pieces[number];
    if (first) element.scrollTop += first.getBoundingClientRect().top - element.getBoundingClientRect().top - element.clientHeight / 3;
  }

  function revealAt(item) {
    const found = [...content.querySelectorAll("[data-start]")].findLast((piece) => Number(piece.dataset.start) <= item[side].start);
    if (found) element.scrollTop += found.getBoundingClientRect().top - element.getBoundingClientRect().top - element.clientHeight / 3;
  }
}

/**
 * Cut a text where a match, an edit, an alteration or boilerplate begins or ends. Each segment says
 * which matches cover it, which of them begin and end with it, whether its words were changed, and
 * whether they are left out.
 */
function segments(content, side, matches, alterations, boilerplate) {
  const events = new Map();
  const at = (place) => {
    if (!events.has(place)) events.set(place, { begin: [], end: [], change: 0, alarm: 0, left: 0 });
    return events.get(place);
  };
  at(0);
  at(content.length);
  matches.forEach((match, number) => {
    at(match[side].start).begin.push(number);
    at(match[side].end).end.push(number);
    for (const edit of match.edits) {
      at(edit[side].start).change += 1;
      at(edit[side].end).change -= 1;
    }
  });
  for (const item of alterations) {
    at(item[side].start).alarm += 1;
    at(item[side].end).alarm -= 1;
  }
  for (const span of boilerplate) {
    at(span.start).left += 1;
    at(span.end).left -= 1;
  }
  const places = [...events.keys()].sort((x, y) => x - y);
  const open = new Set();
  const found = [];
  let [change, alarm, left] = [0, 0, 0];
  places.forEach((start, index) => {
    const { begin, end } = events.get(start);
    end.forEach((number) => open.delete(number));
    if (found.length) found.at(-1).ends = end;
    begin.forEach((number) => open.add(number));
    change += events.get(start).change;
    alarm += events.get(start).alarm;
    left += events.get(start).left;
    if (index + 1 < places.length) {
      found.push({ start, end: places[index + 1], matches: [...open].sort((x, y) => x - y), begins: begin, ends: [], changed: change > 0 && !left, alarm: alarm > 0, leftOut: left > 0 });
    }
  });
  return found;
}

function render(segment, content, side, matches) {
  const words = visible(content.slice(segment.start, segment.end));
  const tag = segment.changed ? (side === "a" ? "del" : "ins") : "span";
  const kinds = segment.matches.map((number) => `k-${matches[number].kind}`);
  const piece = el(tag, {
    class: ["seg", segment.matches.length ? "match" : "alone", ...kinds, segment.alarm ? "altered" : "", segment.leftOut ? "left-out" : ""].join(" ").trim(),
    "data-matches": segment.matches.length ? segment.matches.join(" ") : null, "data-start": segment.start,
    title: segment.leftOut ? "boilerplate, left out of the figures" : null,
  }, words);
  const numbers = segment.begins.filter((number) => matches[number][side].end > segment.start);
  return [...numbers.map((number) => el("span", { class: "no", role: "img", "aria-label": `match ${number + 1}`, "data-matches": number }, number + 1)), piece, ...segment.ends.flatMap((number) => callouts(matches[number], number))];
}

function callouts(match, number) {
  const names = match.labels.filter((label) => label in CALLED_OUT);
  if (["split", "merged", "summary"].includes(match.kind)) names.push(match.kind);
  return names.map((name) => el("span", { class: `tag l-${name}`, "data-matches": number }, CALLED_OUT[name] ?? name));
}
