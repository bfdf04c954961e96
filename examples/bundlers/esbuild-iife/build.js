import { copyFile } from "node:fs/promises";
import { build } from "esbuild";

await build({
  entryPoints: ["page.js"],
  bundle: true,
  minify: true,
  // A classic script has no address of its own: `configure({ wasm })` in page.js says it.
  format: "iife",
  loader: { ".wasm": "file" },
  publicPath: "/sub/path/",
  logOverride: { "empty-import-meta": "silent" },
  outdir: "dist",
});
await copyFile("index.html", "dist/index.html");
