// Starts the admin page. Trunk would do so by an inline script, which a strict policy refuses; instead it
// writes the names of what it has built into this script's address (`package.metadata.trunk` in Cargo.toml).
const built = new URL(import.meta.url).searchParams;
const loaded = import(`./${built.get("script")}`);
// What stands on the page until then is painted first. A page that nobody sees is not painted.
if (!document.hidden) await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
const { default: start } = await loaded;
await start({ module_or_path: new URL(built.get("wasm"), import.meta.url) });
