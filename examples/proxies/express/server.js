// GET /media-api/… asks https://media.example/api/… with the token that only this server has.
import { fileURLToPath } from "node:url";

import express from "express";

const API = process.env.MEDIA_API ?? "https://media.example/api/";
// Called before each request to the API: a token that runs out is renewed here.
const token = async () => process.env.MEDIA_TOKEN;
const SESSION = process.env.SESSION ?? "http://127.0.0.1:8000/session";

// What the API is asked for, as it was sent: `request.params` would decode a %2F or %3A in a job's id.
const NEEDED = /^\/Jobs(?:\(\)|\('[\w%-]+'\)\/Tasks)\?/;
// What another server may read as a step upwards.
const UPWARDS = /^[^?]*(?:\.\.|%2e|%5c|%25|\\)/i;

// The request is written here: nothing of the reader's goes on, neither cookies nor a token.
const HEADERS = {
  Accept: "application/json",
  "User-Agent": "media-api-proxy",
  // What this API wants besides (for provider="ams-v2").
  "x-ms-version": "2.19",
  DataServiceVersion: "1.0;NetFx",
  MaxDataServiceVersion: "3.0;NetFx",
};
// The answer, too: what else the API says to its own pages is not for yours.
const PASSED = [
  "content-type", "etag", "link", "retry-after",
  "x-ratelimit-remaining", "x-ratelimit-reset", "ratelimit-reset", "ratelimit-user-reset",
];
// Answers stand on your pages' own origin now: opened by itself, none may run a script there.
const OURS = {
  "Content-Security-Policy": "default-src 'none'; sandbox",
  "X-Content-Type-Options": "nosniff",
  "Cache-Control": "private, no-store",
};

const SHARED_FOR = 2_000;
const shared = new Map();

/** One request for all readers: they share the one on its way, and its answer for two seconds. */
function ask(target) {
  const now = Date.now();
  for (const [other, { until }] of shared) if (until + 8_000 < now) shared.delete(other);
  const last = shared.get(target);
  if (last && now < last.until) return last.answer;
  const entry = { until: Infinity, last: undefined };
  entry.answer = fromApi(target, last?.last).then((answer) => {
    entry.last = answer;
    entry.until = Date.now() + SHARED_FOR;
    return answer;
  });
  shared.set(target, entry);
  return entry.answer;
}

async function fromApi(target, last) {
  try {
    const secret = await token();
    if (!secret) throw new Error("no token");
    const headers = { ...HEADERS, Authorization: `Bearer ${secret}` };
    if (last?.status === 200 && last.headers.etag) headers["If-None-Match"] = last.headers.etag;
    const signal = AbortSignal.timeout(15_000);
    const answer = await fetch(API + target.slice(1), { headers, redirect: "manual", signal });
    const body = await answer.text();
    if (answer.status === 304) return last;
    // The token has run out, which is no reader's fault: the badges go on asking, and slowly.
    if (answer.status === 401) return { status: 502, headers: {}, body: "" };
    const passed = PASSED.filter((name) => answer.headers.has(name));
    return {
      status: answer.status,
      headers: Object.fromEntries(passed.map((name) => [name, answer.headers.get(name)])),
      // An API may quote what it was sent.
      body: body.replaceAll(secret, "(token)"),
    };
  } catch (problem) {
    console.error(`media-api: ${problem}`);
    return { status: 502, headers: {}, body: "" };
  }
}

/** Who may ask. Here another server says 2xx or 401 to the page's cookies; put your sign-in here. */
export async function signedIn(request, response, next) {
  const headers = { cookie: request.get("cookie") ?? "", "x-original-uri": request.originalUrl };
  const session = await fetch(SESSION, { headers, redirect: "manual" }).catch(() => undefined);
  if (session?.ok) return next();
  const status = session?.status ?? 503;
  response.sendStatus(status >= 500 ? 503 : status === 403 ? 403 : 401);
}

export const mediaApi = express.Router();
mediaApi.use((request, response, next) => {
  response.set(OURS);
  if (!["GET", "HEAD"].includes(request.method)) return response.sendStatus(405);
  // `url` is what follows `/media-api`.
  if (UPWARDS.test(request.url) || !NEEDED.test(request.url)) return response.sendStatus(404);
  next();
});
mediaApi.use(signedIn);
mediaApi.use(async (request, response) => {
  const { status, headers, body } = await ask(request.url);
  const known = status === 200 && headers.etag && request.get("if-none-match") === headers.etag;
  response.status(known ? 304 : status).set(headers);
  return known ? response.end() : response.send(body);
});

export const app = express();
app.disable("x-powered-by");
app.disable("etag");
app.use("/media-api", mediaApi);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = app.listen(Number(process.env.PORT ?? 8001), "127.0.0.1", () => {
    console.log(`http://127.0.0.1:${server.address().port}/media-api/`);
  });
}
