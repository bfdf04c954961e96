export default {
  // The site may lie in any folder of its server.
  base: "./",
  // Before Vite 8 the development server copied scripts away from the wasm beside them.
  optimizeDeps: { exclude: ["job-badge"] },
};
