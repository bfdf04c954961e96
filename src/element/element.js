// <job-badge>: the class that a page sees. It collects attributes and properties, keeps the token
// where no script can read it, and gives them to the Rust side, once for all changes of a task. The
// class is registered synchronously; the wasm is loaded after that (loading.js).
import { BadgeHandle } from "glue";
import { connect } from "./connect.js";
import { describe, descriptionOf, textOf } from "./descriptions.js";
import { file } from "./files.js";
import { load, locate, runs } from "./loading.js";
import { originOf, page, setDefaults } from "./page_defaults.js";
import { languageOf } from "./page_language.js";
import { reflect, setAgain } from "./properties.js";
import { register } from "./registration.js";

// `VERSION` and the module `glue`, wasm-bindgen's, come from the build (xtask/src/package/scripts.rs).
const OBSERVED = ["provider", "endpoint", "job", "auth", "interval", "label", "density", "details", "paused", "share", "group", "lang", "token"];
const FLAGS = ["details", "paused"];
// What no attribute can hold: frameworks then write the text of it.
const NO_ATTRIBUTE = ["tokenProvider", "words", "description"];
// A page may load this script under two addresses: the copies find the first by this.
const COPIES = Symbol.for(`job-badge ${VERSION}`);

const connected = new Set();
const watchers = new Set();
let settleAll;
let PAGE;
let pageLanguage;

/** What a browser refuses or lacks, or a page has replaced, is left out: nothing else depends on it. */
function attempt(what) {
  try {
    return what();
  } catch {
    return undefined;
  }
}

/** Tells those who watch the badges. Rust stands behind some calls, so nothing is thrown. */
function tell(badge, status) {
  for (const watcher of watchers) attempt(() => watcher(badge, status));
}

const Base = globalThis.HTMLElement ?? class {};

export class JobBadgeElement extends Base {
  static observedAttributes = OBSERVED;
  static version = VERSION;
  static {
    settleAll = () => {
      for (const badge of connected) badge.#settle();
    };
    // What the Rust side calls: one object for all badges, since a page may have a thousand.
    PAGE = {
      textsOf: (language) => file(`words/${language}`, settleAll, "The badges speak English."),
      warn(attribute, value, message) {
        this.badge.#warn(attribute, value, message);
      },
      dispatch(type, detail) {
        if (type === "job-badge-error" && detail.kind === "auth" && this.badge.#isCopy()) return;
        if (type === "job-badge-change") tell(this.badge, detail.status);
        this.badge.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
      },
      setStates(names) {
        // Some browsers throw for names without two dashes.
        attempt(() => {
          const { states } = this.badge.#internals;
          states.clear();
          for (const name of names) states.add(name);
        });
      },
    };
  }

  /** Registers the element under a tag; another tag gets a subclass. Registering twice is fine. */
  static define(tag = "job-badge", registry = globalThis.customElements) {
    if (!registry) return;
    const first = globalThis[COPIES];
    if (this === JobBadgeElement && first !== this) return first.define(tag, registry);
    register(this, tag, registry);
  }

  /** Sets page-wide defaults; a token or token provider belongs to the endpoint's origin. */
  static configure(settings) {
    const first = globalThis[COPIES];
    if (first !== JobBadgeElement) return first.configure(settings);
    setDefaults(settings);
    if (Object.hasOwn(settings, "wasm")) locate(settings.wasm);
    settleAll();
    tell();
  }

  /** For the summary: the page's own words. */
  static get pageWords() {
    const first = globalThis[COPIES];
    return first === JobBadgeElement ? page.words : first.pageWords;
  }

  /** Describes an API under a name, for `provider`. Badges that name it begin then. */
  static describe(name, description) {
    const first = globalThis[COPIES];
    if (first !== JobBadgeElement) return first.describe(name, description);
    if (describe(name, description)) settleAll();
  }

  /**
   * For the summary: calls for each badge that is in the page, that comes, goes or gets other settings,
   * with the status, for each that changes, and without one for other page-wide defaults. Gives a
   * function that ends it.
   */
  static watch(watcher) {
    const first = globalThis[COPIES];
    if (first !== JobBadgeElement) return first.watch(watcher);
    watchers.add(watcher);
    for (const badge of connected) watcher(badge);
    return () => watchers.delete(watcher);
  }

  #internals;
  #handle;
  #due = false;
  #own = {};
  #boundTo;
  #warned;

  constructor() {
    super();
    this.#internals = attempt(() => this.attachInternals());
    setAgain(this, [...OBSERVED, ...NO_ATTRIBUTE]);
  }

  connectedCallback() {
    connected.add(this);
    // Pages change their language at run time by <html lang>. Observing the same element again adds nothing.
    attempt(() => {
      pageLanguage ??= new MutationObserver(settleAll);
      pageLanguage.observe(document.documentElement, { attributeFilter: ["lang"] });
    });
    this.#takeTokenAttribute();
    this.#settle();
  }

  disconnectedCallback() {
    this.#settle();
  }

  // Its presence tells the browser that a move (moveBefore) is no removal.
  connectedMoveCallback() {}

  adoptedCallback() {
    this.#settle();
  }

  attributeChangedCallback(name, old, value) {
    if (old === value) return;
    if (name === "token") this.#takeTokenAttribute();
    else this.#settle();
  }

  get token() {
    return undefined;
  }
  set token(token) {
    this.#setSecret("token", token);
  }
  get tokenProvider() {
    return undefined;
  }
  set tokenProvider(ask) {
    this.#setSecret("tokenProvider", ask);
  }
  get words() {
    return this.#own.words;
  }
  set words(words) {
    this.#own.words = words;
    this.#settle();
  }
  get description() {
    return this.#own.description;
  }
  set description(description) {
    this.#own.description = description ?? undefined;
    this.#settle();
  }
  get status() {
    return this.#handle?.status() ?? null;
  }
  refresh() {
    this.#handle?.refresh();
  }

  #setSecret(name, value) {
    this.#own[name] = value == null ? undefined : value;
    this.#boundTo = undefined;
    this.#settle();
  }

  #takeTokenAttribute() {
    if (!this.isConnected || !this.hasAttribute("token")) return;
    const token = this.getAttribute("token");
    this.removeAttribute("token");
    this.#warn("token", "", "as an attribute it can be read by every script and in the page's source; set the token property instead. It was taken out of the DOM.");
    this.token = token;
  }

  #warn(attribute, value, message) {
    const once = `${attribute}\n${value}`;
    if (this.#warned?.has(once)) return;
    (this.#warned ??= new Set()).add(once);
    console.warn(`job-badge: ${attribute}: ${message}`);
  }

  /** Takes all changes of this task together, at its end. */
  #settle() {
    if (this.#due) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      tell(this);
      if (this.isConnected) {
        const settings = this.#settings();
        // Its file is on the way.
        const isWaiting = settings.description === null;
        if (runs && !isWaiting) return this.#show(settings);
        attempt(() => connect(settings));
        load(settleAll);
      } else {
        connected.delete(this);
        if (!connected.size) pageLanguage?.disconnect();
        this.#handle?.free();
        this.#handle = undefined;
      }
    });
  }

  /** The settings of now: own ones over the page's. A credential never leaves its origin. */
  #settings() {
    const settings = { ...page };
    for (const name of OBSERVED) {
      const own = this.getAttribute(name);
      if (own !== null) settings[name] = own;
      else if (settings[name] != null) settings[name] = String(settings[name]);
    }
    for (const flag of FLAGS) {
      if (settings[flag] === "false") this.#warn(flag, "false", `"false" means on, as for any flag of HTML; leave the attribute out, or set the property ${flag} to false.`);
    }
    for (const name of NO_ATTRIBUTE) {
      if (this.hasAttribute(name)) this.#warn(name, "", `an attribute cannot hold it; set the property ${name} (by a ref in React, by .${name} in Vue), or use JobBadgeElement.configure().`);
    }
    settings.lang = attempt(() => languageOf(this)) ?? navigator.language;
    if (this.#own.words) settings.words = this.#own.words;
    settings.description = this.#description(settings.provider?.trim());
    const origin = originOf(settings.endpoint);
    if (settings.endpoint == null || origin !== originOf(page.endpoint)) {
      delete settings.token;
      delete settings.tokenProvider;
    }
    if (this.#own.token || this.#own.tokenProvider) {
      this.#boundTo ??= origin;
      if (this.#boundTo !== origin) {
        this.#own.token = this.#own.tokenProvider = undefined;
        this.#warn("endpoint", settings.endpoint, "it goes to another origin than its token was given for; set the token again.");
      } else {
        settings.token = this.#own.token;
        settings.tokenProvider = this.#own.tokenProvider;
      }
    }
    return settings;
  }

  /** The description of its API, as a text. */
  #description(provider) {
    const { description } = this.#own;
    if (description === undefined) return descriptionOf(provider, settleAll);
    const text = provider === "json" ? textOf(description) : undefined;
    if (text === undefined) this.#warn("description", "", 'it is an object of JSON values, for provider="json".');
    return text;
  }

  /** Whether it is a copy without a token of its own (cloneNode) while the same job is live beside it. */
  #isCopy() {
    if (this.#own.token || this.#own.tokenProvider) return false;
    // The job first: it tells most of a thousand badges apart, and all of them may be signed out at once.
    const watched = ["job", "endpoint", "provider"].map((name) => [name, this.getAttribute(name) ?? page[name]]);
    for (const badge of connected) {
      const isSame = badge !== this && watched.every(([name, value]) => (badge.getAttribute(name) ?? page[name]) === value);
      if (isSame && badge.status?.freshness === "live") return true;
    }
    return false;
  }

  /** Gives the settings to the Rust side. */
  #show(settings) {
    this.#handle ??= new BadgeHandle(this, Object.assign(Object.create(PAGE), { badge: this }));
    this.#handle.update(settings);
  }
}

globalThis[COPIES] ??= JobBadgeElement;

// `lang` is every element's, and a token is none that can be read.
reflect(JobBadgeElement, OBSERVED.filter((name) => !["lang", "token"].includes(name)), FLAGS);
