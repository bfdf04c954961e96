// One file, because the test runner's server stalls on more than four parallel requests.
//
// The page of a test: a clock that moves only when the test moves it, and fakes for `fetch`, timers,
// page events and the console that record how the badge uses them.

// Without this observer every badge counts as visible. A badge's position depends on the runner's
// output above it, so visibility is tested end to end instead.
globalThis.IntersectionObserver = undefined;

const real = {
  fetch: globalThis.fetch,
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  now: performance.now,
  date: Date.now,
  add: EventTarget.prototype.addEventListener,
  remove: EventTarget.prototype.removeEventListener,
  read: ReadableStreamDefaultReader.prototype.read,
  console: Object.fromEntries(
    ['debug', 'log', 'info', 'warn', 'error'].map((level) => [level, console[level]]),
  ),
};
const PAGE_EVENTS =
  ['visibilitychange', 'freeze', 'resume', 'pagehide', 'pageshow', 'online', 'offline'];

let page = null;
// Ids are unique and unlike the browser's, so that code left over from one test cannot clear another
// test's timer.
let nextTimer = 1_000_000;

/** Installs the fakes. `service(call)` answers each fetch whose URL starts with `front`. */
export function install(front, service) {
  uninstall();
  const state = {
    now: 1000,
    epoch: real.date.call(Date),
    timers: new Map(),
    set: 0,
    calls: [],
    outside: [],
    busy: 0,
    visible: true,
    online: true,
    listeners: [],
    output: [],
    uncaught: [],
  };
  page = state;
  performance.now = () => state.now;
  Date.now = () => state.epoch + Math.round(state.now);
  globalThis.setTimeout = (call, wait, ...more) => {
    // As in browsers: the wait is a signed 32-bit number, and a negative one counts as 0.
    const span = Math.max(0, wait | 0);
    const id = nextTimer++;
    state.timers.set(id, { id, at: state.now + span, call: () => call(...more) });
    state.set += 1;
    return id;
  };
  globalThis.clearTimeout = (id) => void state.timers.delete(id);
  globalThis.fetch = (input, init) => fakeFetch(state, front, service, input, init);
  for (const [on, name] of [[document, 'visibilityState'], [document, 'hidden'], [navigator, 'onLine']]) {
    const value = { visibilityState: () => (state.visible ? 'visible' : 'hidden'), hidden: () => !state.visible, onLine: () => state.online };
    Object.defineProperty(on, name, { configurable: true, get: value[name] });
  }
  EventTarget.prototype.addEventListener = function (name, call, ...rest) {
    if (PAGE_EVENTS.includes(name)) state.listeners.push([this, name, call]);
    return real.add.call(this, name, call, ...rest);
  };
  EventTarget.prototype.removeEventListener = function (name, call, ...rest) {
    const at = state.listeners.findIndex(([, known, listener]) => known === name && listener === call);
    if (at >= 0) state.listeners.splice(at, 1);
    return real.remove.call(this, name, call, ...rest);
  };
  const countPending = (call) => function (...given) {
    state.busy += 1;
    const answer = call.apply(this, given);
    const done = () => { state.busy -= 1; };
    answer.then(done, done);
    return answer;
  };
  ReadableStreamDefaultReader.prototype.read = countPending(real.read);
  for (const level of Object.keys(real.console)) {
    console[level] = (...said) => {
      state.output.push(said.map(asText).join(' '));
      real.console[level].apply(console, said);
    };
  }
  state.onError = (event) => state.uncaught.push(`error: ${asText(event.error ?? event.message)}`);
  state.onRejection = (event) => state.uncaught.push(`rejection: ${asText(event.reason)}`);
  real.add.call(window, 'error', state.onError);
  real.add.call(window, 'unhandledrejection', state.onRejection);
}

/** Restores the real functions. */
export function uninstall() {
  if (!page) return;
  // Listeners left over from a failed test must not run in the next one.
  for (const [target, name, call] of page.listeners) real.remove.call(target, name, call);
  globalThis.fetch = real.fetch;
  globalThis.setTimeout = real.setTimeout;
  globalThis.clearTimeout = real.clearTimeout;
  performance.now = real.now;
  Date.now = real.date;
  delete document.visibilityState;
  delete document.hidden;
  delete navigator.onLine;
  EventTarget.prototype.addEventListener = real.add;
  EventTarget.prototype.removeEventListener = real.remove;
  ReadableStreamDefaultReader.prototype.read = real.read;
  Object.assign(console, real.console);
  real.remove.call(window, 'error', page.onError);
  real.remove.call(window, 'unhandledrejection', page.onRejection);
  page = null;
}

function asText(said) {
  if (said instanceof Error) return `${said.name}: ${said.message}\n${said.stack}`;
  return typeof said === 'object' && said !== null ? JSON.stringify(said) : String(said);
}

function fakeFetch(state, front, service, input, init) {
  const request = new Request(input, init);
  // Requests of an earlier test's badge, and to other servers, are never answered.
  if (!request.url.startsWith(front)) {
    if (!request.url.startsWith(`${location.origin}/stage-`)) state.outside.push(request.url);
    return new Promise(() => {});
  }
  const call = {
    url: request.url,
    path: request.url.slice(front.length),
    method: request.method,
    headers: [...request.headers],
    credentials: request.credentials,
    cache: request.cache,
    redirect: request.redirect,
    referrerPolicy: request.referrerPolicy,
    at: state.now,
    aborted: false,
    ended: false,
    read: 0,
    canceled: false,
  };
  state.calls.push(call);
  // This request's signal follows the one that was passed to `fetch`.
  const { signal } = request;
  const reply = service({ path: call.path, method: call.method, headers: call.headers });
  call.ended = ['throw', 'nothing'].includes(reply.fate);
  if (reply.fate === 'throw') throw new TypeError(reply.text);
  if (reply.fate === 'nothing') return undefined;
  return new Promise((resolve, reject) => {
    const end = (how, what) => {
      call.ended = true;
      how(what);
    };
    call.release = () => {
      switch (reply.fate) {
        case 'network': return end(reject, new TypeError('Failed to fetch'));
        case 'text': return end(reject, reply.text);
        case 'foreign': return end(resolve, { ok: true });
        case 'redirect': return end(resolve, redirected());
        case 'endless': return end(resolve, endless(call));
        case 'locked': return end(resolve, locked());
        case 'proxy': return end(resolve, new Proxy(answer(reply), {}));
        default: return end(resolve, answer(reply));
      }
    };
    const onAbort = () => {
      call.aborted = true;
      if (!reply.deaf && !call.ended) end(reject, signal.reason);
    };
    if (signal.aborted) return onAbort();
    real.add.call(signal, 'abort', onAbort);
    if (reply.held) return;
    if (reply.delay > 0) globalThis.setTimeout(call.release, reply.delay);
    else call.release();
  });
}

function answer({ status, headers, body }) {
  // A 204 may have no body, not even an empty one.
  return new Response(body.length ? body : null, { status, headers });
}

function redirected() {
  const response = Response.error();
  Object.defineProperty(response, 'type', { value: 'opaqueredirect' });
  return response;
}

function locked() {
  const response = new Response('{"value":[]}');
  response.body.getReader();
  return response;
}

/** An endless body of white space, which a JSON parser accepts. */
function endless(call) {
  const part = new Uint8Array(256 * 1024).fill(32);
  return new Response(new ReadableStream({
    pull(stream) {
      call.read += part.length;
      stream.enqueue(part.slice());
    },
    cancel() {
      call.canceled = true;
      throw new Error('too late');
    },
  }));
}

/** All fetches so far. */
export function calls() {
  return page.calls.map(({ release, ...call }) => call);
}

/** The URLs of fetches to other servers. */
export function outside() { return page.outside; }

/** Answers the held fetches. */
export function release() {
  for (const call of page.calls) if (!call.ended) call.release();
}

/** The waits of the timers that are armed now, soonest first. */
export function timers() {
  return [...page.timers.values()].map((timer) => timer.at - page.now).sort((a, b) => a - b);
}

/** How many times `setTimeout` was called. */
export function timersSet() { return page.set; }

/** Fires the next timer that is due by `target` and moves the clock to it; else moves the clock to
 * `target` and returns false. */
export function fireNext(target) {
  const due = [...page.timers.values()].sort((a, b) => a.at - b.at || a.id - b.id)[0];
  if (!due || due.at > target) {
    page.now = Math.max(page.now, target);
    return false;
  }
  page.timers.delete(due.id);
  page.now = Math.max(page.now, due.at);
  due.call();
  return true;
}

/** Moves the clock without firing timers, as when a machine sleeps. */
export function sleep(millis) { page.now += millis; }

/** The monotonic clock in milliseconds. */
export function now() { return page.now; }

/** How many reads of bodies are pending. */
export function busy() { return page.busy; }

/** How many listeners to page events are registered. */
export function listeners() { return page.listeners.length; }

/** What was written to the console. */
export function output() { return page.output; }

/** Uncaught exceptions and rejections. */
export function uncaught() { return page.uncaught; }

/** Waits for one task of the event loop, without a timer's minimum wait. */
export function turn() {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { port1.close(); done(); };
    port2.postMessage(0);
  });
}

/** Shows or hides the document of a frame's body, and dispatches the event. */
export function setFrameVisible({ ownerDocument }, visible) {
  Object.defineProperty(ownerDocument, 'hidden', { configurable: true, value: !visible });
  ownerDocument.dispatchEvent(new Event('visibilitychange'));
}

/** Dispatches an event of this name on the window of a frame's body. */
export function dispatchInFrame({ ownerDocument }, name) {
  ownerDocument.defaultView.dispatchEvent(new Event(name));
}

/** Shows or hides the page, and dispatches the event. */
export function setVisible(visible) {
  page.visible = visible;
  document.dispatchEvent(new Event('visibilitychange'));
}

/** Sets whether the page is online, and dispatches the event. */
export function setOnline(online) {
  page.online = online;
  window.dispatchEvent(new Event(online ? 'online' : 'offline'));
}

/** Dispatches an event of this name on the document or the window. */
export function dispatch(name) {
  const target = ['freeze', 'resume'].includes(name) ? document : window;
  target.dispatchEvent(new Event(name));
}

// Other parts of a badge's page: a base, frames, a page's own functions, the element's class.

/** Sets the page's `<base>`, or removes it. */
export function setBase(href) {
  document.querySelector('base')?.remove();
  if (href === undefined) return;
  const base = document.createElement('base');
  base.href = href;
  document.head.append(base);
}

/** Moves the machine to another time zone, or back. */
export function setZone(timeZone) {
  const Real = Intl.DateTimeFormat.Real ?? Intl.DateTimeFormat;
  Intl.DateTimeFormat = timeZone === undefined ? Real : class extends Real {
    static Real = Real;
    constructor(language, options) { super(language, { ...options, timeZone }); }
  };
}

/** Takes away a class of the browser, or makes it throw. Returns the function that puts it back. */
export function patch(name, kind) {
  const real = globalThis[name];
  globalThis[name] = kind === 'missing' ? undefined : class { constructor() { throw new Error('patched'); } };
  return () => { globalThis[name] = real; };
}

/** Moves the children of an element into a closed shadow root of it. */
export function shut(host) { host.attachShadow({ mode: 'closed' }).append(...host.childNodes); }

/** Presses Escape. Returns whether it was left to others. */
export function pressEscape(target) {
  let left = false;
  const see = () => { left = true; };
  const key = { key: 'Escape', bubbles: true, composed: true, cancelable: true };
  if (target === window) return window.dispatchEvent(new KeyboardEvent('keydown', key));
  document.addEventListener('keydown', see);
  const allowed = target.dispatchEvent(new KeyboardEvent('keydown', key));
  document.removeEventListener('keydown', see);
  if (allowed !== left) throw new Error('either prevented or stopped, not both');
  return allowed;
}

/** Puts a new body with this element in place of the page's, which is returned. */
export function swapBody(element) {
  const before = document.body;
  document.body = document.createElement('body');
  document.body.append(element);
  return before;
}

/** The body of a new frame. */
export function frame() {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  return frame.contentDocument.body;
}

/** How many style sheets a root has adopted. */
export function sheets(root) { return root.adoptedStyleSheets.length; }

/** Whether a value is deeply frozen. */
export function isFrozen(value) {
  if (typeof value !== 'object' || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isFrozen);
}

/** A page's function from its source, which may use its argument `question` and the list `asked`. */
export function script(body, asked) {
  const call = new Function('asked', 'question', body);
  return (question) => call(asked, question);
}

/** Stands for `<job-badge>`'s class: it records the calls of the badge's handle. */
export class Recorder {
  constructor() {
    this.warnings = [];
    this.events = [];
    this.named = [];
  }
  warn(attribute, value, message) { this.warnings.push([attribute, value, message]); }
  dispatch(event, detail) { this.events.push({ event, detail, states: [...this.named] }); }
  setStates(names) { this.named = [...names]; }
}

/** Records a node's text after each change, in a list that it returns at once. */
export function record(node) {
  const texts = [];
  new MutationObserver(() => texts.push(node.textContent))
    .observe(node, { subtree: true, childList: true, characterData: true, attributes: true });
  return texts;
}

/** How many number formatters are created while `run` runs. */
export function formatters(run) {
  const { NumberFormat } = Intl;
  let made = 0;
  Intl.NumberFormat = class extends NumberFormat {
    constructor(...given) {
      super(...given);
      made += 1;
    }
  };
  try {
    run();
  } finally {
    Intl.NumberFormat = NumberFormat;
  }
  return made;
}

/** Replaces the clipboard by one that accepts or refuses texts, or removes it. Returns the list of
 * written texts, which grows. */
export function setClipboard(kind) {
  const written = [];
  const writeText = async (text) => {
    if (kind === 'refuses') throw new DOMException('Write permission denied.', 'NotAllowedError');
    written.push(text);
  };
  const value = kind === 'missing' ? undefined : { writeText };
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value });
  return written;
}

/** Restores the browser's own clipboard. */
export function ownClipboard() { delete navigator.clipboard; }

// The other tabs of a group: what they receive, what they post, and the locks that they hold. A channel
// reaches all others of its name, those of the same page, too.

let opened = 0;
const Real = globalThis.BroadcastChannel;
globalThis.BroadcastChannel = class extends Real {
  constructor(name) {
    super(name);
    opened += 1;
  }
};

/** How many channels were opened so far. */
export function channels() { return opened; }

/** Another tab of a group; it records what it receives. */
export class Other {
  constructor(group) {
    this.received = [];
    this.group = group;
    this.channel = new BroadcastChannel(group);
    this.channel.onmessage = ({ data }) => this.received.push(data);
  }
  post(message) { this.channel.postMessage(message); }
  close() { this.channel.close(); }
  count(kind) { return this.received.filter((message) => message[0] === kind).length; }
  /** The last message of a kind as JSON. */
  last(kind) { return JSON.stringify(this.received.findLast((message) => message[0] === kind) ?? null); }
}

/** Takes a lock, and returns the function that releases it. */
export async function hold(name) {
  let free;
  await new Promise((held) => {
    navigator.locks.request(name, () => {
      held();
      return new Promise((release) => { free = release; });
    });
  });
  return free;
}

/** How many locks of a group are held or pending. */
export async function locks(group) {
  const { held, pending } = await navigator.locks.query();
  return [...held, ...pending].filter(({ name }) => name.startsWith(group)).length;
}

/** The names of held and pending locks whose group is named by a token's digest. */
export async function digests() {
  const { held, pending } = await navigator.locks.query();
  return [...held, ...pending].map(({ name }) => name).filter((name) => name.includes(' #'));
}

/** Removes the browser's locks, or restores them. */
export function setLocks(there) {
  if (there) delete navigator.locks;
  else Object.defineProperty(navigator, 'locks', { configurable: true, value: undefined });
}
