// Which parts of each article are covered, by this finding and by other sources.

import { el, foreign, percent, svg } from "./dom.js";
import { articlesById, detail, findings, hasDetail, report, text } from "./data.js";
import { articleName } from "./parts.js";

const COLOURS = 8;
const LENGTH = 1000;

/** A bar for one article of a finding, with a legend if it has several sources. */
export function coverage(finding, side, jump) {
  const article = finding[side];
  const sources = sourcesOf(article.id, finding, side);
  const size = text(article.id).content.length || 1;
  const pieces = sources.flatMap(({ spans, isHere, id }, place) => spans.map(({ start, end, item }) => svg("rect", {
    class: `piece s-${place % COLOURS}`, x: (LENGTH * start) / size, width: Math.max((LENGTH * (end - start)) / size, 1), y: 0, height: 20,
    on: isHere ? { click: () => jump(item) } : {},
  }, svg("title", {}, id))));
  const label = `Where ${side} is covered, from its beginning to its end: ${percent(finding.coverage[side])} by this finding`;
  return el("div", { class: "coverage" },
    svg("svg", { viewBox: `0 0 ${LENGTH} 20`, preserveAspectRatio: "none", role: "img", "aria-label": label },
      svg("rect", { class: "whole", x: 0, y: 0, width: LENGTH, height: 20 }), pieces),
    sources.length > 1 ? el("ul", { class: "shares" }, sources.map((source, place) => legendOf(source, place))) : null);
}

function legendOf({ id, share, spans, isHere }, place) {
  return el("li", {},
    el("span", { class: `swatch s-${place % COLOURS}`, "aria-hidden": "true" }), ` ${percent(share)} `, articlesById.has(id) ? articleName(articlesById.get(id)) : foreign(id),
    isHere ? " (this finding)" : null, spans.length ? null : " (its texts are not in this file)");
}

/** The sources of an article: those of its composition, or the other article of this finding. */
function sourcesOf(id, finding, side) {
  const composition = report.compositions.find((item) => item.article === id);
  const other = finding[side === "a" ? "b" : "a"].id;
  if (!composition?.sources.some(({ source }) => source === other)) {
    return [{ id: other, share: finding.coverage[side], isHere: true, spans: spansOf(finding, side) }];
  }
  return composition.sources.map(({ source, share }) => {
    const found = findings.find((each) => (each.a.id === id && each.b.id === source) || (each.b.id === id && each.a.id === source));
    const spans = found && hasDetail(found) ? spansOf(found, found.a.id === id ? "a" : "b") : [];
    return { id: source, share, isHere: source === other, spans };
  });
}

function spansOf(finding, side) {
  const { matches, passages } = detail(finding);
  return [...passages, ...matches].map((item) => ({ start: item[side].start, end: item[side].end, item }));
}
