import { svelte } from "@sveltejs/vite-plugin-svelte";

export default {
  // The site may lie in any folder of its server.
  base: "./",
  plugins: [svelte()],
};
