// Registers an element's class under a tag.

const registered = new WeakSet();

/** A tag that is taken is left alone, with a warning unless it is this version's. */
export function register(Element, tag, registry) {
  const known = registry.get(tag);
  if (known) {
    if (known.version !== VERSION) {
      console.warn(`job-badge: <${tag}> is already defined by ${known.version ? `version ${known.version}` : "another element"}; version ${VERSION} leaves it alone.`);
    }
    return;
  }
  // A constructor can be registered once in each registry; a second tag is a subclass.
  registry.define(tag, registered.has(registry) ? class extends Element {} : Element);
  registered.add(registry);
}
