import "job-badge/define";
import { JobBadgeElement } from "job-badge";
// esbuild's loader "file" gives the address at which it writes the file.
import wasm from "job-badge/job-badge_bg.wasm";

JobBadgeElement.configure({
  wasm,
  endpoint: document.body.dataset.endpoint,
  tokenProvider: async () => (await fetch("token")).text(),
  interval: 1,
});
