import type { Description } from "./description.d.ts";

/** How a service is asked and read: what `provider` of the same name loads. */
declare const description: Description;
export default description;
