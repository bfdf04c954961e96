// What a script does with fewer bytes than wasm: the browser's `Intl`, and the live region's element.
// One file, since each is a request of its own in a Yew app.

// For intl.rs: each formatter is made once for a language, since making one is slow.
const made = new Map();

/** What a formatter is made of, and how it is asked. */
function maker(kind, unit) {
  switch (kind) {
    case "percent":
      return [Intl.NumberFormat, { style: "percent" }];
    case "short":
    case "long":
      return [Intl.NumberFormat, { style: "unit", unit, unitDisplay: kind }];
    case "ago":
      return [Intl.RelativeTimeFormat];
    case "clock":
      return [Intl.DateTimeFormat, { timeStyle: "short" }];
    case "day":
      return [Intl.DateTimeFormat, { dateStyle: "medium", timeStyle: "short" }];
    case "full":
      return [Intl.DateTimeFormat, { dateStyle: "medium", timeStyle: "medium" }];
    case "plural":
      return [Intl.PluralRules];
    default:
      return [Intl.NumberFormat];
  }
}

function make(language, kind, unit) {
  const [Format, options] = maker(kind, unit);
  try {
    return new Format(language || undefined, options);
  } catch (wrong) {
    if (!language) throw wrong;
    // A tag that is malformed further on (`de-x`) still begins with a language; else the browser's own.
    return make(language.includes("-") ? language.split("-")[0] : "", kind, unit);
  }
}

/** Words a value as a language does; a browser that cannot says it plainly. */
export function words(language, kind, unit, value) {
  try {
    const name = [language, kind, kind === "ago" || unit].join();
    if (!made.has(name)) made.set(name, make(language, kind, unit));
    const format = made.get(name);
    return kind === "plural" ? format.select(value) : format.format(value, unit);
  } catch {
    return kind === "percent" ? `${Math.round(value * 100)}%` : `${value} ${unit}`;
  }
}

/** Words a time (milliseconds since 1970) of the reader's zone as short as it is clear now. */
export function clock(language, at, now) {
  const [day, today] = [at, now].map((time) => new Date(time).toDateString());
  return words(language, day === today ? "clock" : "day", "", at);
}

// For live_region.rs, the page's one live region: an element that is heard and not seen, made when
// there is something to say for the first time.
let region;

/** Says something politely. */
export function say(text) {
  if (!region?.isConnected) {
    region = document.createElement("div");
    region.setAttribute("role", "status");
    region.setAttribute("data-job-badge-says", "");
    // Property by property, since a strict Content-Security-Policy forbids `style` attributes.
    Object.assign(region.style, {
      position: "absolute",
      inlineSize: "1px",
      blockSize: "1px",
      overflow: "hidden",
      clipPath: "inset(50%)",
      whiteSpace: "nowrap",
    });
    document.body?.append(region);
  }
  region.textContent = text;
}

// For fetch.rs, what comes of a request.

/** A body as text; nothing when it has more bytes than wanted. Throws when the connection breaks. */
async function read(body, most) {
  if (!body) return "";
  // A page's own `fetch` may have begun to read it; then this throws.
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (let bytes = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.length;
    if (bytes > most) {
      // Whether it succeeds does not matter.
      reader.cancel().catch(() => {});
      return;
    }
    // A blob would do it, too, by way of another process.
    text += decoder.decode(value, { stream: true });
  }
}

/**
 * What came of a promised answer, `trouble` if there is no whole one: `redirect`, `long` (more bytes
 * than wanted) or `broken`. Never rejected: exceptions may quote a header, and end here.
 */
export async function heard(answer, most) {
  const heard = { trouble: "broken" };
  try {
    const response = await answer;
    if (!(response instanceof Response)) return heard;
    const { headers } = response;
    const [date, after] = [headers.get("Date"), headers.get("Retry-After")];
    // Milliseconds since 1970; what is no date is NaN.
    heard.date = Date.parse(date);
    // In either form: seconds, or a date.
    heard.wait = /^\s*\d+\s*$/.test(after) ? after * 1000 : Date.parse(after) - (heard.date || Date.now());
    heard.ok = response.ok;
    heard.status = response.status;
    if (response.type === "opaqueredirect") {
      heard.trouble = "redirect";
      return heard;
    }
    heard.text = await read(response.body, most);
    heard.trouble = heard.text === undefined ? "long" : "";
    heard.json = JSON.parse(heard.text);
  } catch {}
  return heard;
}

// For in_view.rs, one observer for the page: what is so near the edge counts as seen, since it will
// be, in a moment.
const tells = new Map();
let observer;

/** How far the middle of an element is from that of the viewport; less than 0 if nobody sees it. */
function distance({ isIntersecting, boundingClientRect: its, rootBounds: view }) {
  if (!isIntersecting) return -1;
  // In a frame of another origin the viewport is not told. Nothing is laid out to get these.
  if (!view) return 0;
  return Math.hypot(its.x + its.width / 2 - view.x - view.width / 2, its.y + its.height / 2 - view.y - view.height / 2);
}

/** Tells from the next frame on whenever an element comes or goes, not while it moves. */
export function watch(element, tell) {
  observer ??= new IntersectionObserver(
    (entries) => entries.forEach((entry) => tells.get(entry.target)?.(distance(entry))),
    { rootMargin: "200px" },
  );
  tells.set(element, tell);
  observer.observe(element);
}

/** Tells no more. */
export function unwatch(element) {
  tells.delete(element);
  observer?.unobserve(element);
}

// For page_events.rs.
const EVENTS = {
  visibilitychange: "document",
  freeze: "document",
  resume: "document",
  pagehide: "window",
  pageshow: "window",
  online: "window",
  offline: "window",
};

/** Calls for each change of the page: hidden, frozen, in the back/forward cache, offline. */
export function listen(call, stop) {
  const change = stop ? "removeEventListener" : "addEventListener";
  for (const [name, target] of Object.entries(EVENTS)) globalThis[target][change](name, call);
}

/** What the page is like, while it tells this event: 1 if it is awake, and 2 if it is online. */
export function state(event) {
  // While these two are told, the page may still count as visible.
  const goes = ["freeze", "pagehide"].includes(event?.type);
  return (!document.hidden && !goes) + (navigator.onLine !== false) * 2;
}

/** For tabs.rs: the SHA-256 of a text, as letters; rejected where the page has none (insecure pages). */
export async function digest(text) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(97 + (byte >> 4), 97 + (byte & 15))).join("");
}

// For seconds.rs, one clock for everything on the page that counts: none while nobody can see it.
const counting = new Set();
let second;

function tick() {
  clearTimeout(second);
  if (!(state() & 1)) return;
  second = setTimeout(tick, 1000);
  for (const call of [...counting]) if (counting.has(call)) call();
}

/** Calls once a second, together with all others, or no more. */
export function count(call, stop) {
  const before = counting.size;
  counting[stop ? "delete" : "add"](call);
  if (!!before === !!counting.size) return;
  clearTimeout(second);
  listen(tick, stop);
  if (!stop && state() & 1) second = setTimeout(tick, 1000);
}

/** For open_details.rs, what was clicked: a button's action, or the face, which opens as well. */
export function clicked(event) {
  const found = event.type === "click" && event.composedPath()[0].closest?.("[data-action],.face");
  return found ? found.dataset.action ?? "details" : undefined;
}

/**
 * For style_sheet.rs: makes the root that a node lives in adopt the sheet that its document keeps
 * under a name; where it keeps none, one is made of the style, if there is any. Whether it wants one.
 */
export function adopt(node, kept, css) {
  const root = node.getRootNode();
  // By node type, since a node of a frame is no instance of this window's classes. Not in a document,
  // there is nothing to style yet.
  const page = root.nodeType === 9 ? root : root.nodeType === 11 && root.ownerDocument;
  if (!page) return false;
  if (!page[kept]) {
    if (!css) return true;
    // Of the document's own window: a sheet made by another cannot be adopted.
    const sheet = new page.defaultView.CSSStyleSheet();
    sheet.replaceSync(css);
    page[kept] = sheet;
  }
  const sheets = root.adoptedStyleSheets;
  if (!sheets.includes(page[kept])) root.adoptedStyleSheets = [...sheets, page[kept]];
  return false;
}
