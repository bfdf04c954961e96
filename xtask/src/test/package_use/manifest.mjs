// Arguments: the folder with the tools, the installed package. Its manifest must fit the schema
// of custom-elements-manifest, and every file that it and package.json name must be there.
import { strict as assert } from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [, , tools, folder] = process.argv;
const read = (...path) => JSON.parse(readFileSync(join(...path), "utf8"));
const { default: Ajv } = createRequire(join(tools, "x.js"))("ajv");

const about = read(folder, "package.json");
const manifest = read(folder, about.customElements);
const ajv = new Ajv({ strict: false, allErrors: true });
const fits = ajv.compile(read(tools, "custom-elements-manifest", "schema.json"));
assert(fits(manifest), JSON.stringify(fits.errors, null, 2));
// The schema takes what it does not know: check that it refuses what is wrong.
assert(!fits({ ...manifest, modules: [{ kind: "none", path: 7 }] }), "the schema checks nothing");

const targets = (entry) => (typeof entry === "string" ? [entry] : Object.values(entry).flatMap(targets));
// A target with a star stands for every file that fits it; one at least must be there.
const files = readdirSync(folder, { recursive: true }).map((file) => `./${file.replaceAll("\\", "/")}`);
const fitting = (target) => {
  const [before, after] = target.split("*");
  return files.filter((file) => (after === undefined ? file === before : file.startsWith(before) && file.endsWith(after)));
};
const named = [about.main, about.types, about.customElements, ...targets(about.exports), ...about.sideEffects];
named.push(...manifest.modules.map((module) => `./${module.path}`), "./README.md");
const hashes = Object.keys(read(folder, "sri.json"));
for (const target of named) {
  assert(fitting(target).length > 0, `${target} is named and not there`);
  for (const file of fitting(target)) {
    assert(file === "./sri.json" || hashes.includes(file.slice(2)), `sri.json lacks ${file}`);
  }
}
