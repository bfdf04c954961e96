import { copyFile } from "node:fs/promises";
import { build } from "esbuild";

await build({
  entryPoints: ["page.js"],
  bundle: true,
  minify: true,
  // ES modules: a classic script (`iife`, esbuild's default) has no address of its own.
  format: "esm",
  splitting: true,
  outdir: "dist",
});
// esbuild leaves `new URL("job-badge_bg.wasm", import.meta.url)` as it is: the file must lie beside
// the scripts.
await copyFile("index.html", "dist/index.html");
await copyFile("node_modules/job-badge/job-badge_bg.wasm", "dist/job-badge_bg.wasm");
