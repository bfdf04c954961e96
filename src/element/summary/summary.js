// <job-badge-summary>: how all badges of the page do, or those of a group, in one bar and one
// sentence. It asks nothing itself: it counts what the badges know. Its class registers on import, as a
// page that loads it wants one.
import { languageOf } from "../page_language.js";
import { reflect, setAgain } from "../properties.js";
import { register } from "../registration.js";
import { jobsOf, join, later, leave, pageWords } from "./badges.js";
import { differInCounts, partsOf, summaryOf } from "./counts.js";
import { adopt, faceIn } from "./face.js";
import { say, wordsFor } from "./words.js";

const OBSERVED = ["group", "label", "lang"];
const PROPERTIES = ["group", "label", "words"];
const NONE = summaryOf([]);

const Base = globalThis.HTMLElement ?? class {};
let pageLanguage;

/** Pages change their language at run time by <html lang>. Observing it again adds nothing. */
function followLanguage() {
  pageLanguage ??= new MutationObserver(later);
  pageLanguage.observe(document.documentElement, { attributeFilter: ["lang"] });
}

export class JobBadgeSummaryElement extends Base {
  static observedAttributes = OBSERVED;
  static version = VERSION;

  /** Registers the element under a tag; another tag gets a subclass. Registering twice is fine. */
  static define(tag = "job-badge-summary", registry = globalThis.customElements) {
    if (registry) register(this, tag, registry);
  }

  #words;
  #draw;
  #summary = NONE;
  #told = NONE;
  // What the badges call for this summary: no method of the element that a page could see.
  #watch = { draw: () => this.#show() };

  constructor() {
    super();
    setAgain(this, PROPERTIES);
  }

  connectedCallback() {
    if (!this.#draw) this.#draw = faceIn(this.attachShadow({ mode: "open" }));
    adopt(this.shadowRoot);
    followLanguage();
    join(this.#watch);
  }

  disconnectedCallback() {
    // Not for a move within the same task.
    queueMicrotask(() => this.isConnected || leave(this.#watch));
  }

  // Its presence tells the browser that a move (moveBefore) is no removal.
  connectedMoveCallback() {}

  attributeChangedCallback() {
    later();
  }

  /** Own phrases by key. */
  get words() {
    return this.#words;
  }
  set words(words) {
    this.#words = words;
    later();
  }

  /** What the badges come to now: frozen, and the same object until something differs. */
  get summary() {
    if (this.isConnected) this.#count();
    return this.#summary;
  }

  #count() {
    const jobs = jobsOf(this.group);
    const summary = summaryOf(jobs);
    const isSame = !differInCounts(summary, this.#summary) && summary.progress === this.#summary.progress && summary.atLeast === this.#summary.atLeast;
    if (!isSame) this.#summary = summary;
    return jobs;
  }

  #show() {
    const jobs = this.#count();
    const [summary, previous] = [this.#summary, this.#told];
    const words = wordsFor(languageOf(this), later);
    const label = this.label?.trim();
    this.#draw({
      said: say(summary, words, [this.#words, pageWords()], label),
      segments: partsOf(jobs),
      percent: summary.progress,
      label,
      lang: words.lang,
      isRtl: /^ar\b/i.test(words.lang),
    });
    if (!differInCounts(summary, previous)) return;
    this.#told = summary;
    this.dispatchEvent(new CustomEvent("job-badge-summary-change", { detail: Object.freeze({ summary, previous }), bubbles: true, composed: true }));
  }
}

reflect(JobBadgeSummaryElement, ["group", "label"]);
JobBadgeSummaryElement.define();
