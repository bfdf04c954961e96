// Which language holds for an element of the page.

/** A language tag from any spelling: `de_DE`, `zh_CN`, `de-DE.UTF-8`, `sr_RS@latin`. Empty for none. */
function tagOf(spelling) {
  const tag = spelling.trim().replace(/[.@].*/, "").replaceAll("_", "-");
  return /^(c|posix)$/i.test(tag) ? "" : tag;
}

/** The language of an element: the nearest `lang`, across shadow roots; else the browser's. */
export function languageOf(element) {
  for (let at = element; at; at = at.getRootNode().host) {
    const named = at.closest("[lang]");
    if (named) return tagOf(named.getAttribute("lang")) || navigator.language;
  }
  return navigator.language;
}
