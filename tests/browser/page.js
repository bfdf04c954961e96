// One file, since the tests' server stalls when a browser asks for more than four at once.
//
// The page around a test: a clock that stands still until the test moves it, and fakes for
// `fetch`, timers, page events and the console that record what the badge does with them.

// Without observers all counts as seen: where a test's badge stands depends on what the runner has
// written above it. What is in view is met in the end-to-end tests.
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
// Never used twice, nor by the browser, so that what a test left behind clears nobody else's timer.
let nextTimer = 1_000_000;

/** Puts the fakes in. `service(call)` answers each fetch whose URL starts with `front`. */
export function install(front, service) {
  uninstall();
  const mine = {
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
  page = mine;
  performance.now = () => mine.now;
  Date.now = () => mine.epoch + Math.round(mine.now);
  globalThis.setTimeout = (call, wait, ...more) => {
    // As browsers do it: the wait is a signed 32-bit number, and one below 0 is none.
    const span = Math.max(0, wait | 0);
    const id = nextTimer++;
    mine.timers.set(id, { id, at: mine.now + span, call: () => call(...more) });
    mine.set += 1;
    return id;
  };
  globalThis.clearTimeout = (id) => void mine.timers.delete(id);
  globalThis.fetch = (input, init) => fakeFetch(mine, front, service, input, init);
  for (const [on, name] of [[document, 'visibilityState'], [document, 'hidden'], [navigator, 'onLine']]) {
    const value = { visibilityState: () => (mine.visible ? 'visible' : 'hidden'), hidden: () => !mine.visible, onLine: () => mine.online };
    Object.defineProperty(on, name, { configurable: true, get: value[name] });
  }
  EventTarget.prototype.addEventListener = function (name, call, ...rest) {
    if (PAGE_EVENTS.includes(name)) mine.listeners.push([this, name, call]);
    return real.add.call(this, name, call, ...rest);
  };
  EventTarget.prototype.removeEventListener = function (name, call, ...rest) {
    const at = mine.listeners.findIndex(([, known, listener]) => known === name && listener === call);
    if (at >= 0) mine.listeners.splice(at, 1);
    return real.remove.call(this, name, call, ...rest);
  };
  const counted = (call) => function (...given) {
    mine.busy += 1;
    const answer = call.apply(this, given);
    const done = () => { mine.busy -= 1; };
    answer.then(done, done);
    return answer;
  };
  ReadableStreamDefaultReader.prototype.read = counted(real.read);
  for (const level of Object.keys(real.console)) {
    console[level] = (...said) => {
      mine.output.push(said.map(spoken).join(' '));
      real.console[level].apply(console, said);
    };
  }
  mine.onError = (event) => mine.uncaught.push(`error: ${spoken(event.error ?? event.message)}`);
  mine.onRejection = (event) => mine.uncaught.push(`rejection: ${spoken(event.reason)}`);
  real.add.call(window, 'error', mine.onError);
  real.add.call(window, 'unhandledrejection', mine.onRejection);
}

/** Takes the fakes out again. */
export function uninstall() {
  if (!page) return;
  // What a failed test left behind shall not wake in the next one.
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

function spoken(said) {
  if (said instanceof Error) return `${said.name}: ${said.message}\n${said.stack}`;
  return typeof said === 'object' && said !== null ? JSON.stringify(said) : String(said);
}

function fakeFetch(mine, front, service, input, init) {
  const request = new Request(input, init);
  // Nobody answers a badge of a test before this one, nor what leaves the stage.
  if (!request.url.startsWith(front)) {
    if (!request.url.startsWith(`${location.origin}/stage-`)) mine.outside.push(request.url);
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
    at: mine.now,
    aborted: false,
    ended: false,
    read: 0,
    canceled: false,
  };
  mine.calls.push(call);
  // The Request that was made above has a signal that follows the one that was given.
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
  // 204 may have no body at all, not even an empty one.
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

/** White space without end, which JSON takes. */
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

/** The URLs of fetches that went elsewhere. */
export function outside() { return page.outside; }

/** Lets the held fetches be answered. */
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
 * `target` and says false. */
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

/** Moves the clock without firing anything, as when a machine sleeps. */
export function sleep(millis) { page.now += millis; }

/** The clock that never jumps. */
export function now() { return page.now; }

/** Reads of bodies that are under way. */
export function busy() { return page.busy; }

/** Listeners to page events that are on now. */
export function listeners() { return page.listeners.length; }

/** What the console was told. */
export function output() { return page.output; }

/** Exceptions and rejections that nobody caught. */
export function uncaught() { return page.uncaught; }

/** Lets the browser do other work: one task, without a timer's least wait. */
export function turn() {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { port1.close(); done(); };
    port2.postMessage(0);
  });
}

/** Shows or hides the page, and says so. */
export function setVisible(visible) {
  page.visible = visible;
  document.dispatchEvent(new Event('visibilitychange'));
}

/** Takes the network away or gives it back, and says so. */
export function setOnline(online) {
  page.online = online;
  window.dispatchEvent(new Event(online ? 'online' : 'offline'));
}

/** Dispatches an event of this name on the document or the window. */
export function dispatch(name) {
  const target = ['freeze', 'resume'].includes(name) ? document : window;
  target.dispatchEvent(new Event(name));
}

// What surrounds a badge in its page: a base, frames, a page's own functions, the element's class.

/** A `<base>` for the page, or none. */
export function setBase(href) {
  document.querySelector('base')?.remove();
  if (href === undefined) return;
  const base = document.createElement('base');
  base.href = href;
  document.head.append(base);
}

/** The body of a new frame. */
export function frame() {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  return frame.contentDocument.body;
}

/** How many sheets a root has adopted. */
export function sheets(root) { return root.adoptedStyleSheets.length; }

/** Whether an object and all that is in it is frozen. */
export function isFrozen(value) {
  if (typeof value !== 'object' || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isFrozen);
}

/** A page's function, from its text. It knows its `question` and the list `asked`. */
export function script(body, asked) {
  const call = new Function('asked', 'question', body);
  return (question) => call(asked, question);
}

/** What `<job-badge>`'s class does for its handle: it keeps what it gets. */
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

/** Keeps what a node says after each change; the answer is the list, which grows. */
export function record(node) {
  const said = [];
  new MutationObserver(() => said.push(node.textContent))
    .observe(node, { subtree: true, childList: true, characterData: true, attributes: true });
  return said;
}

/** How many number formatters are made while this runs. */
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

/** Puts a clipboard in, which takes texts or refuses them, or takes it away. The answer is the list of
 * what was written, which grows. */
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

/** Gives the browser's own clipboard back. */
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

/** A tab of this group that keeps what it receives. */
export class Other {
  constructor(group) {
    this.received = [];
    this.group = group;
    this.channel = new BroadcastChannel(group);
    this.channel.onmessage = ({ data }) => this.received.push(data);
  }
  say(message) { this.channel.postMessage(message); }
  close() { this.channel.close(); }
  count(kind) { return this.received.filter((message) => message[0] === kind).length; }
  /** The last message of a kind as JSON. */
  last(kind) { return JSON.stringify(this.received.findLast((message) => message[0] === kind) ?? null); }
}

/** Holds a lock until the answer is called. */
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

/** How many locks of a group are held or waited for. */
export async function locks(group) {
  const { held, pending } = await navigator.locks.query();
  return [...held, ...pending].filter(({ name }) => name.startsWith(group)).length;
}

/** The groups by the digest of a token that somebody holds or waits for. */
export async function digests() {
  const { held, pending } = await navigator.locks.query();
  return [...held, ...pending].map(({ name }) => name).filter((name) => name.includes(' #'));
}

/** Takes the browser's locks away, or gives them back. */
export function setLocks(there) {
  if (there) delete navigator.locks;
  else Object.defineProperty(navigator, 'locks', { configurable: true, value: undefined });
}
