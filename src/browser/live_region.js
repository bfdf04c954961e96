// The page's one live region, for live_region.rs: announced by screen readers and not seen.
let region;

/**
 * Makes the region, empty, in a container (else in the body), unless it is there: screen readers pass
 * over one that comes with its text.
 * @returns whether it is new there, since a page may have thrown the last one away
 */
export function prepare(container) {
  const parent = container?.isConnected ? container : document.body;
  if (region?.parentNode === parent) return false;
  region?.remove();
  region = parent.ownerDocument.createElement("div");
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
  parent.append(region);
  return true;
}

/** Announces a text politely. */
export function announce(text) {
  region.textContent = text;
}
