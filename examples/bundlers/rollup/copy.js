// Rollup leaves `new URL("job-badge_bg.wasm", import.meta.url)` as it is: the file must lie beside
// the scripts.
import { copyFile } from "node:fs/promises";

await copyFile("index.html", "dist/index.html");
await copyFile("node_modules/job-badge/job-badge_bg.wasm", "dist/job-badge_bg.wasm");
