// Findings that the reader accepts, each with a reason. The marks stay in the page.

import { el } from "./dom.js";
import { findings, report } from "./data.js";

const KEY_OF_MARKS = `dedupe-accepted ${location.pathname}`;
const marks = readMarks();

/** Why a finding is accepted, by the reader or by the baseline of the scan; null if it is not. */
export function acceptance(finding) {
  if (finding.fingerprint in marks) return marks[finding.fingerprint];
  return finding.accepted ?? null;
}

/** The form that accepts a finding, or takes that back; calls `changed` afterwards. */
export function triageForm(finding, changed) {
  const form = el("form", { class: "triage" });
  const draw = () => {
    const accepted = acceptance(finding);
    form.replaceChildren(...(accepted ? acceptedParts(finding, accepted, redraw) : openParts(finding)));
  };
  const redraw = () => {
    draw();
    changed();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    mark(finding, { reason: form.elements.reason.value.trim(), owner: form.elements.owner.value.trim() || null });
    redraw();
  });
  draw();
  return form;
}

function openParts(finding) {
  return [
    el("div", { class: "field" }, el("label", { for: "reason" }, "Reason"),
      el("input", { id: "reason", name: "reason", required: true, list: "reasons", placeholder: "such as: licensed agency text" }),
      el("datalist", { id: "reasons" }, ["licensed agency text", "syndication", "own earlier article", "template", "quotation"].map((value) => el("option", { value })))),
    el("div", { class: "field" }, el("label", { for: "owner" }, "Accepted by (optional)"), el("input", { id: "owner", name: "owner" })),
    el("button", { type: "submit", class: "primary" }, "Accept this finding"),
    el("p", { class: "hint" }, `Fingerprint ${finding.fingerprint}`),
  ];
}

function acceptedParts(finding, accepted, redraw) {
  const isOurs = Boolean(marks[finding.fingerprint]);
  return [
    el("p", {}, el("strong", { class: "accepted" }, "✓ Accepted"), accepted.owner ? ` by ${accepted.owner}` : "", ": ", accepted.reason ?? "no reason given",
      isOurs ? "" : " (in the baseline of the scan)"),
    el("button", { type: "button", on: { click: () => {
      mark(finding, isOurs && !finding.accepted ? undefined : null);
      redraw();
    } } }, "Take this back"),
  ];
}

/** Mark a finding; `undefined` forgets the mark, null holds against the scan's own baseline. */
function mark(finding, accepted) {
  if (accepted === undefined) delete marks[finding.fingerprint];
  else marks[finding.fingerprint] = accepted;
  try {
    localStorage.setItem(KEY_OF_MARKS, JSON.stringify(marks));
  } catch { /* then they last as long as the page */ }
}

function readMarks() {
  try {
    return JSON.parse(localStorage.getItem(KEY_OF_MARKS)) ?? {};
  } catch {
    return {};
  }
}

/** All accepted findings, in the order of the report. */
export function acceptedFindings() {
  return findings.filter(acceptance);
}
