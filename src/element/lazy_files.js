// Files of the package that are loaded when they are first needed.
import { retried } from "./retried.js";

/**
 * Gives a function for these files, each a literal `import` by its name: it gives what a file
 * exports, undefined until that is there. `otherwise` says what holds without it.
 */
export function lazyFiles(files) {
  const loaders = new Map();
  return (name, onLoad, otherwise) => {
    if (!loaders.has(name)) {
      const onFailure = () => console.warn(`job-badge: ${name}.js could not be loaded; it must lie beside job-badge.js. ${otherwise}`);
      loaders.set(name, retried((failures) => load(files, name, failures), onLoad, onFailure));
    }
    return loaders.get(name)();
  };
}

/** Chromium keeps a failed import for good, so a later attempt may need another address. */
async function load(files, name, failures) {
  const again = () => import(/* webpackIgnore: true */ /* @vite-ignore */ new URL(`${name}.js?${failures}`, import.meta.url));
  const module = await files[name]().catch((reason) => (failures ? again() : Promise.reject(reason)));
  return module.default;
}
