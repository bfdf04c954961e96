// What surrounds a badge in its page: a base, frames, a page's own functions, the element's class.

/** A `<base>` for the page, or none. */
export function setBase(href) {
  document.querySelector('base')?.remove();
  if (href === undefined) return;
  const base = document.createElement('base');
  base.href = href;
  document.head.append(base);
}

/** The body of a new frame. */
export function frame() {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  return frame.contentDocument.body;
}

/** How many sheets a root has adopted. */
export function sheets(root) { return root.adoptedStyleSheets.length; }

/** Whether an object and all that is in it is frozen. */
export function isFrozen(value) {
  if (typeof value !== 'object' || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isFrozen);
}

/** A page's function, from its text. It knows its `question` and the list `asked`. */
export function script(body, asked) {
  const call = new Function('asked', 'question', body);
  return (question) => call(asked, question);
}

/** What `<job-badge>`'s class does for its half: it keeps what it is told. */
export class Recorder {
  constructor() {
    this.complaints = [];
    this.events = [];
    this.named = [];
  }
  complain(attribute, value, message) { this.complaints.push([attribute, value, message]); }
  tell(event, detail) { this.events.push({ event, detail, states: [...this.named] }); }
  states(names) { this.named = [...names]; }
}

/** Keeps what a node says after each change; the answer is the list, which grows. */
export function record(node) {
  const said = [];
  new MutationObserver(() => said.push(node.textContent))
    .observe(node, { subtree: true, childList: true, characterData: true, attributes: true });
  return said;
}
