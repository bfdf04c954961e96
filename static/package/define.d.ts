export { JobBadgeElement } from "./index.js";
