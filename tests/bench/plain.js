// The badge in careful, hand-written JavaScript without a library: the baseline of `cargo xtask bench`.
// One poller for the page: it batches requests, requests tasks only for badges on screen, pauses when
// the page is hidden or no job is left, and changes the DOM only where the state has changed.

const INTERVAL = 2_000; // ms from the start of a round to the start of the next
const LONGEST_WAIT = 60_000; // ms, after failures
const LONGEST_URL = 2_000; // characters, the root included
const LIST_PAGE = 1_000; // jobs in one answer, the service's limit
const TASKS_AT_ONCE = 4;
const ACTIVE = "State lt 3 or State eq 6";
const FIELDS = "&$select=Id,Name,State";
const RUNNING = 2;
const WORDS = ["Queued", "Scheduled", "Running", "Succeeded", "Failed", "Canceled", "Canceling"];
const SHAPES = [
  "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zM4 7h8v2H4z",
  "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm1 3v4l3 2-1 1-4-3V4z",
  "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zM6 5l6 3-6 3z",
  "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zM4 8l3 3 5-6-1-1-4 5-2-2z",
  "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zM5 4l3 3 3-3 1 1-3 3 3 3-1 1-3-3-3 3-1-1 3-3-3-3z",
  "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zM4 3l9 9-1 1-9-9z",
  "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zM5 5h6v6H5z",
];
const isFinal = (state) => state >= 3 && state <= 5;

/** Badges by job id; a job may have several. */
const watched = new Map();
const onScreen = new Set();
let root;
let headers;
let timer;
let due = 0; // when the next round is, by performance.now()
let wait = INTERVAL;
let running; // the AbortController of the round in flight
let askAgain = false; // a badge was added during a round

/** Starts polling. The root ends in a slash. */
export function start(settings) {
  root = settings.root;
  headers = {
    Authorization: `Bearer ${settings.token}`,
    Accept: "application/json",
    "x-ms-version": "2.19",
    DataServiceVersion: "3.0",
    MaxDataServiceVersion: "3.0",
  };
  askSoon();
}

async function ask(path, signal) {
  const options = { headers, signal, cache: "no-store", credentials: "omit", redirect: "error" };
  const answer = await fetch(root + path, options);
  if (!answer.ok) throw new Error(`${answer.status} from ${path}`);
  return (await answer.json()).value;
}

/** Filters that name these ids, each as long as a URL may be. */
function filters(ids) {
  const parts = [];
  let part = [];
  let length = 0;
  const room = LONGEST_URL - location.origin.length - root.length - FIELDS.length - 30;
  for (const id of ids) {
    const one = encodeURIComponent(`Id eq '${id}'`);
    if (part.length && length + one.length + 8 > room) {
      parts.push(part);
      part = [];
      length = 0;
    }
    part.push(one);
    length += one.length + 8; // with " or ", encoded
  }
  if (part.length) parts.push(part);
  return parts.map((ones) => `Jobs()?$filter=${ones.join("%20or%20")}&$top=${ones.length}${FIELDS}`);
}

function showJobs(jobs, left) {
  for (const job of jobs) {
    left.delete(job.Id);
    for (const badge of watched.get(job.Id) ?? []) badge.showJob(job);
  }
}

async function askStates(signal) {
  const left = new Set();
  for (const [id, badges] of watched) {
    if ([...badges].some((badge) => !isFinal(badge.state))) left.add(id);
  }
  // A list costs one request a page. It also contains jobs that this page does not watch, so one more
  // page is expected.
  const pages = Math.ceil(left.size / LIST_PAGE) + 1;
  if (filters(left).length > pages) {
    for (let skip = 0; left.size; skip += LIST_PAGE) {
      const filter = encodeURIComponent(ACTIVE);
      const jobs = await ask(`Jobs()?$filter=${filter}&$top=${LIST_PAGE}&$skip=${skip}${FIELDS}`, signal);
      showJobs(jobs, left);
      if (jobs.length < LIST_PAGE) break;
    }
  }
  // All jobs, or those that are no longer in the list.
  for (const path of filters(left)) showJobs(await ask(path, signal), left);
}

async function askTasks(signal) {
  const queue = [...onScreen].filter((badge) => badge.state === RUNNING);
  const next = async () => {
    for (let badge = queue.pop(); badge; badge = queue.pop()) {
      const id = encodeURIComponent(badge.job);
      badge.showTasks(await ask(`Jobs('${id}')/Tasks?$select=State,Progress`, signal));
    }
  };
  await Promise.all(Array.from({ length: TASKS_AT_ONCE }, next));
}

async function round() {
  const began = performance.now();
  const current = (running = new AbortController());
  askAgain = false;
  try {
    await askStates(current.signal);
    await askTasks(current.signal);
    wait = INTERVAL;
  } catch (error) {
    current.abort();
    if (error.name !== "AbortError") wait = Math.min(2 * wait, LONGEST_WAIT);
  }
  // A round that was stopped must not schedule the next one.
  if (running !== current) return;
  running = undefined;
  due = askAgain ? 0 : began + wait;
  schedule();
}

function schedule() {
  clearTimeout(timer);
  timer = undefined;
  if (running || !root || document.hidden) return;
  const live = [...watched.values()].some((all) => [...all].some((badge) => !isFinal(badge.state)));
  if (live) timer = setTimeout(round, Math.max(0, due - performance.now()));
}

function askSoon() {
  askAgain = true;
  due = 0;
  // Each call replaces the timer, so that all badges of one task share one round.
  schedule();
}

function stop() {
  running?.abort();
  running = undefined;
  clearTimeout(timer);
  timer = undefined;
}

document.addEventListener("visibilitychange", () => (document.hidden ? stop() : schedule()));

const observer = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) onScreen.add(target);
    else onScreen.delete(target);
  }
});

// Bars start at 0: without a value they would be animated, all thousand of them, off screen too.
const template = document.createElement("template");
template.innerHTML =
  '<svg viewBox="0 0 16 16" aria-hidden="true"><path fill-rule="evenodd"/></svg><bdi></bdi><b></b><progress max="100" value="0"></progress><span></span><small></small>';
const bareTemplate = document.createElement("template");
bareTemplate.innerHTML = '<progress max="100" value="0"></progress><span></span>';

class PlainBadge extends HTMLElement {
  state = -1;
  #percent = -1;
  #since; // [ms, percent] when progress was first seen

  connectedCallback() {
    this.job = this.getAttribute("job");
    if (!watched.has(this.job)) watched.set(this.job, new Set());
    watched.get(this.job).add(this);
    observer.observe(this);
    askSoon();
  }

  disconnectedCallback() {
    const all = watched.get(this.job);
    all?.delete(this);
    if (all?.size === 0) watched.delete(this.job);
    observer.unobserve(this);
    onScreen.delete(this);
    if (watched.size === 0) stop();
  }

  showJob(job) {
    if (job.State === this.state) return;
    if (this.state < 0) this.#draw(job.Name);
    this.state = job.State;
    const word = WORDS[job.State] ?? "Unknown";
    this.dataset.state = word;
    if (this.word) {
      this.word.textContent = word;
      this.shape.setAttribute("d", SHAPES[job.State] ?? SHAPES[0]);
      this.bar.hidden = this.percent.hidden = this.left.hidden = isFinal(job.State);
    }
  }

  showTasks(tasks) {
    if (tasks.length === 0) return;
    const sum = tasks.reduce((all, task) => all + Math.min(100, Math.max(0, task.Progress)), 0);
    const percent = Math.floor(sum / tasks.length);
    if (percent <= this.#percent) return;
    this.#percent = this.bar.value = percent;
    this.percent.textContent = `${percent}%`;
    if (!this.left) return;
    const now = performance.now();
    this.#since ??= [now, percent];
    const [then, first] = this.#since;
    if (percent - first < 3) return;
    const minutes = Math.ceil((((100 - percent) / (percent - first)) * (now - then)) / 60_000);
    const left = `about ${minutes} min left`;
    if (left !== this.left.textContent) this.left.textContent = left;
  }

  #draw(name) {
    const bare = this.hasAttribute("bare");
    this.replaceChildren((bare ? bareTemplate : template).content.cloneNode(true));
    this.bar = this.querySelector("progress");
    this.bar.setAttribute("aria-label", name);
    this.percent = this.querySelector("span");
    if (bare) return;
    this.querySelector("bdi").textContent = name;
    this.word = this.querySelector("b");
    this.shape = this.querySelector("path");
    this.left = this.querySelector("small");
  }
}

customElements.define("plain-badge", PlainBadge);
