// What a page sets for all its badges. A credential is for the endpoint that it was given with, and
// never outlives it.

const PAGE_WIDE = ["provider", "endpoint", "auth", "interval", "share", "token", "tokenProvider", "words"];

/** The defaults of now. */
export const page = {};

/** The origin of an endpoint; undefined where it is no URL. */
export function originOf(endpoint) {
  try {
    return new URL(endpoint, document.baseURI).origin;
  } catch {
    return undefined;
  }
}

/** Takes what is given over what is there. */
export function setDefaults(settings) {
  const given = {};
  for (const name of PAGE_WIDE) if (Object.hasOwn(settings, name)) given[name] = settings[name];
  const secret = "token" in given || "tokenProvider" in given;
  const next = { ...page, ...given };
  if (secret && next.endpoint == null) {
    console.warn("job-badge: configure() takes a token together with the endpoint that it is for; the token was left out.");
    delete given.token;
    delete given.tokenProvider;
  } else if (secret) {
    // A new credential takes the place of the old one, of whichever kind.
    if (!("token" in given)) delete page.token;
    if (!("tokenProvider" in given)) delete page.tokenProvider;
  } else if ("endpoint" in given && originOf(given.endpoint) !== originOf(page.endpoint)) {
    delete page.token;
    delete page.tokenProvider;
  }
  Object.assign(page, given);
}
