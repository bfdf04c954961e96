/** The states of a job, as a description may name them. */
export type DescribedState =
  | "queued"
  | "scheduled"
  | "running"
  | "canceling"
  | "succeeded"
  | "partial"
  | "failed"
  | "canceled"
  | "skipped"
  | "blocked";

/**
 * A place in the answer: a JSON Pointer (RFC 6901) such as `/status/state` or `/items/0/name`. `~1`
 * is a slash in a name, `~0` a tilde. The empty text is the base itself.
 */
export type Pointer = "" | `/${string}`;

/**
 * What follows the API root in the URL, path and query. Parts of the job's id stand in braces:
 * `{part}` is percent-encoded, slashes too; `{+part}` keeps the slashes of a part that may hold
 * some; `{+part?}` also keeps a query in it; `{part/job/}` puts `/job/` between its segments.
 */
export type Template = string;

/** A request, or a choice of requests by how the parts of the job's id begin: the first that fits. */
export type DescribedRequest =
  | Template
  | readonly { readonly if?: Readonly<Record<string, string>>; readonly get: Template }[];

/**
 * A place; a list of places, of which the first that is there and not null counts; or a place in
 * the first entry of an array that fits.
 */
export type Value =
  | Pointer
  | readonly Value[]
  | { readonly in: Pointer; readonly where: Condition; readonly at: Pointer };

/** A number, or a text that holds one; the sum of several; or a value with what to take without it. */
export type NumberValue =
  | Value
  | { readonly sum: readonly NumberValue[] }
  | { readonly value: Value; readonly else: number };

/**
 * ISO 8601 (without a zone: UTC), seconds since 1970, or milliseconds; or a time so long after
 * another.
 */
export type Time =
  | Value
  | { readonly after: Time; readonly seconds: NumberValue }
  | { readonly after: Time; readonly millis: NumberValue };

/** Compared as text, upper and lower case alike. */
export type Word = string | number | boolean;

/** A test of the answer's value at a place: exactly one of them. */
export type Test =
  | { readonly is: Word | readonly Word[] }
  | { readonly has: string }
  | { readonly present: boolean }
  | { readonly above: number };

/** What may hold of the answer as a whole. */
export interface WholeCondition {
  /** The HTTP status: one, several, or a redirect. */
  readonly status?: number | "redirect" | readonly (number | "redirect")[];
  /** The body is markup, such as a sign-in page. */
  readonly page?: true;
  /** What must not hold. */
  readonly not?: Condition;
}

/** All members must hold; of a list, all conditions. */
export type Condition = SingleCondition | readonly Condition[];

/** A condition that is no list. */
export type SingleCondition = WholeCondition &
  ({ readonly at?: undefined } | ({ readonly at: Value } & Test)) &
  ({ readonly any?: undefined } | { readonly any: Pointer; readonly where: Condition });

/** The first rule whose condition holds and whose word is known wins. */
export type StateRule =
  | {
      readonly if?: Condition;
      /** Where the API's word stands. */
      readonly at: Value;
      /** Our state, and the API's words for it; `"*"` is every other word. */
      readonly means: { readonly [state in DescribedState]?: Word | readonly Word[] };
    }
  | {
      readonly if: Condition;
      readonly is: DescribedState;
      /** The word that is shown beside our state. */
      readonly at?: Value;
    };

/** How an array, or what stands for one, is written. */
export type ListForm = "list" | "values" | "pairs";

/** How far a job or a task is. */
export type Amount = { readonly if?: Condition } & (
  | { /** 0 to 100. */ readonly percent: NumberValue }
  | { /** 0 to 1. */ readonly fraction: NumberValue }
  | { readonly done: NumberValue; readonly of: NumberValue }
  | { /** A text such as `3/5`. */ readonly ratio: Value }
  | {
      /** A list: its entries that are done, of all that count. */
      readonly share: Pointer;
      readonly done: Condition;
      readonly leaveOut?: Condition;
      readonly form?: ListForm;
    }
);

/** Where errors stand: places of messages, or a rule with code and message. */
export type ErrorRule =
  | Pointer
  | readonly Value[]
  | {
      /** An array of errors, or the one object with the error. */
      readonly in?: Pointer;
      readonly where?: Condition;
      readonly code?: Value;
      readonly message?: Value;
    };

/** Where the next page of a list is. Of a link only the query is taken, onto our own URL. */
export type NextPage =
  | { readonly link: Value }
  | { readonly header: "Link" }
  | { readonly cursor: Value; readonly parameter: string }
  | { /** The parameter for the rows so far. */ readonly offset: string }
  | { /** The parameter for the page's number, from 2 on. */ readonly page: string };

/** How a job or a task is read. */
export interface Reading {
  readonly name?: Value;
  readonly state: readonly StateRule[];
  /** The first amount that gives something. */
  readonly progress?: Amount | readonly Amount[];
  readonly started?: Time;
  readonly ended?: Time;
  /** All rules are read. */
  readonly errors?: ErrorRule | readonly ErrorRule[];
}

/** The job's steps or tasks. Where the job has no progress of its own, theirs is its. */
export interface DescribedItems extends Reading {
  /** A second request, for APIs that give the tasks in an answer of their own. */
  readonly get?: DescribedRequest;
  /** Where the list stands: from the job on, or in the second request's answer. */
  readonly at: Pointer;
  readonly form?: ListForm;
  /** Items that do not count. */
  readonly leaveOut?: Condition;
  /** The list holds only what has begun: the tasks are shown, and say nothing of the job's progress. */
  readonly growing?: boolean;
  /** Only with `get`. */
  readonly next?: NextPage;
  /** How many items a full page has. Only with `get`. */
  readonly size?: number;
}

/** One request that answers for many jobs. Its rows are read as a job is. */
export interface DescribedList {
  readonly get: Template;
  readonly at: Pointer;
  /** The parts of the job's id, and where each stands in a row. */
  readonly job: Readonly<Record<string, Value>>;
  /** How many rows a full page has. */
  readonly size: number;
  readonly next?: NextPage;
}

/**
 * How an API is asked about a job, and how its answers are read. Unknown members are errors, which
 * name the place. `description.schema.json` says the same to editors.
 */
export interface Description extends Reading {
  /** The version of this grammar. */
  readonly version: 1;
  /** What it describes, for people. */
  readonly title?: string;
  /** The parts of a job's id, such as `{owner}/{repo}/{run}`. Default: `{job}`. */
  readonly job?: string;
  readonly get: DescribedRequest;
  /** Where the token is sent. Default: `Authorization: Bearer`. */
  readonly token?: {
    readonly header?: "Authorization" | "PRIVATE-TOKEN" | "Circle-Token" | "X-API-Key" | "X-Api-Token";
    readonly scheme?: "Bearer" | "Token" | "Basic" | "";
  };
  readonly headers?: {
    readonly [name in
      | "Accept"
      | "X-GitHub-Api-Version"
      | "Api-Version"
      | "X-Api-Version"
      | "anthropic-version"
      | "OpenAI-Beta"]?: string;
  };
  /** Seconds between two rounds, 1 to 86400. Default: 5. */
  readonly interval?: number;
  /** Requests at once, 1 to 8. Default: 4. */
  readonly parallel?: number;
  /** An unchanged answer (304 to If-None-Match) costs nothing with this API. */
  readonly entityTags?: boolean;
  /** Where the job stands in the answer. */
  readonly at?: Pointer;
  readonly created?: Time;
  /** When the service itself expects the end. */
  readonly eta?: Time;
  /** The job's own page; only an https link is shown. */
  readonly link?: Value;
  readonly items?: DescribedItems;
  readonly list?: DescribedList;
  /** What says that the token was rejected, beside 401; of a list any one. */
  readonly rejected?: SingleCondition | readonly Condition[];
  /** What says that a limit was reached: the wait is the first number in a text, else `least` seconds. */
  readonly limited?: { readonly if: Condition; readonly wait?: Value; readonly least?: number };
}
