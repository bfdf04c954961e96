// GET https://admin.example/media-api/… asks https://media.example/api/… with the secret MEDIA_TOKEN.

// What the API is asked for, as it was sent: a decoded %2F or %3A would be another job's id.
const NEEDED = /^\/media-api\/(Jobs(?:\(\)|\('[\w%-]+'\)\/Tasks)\?.*)$/;
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
// With what is kept, in milliseconds.
const GOOD_UNTIL = "media-api-good-until";
// Answers stand on your pages' own origin now: opened by itself, none may run a script there.
const OURS = {
  "Content-Security-Policy": "default-src 'none'; sandbox",
  "X-Content-Type-Options": "nosniff",
  "Cache-Control": "private, no-store",
};

export default {
  async fetch(request, env, context) {
    const url = new URL(request.url);
    if (!["GET", "HEAD"].includes(request.method)) return ours(405);
    const asked = url.pathname + url.search;
    const target = UPWARDS.test(asked) ? undefined : NEEDED.exec(asked)?.[1];
    if (!target) return ours(404);
    const refusal = await checkSession(request, env);
    if (refusal) return ours(refusal);
    const answer = await ask(target, asked, request, env, context);
    const tag = answer.headers.get("etag");
    const known = answer.status === 200 && tag && request.headers.get("if-none-match") === tag;
    return ours(known ? 304 : answer.status, answer.headers, known ? null : answer.body);
  },
};

/** Who may ask: your application says 2xx or 401 to the page's cookies. Gives the status of a refusal. */
async function checkSession(request, env) {
  const headers = { cookie: request.headers.get("cookie") ?? "", "x-original-uri": request.url };
  const url = new URL(env.SESSION ?? "/session", request.url);
  const session = await fetch(url, { headers, redirect: "manual" }).catch(() => undefined);
  if (session?.ok) return undefined;
  const status = session?.status ?? 503;
  return status >= 500 ? 503 : status === 403 ? 403 : 401;
}

/**
 * One request for all readers in a data centre, whose cache keeps the answer. Who finds it two seconds
 * old asks anew, and the others get the last one meanwhile. With none, each of them asks.
 */
async function ask(target, asked, request, env, context) {
  const key = new Request(new URL(asked, request.url));
  const last = await caches.default.match(key);
  if (last && Date.now() < Number(last.headers.get(GOOD_UNTIL))) return last;
  if (last) await keep(key, last.clone());
  const answer = await fromApi(target, env, last);
  context.waitUntil(keep(key, answer.clone()));
  return answer;
}

function keep(key, answer) {
  const kept = new Response(answer.body, answer);
  kept.headers.set(GOOD_UNTIL, Date.now() + 2_000);
  // What nobody asks for any more is no answer later.
  kept.headers.set("Cache-Control", "max-age=10");
  return caches.default.put(key, kept);
}

async function fromApi(target, env, last) {
  try {
    if (!env.MEDIA_TOKEN) throw new Error("no token");
    const headers = { ...HEADERS, Authorization: `Bearer ${env.MEDIA_TOKEN}` };
    const tag = last?.status === 200 && last.headers.get("etag");
    if (tag) headers["If-None-Match"] = tag;
    const signal = AbortSignal.timeout(15_000);
    const api = (env.MEDIA_API ?? "https://media.example/api/") + target;
    const answer = await fetch(api, { headers, redirect: "manual", signal });
    if (answer.status === 304 && last) return last;
    const body = await answer.text();
    // The token has run out, which is no reader's fault: the badges go on asking, and slowly.
    if (answer.status === 401) return new Response(null, { status: 502 });
    const passed = PASSED.filter((name) => answer.headers.has(name));
    const init = {
      status: answer.status,
      headers: Object.fromEntries(passed.map((name) => [name, answer.headers.get(name)])),
    };
    // An API may quote what it was sent.
    return new Response(body ? body.replaceAll(env.MEDIA_TOKEN, "(token)") : null, init);
  } catch (problem) {
    console.error(`media-api: ${problem}`);
    return new Response(null, { status: 502 });
  }
}

function ours(status, headers, body = null) {
  const answer = new Response(body, { status, headers });
  answer.headers.delete(GOOD_UNTIL);
  for (const [name, value] of Object.entries(OURS)) answer.headers.set(name, value);
  return answer;
}
