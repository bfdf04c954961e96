// Argument: the example's folder. Starts its server on a free port and asks for what its page needs.
import { strict as assert } from "node:assert";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

Object.assign(process.env, { JOBS: `one,<b>"two"&`, TOKEN: "the-token", ENDPOINT: "https://media.example/api/" });
const { server } = await import(pathToFileURL(join(process.argv[2], "server.js")));
server.listen(0, "127.0.0.1");
await once(server, "listening");
const origin = `http://127.0.0.1:${server.address().port}`;
const get = (path) => fetch(origin + path);

const answer = await get("/");
const html = await answer.text();
const policy = answer.headers.get("content-security-policy");
assert(policy.includes("connect-src 'self' https://media.example"), policy);
assert(html.includes(`<job-badge job="one" title="one">encoding</job-badge>`), html);
assert(!html.includes("<b>") && html.includes("&#60;b&#62;&#34;two&#34;&#38;"), html);
assert(!html.includes("the-token"), html);
const wanted = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path);
const [WASM, PLACE] = ["/package/job-badge_bg.wasm", "/package/place.css"];
assert.deepEqual(wanted, ["/package/job-badge.js", WASM, PLACE, "/package/define.js", "/page.js"]);
const types = { [WASM]: "application/wasm", [PLACE]: "text/css; charset=utf-8" };
for (const path of wanted) {
  const file = await get(path);
  assert.equal(file.status, 200, path);
  assert.equal(file.headers.get("content-type"), types[path] ?? "text/javascript; charset=utf-8", path);
}
const wasm = await get(WASM);
assert(WebAssembly.validate(await wasm.arrayBuffer()), "the wasm arrives whole");
assert.equal(await (await get("/token")).text(), "the-token");
for (const path of ["/package/package.json", "/package/../server.js", "/nothing"]) {
  assert.equal((await get(path)).status, 404, path);
}
server.close();
server.closeAllConnections();
