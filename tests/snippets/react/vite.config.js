export default {
  // The site may lie in any folder of its server.
  base: "./",
};
