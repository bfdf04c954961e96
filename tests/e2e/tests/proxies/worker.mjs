// Serves a Worker's `fetch` handler (its file is the first argument) by Node. `caches.default` is as
// much of Cloudflare's cache as the recipe takes: answers by URL for as long as `max-age` says.
import { createServer } from "node:http";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const kept = new Map();
globalThis.caches = {
  default: {
    async match(key) {
      const found = kept.get(key.url);
      if (!found || Date.now() >= found.until) return undefined;
      return new Response(found.body, found.init);
    },
    async put(key, answer) {
      const seconds = Number(/max-age=(\d+)/.exec(answer.headers.get("cache-control"))?.[1]);
      const body = answer.body === null ? null : await answer.text();
      const init = { status: answer.status, headers: [...answer.headers] };
      kept.set(key.url, { body, init, until: Date.now() + seconds * 1000 });
    },
  },
};

const { MEDIA_API, MEDIA_TOKEN, SESSION, PORT } = process.env;
const { default: worker } = await import(pathToFileURL(resolve(process.argv[2])));

createServer(async (request, response) => {
  const url = new URL(request.url, "https://admin.example");
  const asked = new Request(url, { method: request.method, headers: request.headers });
  const waits = [];
  const context = { waitUntil: (promise) => waits.push(promise) };
  const answer = await worker.fetch(asked, { MEDIA_API, MEDIA_TOKEN, SESSION }, context);
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.end(Buffer.from(await answer.arrayBuffer()));
  await Promise.all(waits);
}).listen(Number(PORT), "127.0.0.1");
