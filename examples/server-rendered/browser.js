// In the browser: one token for all badges of the page, asked for when it is needed.
import { JobBadgeElement } from "/package/job-badge.js";

JobBadgeElement.configure({
  endpoint: document.body.dataset.endpoint,
  tokenProvider: async () => (await fetch("/token")).text(),
});
