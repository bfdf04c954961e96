// Searches everything that a page or its user could read for any of the needles (arguments[0]), and
// returns the names of the places.
const needles = arguments[0];
const places = [];
const check = (place, text) => {
  if (text !== null && text !== undefined && needles.some((n) => String(text).includes(n))) places.push(place);
};

// All strings reachable from a value.
const strings = (value, depth = 0, known = new Set()) => {
  if (typeof value === 'string') return [value];
  if (value === null || (typeof value !== 'object' && typeof value !== 'function') || depth > 5 || known.has(value)) return [];
  if (value instanceof Node || value instanceof Window) return [];
  known.add(value);
  // Compared by name, because in Firefox this script has its own built-in classes.
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
const checkStrings = (place, value) => check(place, strings(value).join('\n'));

// Own properties, and getters of the classes that the page defined.
const checkMembers = (element, name) => {
  for (const key of Reflect.ownKeys(element)) {
    let value;
    try { value = element[key]; } catch { continue; }
    checkStrings(`property ${name}.${String(key)}`, value);
  }
  if (!element.localName.includes('-')) return;
  for (let p = Object.getPrototypeOf(element); p && p !== HTMLElement.prototype; p = Object.getPrototypeOf(p)) {
    for (const key of Reflect.ownKeys(p)) {
      let value;
      try { value = element[key]; } catch (e) { value = [e.message, e.stack]; }
      checkStrings(`property ${name}.${String(key)}`, value);
    }
    checkStrings(`static ${p.constructor?.name}`, p.constructor);
  }
};

const sheets = (root, name) => {
  for (const sheet of [...root.styleSheets, ...(root.adoptedStyleSheets ?? [])]) {
    try { check(`style sheet of ${name}`, [...sheet.cssRules].map((r) => r.cssText).join('\n')); } catch { /* foreign */ }
  }
};

const visitedRoots = new Set();
const walk = (root, name) => {
  if (visitedRoots.has(root)) return;
  visitedRoots.add(root);
  sheets(root, name);
  const nodes = document.createTreeWalker(root, NodeFilter.SHOW_ALL);
  for (let node = nodes.currentNode; node; node = nodes.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) check(`text in ${name}`, node.data);
    if (node.nodeType === Node.COMMENT_NODE) check(`comment in ${name}`, node.data);
    if (node.nodeType !== Node.ELEMENT_NODE) continue;
    for (const attribute of node.attributes) check(`attribute ${node.localName}@${attribute.name}`, attribute.value);
    if ('value' in node) check(`value of ${node.localName}`, node.value);
    checkMembers(node, node.localName);
    if (node.shadowRoot) walk(node.shadowRoot, `shadow of ${node.localName}`);
    if (node.contentDocument) walk(node.contentDocument, `frame`);
  }
};
walk(document, 'document');
// Closed and detached ones too.
for (const root of window.__e2e?.roots ?? []) walk(root, 'a shadow root');

const seen = window.__e2e ?? {};
for (const kind of ['log', 'events', 'violations', 'messages']) checkStrings(`recorded ${kind}`, seen[kind]);

check('location', [location.href, document.referrer, document.title, window.name, document.cookie].join('\n'));
checkStrings('history.state', history.state);
check('performance', JSON.stringify(performance.getEntries().map((e) => e.toJSON())));
for (const key of Object.getOwnPropertyNames(window)) {
  if (key === '__e2e') continue;
  let value;
  try { value = window[key]; } catch { continue; }
  if (typeof value === 'string') check(`window.${key}`, value);
}
for (const name of ['localStorage', 'sessionStorage']) {
  let store;
  try { store = window[name]; } catch { continue; }
  for (let i = 0; i < store.length; i += 1) check(name, `${store.key(i)}\n${store.getItem(store.key(i))}`);
}

const result = (request) => new Promise((done) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => done(null);
});
const checkStores = async () => {
  for (const { name } of (await indexedDB?.databases?.()) ?? []) {
    check('indexedDB', name);
    const db = await result(indexedDB.open(name));
    for (const table of db?.objectStoreNames ?? []) {
      const all = db.transaction(table).objectStore(table);
      checkStrings('indexedDB', [table, await result(all.getAllKeys()), await result(all.getAll())]);
    }
    db?.close();
  }
  for (const name of (await window.caches?.keys()) ?? []) {
    const cache = await caches.open(name);
    check('caches', name);
    for (const request of await cache.keys()) {
      check('caches', request.url);
      checkStrings('caches', [...request.headers]);
      check('caches', await (await cache.match(request)).text());
    }
  }
  checkStrings('lock names', await navigator.locks?.query());
};
return checkStores().then(() => [...new Set(places)]);
