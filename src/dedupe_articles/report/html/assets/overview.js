// The first view: what was found, at a glance.

import { atMost, count, el, foreign, percent } from "./dom.js";
import { RELATIONS, articlesById, findings, page, report } from "./data.js";
import { href } from "./routes.js";
import { articleName, badge, meter, section, table } from "./parts.js";
import { histogram } from "./histogram.js";
import { familyMap } from "./map.js";
import { timeline } from "./timeline.js";

const STRONGEST = 5;
const COMPOSITIONS_SHOWN = 10;
const FAMILIES_SHOWN = 50;
const MEMBERS_SHOWN = 20;

export function overview() {
  const map = findings.length ? familyMap() : null;
  return {
    elements: [
      el("h1", {}, headline()),
      el("p", { class: "lead" }, account()),
      findings.length ? tiles() : null,
      leftOut(),
      findings.length ? el("div", { class: "columns" }, strongest(), scores()) : null,
      map && section("Who is related to whom", { class: "card" }, map, families()),
      ...timeline(),
      ...merged(),
    ].filter(Boolean),
  };
}

function total() {
  return Object.values(report.summary.findings).reduce((sum, number) => sum + number, 0);
}

function headline() {
  const { articles } = report.summary;
  if (!total()) return `No copied or derived articles among ${count(articles, "article")}`;
  return `${count(total(), "pair")} of related articles among ${count(articles, "article")}`;
}

function account() {
  const { summary } = report;
  const parts = [`${count(summary.words, "word")} were read.`];
  if (summary.families) {
    const members = report.families.reduce((sum, family) => sum + family.members.length, 0);
    parts.push(` ${count(members, "article")} belong to ${count(summary.families, "family", "families")} that descend from one another.`);
  }
  if (summary.accepted) {
    parts.push(" ", el("a", { href: href("findings", { status: "accepted" }) }, `${count(summary.accepted, "finding is", "findings are")} accepted.`));
  }
  if (summary.chance) {
    parts.push(` By chance alone, 99 % of unrelated pairs here score at most ${atMost(summary.chance.p99)}.`);
  }
  if (summary.boilerplate.lines) {
    parts.push(" ", el("a", { href: href("inputs") }, `${count(summary.boilerplate.lines, "line")} of boilerplate`), ` in ${count(summary.boilerplate.articles, "article")} ${summary.boilerplate.lines === 1 ? "is" : "are"} left out of the figures.`);
  }
  if (summary.skipped) {
    parts.push(" ", el("a", { href: href("inputs") }, `${count(summary.skipped, "input was", "inputs were")} skipped.`));
  }
  return parts;
}

function tiles() {
  const shown = Object.keys(RELATIONS).filter((relation) => report.summary.findings[relation]);
  return el("ul", { class: "tiles", "aria-label": "Findings by relation" },
    shown.map((relation) => el("li", {},
      el("a", { class: "tile", href: href("findings", { relation }) },
        el("span", { class: "number" }, report.summary.findings[relation].toLocaleString("en")),
        badge(relation),
        el("span", { class: "meaning" }, RELATIONS[relation])))));
}

function leftOut() {
  const { findings: hidden, details } = page.left_out;
  if (!hidden && !details) return null;
  return el("p", { class: "notice" },
    hidden ? `This page lists the ${findings.length.toLocaleString("en")} strongest findings; ${count(hidden, "weaker one is", "weaker ones are")} left out: --format json has them all. ` : null,
    details ? `${count(details, "finding")} of the list come without texts, which would make the file too large; dedupe compare shows them.` : null);
}

function strongest() {
  const rows = findings.slice(0, STRONGEST).map((finding) => el("li", {},
    el("a", { href: href(`findings/${finding.number + 1}`), class: "strong" },
      el("span", { class: "line" }, badge(finding.relation), meter(finding.score)),
      el("span", { class: "pair one-line" }, articleName(finding.a)),
      el("span", { class: "pair one-line" }, articleName(finding.b)))));
  const rest = findings.length - rows.length;
  return section("Strongest findings", { class: "card" },
    el("ol", { class: "strongest" }, rows),
    rest > 0 ? el("p", {}, el("a", { href: href("findings") }, `All ${findings.length.toLocaleString("en")} findings`)) : null);
}

function scores() {
  return section("How much was taken", { class: "card" },
    el("p", { class: "hint" }, `${page.left_out.findings ? "The findings listed here" : "Findings"} by score: the share of the derived article that the other accounts for.`),
    histogram());
}

/** What the map shows, for those who do not see it. */
function families() {
  const largest = report.families.toSorted((x, y) => y.members.length - x.members.length);
  if (!largest.length) return null;
  const rows = largest.slice(0, FAMILIES_SHOWN).map((family) => [
    family.members.length,
    nameOfId(family.representative),
    el("ul", { class: "places" }, family.members.filter((id) => id !== family.representative).slice(0, MEMBERS_SHOWN).map((id) => el("li", {}, nameOfId(id))),
      family.members.length > MEMBERS_SHOWN + 1 ? el("li", {}, `${(family.members.length - MEMBERS_SHOWN - 1).toLocaleString("en")} more`) : null),
  ]);
  const rest = largest.length - rows.length;
  return el("details", {}, el("summary", {}, "The families as a list"),
    table("Families, the largest first", ["articles", "representative", "others"], rows, { class: "plain" }),
    rest > 0 ? el("p", { class: "hint" }, `${count(rest, "more family", "more families")} in --format json.`) : null);
}

/** An article by its id, as a link to its findings; one that stands in no finding here, as text. */
function nameOfId(id) {
  const article = articlesById.get(id);
  return article ? el("a", { href: href("findings", { article: id }) }, articleName(article)) : foreign(id);
}

function merged() {
  const all = report.compositions;
  if (!all.length) return [];
  const rows = all.slice(0, COMPOSITIONS_SHOWN).map((item) => [
    nameOfId(item.article),
    percent(item.covered),
    el("ul", { class: "shares" }, item.sources.map(({ source, share }, place) => el("li", {},
      el("span", { class: `swatch s-${place % 8}`, "aria-hidden": "true" }), ` ${percent(share)} `, nameOfId(source)))),
  ]);
  const rest = all.length - rows.length;
  return [section("Merged from several sources", { class: "card" },
    table("Articles that draw on several others", ["Article", "Covered", "Sources"], rows, { class: "plain wide" }),
    rest > 0 ? el("p", { class: "hint" }, `${count(rest, "further article")} in --format json.`) : null)];
}
