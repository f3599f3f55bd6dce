// Small pieces that several views show.

import { count, el, fixed, foreign, svg } from "./dom.js";
import { RELATIONS } from "./data.js";

/** The name of a relation on its colour, with its sign: colour never stands alone. */
export function badge(relation) {
  return el("span", { class: `badge r-${relation}`, title: RELATIONS[relation] ?? null }, sign(relation), relation);
}

// One shape for each relation, so that they can be told apart in print and without colours.
const SHAPES = {
  exact: "M1 2.5h10v2.5H1zM1 7h10v2.5H1z",
  "near-duplicate": "M1 2.5h10v2.5H1zM1 7h6v2.5H1z",
  derived: "M1 5h6V2l4.5 4L7 10V7H1z",
  excerpt: "M1 1h2v10H1zM5 4h6v4H5z",
  "shared-passages": "M4 2a4 4 0 1 0 0 8 4 4 0 0 0 2-.5A4 4 0 1 0 6 2.500 4 4 0 0 0 4 2z",
  "quotes-only": "M1 3h4v4L3 10H1l1-3H1zM7 3h4v4l-2 3H7l1-3H7z",
  "boilerplate-only": "M1 1h10v2H1zM1 9h10v2H1zM1 5h2v2H1zM9 5h2v2H9z",
};

export function sign(relation) {
  return svg("svg", { class: "sign", viewBox: "0 0 12 12", "aria-hidden": "true" },
    svg("path", { d: SHAPES[relation] ?? "M2 2h8v8H2z" }));
}

/** A share as a bar and a figure. */
export function meter(value) {
  return el("span", { class: "meter" },
    el("span", { class: "track", "aria-hidden": "true" },
      el("span", { class: "fill", style: { width: `${100 * value}%` } })),
    fixed(value));
}

/** An article on one line: its title or its file first, then where it is, of which the end tells. */
export function articleName(article) {
  const slash = article.id.lastIndexOf("/") + 1;
  const [folder, file] = [article.id.slice(0, slash), article.id.slice(slash)];
  return el("span", { class: article.title ? "article titled" : "article", title: article.id },
    foreign(article.title || file, { class: "name" }), " ",
    el("span", { class: "id" }, foreign(article.title ? article.id : folder)));
}

/** What an article is, beside its name. */
export function articleFacts(article) {
  const left = article.boilerplate.words;
  const facts = [count(article.words, "word") + (left ? `, ${left.toLocaleString("en")} of boilerplate` : "")];
  if (article.id !== article.path) facts.push(`line ${article.line.toLocaleString("en")}`);
  if (article.date) facts.push(article.date);
  if (article.language) facts.push(languageName(article.language));
  return facts.join(" · ");
}

function languageName(code) {
  const isCode = /^[a-z]{2,3}$/.test(code); // others are refused with an error
  return isCode ? new Intl.DisplayNames(["en"], { type: "language" }).of(code) : code;
}

/** What an article hides from a comparison of characters, as tags. */
export function disguises(article) {
  return article.disguises.map(({ kind, count: number }) => el("span", { class: "tag alarm" }, `disguised: ${number.toLocaleString("en")} ${kind}`));
}

/** A table with a caption, heads and rows of cells. */
export function table(caption, heads, rows, attributes = {}) {
  return el("table", attributes,
    el("caption", {}, caption),
    el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))),
    el("tbody", {}, rows.map((cells) => el("tr", {}, cells.map((cell) => el("td", {}, cell))))));
}

/** A part of a view with a heading. */
export function section(heading, attributes, ...children) {
  return el("section", attributes, el("h2", {}, heading), ...children);
}
