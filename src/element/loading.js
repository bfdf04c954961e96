// How the wasm gets into the page: once, while it arrives, from beside this script; and the parts of
// it that few pages need, when they are first needed.
import { begin, finish, imports } from "./glue.js";
import { ask, dropEarly } from "./early.js";

const parts = new Map();
let wasm;
let core;
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

/** Compiles a wasm while it arrives, if its server says that it is one. */
async function instantiate(request, more) {
  const answer = await fetch(request);
  if (!answer.ok) throw new Error(answer.status);
  const given = { ...imports(), ...more };
  return answer.headers.get("Content-Type") === "application/wasm"
    ? WebAssembly.instantiateStreaming(answer, given)
    : WebAssembly.instantiate(await answer.arrayBuffer(), given);
}

/** Loads the wasm once. Without it the light-DOM children stay, and the console says why, once. */
export function load() {
  wasm ??= instantiate(wasmRequest()).then(
    ({ instance, module }) => {
      core = finish(instance, module);
      begin(ask, loadPart);
      runs = true;
    },
    (reason) => {
      dropEarly();
      const why =
        typeof WebAssembly === "undefined"
          ? "this browser has no WebAssembly"
          : `${reason?.name ?? "Error"}; a Content-Security-Policy needs script-src 'wasm-unsafe-eval', and job-badge_bg.wasm must lie beside job-badge.js`;
      console.error(`job-badge: the WebAssembly could not be loaded (${why}). The badges show their fallback content.`);
    },
  );
  return wasm;
}

// Each written out, so that every bundler finds the files.
const PARTS = {
  details: () => new URL("parts/details.wasm", import.meta.url),
  tabs: () => new URL("parts/tabs.wasm", import.meta.url),
};

/** Loads a part of the wasm, which shares memory and functions with the core. When it failed, it may be tried again. */
function loadPart(name) {
  if (!parts.has(name)) {
    const part = instantiate(PARTS[name](), { core });
    parts.set(name, part);
    part.catch(() => {
      parts.delete(name);
      console.error(`job-badge: parts/${name}.wasm could not be loaded; it must lie beside job-badge.js.`);
    });
  }
  return parts.get(name);
}
