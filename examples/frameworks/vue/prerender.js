// What a server does for each visitor, done once: the page with the app's HTML in it. The browser
// takes that HTML over ("hydrates" it). It holds no token.
import { readFile, writeFile } from "node:fs/promises";
import { render } from "./server/server.js";

const page = await readFile("dist/index.html", "utf8");
const [, endpoint] = page.match(/data-endpoint="([^"]*)"/);
const [, jobs] = page.match(/data-jobs="([^"]*)"/);
const app = await render({ endpoint, jobs: jobs.split(" ") });
await writeFile("dist/hydrated.html", page.replace("<!--app-->", () => app));
