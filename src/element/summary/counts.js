// What the jobs of a summary come to: how many are in which state, and how far all of them are.
// Pure: it knows neither the page nor words.

const KINDS = {
  queued: "waiting",
  scheduled: "waiting",
  running: "running",
  canceling: "running",
  succeeded: "ended",
  partial: "ended",
  canceled: "ended",
  skipped: "ended",
  failed: "failed",
  blocked: "blocked",
  unknown: "unknown",
};

/** The kinds, in the order in which they are said. Each job is of one. */
export const ORDER = ["running", "failed", "ended", "waiting", "blocked", "loading", "unknown"];

/** What a summary needs of a badge's status; null while the badge shows nothing yet. */
export function factsOf(status) {
  const { state = "unknown", progress = null, freshness = "live", checkedAt = null } = status ?? {};
  const isLive = freshness === "live";
  // Nobody has answered yet, and nothing is wrong.
  const isLoading = state === "unknown" && checkedAt === null && isLive;
  const kind = isLoading ? "loading" : (KINDS[state] ?? "unknown");
  const isOver = kind === "ended" || kind === "failed";
  return {
    state,
    kind,
    isLive,
    // What is over is over, however it ended. What waits has done nothing.
    done: isOver ? 100 : (progress ?? 0),
    isMeasured: isOver || kind === "waiting" || progress !== null,
  };
}

/** The summary of such facts, as pages see it: frozen. */
export function summaryOf(jobs) {
  const kinds = Object.fromEntries(ORDER.map((kind) => [kind, 0]));
  const states = Object.fromEntries(Object.keys(KINDS).map((state) => [state, 0]));
  let [done, notLive, unmeasured] = [0, 0, 0];
  for (const job of jobs) {
    kinds[job.kind]++;
    states[job.state]++;
    done += job.done;
    notLive += !job.isLive;
    unmeasured += !job.isMeasured;
  }
  const total = jobs.length;
  const isOver = kinds.ended + kinds.failed === total;
  // Without a word about any of them there is no progress, and 100 is what is over.
  const progress = unmeasured < total ? Math.min(Math.floor(done / total), isOver ? 100 : 99) : null;
  return Object.freeze({
    total,
    ...kinds,
    notLive,
    progress,
    // Jobs whose progress nobody knows count as 0, so that it may be more.
    atLeast: progress !== null && unmeasured > 0,
    states: Object.freeze(states),
  });
}

/** Whether two summaries differ in more than the progress. */
export function differInCounts(one, other) {
  const counts = ({ progress, atLeast, ...rest }) => JSON.stringify(rest);
  return counts(one) !== counts(other);
}

/** No part of the bar is narrower, in percent: one failed job of a thousand is to be seen. */
const LEAST = 1.5;

/**
 * The parts of the bar from its start on, in percent; what is left is its empty rest. The end of
 * `done` is the progress of all.
 */
export function partsOf(jobs) {
  const share = (isOf, amount) => jobs.reduce((sum, job) => (isOf(job) ? sum + amount(job) : sum), 0) / (jobs.length || 1);
  const isIn = (...states) => (job) => states.includes(job.state);
  const all = () => 100;
  const isOpen = ({ kind }) => kind !== "ended" && kind !== "failed";
  const rest = ({ done }) => 100 - done;
  const parts = [
    ["succeeded", share(isIn("succeeded"), all)],
    ["partial", share(isIn("partial"), all)],
    ["stopped", share(isIn("canceled", "skipped"), all)],
    ["failed", share(isIn("failed"), all)],
    ["done", share(isOpen, ({ done }) => done)],
    ["running", share(({ kind }) => kind === "running", rest)],
    ["blocked", share(isIn("blocked"), rest)],
  ];
  const filled = parts.reduce((sum, [, width]) => sum + width, 0);
  parts.push(["rest", Math.max(0, 100 - filled)]);
  const widened = parts.map(([name, width]) => [name, width > 0 ? Math.max(width, LEAST) : 0]);
  // The widest gives what the narrow ones take.
  const widest = widened.reduce((most, part) => (part[1] > most[1] ? part : most));
  widest[1] -= Math.max(0, widened.reduce((sum, [, width]) => sum + width, 0) - 100);
  let start = 0;
  return widened.slice(0, -1).map(([name, width]) => ({ name, start: (start += width) - width, width }));
}
