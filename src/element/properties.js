// An element's properties: those that are its attributes, and those that were set too early.

/** Makes attributes properties of a class: text as text, flags as booleans. */
export function reflect(Element, names, flags = []) {
  for (const name of names) {
    const flag = flags.includes(name);
    Object.defineProperty(Element.prototype, name, {
      configurable: true,
      enumerable: true,
      get() {
        return flag ? this.hasAttribute(name) : this.getAttribute(name);
      },
      set(value) {
        if (flag) this.toggleAttribute(name, !!value);
        else if (value == null) this.removeAttribute(name);
        else this.setAttribute(name, value);
      },
    });
  }
}

/** Properties that were set before the class was registered hide its setters: sets them again. */
export function setAgain(element, names) {
  for (const name of names) {
    if (Object.hasOwn(element, name)) {
      const value = element[name];
      delete element[name];
      element[name] = value;
    }
  }
}
