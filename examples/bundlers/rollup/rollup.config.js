import { nodeResolve } from "@rollup/plugin-node-resolve";

export default {
  input: "page.js",
  // Entry and chunks in one folder: the wasm is looked for beside the script that asks for it.
  output: { dir: "dist", format: "es" },
  plugins: [nodeResolve()],
};
