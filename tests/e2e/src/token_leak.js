// Looks for any of the needles (arguments[0]) in everything that a page or its user could read,
// and returns the names of the places. Nothing of the badge is known here but its event names.
const needles = arguments[0];
const places = [];
const look = (place, text) => {
  if (text !== null && text !== undefined && needles.some((n) => String(text).includes(n))) places.push(place);
};

// Every string that can be reached from a value.
const strings = (value, depth = 0, known = new Set()) => {
  if (typeof value === 'string') return [value];
  if (value === null || (typeof value !== 'object' && typeof value !== 'function') || depth > 5 || known.has(value)) return [];
  if (value instanceof Node || value instanceof Window) return [];
  known.add(value);
  // By name: in Firefox this script has builtins of its own.
  const kind = Object.prototype.toString.call(value);
  if (kind === '[object Map]' || kind === '[object Set]') return strings([...value], depth, known);
  const found = [];
  for (const key of Reflect.ownKeys(value).slice(0, 2000)) {
    found.push(String(key));
    let part;
    try { part = value[key]; } catch { continue; }
    found.push(...strings(part, depth + 1, known));
  }
  return found;
};
const lookIn = (place, value) => look(place, strings(value).join('\n'));

// Own properties, and getters of the classes that the page defined.
const members = (element, name) => {
  for (const key of Reflect.ownKeys(element)) {
    let value;
    try { value = element[key]; } catch { continue; }
    lookIn(`property ${name}.${String(key)}`, value);
  }
  if (!element.localName.includes('-')) return;
  for (let p = Object.getPrototypeOf(element); p && p !== HTMLElement.prototype; p = Object.getPrototypeOf(p)) {
    for (const key of Reflect.ownKeys(p)) {
      let value;
      try { value = element[key]; } catch (e) { value = [e.message, e.stack]; }
      lookIn(`property ${name}.${String(key)}`, value);
    }
    lookIn(`static ${p.constructor?.name}`, p.constructor);
  }
};

const sheets = (root, name) => {
  for (const sheet of [...root.styleSheets, ...(root.adoptedStyleSheets ?? [])]) {
    try { look(`style sheet of ${name}`, [...sheet.cssRules].map((r) => r.cssText).join('\n')); } catch { /* foreign */ }
  }
};

const seenRoots = new Set();
const walk = (root, name) => {
  if (seenRoots.has(root)) return;
  seenRoots.add(root);
  sheets(root, name);
  const nodes = document.createTreeWalker(root, NodeFilter.SHOW_ALL);
  for (let node = nodes.currentNode; node; node = nodes.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) look(`text in ${name}`, node.data);
    if (node.nodeType === Node.COMMENT_NODE) look(`comment in ${name}`, node.data);
    if (node.nodeType !== Node.ELEMENT_NODE) continue;
    for (const attribute of node.attributes) look(`attribute ${node.localName}@${attribute.name}`, attribute.value);
    if ('value' in node) look(`value of ${node.localName}`, node.value);
    members(node, node.localName);
    if (node.shadowRoot) walk(node.shadowRoot, `shadow of ${node.localName}`);
    if (node.contentDocument) walk(node.contentDocument, `frame`);
  }
};
walk(document, 'document');
// Closed and detached ones too.
for (const root of window.__e2e?.roots ?? []) walk(root, 'a shadow root');

const seen = window.__e2e ?? {};
for (const kind of ['log', 'events', 'violations', 'messages']) lookIn(`recorded ${kind}`, seen[kind]);

look('location', [location.href, document.referrer, document.title, window.name, document.cookie].join('\n'));
lookIn('history.state', history.state);
look('performance', JSON.stringify(performance.getEntries().map((e) => e.toJSON())));
for (const key of Object.getOwnPropertyNames(window)) {
  if (key === '__e2e') continue;
  let value;
  try { value = window[key]; } catch { continue; }
  if (typeof value === 'string') look(`window.${key}`, value);
}
for (const name of ['localStorage', 'sessionStorage']) {
  let store;
  try { store = window[name]; } catch { continue; }
  for (let i = 0; i < store.length; i += 1) look(name, `${store.key(i)}\n${store.getItem(store.key(i))}`);
}

const whole = (request) => new Promise((done) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => done(null);
});
const stores = async () => {
  for (const { name } of (await indexedDB?.databases?.()) ?? []) {
    look('indexedDB', name);
    const db = await whole(indexedDB.open(name));
    for (const table of db?.objectStoreNames ?? []) {
      const all = db.transaction(table).objectStore(table);
      lookIn('indexedDB', [table, await whole(all.getAllKeys()), await whole(all.getAll())]);
    }
    db?.close();
  }
  for (const name of (await window.caches?.keys()) ?? []) {
    const cache = await caches.open(name);
    look('caches', name);
    for (const request of await cache.keys()) {
      look('caches', request.url);
      lookIn('caches', [...request.headers]);
      look('caches', await (await cache.match(request)).text());
    }
  }
  lookIn('lock names', await navigator.locks?.query());
};
return stores().then(() => [...new Set(places)]);
