// How the scores of the findings are spread, against the threshold and against chance.

import { atMost, count, el, fixed, svg } from "./dom.js";
import { RELATIONS, findings, report } from "./data.js";
import { badge, table } from "./parts.js";

const BINS = 20;
const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [480, 220, 40, 34, 34];

export function histogram() {
  const relations = Object.keys(RELATIONS).filter((name) => findings.some((finding) => finding.relation === name));
  const bins = Array.from({ length: BINS }, () => Object.fromEntries(relations.map((name) => [name, 0])));
  for (const finding of findings) bins[binOf(finding.score)][finding.relation] += 1;
  return el("figure", { class: "histogram" },
    picture(bins, relations),
    el("figcaption", { class: "legend" }, relations.map(badge)),
    el("details", {}, el("summary", {}, "The same in figures"), figures(bins, relations)));
}

function binOf(score) {
  return Math.min(Math.floor(score * BINS), BINS - 1);
}

function picture(bins, relations) {
  const tallest = Math.max(...bins.map(sum), 1);
  const x = (score) => LEFT + score * (WIDTH - LEFT - 8);
  const y = (number) => HEIGHT - BOTTOM - (number / tallest) * (HEIGHT - BOTTOM - TOP);
  const bars = bins.flatMap((bin, place) => {
    let below = 0;
    return relations.filter((name) => bin[name]).map((name) => {
      const [low, high] = [below, below + bin[name]];
      below = high;
      return svg("rect", {
        class: `bar r-${name}`, x: x(place / BINS) + 1, width: x(1 / BINS) - x(0) - 2, y: y(high), height: y(low) - y(high),
      }, svg("title", {}, `${from(place)} to ${to(place)}: ${bin[name]} ${name}`));
    });
  });
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": summary(bins) },
    [0, tallest].map((number) => svg("text", { class: "tick", x: LEFT - 6, y: y(number) + 4, "text-anchor": "end" }, number.toLocaleString("en"))),
    svg("line", { class: "axis", x1: LEFT, x2: WIDTH - 8, y1: y(0), y2: y(0) }),
    bars,
    [0, 0.25, 0.5, 0.75, 1].map((score) => svg("text", { class: "tick", x: x(score), y: HEIGHT - BOTTOM + 16, "text-anchor": "middle" }, score)),
    svg("text", { class: "tick", x: (LEFT + WIDTH) / 2, y: HEIGHT - 4, "text-anchor": "middle" }, "score"),
    marks(x, y(0)));
}

/** Lines for the least score of a finding, and for what chance gives. */
function marks(x, bottom) {
  const { chance } = report.summary;
  const least = report.settings.min_score;
  const lines = [];
  if (least > 0) lines.push([least, `least score ${fixed(least)}`, "threshold", 26]);
  if (chance) lines.push([chance.p99, `chance ${atMost(chance.p99)}`, "chance", 12]);
  return lines.map(([score, label, kind, top]) => svg("g", { class: kind },
    svg("line", { x1: x(score), x2: x(score), y1: top - 8, y2: bottom }),
    svg("text", { x: x(score) + (score > 0.7 ? -5 : 5), y: top, "text-anchor": score > 0.7 ? "end" : "start" }, label)));
}

function summary(bins) {
  const most = bins.indexOf(bins.reduce((best, bin) => (sum(bin) > sum(best) ? bin : best)));
  return `Histogram of scores: ${count(findings.length, "finding")}, most of them between ${from(most)} and ${to(most)}`;
}

function figures(bins, relations) {
  const rows = bins.map((bin, place) => [`${from(place)}–${to(place)}`, ...relations.map((name) => bin[name])]);
  return table("Findings by score and relation", ["score", ...relations], rows.filter((row) => row.slice(1).some(Boolean)), { class: "plain figures" });
}

function sum(bin) {
  return Object.values(bin).reduce((all, number) => all + number, 0);
}

function from(place) {
  return fixed(place / BINS);
}

function to(place) {
  return fixed((place + 1) / BINS);
}
