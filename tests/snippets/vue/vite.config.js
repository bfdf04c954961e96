import vue from "@vitejs/plugin-vue";

// Without this Vue looks for a component of that name, and says that there is none.
const isCustomElement = (tag) => tag === "job-badge";

export default {
  // The site may lie in any folder of its server.
  base: "./",
  plugins: [vue({ template: { compilerOptions: { isCustomElement } } })],
};
