// When the articles of each family appeared, where their dates are known.

import { count, el, foreign, svg } from "./dom.js";
import { findings, nameOf } from "./data.js";
import { related } from "./layout.js";
import { go, href } from "./routes.js";
import { section, table } from "./parts.js";

const FAMILIES = 12;
const [WIDTH, LEFT, RIGHT, ROW, TOP] = [960, 240, 20, 30, 26];
const LONGEST = 32;
const WITHOUT_ZONE = /[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/i;

/** The timeline as a list of sections: none where fewer than two related articles have dates. */
export function timeline() {
  const { groups, dated, undated } = dateGroups();
  if (!groups.length) return [];
  const shown = groups.slice(0, FAMILIES);
  const notes = [];
  if (groups.length > shown.length) notes.push(`The ${FAMILIES} largest of ${groups.length.toLocaleString("en")} groups are shown.`);
  if (undated) notes.push(`${count(undated, "article")} of ${(dated + undated).toLocaleString("en")} have no date that can be read.`);
  return [section("When they appeared", { class: "card" },
    el("p", { class: "hint" }, "Each row is a group of related articles, from its first to its last; a ring marks the first. ", notes.join(" ")),
    picture(shown),
    el("details", {}, el("summary", {}, "The same in figures"), figures(shown)))];
}

/** Groups of related articles that have dates, the largest first, each in order of time. */
function dateGroups() {
  const timed = related(findings).map((group) => group.map((article) => ({ article, time: timeOf(article.date) })));
  const isDated = ({ time }) => time !== null;
  const dated = timed.flat().filter(isDated).length;
  const groups = timed
    .map((group) => group.filter(isDated).sort((x, y) => x.time - y.time))
    .filter((group) => group.length > 1)
    .sort((x, y) => y.length - x.length || x[0].time - y[0].time);
  return { groups, dated, undated: timed.flat().length - dated };
}

/** The moment of a date. A time without a zone is one of UTC; a browser takes it for its own. */
function timeOf(date) {
  const time = date ? Date.parse(WITHOUT_ZONE.test(date) ? `${date}Z` : date) : NaN;
  const year = new Date(time).getUTCFullYear();
  return year > 1000 && year < 2200 ? time : null;
}

function picture(groups) {
  const times = groups.flatMap((group) => group.map(({ time }) => time));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const x = (time) => LEFT + ((time - first) / (last - first || 1)) * (WIDTH - LEFT - RIGHT);
  const height = TOP + groups.length * ROW + 8;
  return el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Timeline" },
    svg("svg", { class: "timeline", viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": `Timeline of ${count(groups.length, "group")} from ${day(first)} to ${day(last)}` },
      [first, last].map((time, end) => svg("text", { class: "tick", x: x(time), y: 14, "text-anchor": end ? "end" : "start" }, day(time))),
      groups.map((group, place) => row(group, TOP + (place + 0.5) * ROW, x))));
}

function row(group, y, x) {
  const [first] = group;
  const open = () => go(href("findings", { article: first.article.id }));
  return svg("g", { class: "row", on: { click: open } },
    svg("line", { class: "rail", x1: LEFT, x2: WIDTH - RIGHT, y1: y, y2: y }),
    svg("line", { class: "span", x1: x(first.time), x2: x(group.at(-1).time), y1: y, y2: y }),
    group.map(({ article, time }, place) => svg("circle", { class: place ? "later" : "first", cx: x(time), cy: y, r: place ? 4 : 6 },
      svg("title", {}, `${day(time)} ${nameOf(article)}`))),
    svg("text", { x: LEFT - 14, y: y + 4, "text-anchor": "end" }, short(nameOf(first.article))));
}

function figures(groups) {
  const rows = groups.map((group) => [foreign(nameOf(group[0].article)), group.length, day(group[0].time), day(group.at(-1).time)]);
  return table("Groups of related articles by date", ["first article", "articles", "first", "last"], rows, { class: "plain" });
}

function day(time) {
  return new Date(time).toISOString().slice(0, 10);
}

function short(name) {
  const chars = [...name];
  return chars.length > LONGEST ? `${chars.slice(0, LONGEST - 1).join("")}…` : name;
}
