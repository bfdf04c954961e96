import "htmx.org";
import "job-badge/define";
import { JobBadgeElement } from "job-badge";

// Fragments hold no token: all badges, also those that come later, take it from here.
JobBadgeElement.configure({
  endpoint: document.body.dataset.endpoint,
  tokenProvider: async () => (await fetch("token")).text(),
  interval: 1,
});

// Events bubble: one listener for all badges. (`hx-on:…` needs 'unsafe-eval' in the policy.)
document.addEventListener("job-badge-change", ({ detail }) => {
  document.getElementById("log").append(`${detail.status.job} ${detail.status.state}\n`);
});
