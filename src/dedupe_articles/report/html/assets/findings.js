// The table of findings with its filters. The address holds them, so that a link keeps them.

import { count, el } from "./dom.js";
import { findings } from "./data.js";
import { FILTERS, filterBar, matching } from "./filters.js";
import { href, rewrite } from "./routes.js";
import { findingTable } from "./table.js";
import { exportBar } from "./triage.js";

// The table as it was last filtered and sorted: “next” in a finding follows it, and whoever comes
// back from a finding comes back to its row.
let lastRows = findings;
let lastAddress = href("findings");
let lastOpened = null;

/** Where a finding stands in the table as it was last seen. */
export function neighbours(finding) {
  lastOpened = finding;
  const rows = lastRows.includes(finding) ? lastRows : findings;
  const place = rows.indexOf(finding);
  return { previous: rows[place - 1], next: rows[place + 1], place, total: rows.length, list: lastAddress };
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
    lastAddress = href("findings", chosen);
    rewrite(lastAddress);
    table.show(lastRows, chosen.sort);
    lastRows = table.rows();
    told.textContent = lastRows.length === findings.length
      ? count(findings.length, "finding")
      : `${lastRows.length.toLocaleString("en")} of ${count(findings.length, "finding")}`;
  };
  return {
    elements: [el("h1", {}, "Findings"), filterBar(chosen, update), el("div", { class: "above" }, told, findings.length ? exportBar() : null), table.element],
    shown() {
      update();
      table.reveal(lastOpened);
    },
    leave: table.leave,
  };
}
