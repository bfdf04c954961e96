import "job-badge/define";
import { JobBadgeElement } from "job-badge";

JobBadgeElement.configure({
  endpoint: document.body.dataset.endpoint,
  tokenProvider: async () => (await fetch("token")).text(),
  interval: 1,
});
