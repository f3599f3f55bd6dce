// What was read and what was not: skipped inputs with their reasons, notices, settings.

import { count, el, foreign } from "./dom.js";
import { report } from "./data.js";
import { section, table } from "./parts.js";

const PLACES_SHOWN = 500;

export function inputsView() {
  return { elements: [el("h1", {}, "Inputs"), skipped(), boilerplate(), notices(), settings()].filter(Boolean) };
}

function skipped() {
  const reasons = Map.groupBy(report.skipped, (item) => item.reason);
  if (!reasons.size) return section("Skipped", { class: "card" }, el("p", {}, "Every input became an article."));
  return section(`Skipped (${report.skipped.length.toLocaleString("en")})`, { class: "card" },
    [...reasons].map(([reason, items]) => el("details", { open: reasons.size < 6 && items.length < 20 },
      el("summary", {}, foreign(reason), ` · ${count(items.length, "input")}`),
      el("ul", { class: "places" }, items.slice(0, PLACES_SHOWN).map(place)),
      items.length > PLACES_SHOWN ? el("p", { class: "hint" }, `${(items.length - PLACES_SHOWN).toLocaleString("en")} more in --format json.`) : null)));
}

function place(item) {
  return el("li", {}, foreign(item.path), item.line === null ? null : `, line ${item.line}`);
}

function boilerplate() {
  const { lines, articles, frequent } = report.summary.boilerplate;
  if (!lines) return null;
  return section(`Boilerplate (${lines.toLocaleString("en")})`, { class: "card" },
    el("p", { class: "hint" }, `Lines that many articles have which otherwise share little: ${count(lines, "line")} in ${count(articles, "article")}. The figures of findings leave them out.`),
    table("The most frequent lines", ["articles", "line"], frequent.map((line) => [line.articles.toLocaleString("en"), foreign(line.text)]), { class: "plain" }));
}

function notices() {
  if (!report.notices.length) return null;
  return section("Notices", { class: "card" }, el("ul", { class: "places" }, report.notices.map((notice) => el("li", {}, foreign(notice)))));
}

function settings() {
  const rows = Object.entries(report.settings).map(([name, value]) => [
    el("code", {}, name.replaceAll("_", "-")),
    foreign(String(value ?? "") || "not set"),
  ]);
  return section("Settings of the scan", { class: "card" }, table("Settings that change what a scan finds", ["setting", "value"], rows, { class: "plain" }));
}
