// The page's one live region, for live_region.rs: an element that is heard and not seen, made when
// there is something to say for the first time.
let region;

/** Says something politely. */
export function say(text) {
  if (!region?.isConnected) {
    region = document.createElement("div");
    region.setAttribute("role", "status");
    region.setAttribute("data-job-badge-says", "");
    // Property by property, since a strict Content-Security-Policy forbids `style` attributes.
    Object.assign(region.style, {
      position: "absolute",
      inlineSize: "1px",
      blockSize: "1px",
      overflow: "hidden",
      clipPath: "inset(50%)",
      whiteSpace: "nowrap",
    });
    document.body?.append(region);
  }
  region.textContent = text;
}
