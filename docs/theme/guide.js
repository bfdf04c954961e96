// What a page of the guide does beyond its text: living badges, coloured code, copying, search, keys.
// Without this script the text is all there.
"use strict";
{
  const root = new URL(document.documentElement.dataset.root || "./", location.href);
  const { index, library } = document.currentScript.dataset;

  /** The badge, on pages that show one. */
  if (document.querySelector("job-badge") !== null) {
    import(new URL("../package/define.js", root).href);
  }

  for (const code of document.querySelectorAll("pre > code")) {
    if (code.className !== "") hljs.highlightBlock(code);
    const text = code.parentElement;
    if (text.scrollWidth > text.clientWidth) text.tabIndex = 0;
    if (navigator.clipboard === undefined) continue;
    const box = document.createElement("div");
    box.className = "code";
    text.replaceWith(box);
    box.append(text, copyButton(code));
  }
  for (const table of document.querySelectorAll(".table-wrapper")) {
    if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
  }

  function copyButton(code) {
    const button = document.createElement("button");
    const say = (text) => {
      button.textContent = text;
    };
    button.type = "button";
    say("Copy");
    button.addEventListener("click", () => {
      const lines = [...code.childNodes].filter((node) => node.className !== "boring");
      const text = lines.map((node) => node.textContent).join("");
      navigator.clipboard.writeText(text).then(
        () => say("Copied"),
        () => say("Not allowed"),
      );
    });
    button.addEventListener("blur", () => say("Copy"));
    return button;
  }

  const chapters = document.querySelector(".chapters > button");
  chapters.addEventListener("click", () => {
    const open = chapters.getAttribute("aria-expanded") !== "true";
    chapters.setAttribute("aria-expanded", `${open}`);
  });

  // mdBook's index and its library, loaded when somebody begins to search.
  const search = document.getElementById("search");
  const words = document.getElementById("words");
  const found = document.getElementById("found");
  const status = search.querySelector("[role=status]");
  let loaded;
  search.hidden = false;

  const script = (source) =>
    new Promise((done, failed) => {
      const element = document.createElement("script");
      element.src = source;
      element.addEventListener("load", done);
      element.addEventListener("error", failed);
      document.head.append(element);
    });
  const load = async () => {
    window.search ??= {};
    await script(library);
    await script(index);
    return elasticlunr.Index.load(window.search.index);
  };
  const look = async () => {
    loaded ??= load();
    const asked = words.value.trim();
    const chapters = await loaded;
    if (asked !== words.value.trim()) return;
    const { search_options, results_options, doc_urls } = window.search;
    const results = asked === "" ? [] : chapters.search(asked, search_options);
    found.replaceChildren(...results.slice(0, results_options.limit_results).map(entry));
    found.hidden = results.length === 0;
    if (asked === "") status.textContent = "";
    else status.textContent = results.length === 0 ? "Nothing found" : `${results.length} found`;

    function entry({ ref, doc }) {
      const [item, link, place] = ["li", "a", "span"].map((tag) => document.createElement(tag));
      link.href = new URL(doc_urls[ref], root);
      link.textContent = doc.title;
      place.textContent = doc.breadcrumbs.split(" » ").slice(0, -1).join(" › ");
      link.append(place);
      item.append(link);
      return item;
    }
  };
  words.addEventListener("input", look);
  search.addEventListener("submit", (event) => {
    event.preventDefault();
    found.querySelector("a")?.click();
  });
  search.addEventListener("keydown", (event) => {
    const all = [words, ...found.querySelectorAll("a")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      words.value = "";
      look();
      words.focus();
    } else if (step !== undefined) {
      event.preventDefault();
      all[all.indexOf(document.activeElement) + step]?.focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (!search.contains(event.target)) found.hidden = true;
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.target !== document.body && event.target.id !== "text") return;
    const rel = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
    if (event.key === "/") {
      event.preventDefault();
      words.focus();
    } else if (rel !== undefined) {
      document.querySelector(`.turn [rel=${rel}]`)?.click();
    }
  });
}
