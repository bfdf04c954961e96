import type { JobState } from "./index.d.ts";

/** What the badges of the page, or of a group, come to: frozen. Each job is of one kind. */
export interface JobSummary {
  readonly total: number;
  /** Running or being canceled. */
  readonly running: number;
  readonly failed: number;
  /** Over in any other way: succeeded, partly succeeded, canceled, skipped. */
  readonly ended: number;
  /** Queued or scheduled. */
  readonly waiting: number;
  /** Cannot go on without a person. */
  readonly blocked: number;
  /** Not answered for yet. */
  readonly loading: number;
  /** In a state that nobody knows. */
  readonly unknown: number;
  /** Of all these: those of which only the last known state is shown, or none, as signed out. */
  readonly notLive: number;
  /**
   * 0 to 100, whole: the mean of all jobs, where one that is over counts as 100 however it ended. It is
   * 100 only when all are over, and null where nothing is known of any.
   */
  readonly progress: number | null;
  /** Whether it may be more: some jobs do not say how far they are, and count as 0. */
  readonly atLeast: boolean;
  /** How many are in each state; what is loading is in `unknown`. */
  readonly states: Readonly<Record<JobState, number>>;
}

export interface JobBadgeSummaryEventMap {
  /** A count has changed; not for the progress alone. Once for all that changed in a frame. */
  "job-badge-summary-change": CustomEvent<{ readonly summary: JobSummary; readonly previous: JobSummary }>;
}

export class JobBadgeSummaryElement extends HTMLElement {
  static readonly observedAttributes: readonly string[];
  static readonly version: string;
  /** Registers the element under another tag; the import has registered `job-badge-summary`. */
  static define(tag?: string, registry?: CustomElementRegistry): void;

  /** Counts the badges with this `group`; without it, all of the page. */
  group: string | null;
  /** What the summary is called. Default: `Jobs`, in its language. */
  label: string | null;
  /** Own phrases by key, over those of `JobBadgeElement.configure`. */
  words: Readonly<Record<string, string>> | undefined;
  /** What the badges come to now. */
  readonly summary: JobSummary;

  addEventListener<K extends keyof JobBadgeSummaryEventMap>(
    type: K,
    listener: (this: JobBadgeSummaryElement, event: JobBadgeSummaryEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof JobBadgeSummaryEventMap>(
    type: K,
    listener: (this: JobBadgeSummaryElement, event: JobBadgeSummaryEventMap[K]) => unknown,
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
    "job-badge-summary": JobBadgeSummaryElement;
  }
  interface HTMLElementEventMap extends JobBadgeSummaryEventMap {}
}
