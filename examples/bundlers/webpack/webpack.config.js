export default {
  mode: "production",
  entry: "./page.js",
  // "auto", the default, works in any folder of a server; a fixed path is written out.
  output: { filename: "page.js", path: import.meta.dirname + "/dist", publicPath: "/sub/path/" },
};
