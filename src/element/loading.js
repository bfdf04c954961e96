// Loads the wasm, once for the page, from beside this script.
import init from "glue";

let loaded;
/** Whether the wasm is there. */
export let runs = false;

/**
 * The request for the wasm. A browser takes what a page has preloaded only for a request in the
 * preload's mode, and Safari only when that is not CORS: so a link without `crossorigin` says how.
 */
function wasmRequest() {
  const url = new URL("job-badge_bg.wasm", import.meta.url);
  const links = [...document.querySelectorAll("link:not([crossorigin])")];
  const plain = url.origin === origin && links.some((link) => link.href === url.href);
  return new Request(url, plain ? { mode: "no-cors", credentials: "include" } : {});
}

/** Compiles the wasm while it arrives, if its server says that it is one. */
async function start() {
  const response = await fetch(wasmRequest());
  if (!response.ok) throw new Error(response.status);
  const streams = response.headers.get("Content-Type") === "application/wasm";
  await init({ module_or_path: streams ? response : await response.arrayBuffer() });
}

/** Loads the wasm once. Without it the light-DOM children stay, and the console says why, once. */
export function load() {
  loaded ??= start().then(
    () => {
      runs = true;
    },
    (reason) => {
      const why =
        typeof WebAssembly === "undefined"
          ? "this browser has no WebAssembly"
          : `${reason?.name ?? "Error"}; a Content-Security-Policy needs script-src 'wasm-unsafe-eval', and job-badge_bg.wasm must lie beside job-badge.js`;
      console.error(`job-badge: the WebAssembly could not be loaded (${why}). The badges show their fallback content.`);
    },
  );
  return loaded;
}
