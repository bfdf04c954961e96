// The browser's `Intl`, for intl.rs: each formatter is made once for a language, since making one is
// slow.
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
    return new Format(language.split("-")[0], options);
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
