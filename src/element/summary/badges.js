// The page's badges, as the summaries see them: what each is now, and when to look again.
import { JobBadgeElement } from "./job-badge.js";
import { factsOf } from "./counts.js";

/** How many milliseconds a change waits at most where there are no frames, as in a hidden page. */
const LATEST = 250;

const known = new Map();
// Of these nobody knows what they are now.
const changed = new Set();
const summaries = new Set();
let stop;
let frame;
let timer;

const groupOf = (badge) => badge.getAttribute("group");

function note(badge, status) {
  if (status) {
    changed.delete(badge);
    known.set(badge, { group: groupOf(badge), ...factsOf(status) });
  } else if (badge) {
    changed.add(badge);
  }
  later();
}

/** Draws all summaries once for all that happens until the next frame. */
export function later() {
  if (timer) return;
  timer = setTimeout(draw, LATEST);
  frame = requestAnimationFrame(draw);
}

function draw() {
  clearTimeout(timer);
  cancelAnimationFrame(frame);
  timer = undefined;
  for (const summary of summaries) summary.draw();
}

/** Follows the badges for a summary, which has a `draw`. */
export function join(summary) {
  summaries.add(summary);
  stop ??= JobBadgeElement.watch(note);
  later();
}

/** Follows them no more, and without a summary nobody does. */
export function leave(summary) {
  summaries.delete(summary);
  if (summaries.size) return;
  stop?.();
  stop = undefined;
  known.clear();
  changed.clear();
}

/** The page's own words, by `JobBadgeElement.configure`. */
export const pageWords = () => JobBadgeElement.pageWords;

/** What the jobs of a group's badges are now; of all badges without a group. A badge without a job counts for none. */
export function jobsOf(group) {
  for (const badge of changed) {
    if (badge.isConnected && badge.job?.trim()) known.set(badge, { group: groupOf(badge), ...factsOf(badge.status) });
    else known.delete(badge);
  }
  changed.clear();
  const jobs = [...known.values()];
  return group ? jobs.filter((job) => job.group === group) : jobs;
}
