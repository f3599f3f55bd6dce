// One finding: what it is, why, and both articles side by side.

import { count, el, fixed, foreign, percent } from "./dom.js";
import { RELATIONS, detail, findings, hasDetail, nameOf } from "./data.js";
import { neighbours } from "./findings.js";
import { articleFacts, badge, disguises, section, table } from "./parts.js";
import { href } from "./routes.js";
import { sideBySide } from "./sidebyside.js";
import { triageForm } from "./triage.js";

export function findingView(number) {
  const finding = findings[number];
  if (!finding) return { elements: [el("h1", {}, "There is no such finding"), el("p", {}, el("a", { href: href("findings") }, "All findings"))] };
  const texts = hasDetail(finding) ? sideBySide(finding) : null;
  const jump = (item) => texts?.jump(item);
  return {
    title: `Finding ${number + 1}`,
    elements: [
      steps(finding),
      el("div", { class: "opening" },
        el("div", {},
          el("h1", { class: "verdict" }, badge(finding.relation), " ", verdict(finding)),
          articles(finding)),
        section("Your decision", { class: "card decision" }, triageForm(finding))),
      facts(finding),
      texts ? texts.element : absent(finding),
      el("div", { class: "reasons" },
        alterations(finding, jump), substitutions(finding), direction(finding)),
    ],
    shown: texts?.shown,
    leave: texts?.leave,
  };
}

function steps(finding) {
  const { previous, next, place, total, list } = neighbours(finding);
  const step = (to, name) => (to
    ? el("a", { href: href(`findings/${to.number + 1}`), class: "button" }, name)
    : el("span", { class: "button off", "aria-hidden": "true" }, name));
  return el("nav", { class: "steps", "aria-label": "Findings" },
    el("a", { href: list }, "Back to the table"),
    el("span", {}, `${(place + 1).toLocaleString("en")} of ${total.toLocaleString("en")}`),
    step(previous, "← Previous"), step(next, "Next →"));
}

/** The relation in one sentence. */
function verdict(finding) {
  const { original } = finding.direction;
  const derived = original === "a" ? "b" : "a";
  const known = {
    exact: "The two articles have the same text",
    "near-duplicate": "The two articles have nearly the same text",
    derived: original ? `${derived} is likely rewritten from ${original}` : "One article is rewritten from the other",
    excerpt: original ? `${derived} is likely an excerpt of ${original}` : "One article is an excerpt of the other",
    "shared-passages": original ? `${derived} likely took passages from ${original}` : "The two articles share passages",
  };
  return known[finding.relation] ?? `The two articles have ${RELATIONS[finding.relation] ?? "something"}`;
}

function articles(finding) {
  return el("dl", { class: "pairing" }, ["a", "b"].map((side) => [
    el("dt", {}, side),
    el("dd", {}, foreign(nameOf(finding[side]), { class: "name" }),
      finding.direction.original === side ? el("span", { class: "original" }, "likely original") : null,
      disguises(finding[side]),
      el("span", { class: "about" }, finding[side].title ? [foreign(finding[side].id), " · "] : null, articleFacts(finding[side]))),
  ]));
}

function facts(finding) {
  const items = [
    ["Score", fixed(finding.score), "share of the derived article that the other accounts for"],
    ["Confidence", fixed(finding.confidence), "how sure it is that one descends from the other"],
    ["Covered", `${percent(finding.coverage.a)} of a, ${percent(finding.coverage.b)} of b`, "words inside matches"],
    ["Longest run", count(finding.longest_run, "word"), "word for word the same"],
    ["In quotation marks", percent(finding.quoted_share), "of what they have in common"],
  ];
  return el("dl", { class: "facts" }, items.map(([name, value, meaning]) => el("div", {},
    el("dt", {}, name), el("dd", {}, el("strong", {}, value), el("span", {}, meaning)))));
}

/** What an editor has to check: statements that are not the same on both sides. */
function alterations(finding, jump) {
  const found = hasDetail(finding) ? detail(finding).alterations : finding.alterations;
  if (!found.length) return null;
  const words = (span) => (span.text.trim() ? foreign(span.text) : el("em", {}, "nothing"));
  return section(`Altered statements (${found.length})`, { class: "card alarm" },
    table("Numbers, dates, negations and quotations that the two give otherwise", ["what", "in a", "in b", "where"], found.map((item) => [
      el("span", { class: "tag alarm" }, item.kind), words(item.a), words(item.b),
      hasDetail(finding)
        ? el("button", { type: "button", class: "link", on: { click: () => jump(item) } }, `line ${item.a.start_line} / ${item.b.start_line}`)
        : `line ${item.a.start_line} / ${item.b.start_line}`,
    ]), { class: "plain statements" }));
}

function substitutions(finding) {
  if (!finding.substitutions.length) return null;
  return section("Replaced throughout", { class: "card" },
    table("Words of the original and what stands in their place", ["original", "derived", "times", "kind"],
      finding.substitutions.map((swap) => [foreign(swap.from), foreign(swap.to), `×${swap.count}`, swap.kind]), { class: "plain" }));
}

function direction(finding) {
  const { original, confidence, evidence } = finding.direction;
  const heaviest = Math.max(...evidence.map(({ weight }) => weight), 1);
  return section("Which came first", { class: "card" },
    el("p", {}, original
      ? ["Likely ", el("strong", {}, original), `, with a confidence of ${fixed(confidence)}.`]
      : "The evidence does not decide."),
    evidence.length ? el("ul", { class: "evidence" }, evidence.map((item) => el("li", { class: `for-${item.favours}` },
      el("span", { class: "for" }, `for ${item.favours}`),
      el("span", { class: "weight" }, el("span", { class: "track", "aria-hidden": "true" }, el("span", { class: "fill", style: { width: `${(100 * item.weight) / heaviest}%` } })), item.weight.toFixed(1)),
      el("span", { class: "detail" }, foreign(item.detail))))) : null,
    evidence.length ? el("p", { class: "hint" }, "Weights are log-odds: 1 makes it about 2.7 times, 3 about 20 times as likely.") : null);
}

function absent(finding) {
  const isFile = finding.a.id === finding.a.path && finding.b.id === finding.b.path;
  return el("p", { class: "notice" }, "The texts of this finding are not in this file, which would have become too large. ",
    isFile ? ["To see them: ", el("code", {}, `dedupe compare ${quoted(finding.a.path)} ${quoted(finding.b.path)}`)] : "Scan fewer articles at once to see them.");
}

/** A path as a shell takes it. */
function quoted(path) {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
