// Descriptions of APIs, as JSON texts: a page's own ones by name, and those of the package.
import { file, has } from "./files.js";

const BUILT_IN = ["ams-v2", "json"];
const own = new Map();

/** A description as a text; undefined, and a word on the console, for what is none. */
export function textOf(description) {
  try {
    return JSON.stringify(description);
  } catch {
    return undefined;
  }
}

/** Describes an API under a name, for the whole page, once. Says whether that is new. */
export function describe(name, description) {
  const text = textOf(description);
  const known = own.get(name);
  const refuse = (why) => console.warn(`job-badge: describe("${name}"): ${why}`);
  if (typeof name !== "string" || !name.trim()) refuse("a name is a text that is not empty.");
  else if (BUILT_IN.includes(name) || has(`providers/${name}`)) refuse("this name is one of the package's own; take another.");
  else if (text === undefined) refuse("a description is an object of JSON values.");
  else if (known !== undefined && known !== text) refuse("it is described already, in another way; the first description stays.");
  else if (known === undefined) return own.set(name, text);
  return undefined;
}

/**
 * The description of a provider as a text. Undefined for one that needs none or that nobody has
 * described; null while its file is on the way: then `onLoad` is called.
 */
export function descriptionOf(provider, onLoad) {
  const name = `providers/${provider}`;
  if (own.has(provider) || !has(name)) return own.get(provider);
  return textOf(file(name, onLoad, "Badges of this provider show their fallback content.")) ?? null;
}
