// The browser's `Intl`, for intl.rs. In Rust it is 1.2 KB (brotli) more.

// Each formatter is made once for a language, since making one is slow.
const formatters = new Map();

function constructorOf(kind, unit) {
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
    case "date-time":
      return [Intl.DateTimeFormat, { dateStyle: "medium", timeStyle: "medium" }];
    case "plural":
      return [Intl.PluralRules];
    default:
      return [Intl.NumberFormat];
  }
}

function create(language, kind, unit) {
  const [Formatter, options] = constructorOf(kind, unit);
  try {
    return new Formatter(language || undefined, options);
  } catch (error) {
    if (!language) throw error;
    // A tag that is malformed further on (`de-x`) still begins with a language.
    return create(language.includes("-") ? language.split("-")[0] : "", kind, unit);
  }
}

/** Words a value as a language does; undefined where the browser cannot. */
export function format(language, kind, unit, value) {
  try {
    const key = [language, kind, kind === "ago" || unit].join();
    if (!formatters.has(key)) formatters.set(key, create(language, kind, unit));
    const formatter = formatters.get(key);
    return kind === "plural" ? formatter.select(value) : formatter.format(value, unit);
  } catch {}
}

/** Whether two times (milliseconds since 1970) are on the same day of the reader's zone. */
export function isSameDay(one, other) {
  const [first, second] = [one, other].map((time) => new Date(time).toDateString());
  return first === second;
}

/** How many milliseconds are left of the day in the reader's zone, however long this one is. */
export function millisUntilMidnight(now) {
  return new Date(now).setHours(24, 0, 0, 0) - now;
}
