// Arguments: the folder with the tools, the installed package. Its manifest must fit the schema
// of custom-elements-manifest, and every file that it and package.json name must be there.
import { strict as assert } from "node:assert";
import { existsSync, readFileSync } from "node:fs";
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
const named = [about.main, about.types, ...targets(about.exports), ...about.sideEffects];
for (const file of [...named, ...manifest.modules.map((module) => module.path), "README.md"]) {
  assert(existsSync(join(folder, file)), `${file} is named and not there`);
}
const hashes = Object.keys(read(folder, "sri.json"));
for (const file of targets(about.exports).filter((file) => !file.endsWith("sri.json"))) {
  assert(hashes.includes(file.replace("./", "")), `sri.json lacks ${file}`);
}
