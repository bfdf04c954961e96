// What would take 2.7 KB (brotli) more of the package in Rust, and its size over the bound. It decides
// nothing. One file, since each is a request of its own in a Yew app, and the server of wasm-bindgen's
// test runner stalls on more than four at once.

// For intl.rs: the browser's `Intl`.

// Each formatter is made once for a language, since making one is slow.
const formatters = new Map();

function constructorOf(kind, unit) {
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
    case "date-time":
      return [Intl.DateTimeFormat, { dateStyle: "medium", timeStyle: "medium" }];
    case "plural":
      return [Intl.PluralRules];
    default:
      return [Intl.NumberFormat];
  }
}

function createFormatter(language, kind, unit) {
  const [Formatter, options] = constructorOf(kind, unit);
  try {
    return new Formatter(language || undefined, options);
  } catch (error) {
    if (!language) throw error;
    // A tag that is malformed further on (`de-x`) still begins with a language.
    return createFormatter(language.includes("-") ? language.split("-")[0] : "", kind, unit);
  }
}

/** Words a value as a language does; undefined where the browser cannot. */
export function format(language, kind, unit, value) {
  try {
    const key = [language, kind, kind === "ago" || unit].join();
    if (!formatters.has(key)) formatters.set(key, createFormatter(language, kind, unit));
    const formatter = formatters.get(key);
    return kind === "plural" ? formatter.select(value) : formatter.format(value, unit);
  } catch {}
}

/** Whether two times (milliseconds since 1970) are on the same day of the reader's zone. */
export function isSameDay(one, other) {
  const [first, second] = [one, other].map((time) => new Date(time).toDateString());
  return first === second;
}

/** How many milliseconds are left of the day in the reader's zone, however long this one is. */
export function millisUntilMidnight(now) {
  return new Date(now).setHours(24, 0, 0, 0) - now;
}

// For in_view.rs: one IntersectionObserver for each window that badges stand in, since Firefox tells one
// of another window that all is out of view.

const watched = new Map();
const observers = new WeakMap();

/** How far the middle of an element is from that of the viewport; less than 0 if it is out of view. */
function distance({ isIntersecting, boundingClientRect: box, rootBounds: view }) {
  if (!isIntersecting) return -1;
  // A frame of another origin is not given the viewport. Nothing is laid out to get these.
  if (!view) return 0;
  return Math.hypot(box.x + box.width / 2 - view.x - view.width / 2, box.y + box.height / 2 - view.y - view.height / 2);
}

function observerOf(home) {
  const made = observers.get(home);
  if (made) return made;
  const observer = new home.IntersectionObserver(
    (entries) => entries.forEach((entry) => watched.get(entry.target)?.callback(distance(entry))),
    // What is so near the edge of the viewport counts as seen, since it will be, in a moment.
    { rootMargin: "200px" },
  );
  observers.set(home, observer);
  return observer;
}

/**
 * Calls from the next frame on whenever an element comes into view or leaves it, not while it moves. An
 * element that is watched already is watched from its window of now.
 */
export function observe(element, callback) {
  const before = watched.get(element)?.observer;
  const one = { callback };
  // Known even where a browser has no observers: its window is one that badges stand in.
  watched.set(element, one);
  one.observer = observerOf(element.ownerDocument.defaultView);
  if (before !== one.observer) before?.unobserve(element);
  one.observer.observe(element);
}

/** Calls no more. */
export function unobserve(element) {
  watched.get(element)?.observer?.unobserve(element);
  watched.delete(element);
}

// For page_events.rs: the windows that badges stand in now, since a page may move one to another.

const PAGE_EVENTS = ["visibilitychange", "freeze", "resume", "pagehide", "pageshow", "online", "offline"];
const listeners = new Set();
// A window that is being frozen or left still counts as visible for a moment.
const left = new WeakSet();
let followed = [];

function onPageEvent({ type, currentTarget }) {
  left[/freeze|pagehide/.test(type) ? "add" : "delete"](currentTarget);
  // A reader who comes back may have travelled to another time zone, which a formatter keeps.
  if (type === "visibilitychange") formatters.clear();
  for (const listener of listeners) listener();
}

/** The windows that badges stand in now; the page's own where there are none. */
function windowsNow() {
  const found = new Set([...watched.keys()].map((element) => element.ownerDocument.defaultView));
  // One that was closed.
  found.delete(null);
  return found.size ? [...found] : [window];
}

/** Listens in these windows and in no others. */
function follow(next) {
  for (const name of PAGE_EVENTS) {
    // While capturing: a page's own listener may stop an event on its way.
    for (const one of followed) if (!next.includes(one)) one.removeEventListener(name, onPageEvent, true);
    for (const one of next) if (!followed.includes(one)) one.addEventListener(name, onPageEvent, true);
  }
  for (const one of followed) if (!next.includes(one)) left.delete(one);
  followed = next;
}

/** Calls for each change of what the page is like, until it is taken out again. */
export function listen(listener) {
  listeners.add(listener);
  follow(windowsNow());
}

/** Calls no more. */
export function unlisten(listener) {
  listeners.delete(listener);
  if (!listeners.size) follow([]);
}

/** Whether anybody can see a window that badges stand in now. */
export function isAwake() {
  const now = windowsNow();
  if (listeners.size) follow(now);
  return now.some((one) => !one.document.hidden && !left.has(one));
}

/** Whether all of them are frozen, or left for the back/forward cache. */
export function isLeft() {
  return windowsNow().every((one) => left.has(one));
}

// For live_region.rs: the page's one live region, announced by screen readers and not seen.
let region;

/**
 * Makes the region, empty, in a container (else in the body), unless it is there: screen readers pass
 * over one that comes with its text.
 * @returns whether it is new there, since a page may have thrown the last one away
 */
export function prepare(container) {
  const parent = container?.isConnected ? container : document.body;
  if (region?.parentNode === parent) return false;
  region?.remove();
  region = parent.ownerDocument.createElement("div");
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
  parent.append(region);
  return true;
}

/** Announces a text politely. */
export function announce(text) {
  region.textContent = text;
}

// For style_sheet.rs: the sheet that a document shares among its badges, of the document's own window,
// since a sheet made by another cannot be adopted.

/**
 * Makes the root that a node lives in (a document or a shadow root) adopt the sheet that its document
 * keeps under a name. Where it keeps none, one is made of the style, if there is any.
 * @returns whether the style is needed to make one
 */
export function adopt(node, name, css) {
  const root = node.getRootNode();
  // By node type, since a node of a frame is no instance of this window's classes. Not in a document
  // there is nothing to style yet.
  const page = root.nodeType === 9 ? root : root.nodeType === 11 && root.ownerDocument;
  if (!page) return false;
  if (!page[name]) {
    if (!css) return true;
    const sheet = new page.defaultView.CSSStyleSheet();
    sheet.replaceSync(css);
    page[name] = sheet;
  }
  const sheets = root.adoptedStyleSheets;
  if (!sheets.includes(page[name])) root.adoptedStyleSheets = [...sheets, page[name]];
  return false;
}
