// Fixed badges for the page of the summary: it watches these in place of those of the page.
import { JobBadgeElement } from "../package/job-badge.js";

const LIVE = { state: "running", progress: null, freshness: "live", checkedAt: "2026-01-01T00:00:00Z" };
const BADGES = [
  ["some", 3, { progress: 40 }],
  ["some", 1, { state: "failed" }],
  ["some", 7, { state: "succeeded" }],
  ["some", 4, { state: "queued" }],
  ["every", 14, {}],
  ["every", 3, { state: "canceled" }],
  ["every", 1, { state: "partial" }],
  ["every", 820, { state: "succeeded" }],
  ["every", 1, { state: "failed" }],
  ["every", 2, { state: "blocked" }],
  ["every", 130, { state: "scheduled" }],
  ["every", 40, { progress: 66 }],
  ["every", 12, { progress: 10, freshness: "stale" }],
  ["every", 3, { state: "unknown", freshness: "gone" }],
  ["silent", 5, { state: "unknown", checkedAt: null }],
  ["over", 4, { state: "succeeded" }],
  ["over", 1, { state: "failed" }],
];

const badges = BADGES.flatMap(([group, count, status]) =>
  Array.from({ length: count }, () => ({ isConnected: true, job: "one", status: { ...LIVE, ...status }, getAttribute: () => group })),
);

JobBadgeElement.watch = (watcher) => {
  badges.forEach((badge) => watcher(badge));
  return () => {};
};
