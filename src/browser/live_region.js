// The page's one live region, for live_region.rs: announced by screen readers and not seen. It is made
// when there is something to announce for the first time, and again when a page has thrown it away.
let region;

/** Announces a text politely. */
export function announce(text) {
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
