// The other tabs of a group: what they hear, what they say, and the locks that they hold. A channel
// reaches all others of its name, those of the same page, too.

let opened = 0;
const Real = globalThis.BroadcastChannel;
globalThis.BroadcastChannel = class extends Real {
  constructor(name) {
    super(name);
    opened += 1;
  }
};

/** How many channels were opened so far. */
export function channels() { return opened; }

/** A tab of this group that keeps what it hears. */
export class Other {
  constructor(group) {
    this.heard = [];
    this.group = group;
    this.channel = new BroadcastChannel(group);
    this.channel.onmessage = ({ data }) => this.heard.push(data);
  }
  say(message) { this.channel.postMessage(message); }
  close() { this.channel.close(); }
  count(kind) { return this.heard.filter((message) => message[0] === kind).length; }
  /** The last message of a kind as JSON. */
  last(kind) { return JSON.stringify(this.heard.findLast((message) => message[0] === kind) ?? null); }
}

/** Holds a lock until the answer is called. */
export async function hold(name) {
  let free;
  await new Promise((held) => {
    navigator.locks.request(name, () => {
      held();
      return new Promise((release) => { free = release; });
    });
  });
  return free;
}

/** How many locks of a group are held or waited for. */
export async function locks(group) {
  const { held, pending } = await navigator.locks.query();
  return [...held, ...pending].filter(({ name }) => name.startsWith(group)).length;
}

/** The groups by the digest of a token that somebody holds or waits for. */
export async function digests() {
  const { held, pending } = await navigator.locks.query();
  return [...held, ...pending].map(({ name }) => name).filter((name) => name.includes(' #'));
}

/** Takes the browser's locks away, or gives them back. */
export function setLocks(there) {
  if (there) delete navigator.locks;
  else Object.defineProperty(navigator, 'locks', { configurable: true, value: undefined });
}
