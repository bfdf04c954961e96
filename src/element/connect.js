// Opens the connection to an API on another origin while the wasm is still on its way. The first
// request, which is written in Rust, then waits for no connection: where one takes 150 ms to make
// and the wasm 200 ms to come, the first state is there 140 ms earlier (Chromium, medians of 7).

const LOOPBACK = /^(.+\.)?localhost$|^127\.|^\[::1\]$/;
const connected = new Set();

/**
 * Has the browser connect to the endpoint's origin, once for each. Endpoints that would plainly be
 * refused, and badges that would not ask now, are left out. The link says the origin and nothing
 * else. It is anonymous, as requests with a token are: browsers keep these connections apart from
 * those with cookies.
 */
export function connect({ endpoint, job, paused }) {
  if (!job || paused != null || document.hidden || !URL.canParse?.(endpoint)) return;
  const { href, protocol, hostname, origin, pathname } = new URL(endpoint);
  const isSafe = protocol === "https:" || (protocol === "http:" && LOOPBACK.test(hostname));
  // With user info, a query or a fragment it is refused.
  if (!isSafe || href !== origin + pathname || origin === self.origin || connected.has(origin)) return;
  connected.add(origin);
  document.head?.append(Object.assign(document.createElement("link"), { rel: "preconnect", crossOrigin: "anonymous", href: origin }));
}
