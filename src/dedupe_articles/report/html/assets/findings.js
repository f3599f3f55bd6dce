// The table of findings with its filters. The address holds them, so that a link keeps them.

import { count, el } from "./dom.js";
import { findings } from "./data.js";
import { FILTERS, filterBar, matching } from "./filters.js";
import { href, rewrite } from "./routes.js";
import { findingTable } from "./table.js";
import { exportBar } from "./triage.js";

// The rows of the table as it was last filtered and sorted: “next” in a finding follows them.
let lastRows = findings;

export function neighbours(finding) {
  const rows = lastRows.includes(finding) ? lastRows : findings;
  const place = rows.indexOf(finding);
  return { previous: rows[place - 1], next: rows[place + 1], place, total: rows.length };
}

export function findingsView(query) {
  const chosen = Object.fromEntries([...FILTERS, "sort"].map((name) => [name, query.get(name) ?? ""]));
  const told = el("p", { class: "told", role: "status" });
  const table = findingTable(chosen.sort, (sort) => {
    chosen.sort = sort;
    update();
  });
  const update = () => {
    lastRows = matching(chosen);
    rewrite(href("findings", chosen));
    table.show(lastRows, chosen.sort);
    lastRows = table.rows();
    told.textContent = lastRows.length === findings.length
      ? count(findings.length, "finding")
      : `${lastRows.length.toLocaleString("en")} of ${count(findings.length, "finding")}`;
  };
  return {
    elements: [el("h1", {}, "Findings"), filterBar(chosen, update), el("div", { class: "above" }, told, findings.length ? exportBar() : null), table.element],
    shown: update,
    leave: table.leave,
  };
}
