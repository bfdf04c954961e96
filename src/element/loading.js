// Loads the wasm, once for the page, from beside this script.
import init from "glue";
import { retried } from "./retried.js";

/** Whether the wasm is there. */
export let runs = false;
let given;

let loader;

/** Takes a URL of the wasm, relative to the page, before or after a load that failed. */
export function locate(url) {
  given = url;
  loader = undefined;
}

/**
 * The request for the wasm. A browser takes what a page has preloaded only for a request in the
 * preload's mode, and Safari only when that is not CORS: so a link without `crossorigin` says how.
 */
function fetchWasm() {
  const url = given == null ? new URL("job-badge_bg.wasm", import.meta.url) : new URL(given, document.baseURI);
  const links = [...document.querySelectorAll("link:not([crossorigin])")];
  const plain = url.origin === origin && links.some((link) => link.href === url.href);
  return fetch(url, plain ? { mode: "no-cors", credentials: "include" } : {});
}

/** Compiles the wasm while it arrives, if its server says that it is one. */
async function start() {
  if (runs) return true;
  const response = await fetchWasm();
  if (!response.ok) throw new Error(response.status);
  const streams = response.headers.get("Content-Type") === "application/wasm";
  await init({ module_or_path: streams ? response : await response.arrayBuffer() });
  return (runs = true);
}

/** Without it the light-DOM children stay, and the console says why, once. */
function tell(reason) {
  const why =
    typeof WebAssembly === "undefined"
      ? "this browser has no WebAssembly"
      : `${reason?.name ?? "Error"}; a Content-Security-Policy needs script-src 'wasm-unsafe-eval', and job-badge_bg.wasm must lie beside job-badge.js, or JobBadgeElement.configure({ wasm: url }) say where it is`;
  console.error(`job-badge: the WebAssembly could not be loaded (${why}). The badges show their fallback content.`);
}

/** Loads the wasm, once for the page; `onLoad` is called when it is there. */
export function load(onLoad) {
  loader ??= retried(start, onLoad, tell);
  loader();
}
