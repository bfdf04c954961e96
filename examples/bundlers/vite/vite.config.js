export default {
  base: "/sub/path/",
  // Before Vite 8 the development server copied scripts away from the wasm beside them.
  optimizeDeps: { exclude: ["job-badge"] },
};
