// The frame of the page: its head, its navigation, and the view that the address names.

import { count, el } from "./dom.js";
import { findings, report } from "./data.js";
import { href, route } from "./routes.js";
import { overview } from "./overview.js";
import { findingsView } from "./findings.js";
import { findingView } from "./finding.js";
import { inputsView } from "./inputs.js";
import { themeSwitch } from "./theme.js";

const VIEWS = [
  ["", "Overview", overview],
  ["findings", `Findings (${findings.length.toLocaleString("en")})`, findingsView],
  ["inputs", "Inputs", inputsView],
];

const main = el("main", { id: "main", tabindex: -1 });
const links = VIEWS.map(([path, name]) => el("a", { href: href(path) }, name));
let leave = null;

document.body.prepend(
  el("a", { class: "skip", href: "#main", on: { click: skip } }, "Skip to the content"),
  el("header", { class: "top" },
    el("p", { class: "brand" }, el("strong", {}, "dedupe"), " report"),
    el("nav", { "aria-label": "Views" }, links),
    themeSwitch()),
  main,
  el("footer", { class: "foot" },
    `dedupe ${report.tool.version} · ${count(report.summary.articles, "article")} · ${count(report.summary.words, "word")}`),
);

function show() {
  const { parts, query } = route();
  const name = parts[0] ?? "";
  const isFinding = name === "findings" && parts.length === 2;
  const [, title, view] = VIEWS.find(([path]) => path === name) ?? VIEWS[0];
  leave?.();
  leave = null;
  const made = isFinding ? findingView(Number(parts[1]) - 1) : view(query);
  main.replaceChildren(...made.elements);
  leave = made.leave;
  made.shown?.();
  links.forEach((link, number) => {
    if (VIEWS[number][0] === name) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  });
  document.title = `${made.title ?? title} · dedupe report`;
  scrollTo(0, 0);
}

function skip(event) {
  event.preventDefault();
  main.focus();
}

addEventListener("hashchange", () => {
  show();
  main.focus({ preventScroll: true });
});
show();
