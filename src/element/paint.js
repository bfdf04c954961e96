// Draws strokes into the DOM: what is there already stays, and only what differs is touched. The
// strokes come as one text (see strokes.rs); each ends with a NUL, which no name and no value has.
const shapes = new Map();

/** Sets an attribute that is said as `name=value`, if it is another. */
function set(element, said) {
  const end = said.indexOf("=");
  const [name, value] = [said.slice(0, end), said.slice(end + 1)];
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** An element that is said as `tag|name=value|…`: a copy of one that was made before. */
function shape(what, around) {
  if (!shapes.has(what)) {
    const [tag, ...fixed] = what.split("|");
    const namespace = tag === "svg" ? "http://www.w3.org/2000/svg" : around.namespaceURI;
    const element = document.createElementNS(namespace, tag);
    for (const said of fixed) set(element, said);
    shapes.set(what, element);
  }
  return shapes.get(what).cloneNode();
}

/** Takes out what stands from here on, up to another. */
function cut(at, end) {
  while (at && at !== end) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

/** What stands here as it was drawn before, with what stood before it taken out; else it is made. */
function begin(around, at, what) {
  for (let its = at; its; its = its.nextSibling) {
    if (its.what === what) {
      cut(at, its);
      return its;
    }
  }
  const made = what ? shape(what, around) : document.createTextNode("");
  made.what = what;
  return made;
}

/** Draws in a room, over what was drawn there before. Gives the first element in it. */
export function paint(room, strokes) {
  room.previousSibling?.remove();
  const open = [];
  let [around, at] = [room, room.firstChild];
  // A new one goes into the page when it is whole.
  const place = (node, next) => {
    if (!node.parentNode) around.insertBefore(node, next);
    at = node.nextSibling;
  };
  for (const stroke of strokes.split("\0")) {
    const said = stroke.slice(1);
    switch (stroke[0]) {
      case "<":
        open.push([around, at]);
        around = begin(around, at, said);
        at = around.firstChild;
        break;
      case "=":
        set(around, said);
        break;
      case "-":
        around.removeAttribute(said);
        break;
      case "'": {
        const text = begin(around, at, "");
        if (text.nodeValue !== said) text.nodeValue = said;
        place(text, at);
        break;
      }
      case ">": {
        cut(at);
        const node = around;
        [around, at] = open.pop();
        place(node, at);
      }
    }
  }
  cut(at);
  return room.firstElementChild;
}

/**
 * An empty room in an element's shadow root, in place of what was there. The element's own children
 * are shown until something is drawn in it.
 */
export function room(host) {
  leave(host);
  const room = document.createElement("span");
  host.shadowRoot.append(room);
  return room;
}

let moment;

/** A promise that is kept three quarters of a second after the first who asked for it. */
export function inAMoment() {
  moment ??= new Promise((done) => setTimeout(done, 750)).finally(() => (moment = undefined));
  return moment;
}

/** Shows an element's own children again. */
export function leave(host) {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  root.replaceChildren(document.createElement("slot"));
}
