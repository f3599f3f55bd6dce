// Light, dark, or as the system has it.

import { el } from "./dom.js";

const THEMES = ["auto", "light", "dark"];
const KEY = "dedupe-theme";

/** A switch between the themes that remembers the choice where the browser lets it. */
export function themeSwitch() {
  const choice = el("select", { "aria-label": "Colours", on: { change: () => apply(choice.value) } },
    THEMES.map((theme) => el("option", { value: theme }, theme)));
  choice.value = stored();
  apply(choice.value);
  return el("label", { class: "theme" }, "Colours ", choice);
}

function apply(theme) {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch { /* a browser may forbid a file to store anything */ }
}

function stored() {
  try {
    const theme = localStorage.getItem(KEY);
    return THEMES.includes(theme) ? theme : "auto";
  } catch {
    return "auto";
  }
}
