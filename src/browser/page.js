// What a script does with fewer bytes than wasm: the browser's `Intl`, and the live region's element.
// One file, since each is a request of its own in a Yew app.

// For intl.rs: each formatter is made once for a language, since making one is slow.
const made = new Map();

/** What a formatter is made of, and how it is asked. */
function maker(kind, unit) {
  switch (kind) {
    case "percent":
      return [Intl.NumberFormat, { style: "percent" }];
    case "short":
    case "long":
      return [Intl.NumberFormat, { style: "unit", unit, unitDisplay: kind }];
    case "ago":
      return [Intl.RelativeTimeFormat];
    case "clock":
      return [Intl.DateTimeFormat, { timeStyle: "short" }];
    case "day":
      return [Intl.DateTimeFormat, { dateStyle: "medium", timeStyle: "short" }];
    case "full":
      return [Intl.DateTimeFormat, { dateStyle: "medium", timeStyle: "medium" }];
    case "plural":
      return [Intl.PluralRules];
    default:
      return [Intl.NumberFormat];
  }
}

function make(language, kind, unit) {
  const [Format, options] = maker(kind, unit);
  try {
    return new Format(language || undefined, options);
  } catch {
    // A tag that is malformed further on (`de-x`) still begins with a language.
    return new Format(language.split("-")[0] || undefined, options);
  }
}

/** Words a value as a language does; a browser that cannot says it plainly. */
export function words(language, kind, unit, value) {
  try {
    const name = [language, kind, kind === "ago" || unit].join();
    if (!made.has(name)) made.set(name, make(language, kind, unit));
    const format = made.get(name);
    return kind === "plural" ? format.select(value) : format.format(value, unit);
  } catch {
    return kind === "percent" ? `${Math.round(value * 100)}%` : `${value} ${unit}`;
  }
}

/** Words a time (milliseconds since 1970) of the reader's zone as short as it is clear now. */
export function clock(language, at, now) {
  const [day, today] = [at, now].map((time) => new Date(time).toDateString());
  return words(language, day === today ? "clock" : "day", "", at);
}

// For live_region.rs, the page's one live region: an element that is heard and not seen, made when
// there is something to say for the first time.
let region;

/** Says something politely. */
export function say(text) {
  if (!region?.isConnected) {
    region = document.createElement("div");
    region.setAttribute("role", "status");
    region.setAttribute("data-job-badge-says", "");
    // Property by property, since a strict Content-Security-Policy forbids `style` attributes.
    Object.assign(region.style, {
      position: "absolute",
      inlineSize: "1px",
      blockSize: "1px",
      overflow: "hidden",
      clipPath: "inset(50%)",
      whiteSpace: "nowrap",
    });
    document.body?.append(region);
  }
  region.textContent = text;
}
