// Renders the jobs' page on a server. The badges live in the browser; what the server knows of a
// job stands inside the element and is seen until the badge has its first answer.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

// Also on the server: without a DOM the import does nothing and throws nothing. Rendering code
// that the browser shares may import it.
import { JobBadgeElement } from "job-badge";

const ENDPOINT = process.env.ENDPOINT ?? "http://127.0.0.1:8081/api/";
const JOBS = (process.env.JOBS ?? "JOB-ID").split(",").map((id) => ({ id, known: "encoding" }));
const TOKEN = process.env.TOKEN ?? "TOKEN";

// The only files of the package that a page asks for.
const FILES = {
  "define.js": "text/javascript; charset=utf-8",
  "job-badge.js": "text/javascript; charset=utf-8",
  "job-badge_bg.wasm": "application/wasm",
  "place.css": "text/css; charset=utf-8",
};
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; " +
  `connect-src 'self' ${new URL(ENDPOINT).origin}`;

const escape = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The page's HTML. It holds no token: the page asks for one. */
export function page(endpoint, jobs) {
  const badges = jobs.map(
    ({ id, known }) => `      <li><job-badge job="${escape(id)}" title="${escape(id)}">${escape(known)}</job-badge></li>`,
  );
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Jobs</title>
    <link rel="modulepreload" href="/package/job-badge.js" />
    <link rel="preload" as="fetch" type="application/wasm" href="/package/job-badge_bg.wasm" />
    <link rel="stylesheet" href="/package/place.css" />
    <script type="module" src="/package/define.js"></script>
    <script type="module" src="/page.js"></script>
  </head>
  <body data-endpoint="${escape(endpoint)}">
    <ul>
${badges.join("\n")}
    </ul>
  </body>
</html>
`;
}

async function answer(path) {
  if (path === "/") return ["text/html; charset=utf-8", page(ENDPOINT, JOBS)];
  if (path === "/page.js") {
    return ["text/javascript; charset=utf-8", await readFile(new URL("browser.js", import.meta.url))];
  }
  // Your sign-in says who may have it. No other origin can read it: the answer allows none.
  if (path === "/token") return ["text/plain; charset=utf-8", TOKEN];
  const name = path.replace("/package/", "");
  if (!Object.hasOwn(FILES, name)) return undefined;
  return [FILES[name], await readFile(new URL(name, import.meta.resolve("job-badge")))];
}

export const server = createServer(async (request, response) => {
  try {
    const found = await answer(new URL(request.url, "http://server").pathname);
    const [type, body] = found ?? ["text/plain", "not found"];
    response.writeHead(found ? 200 : 404, {
      "content-type": type,
      "content-security-policy": POLICY,
      "cache-control": type.startsWith("text/plain") ? "no-store" : "no-cache",
    });
    response.end(body);
  } catch (problem) {
    console.error(problem);
    response.writeHead(500).end();
  }
});

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  server.listen(Number(process.env.PORT ?? 8000), "127.0.0.1", () => {
    console.log(`job-badge ${JobBadgeElement.version}: http://127.0.0.1:${server.address().port}/`);
  });
}
