// Reads the data of the page: the records of `--format json`, packed, and the texts they point into.

import { language } from "./dom.js";

/** The scan, `articles` by number, and how much the page leaves out. */
export const page = unpacked("report");
export const report = page.report;
export const findings = report.findings;
findings.forEach((finding, number) => { finding.number = number; });

const numbers = new Map(page.articles.map((id, number) => [id, number]));
const texts = new Map();
const details = new Map();

function unpacked(id) {
  const [shapes, packed] = JSON.parse(document.getElementById(id).textContent);
  const unpack = (value) => {
    if (!Array.isArray(value)) return value;
    const items = value.slice(1).map(unpack);
    if (value[0] === -1) return items;
    return Object.fromEntries(shapes[value[0]].map((key, place) => [key, items[place]]));
  };
  return unpack(packed);
}

/** Whether the page holds the alignment of a finding, and so both texts. */
export function hasDetail(finding) {
  return document.getElementById(`finding-${finding.number}`) !== null;
}

/** The articles of all findings by id. */
export const articlesById = new Map(findings.flatMap(({ a, b }) => [[a.id, a], [b.id, b]]));

/** The passages and matches of a finding, its alterations and boilerplate, in offsets of its two texts. */
export function detail(finding) {
  if (!details.has(finding.number)) {
    const found = unpacked(`finding-${finding.number}`);
    found.alterations = (finding.alterations).map((item) => structuredClone(item));
    const [a, b] = [text(finding.a.id), text(finding.b.id)];
    found.boilerplate = { a: structuredClone(finding.a.boilerplate.lines), b: structuredClone(finding.b.boilerplate.lines) };
    found.boilerplate.a.forEach((span) => shift(span, a));
    found.boilerplate.b.forEach((span) => shift(span, b));
    for (const item of [...found.passages, ...found.matches, ...found.alterations]) {
      shift(item.a, a);
      shift(item.b, b);
      for (const edit of item.edits ?? []) {
        shift(edit.a, a);
        shift(edit.b, b);
      }
    }
    details.set(finding.number, found);
  }
  return details.get(finding.number);
}

/** The text of an article: its `content`, its language, and its size in code points. */
export function text(id) {
  if (!texts.has(id)) {
    const content = JSON.parse(document.getElementById(`text-${numbers.get(id)}`).textContent);
    texts.set(id, { content, language: articlesById.get(id).language ?? language(content), offsets: offsetsOf(content) });
  }
  return texts.get(id);
}

// Records count code points, strings of this language count UTF-16 units. They differ only where
// a text has characters beyond the basic plane; then a table translates.
function offsetsOf(content) {
  if (!/[\ud800-\udbff]/.test(content)) return null;
  const offsets = [];
  let unit = 0;
  for (const char of content) {
    offsets.push(unit);
    unit += char.length;
  }
  return [...offsets, unit];
}

function shift(span, { offsets }) {
  if (!offsets) return;
  span.start = offsets[span.start];
  span.end = offsets[span.end];
}

/** The relations in the order of strength, with what each says. */
export const RELATIONS = {
  exact: "the same text",
  "near-duplicate": "the same text with small changes",
  derived: "much of one is rewritten from the other",
  excerpt: "one is a part of the other",
  "shared-passages": "passages in common beside text of their own",
  "quotes-only": "only quotations in common",
  "boilerplate-only": "only boilerplate in common",
};

/** How an article is called: its title if it has one. */
export function nameOf(article) {
  return article.title || article.id;
}

/** The folder of an article; for a record, the file that holds it. */
export function folderOf(article) {
  if (article.id !== article.path) return article.path;
  const slash = article.path.lastIndexOf("/");
  return slash < 0 ? "" : article.path.slice(0, slash);
}
