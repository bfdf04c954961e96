// The first question of a page with one badge, asked while the wasm is still on its way: on a slow
// connection that is a sixth of a second. It is the very request that the wasm would write (Azure
// Media Services v2, one job), and the wasm then takes its answer in place of asking. What the wasm
// would refuse or word otherwise is left to it: endpoints that are neither https nor the page's
// own, tokens with strange characters, ids that need more than plain percent-encoding.
let asked;

/** Asks for the one job of these settings, if they are plain. Once for a page. */
export function askEarly({ provider = "ams-v2", endpoint, token, tokenProvider, job, paused }) {
  // A pattern would take `undefined` for the word.
  if (asked !== undefined || !job || !endpoint || typeof token !== "string") return;
  const id = job.trim();
  const given = endpoint.trim();
  if (
    provider !== "ams-v2" ||
    tokenProvider ||
    paused != null ||
    document.hidden ||
    !navigator.onLine ||
    !crypto.randomUUID ||
    !/^[\w.~:-]{1,512}$/.test(id) ||
    !/^[\w.~+/-]{1,9999}=*$/.test(token) ||
    !/^[!-"$->A-[\]-~]+$/.test(given)
  ) {
    return;
  }
  const root = URL.parse?.(given.replace(/\/*$/, "/"), document.baseURI);
  if (root?.origin !== location.origin && !(root?.protocol === "https:" && /^https:/i.test(given))) return;
  const abort = new AbortController();
  const request = new Request(`${root.href}Jobs()?$filter=Id%20eq%20'${encodeURIComponent(id)}'&$top=1`, {
    headers: {
      DataServiceVersion: "1.0;NetFx",
      MaxDataServiceVersion: "3.0;NetFx",
      Accept: "application/json",
      "x-ms-version": "2.19",
      "x-ms-client-request-id": crypto.randomUUID(),
      Authorization: `Bearer ${token}`,
    },
    credentials: "omit",
    cache: "no-store",
    redirect: "manual",
    referrerPolicy: "no-referrer",
    signal: abort.signal,
  });
  asked = { request, abort, answer: fetch(request) };
  // Who takes it looks at it; nobody may.
  asked.answer.catch(() => {});
}

/** Lets go of the question: its badge is gone. */
export function dropEarly() {
  asked?.abort.abort();
  asked = null;
}

/** Sends a request; the first one may have been sent already. */
export function ask(request) {
  const early = asked;
  asked = null;
  const name = "Authorization";
  if (!early) return fetch(request);
  if (early.request.url === request.url && early.request.headers.get(name) === request.headers.get(name)) {
    request.signal.addEventListener("abort", () => early.abort.abort());
    return early.answer;
  }
  early.abort.abort();
  return fetch(request);
}
