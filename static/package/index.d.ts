import type { Description } from "./description.d.ts";

export type { Description } from "./description.d.ts";
export type { JobBadgeSummaryElement, JobBadgeSummaryEventMap, JobSummary } from "./summary.d.ts";

/** The state of a job or a task, the same words for every API. */
export type JobState =
  | "queued"
  | "scheduled"
  | "running"
  | "canceling"
  | "succeeded"
  | "partial"
  | "failed"
  | "canceled"
  | "skipped"
  | "blocked"
  | "unknown";

/** How far what is shown can be trusted. */
export type Freshness =
  | "live"
  | "stale"
  | "offline"
  | "waiting"
  | "signed-out"
  | "forbidden"
  | "misconfigured"
  | "unreachable"
  | "gone";

/** The kinds of trouble. */
export type FailureKind =
  | "network"
  | "timeout"
  | "auth"
  | "forbidden"
  | "not-found"
  | "throttled"
  | "server"
  | "bad-answer"
  | "config";

/** One error in the API's own words: untrusted text. */
export interface JobErrorDetail {
  readonly code: string;
  readonly message: string;
}

export interface JobTask {
  readonly name: string;
  readonly state: JobState;
  /** 0 to 100, or null where nothing is known. */
  readonly progress: number | null;
  readonly errors: readonly JobErrorDetail[];
}

/** What is known of a job now: frozen. Times are ISO 8601 in UTC. */
export interface JobStatus {
  readonly job: string;
  readonly name: string | null;
  readonly state: JobState;
  /** The state in the API's own word. */
  readonly rawState: string;
  /** 0 to 100, or null where nothing is known; 100 when the job succeeded. */
  readonly progress: number | null;
  readonly tasks: readonly JobTask[];
  readonly errors: readonly JobErrorDetail[];
  readonly createdAt: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly eta: string | null;
  readonly checkedAt: string | null;
  readonly freshness: Freshness;
}

/** What a token provider is asked with. */
export interface TokenRequest {
  readonly provider: string;
  readonly endpoint: string;
  readonly reason: "missing" | "expiring" | "rejected";
}

export type TokenProvider = (request: TokenRequest) => string | Promise<string>;

/** Defaults for the whole page. A token or token provider belongs to the endpoint's origin. */
export interface PageSettings {
  provider?: string;
  endpoint?: string;
  token?: string;
  tokenProvider?: TokenProvider;
  /** How badges sign in: `bearer` where nothing is said. */
  auth?: "bearer" | "cookie" | "none";
  /** Seconds. */
  interval?: number | string;
  share?: string;
  /** Own phrases by key, the summary's too. */
  words?: Readonly<Record<string, string>>;
  /** The URL of `job-badge_bg.wasm`, relative to the page: for bundles that lose it. */
  wasm?: string | URL;
}

export interface JobBadgeEventMap {
  /** Something that the snapshot says has changed; not for `checkedAt` or `eta` alone. */
  "job-badge-change": CustomEvent<{ readonly status: JobStatus; readonly previous: JobStatus }>;
  /** The job is first seen final; `initial`: it was already at this badge's first sight of it. */
  "job-badge-done": CustomEvent<{ readonly status: JobStatus; readonly initial: boolean }>;
  /** Trouble begins, or changes its kind. */
  "job-badge-error": CustomEvent<{
    readonly kind: FailureKind;
    readonly message: string;
    readonly retryAt: string | null;
  }>;
}

export class JobBadgeElement extends HTMLElement {
  static readonly observedAttributes: readonly string[];
  static readonly version: string;
  /** Registers the element; a second tag is a subclass. Registering twice is fine. */
  static define(tag?: string, registry?: CustomElementRegistry): void;
  /** Sets defaults for the whole page; reads own properties only. */
  static configure(settings: PageSettings): void;
  /** Describes an API under a name, for `provider`; once for each name. Badges that wait for it begin. */
  static describe(name: string, description: Description): void;

  // properties: begin
  /** The API that the endpoint speaks: `ams-v2`, `json` (your own backend), a service of the table of providers, or a name that the page has described. Of any other nothing is asked. Default: ams-v2. */
  provider: string | null;
  /** The URL of the API root, absolute or relative to `document.baseURI`; https, or http on loopback or on the page's own origin. Default: –. */
  endpoint: string | null;
  /** The job's id, as the API spells it; where an API needs several parts, with `/` between them, as in `octo/app/42`. 8 KB at most. Default: –. */
  job: string | null;
  /** How the badge signs in: `bearer` with a token; `cookie` with the page's own session, at the page's own origin only; `none` at a public API. Default: bearer. */
  auth: "bearer" | "cookie" | "none" | null;
  /** Seconds from one look to the next; under 1 counts as 1. Default: the API's own (ams-v2: 2.5). */
  get interval(): string | null;
  set interval(value: number | string | null);
  /** What the badge is called. Default: the job's name. */
  label: string | null;
  /** How much room it takes. Default: pill. */
  density: "dot" | "pill" | "card" | null;
  /** Whether the badge opens its details. Default: off. */
  details: boolean;
  /** Whether this badge asks for nothing; others go on. Default: off. */
  paused: boolean;
  /** Which tabs share one conversation with the API: those that give the same name; `off`: none. Without it those with the same token; with a token provider, none. Default: tabs with the same token. */
  share: string | null;
  /** Which summary counts it: a `<job-badge-summary>` with this `group`. Default: –. */
  group: string | null;
  // properties: end
  /** The bearer token. Write-only. */
  set token(token: string | null | undefined);
  /** Asked for a token, once for all badges of a source. Write-only. */
  set tokenProvider(ask: TokenProvider | null | undefined);
  /** Own phrases by key. */
  words: Readonly<Record<string, string>> | undefined;
  /** How the page's own API is asked and read, for `provider="json"`. */
  description: Description | undefined;
  /** What is known now; null until the badge shows a job. */
  readonly status: JobStatus | null;
  /** Asks for the job at once, out of any wait but a time that the service named, and signed out. */
  refresh(): void;

  addEventListener<K extends keyof JobBadgeEventMap>(
    type: K,
    listener: (this: JobBadgeElement, event: JobBadgeEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof JobBadgeEventMap>(
    type: K,
    listener: (this: JobBadgeElement, event: JobBadgeEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "job-badge": JobBadgeElement;
  }
  interface HTMLElementEventMap extends JobBadgeEventMap {}
  /** They bubble: one listener on the document hears all badges. */
  interface DocumentEventMap extends JobBadgeEventMap {}
}
