// Which findings are listed.

import { el, foreign } from "./dom.js";
import { RELATIONS, findings, folderOf, report } from "./data.js";
import { acceptance } from "./triage.js";

/** The names of the filters, as the address has them. */
export const FILTERS = ["q", "relation", "min", "folder", "change", "status", "article"];

const CHANGES = {
  number: "a number altered",
  date: "a date altered",
  quotation: "a quotation altered",
  negation: "a negation altered",
  swap: "names or words replaced throughout",
};

/** The findings that pass all filters, in the order of the report. */
export function matching(chosen) {
  const words = chosen.q.toLowerCase().split(/\s+/).filter(Boolean);
  const relations = new Set(chosen.relation.split(",").filter(Boolean));
  const least = Number(chosen.min) || 0;
  return findings.filter((finding) => (!relations.size || relations.has(finding.relation))
    && finding.score >= least
    && (!chosen.article || finding.a.id === chosen.article || finding.b.id === chosen.article)
    && (!chosen.folder || [finding.a, finding.b].some((article) => isIn(article, chosen.folder)))
    && (!chosen.change || hasChange(finding, chosen.change))
    && (!chosen.status || (chosen.status === "accepted") === Boolean(acceptance(finding)))
    && (!words.length || words.every((word) => searched(finding).includes(word))));
}

function isIn(article, folder) {
  const own = folderOf(article);
  return own === folder || own.startsWith(`${folder}/`);
}

function hasChange(finding, kind) {
  if (kind === "swap") return finding.substitutions.length > 0;
  return finding.alterations.some((item) => item.kind === kind);
}

const haystacks = new Map();

/** What the search looks at: names, places and replaced words, in small letters. */
function searched(finding) {
  if (!haystacks.has(finding)) {
    const articles = [finding.a, finding.b].flatMap(({ id, path, title }) => [id, path, title ?? ""]);
    const swaps = finding.substitutions.flatMap(({ from, to }) => [from, to]);
    haystacks.set(finding, [...articles, ...swaps].join("\n").toLowerCase());
  }
  return haystacks.get(finding);
}

/** The controls of the filters; they change `chosen` and call `update`. */
export function filterBar(chosen, update) {
  const set = (name) => (event) => {
    chosen[name] = event.target.value;
    update();
  };
  const search = el("input", { type: "search", id: "q", value: chosen.q, placeholder: "title, path, word", on: { input: set("q") } });
  const score = el("output", {}, chosen.min || "0");
  const slider = el("input", {
    type: "range", id: "min", min: 0, max: 1, step: 0.05, value: chosen.min || 0,
    on: { input: (event) => {
      chosen.min = Number(event.target.value) ? event.target.value : "";
      score.textContent = chosen.min || "0";
      update();
    } },
  });
  return el("form", { class: "filters", role: "search", "aria-label": "Filter the findings", on: { submit: (event) => event.preventDefault() } },
    relationChoice(chosen, update),
    field("q", "Search", search),
    field("min", "Score at least", slider, score),
    field("folder", "Folder", choice("folder", chosen, folders(), "every folder", set("folder"))),
    field("change", "Changes", choice("change", chosen, presentChanges(), "any", set("change"))),
    field("status", "Status", choice("status", chosen, [["open", "not accepted"], ["accepted", "accepted"]], "any", set("status"))),
    onlyArticle(chosen, update));
}

function field(id, label, ...controls) {
  return el("div", { class: "field" }, el("label", { for: id }, label), el("span", {}, controls));
}

function relationChoice(chosen, update) {
  const on = new Set(chosen.relation.split(",").filter(Boolean));
  const shown = Object.keys(RELATIONS).filter((name) => report.summary.findings[name]);
  const box = (name) => el("label", { class: "check" },
    el("input", {
      type: "checkbox", name: "relation", value: name, checked: on.has(name),
      on: { change: (event) => {
        if (event.target.checked) on.add(name);
        else on.delete(name);
        chosen.relation = shown.filter((each) => on.has(each)).join(",");
        update();
      } },
    }), ` ${name}`);
  return el("fieldset", { class: "field" }, el("legend", {}, "Relation"), shown.map(box));
}

function choice(id, chosen, options, all, listener) {
  const select = el("select", { id, on: { change: listener } },
    el("option", { value: "" }, all), options.map(([value, name]) => el("option", { value }, name)));
  select.value = chosen[id];
  return select;
}

function folders() {
  const names = new Set(findings.flatMap((finding) => [folderOf(finding.a), folderOf(finding.b)]));
  names.delete("");
  return [...names].sort().map((name) => [name, name]);
}

function presentChanges() {
  return Object.entries(CHANGES).filter(([kind]) => findings.some((finding) => hasChange(finding, kind)));
}

/** The filter that a click in the map sets: one article. */
function onlyArticle(chosen, update) {
  if (!chosen.article) return null;
  const chip = el("p", { class: "only" }, "Only findings of ", foreign(chosen.article), " ",
    el("button", { type: "button", on: { click: () => {
      chosen.article = "";
      chip.remove();
      update();
    } } }, "Show all"));
  return chip;
}
