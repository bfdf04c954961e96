// What a summary looks like: its nodes, made once, and changed where they differ.
import { ORDER } from "./counts.js";
import css from "summary.css";

const SVG = "http://www.w3.org/2000/svg";
const PARTS = ["succeeded", "partial", "stopped", "failed", "done", "running", "blocked"];
const SWATCHES = { ended: "succeeded", running: "done" };
// A sheet can be adopted in the document that made it alone.
const sheets = new WeakMap();

/** Makes a shadow root adopt its document's sheet; a document without a window shows nothing. */
export function adopt(root) {
  const page = root.ownerDocument;
  if (!page.defaultView) return;
  if (!sheets.has(page)) {
    const sheet = new page.defaultView.CSSStyleSheet();
    sheet.replaceSync(css);
    sheets.set(page, sheet);
  }
  root.adoptedStyleSheets = [sheets.get(page)];
}

function node(page, tag, attributes, ...children) {
  const element = tag === "svg" || tag === "rect" || tag === "line" ? page.createElementNS(SVG, tag) : page.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A colour and a pattern: stripes over a ground. */
const filled = (page) => [
  node(page, "rect", { class: "ground", width: "100%", height: "100%" }),
  node(page, "line", { x2: "100%", y1: "50%", y2: "50%" }),
];

/** Writes only what differs, so that nothing is laid out or told again for nothing. */
function set(element, name, value) {
  if (name === "text") {
    if (element.textContent !== value) element.textContent = value;
  } else if (value === null) {
    element.removeAttribute(name);
  } else if (element.getAttribute(name) !== String(value)) {
    element.setAttribute(name, value);
  }
}

/** Makes the nodes in a root, and gives what draws into them. */
export function faceIn(root) {
  const page = root.ownerDocument;
  const make = (...args) => node(page, ...args);
  const label = make("bdi", { part: "label", class: "label" });
  const total = make("span", { part: "total", class: "total" });
  const value = make("span", { part: "value", class: "value" });
  const parts = PARTS.map((name) => make("svg", { part: `segment ${name}`, class: name, height: "100%" }, ...filled(page), make("rect", { x: "100%", width: 2, height: "100%" })));
  const counts = [...ORDER, "not-live"].map((kind) => {
    const text = make("span", {});
    const swatch = make("svg", { class: `swatch ${SWATCHES[kind] ?? kind}` }, ...filled(page));
    return { kind, text, box: make("span", { part: `count ${kind}`, class: "count", "data-kind": kind, hidden: "" }, swatch, text) };
  });
  const face = make(
    "div",
    { class: "face", role: "progressbar", "aria-valuemin": 0, "aria-valuemax": 100 },
    make("div", { class: "head" }, make("div", { class: "name" }, label, total), value),
    make("svg", { part: "bar", class: "bar", "aria-hidden": "true" }, ...parts),
    make("div", { part: "counts", class: "counts" }, ...counts.map(({ box }) => box)),
  );
  const summary = make("div", { part: "summary", class: "summary" }, face);
  root.append(summary);

  return ({ said, segments, percent, label: own, lang, isRtl }) => {
    set(summary, "lang", lang);
    set(summary, "dir", isRtl ? "rtl" : "ltr");
    set(face, "aria-label", said.name);
    set(face, "aria-valuenow", percent);
    set(face, "aria-valuetext", said.text);
    set(label, "text", own ?? "");
    set(total, "text", said.total);
    set(value, "text", said.value);
    parts.forEach((part, index) => {
      const { start, width } = segments[index];
      set(part, "x", `${start}%`);
      set(part, "width", `${width}%`);
      // Nothing follows that it would be kept apart from.
      set(part.lastChild, "class", start + width < 99.9 ? "gap" : "no-gap");
    });
    for (const { kind, text, box } of counts) {
      const says = said.counts.get(kind);
      set(box, "hidden", says === undefined ? "" : null);
      set(text, "text", says ?? "");
    }
  };
}
