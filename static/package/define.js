// Registers <job-badge> at once. The wasm is loaded when the first badge is in the page.
import { JobBadgeElement } from "./job-badge.js";

JobBadgeElement.define();
export { JobBadgeElement };
