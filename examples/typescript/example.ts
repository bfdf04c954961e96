// What the compiler knows of <job-badge>, and what it refuses.
import "job-badge/define";
import { JobBadgeElement } from "job-badge";
import airflow from "job-badge/providers/airflow.js";
import german from "job-badge/words/de.js";
import { JobBadgeSummaryElement } from "job-badge/summary";
import type {
  Description,
  FailureKind,
  Freshness,
  JobBadgeEventMap,
  JobState,
  JobStatus,
  JobSummary,
  JobTask,
  PageSettings,
  TokenProvider,
} from "job-badge";

// The tag's name gives the class, wherever an element comes from.
const badge: JobBadgeElement = document.createElement("job-badge");
const found: JobBadgeElement | null = document.querySelector("job-badge");

badge.endpoint = "https://media.example/api/";
badge.job = "nb:jid:UUID:1";
badge.interval = 2.5;
badge.interval = "2.5";
badge.density = "card";
badge.details = true;
badge.words = { "state-running": "Encoding" };
badge.words = { ...german, "state-running": "Film läuft" };
badge.token = "the-token";
badge.token = null;
badge.refresh();
const text: string | null = badge.interval;

badge.provider = "json";
badge.auth = "cookie";
const description: Description = {
  version: 1,
  get: "jobs/{job}",
  state: [{ at: "/phase", means: { running: ["busy", "retrying"], succeeded: "ok", failed: "*" } }],
  progress: [{ done: "/read", of: "/all" }, { percent: "/percent" }],
};
badge.description = description;
JobBadgeElement.describe("our-queue", description);
JobBadgeElement.describe("our-airflow", { ...airflow, interval: 30 });

badge.group = "nightly";
const all: JobBadgeSummaryElement = document.createElement("job-badge-summary");
all.group = "nightly";
all.addEventListener("job-badge-summary-change", ({ detail }) => {
  const now: JobSummary = detail.summary;
  document.title = `${now.running} running, ${now.states.partial} partly succeeded, ${now.progress ?? 0}%`;
});
// @ts-expect-error: a summary is read-only
all.summary.total = 3;

// @ts-expect-error: no such way to sign in
badge.auth = "basic";
// @ts-expect-error: no such state
badge.description = { ...description, state: [{ at: "/phase", means: { done: "ok" } }] };
// @ts-expect-error: a description says what it asks for
JobBadgeElement.describe("nothing", { version: 1, state: [] });
// @ts-expect-error: no such density
badge.density = "huge";
// @ts-expect-error: a flag is a boolean
badge.details = "yes";
// @ts-expect-error: an id is text
badge.job = 7;
// @ts-expect-error: a token is text
badge.token = { value: "the-token" };
// @ts-expect-error: the badge writes it, nobody else
badge.status = null;
// @ts-expect-error: `refresh` takes nothing
badge.refresh(true);
// @ts-expect-error: there is no such property
badge.tokn = "the-token";

// Token providers: a string now or later, with a reason to look at.
const provider: TokenProvider = async ({ endpoint, provider, reason }) => {
  const why: "missing" | "expiring" | "rejected" = reason;
  return [endpoint, provider, why].join(" ");
};
badge.tokenProvider = provider;
badge.tokenProvider = () => "at once";
// @ts-expect-error: a token is text
badge.tokenProvider = () => 7;
// @ts-expect-error: no such reason
badge.tokenProvider = ({ reason }) => (reason === "bored" ? "a" : "b");

// Page-wide defaults.
const settings: PageSettings = { endpoint: "/api/", tokenProvider: provider, interval: 5 };
JobBadgeElement.configure(settings);
JobBadgeElement.configure({ provider: "ams-v2", share: "off", words: { "state-failed": "Broken" } });
// @ts-expect-error: `job` belongs to one badge
JobBadgeElement.configure({ job: "nb:jid:UUID:1" });
// @ts-expect-error: `configure` wants settings
JobBadgeElement.configure();

JobBadgeElement.define();
JobBadgeElement.define("encoding-badge", customElements);
// @ts-expect-error: a tag is text
JobBadgeElement.define(badge);
const version: string = JobBadgeElement.version;

// The snapshot: nothing in it can be written, and what may be unknown is null.
function line(status: JobStatus): string {
  const state: JobState = status.state;
  const freshness: Freshness = status.freshness;
  const percent: number | null = status.progress;
  const tasks = status.tasks.map((task: JobTask) => `${task.name}: ${task.progress ?? "?"}`);
  const errors = status.errors.map((error) => `${error.code}: ${error.message}`);
  const times: (string | null)[] = [status.createdAt, status.startedAt, status.endedAt, status.eta];
  return [status.name ?? status.job, state, freshness, percent, tasks, errors, times].join();
}
function wrong(status: JobStatus) {
  // @ts-expect-error: no such state
  if (status.state === "finished") return;
  // @ts-expect-error: nothing may be known yet
  const percent: number = status.progress;
  // @ts-expect-error: it is frozen
  status.progress = 100;
  // @ts-expect-error: its lists are frozen too
  status.tasks.push(status.tasks[0]);
  // @ts-expect-error: times are text
  const ended: Date = status.endedAt;
  return [percent, ended];
}

// Events: on the badge and, since they bubble, on what is around it.
badge.addEventListener("job-badge-change", function (event) {
  const same: JobBadgeElement = this;
  console.log(same.label, line(event.detail.previous), line(event.detail.status));
});
badge.addEventListener("job-badge-error", ({ detail }) => {
  const kind: FailureKind = detail.kind;
  const retryAt: string | null = detail.retryAt;
  console.log(kind, detail.message, retryAt);
  // @ts-expect-error: no such kind
  if (detail.kind === "boredom") return;
  // @ts-expect-error: trouble carries no snapshot
  console.log(detail.status);
});
const done = (event: JobBadgeEventMap["job-badge-done"]) => console.log(line(event.detail.status));
badge.addEventListener("job-badge-done", done, { once: true });
badge.removeEventListener("job-badge-done", done);
document.body.addEventListener("job-badge-done", done);
badge.addEventListener("click", (event) => console.log(event.type));
// @ts-expect-error: this listener is for another event's detail
badge.addEventListener("job-badge-error", done);

console.log(found, text, version, wrong);
