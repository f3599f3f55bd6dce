// Findings that the reader accepts, each with a reason. The marks stay in the page until they are
// exported as a baseline, the file with which `dedupe scan` knows them.

import { count, el } from "./dom.js";
import { findings } from "./data.js";

const MARKS = `dedupe-accepted ${location.pathname}`;
const BASELINE_VERSION = 1;
const REASONS = ["licensed agency text", "syndication", "own earlier article", "template", "quotation"];
const marks = stored();

/** Why a finding is accepted, by the reader or by the baseline of the scan; null if it is not. */
export function acceptance(finding) {
  const key = keyOf(finding);
  return marks.has(key) ? marks.get(key) : finding.accepted;
}

/** The form that accepts a finding, or takes that back. */
export function triageForm(finding) {
  const form = el("form", { class: "triage" });
  const decide = (decision) => {
    mark(finding, decision);
    draw();
    form.querySelector("input, button").focus();
  };
  const draw = () => {
    const accepted = acceptance(finding);
    form.replaceChildren(...(accepted ? acceptedParts(accepted, decide) : openParts()));
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { reason, owner } = form.elements;
    decide({ reason: reason.value.trim() || null, owner: owner.value.trim() || null });
  });
  draw();
  return form;
}

function openParts() {
  return [
    el("div", { class: "field" }, el("label", { for: "reason" }, "Accepted because"),
      el("input", { id: "reason", name: "reason", required: true, list: "reasons", placeholder: "licensed agency text" }),
      el("datalist", { id: "reasons" }, REASONS.map((value) => el("option", { value })))),
    el("div", { class: "field" }, el("label", { for: "owner" }, "by (optional)"), el("input", { id: "owner", name: "owner" })),
    el("button", { type: "submit", class: "primary" }, "Accept"),
  ];
}

function acceptedParts(accepted, decide) {
  const by = accepted.owner ? ` by ${accepted.owner}` : "";
  return [
    el("p", {}, el("strong", { class: "accepted" }, `✓ Accepted${by}`), `: ${accepted.reason ?? "no reason given"}`),
    el("button", { type: "button", on: { click: () => decide(null) } }, "Take this back"),
  ];
}

/** The button that exports the baseline, and how many findings it would hold. */
export function exportBar() {
  const accepted = findings.filter(acceptance);
  return el("p", { class: "export" }, `${count(accepted.length, "finding")} accepted. `,
    el("button", { type: "button", on: { click: () => save("dedupe-baseline.json", baseline(accepted)) } }, "Export as baseline"),
    " for ", el("code", {}, "dedupe scan --baseline dedupe-baseline.json"));
}

/** The file of a baseline, as `dedupe` itself writes it. */
function baseline(accepted) {
  const entries = accepted.map((finding) => {
    const { reason = null, owner = null } = acceptance(finding);
    return { fingerprint: finding.fingerprint, relation: finding.relation, a: finding.a.id, b: finding.b.id, reason, owner, imprint: finding.imprint };
  });
  const order = ({ a, b, fingerprint }) => [a, b, fingerprint].join("\0");
  entries.sort((x, y) => (order(x) < order(y) ? -1 : 1));
  return `${JSON.stringify({ version: BASELINE_VERSION, accepted: entries }, null, 2)}\n`;
}

function save(name, content) {
  const address = URL.createObjectURL(new Blob([content], { type: "application/json" }));
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Note a decision; null holds against the baseline of the scan. */
function mark(finding, decision) {
  marks.set(keyOf(finding), decision);
  try {
    localStorage.setItem(MARKS, JSON.stringify([...marks]));
  } catch { /* a browser may forbid a file to store anything: then they last as long as the page */ }
}

function stored() {
  try {
    return new Map(JSON.parse(localStorage.getItem(MARKS)));
  } catch {
    return new Map();
  }
}

function keyOf(finding) {
  return JSON.stringify([finding.fingerprint, finding.a.id, finding.b.id]);
}
