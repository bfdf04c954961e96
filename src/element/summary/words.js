// What a summary says, in the page's language. Numbers and plurals are those of `Intl`.
import { format } from "../../browser/page.js";
import { lazyFiles } from "../lazy_files.js";
import { ORDER } from "./counts.js";
import ENGLISH from "./english.js";

// Literal paths, so that every bundler finds the files and keeps them apart.
const FILES = {
  "summary/de": () => import("./summary/de.js"),
  "summary/fr": () => import("./summary/fr.js"),
  "summary/es": () => import("./summary/es.js"),
  "summary/ja": () => import("./summary/ja.js"),
  "summary/ar": () => import("./summary/ar.js"),
  "summary/zh-Hans": () => import("./summary/zh-Hans.js"),
};

const file = lazyFiles(FILES);
const primary = (tag) => tag.split("-")[0].toLowerCase();

/** The language whose words serve a tag, as for the badge (src/badge/language.rs); `en` for none. */
export function languageFor(tag) {
  const subtags = tag.toLowerCase().split("-").slice(1);
  const has = (...some) => some.some((subtag) => subtags.includes(subtag));
  if (primary(tag) === "zh" && (has("hant") || (has("tw", "hk", "mo") && !has("hans")))) return "en";
  const name = Object.keys(FILES).find((name) => primary(name.slice(8)) === primary(tag));
  return name?.slice(8) ?? "en";
}

/**
 * The words for a tag: `lang`, by which numbers go, and a `texts` that is English until the
 * language's file is there; then `onLoad` is called.
 */
export function wordsFor(tag, onLoad) {
  const language = languageFor(tag);
  const texts = language === "en" ? ENGLISH : file(`summary/${language}`, onLoad, "The summary speaks English.");
  if (!texts) return { lang: "en", texts: ENGLISH };
  return { lang: primary(tag) === primary(language) ? tag : language, texts };
}

/** What a summary says: each of its own texts stands over the next, and all over the language's over English. */
export function say(summary, { lang, texts }, own, label) {
  const layers = [...own, texts, ENGLISH];
  const find = (keys) => layers.flatMap((layer) => keys.map((key) => layer?.[key])).find((text) => typeof text === "string");
  // What is filled in is not read again.
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const phrase = (key, values = {}) => fill(find([key]), values);
  const count = (key, count) => {
    const plural = format(lang, "plural", "", count) ?? (count === 1 ? "one" : "other");
    return fill(find([`${key}.${plural}`, `${key}.other`, key]), { count: format(lang, "number", "", count) ?? String(count) });
  };
  const counts = ORDER.filter((kind) => summary[kind]).map((kind) => [kind, count(`summary-${kind}`, summary[kind])]);
  if (summary.notLive) counts.push(["not-live", count("summary-not-live", summary.notLive)]);
  const total = summary.total ? count("summary-total", summary.total) : phrase("summary-none");
  const percent = summary.progress === null ? "" : (format(lang, "percent", "", summary.progress / 100) ?? `${summary.progress}%`);
  const value = summary.atLeast ? phrase("summary-at-least", { percent }) : percent;
  const parts = [total, value, ...counts.map(([, text]) => text)].filter(Boolean);
  return {
    name: label || phrase("summary-name"),
    total,
    value,
    counts: new Map(counts),
    text: parts.reduce((first, second) => phrase("joined", { first, second })),
  };
}
