// Makes elements. Whatever others wrote reaches the page through here, as text and never as markup.

const SVG = "http://www.w3.org/2000/svg";
// What would act on the page, or hide in it, instead of being read: control characters, bidirectional
// overrides, whatever shows nothing. The joiners, direction marks and variation selectors that
// scripts and emoji are spelled with stay.
const UNREADABLE = /(?![\u061c\u200c-\u200f\p{Variation_Selector}])[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ufff9-\ufffb\p{Default_Ignorable_Code_Point}]/gu;

/** The text with a placeholder for each character that a reader could not see. */
export function visible(text) {
  return String(text).replace(UNREADABLE, (char) => {
    const code = char.codePointAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
  });
}

/** An HTML element; `on` maps events to listeners, `style` properties to values. */
export function el(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** An SVG element. */
export function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (name === "style") {
      for (const [key, set] of Object.entries(value)) element.style.setProperty(key, set);
    } else if (name === "value" || name === "checked") {
      element[name] = value;
    } else {
      element.setAttribute(name, value === true ? "" : visible(value));
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined)
    .map((child) => (child instanceof Node ? child : visible(child))));
  return element;
}

/** What others wrote, in its own direction and out of the way of the text around it. */
export function foreign(text, attributes = {}) {
  return el("bdi", { lang: language(text), ...attributes }, text);
}

// Text without letters of these is in an unknown language: the page does not guess among those
// that share a script.
const SCRIPTS = [
  [/\p{Script=Hiragana}|\p{Script=Katakana}/u, "ja"],
  [/\p{Script=Hangul}/u, "ko"],
  [/\p{Script=Han}/u, "zh"],
  [/\p{Script=Arabic}/u, "ar"],
  [/\p{Script=Hebrew}/u, "he"],
  [/\p{Script=Devanagari}/u, "hi"],
  [/\p{Script=Thai}/u, "th"],
  [/\p{Script=Greek}/u, "el"],
  [/\p{Script=Cyrillic}/u, "ru"],
];

/** A language tag that makes a browser choose letter forms of the right script; "" if unknown. */
export function language(text) {
  const head = text.slice(0, 400);
  const found = SCRIPTS.find(([letters]) => letters.test(head));
  return found ? found[1] : "";
}

export function count(number, one, many = `${one}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

export function percent(share) {
  return `${Math.round(share * 100)} %`;
}

/** A figure as one that it does not exceed. */
export function atMost(number) {
  return fixed(Math.ceil(Number((100 * number).toFixed(2))) / 100);
}

export function fixed(number) {
  return number.toFixed(2);
}
