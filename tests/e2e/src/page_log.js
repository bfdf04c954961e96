// Runs first in every test page, and records in window.__e2e what the page exposes: console output,
// errors, badge events, policy violations, messages and shadow roots.
(() => {
  const seen = { log: [], events: [], violations: [], messages: [], roots: [] };
  Object.defineProperty(window, '__e2e', { value: seen });
  const text = (value) => {
    if (typeof value === 'string') return value;
    if (value instanceof Error) return `${value.name}: ${value.message}\n${value.stack}`;
    try { return JSON.stringify(value) ?? String(value); } catch { return String(value); }
  };
  for (const kind of ['debug', 'log', 'info', 'warn', 'error', 'trace', 'dir', 'table', 'assert']) {
    const before = console[kind];
    console[kind] = (...args) => {
      if (kind !== 'assert' || !args[0]) seen.log.push({ kind, text: args.map(text).join(' ') });
      return before.apply(console, args);
    };
  }
  addEventListener('error', (event) => {
    const from = event.target === window ? '' : text(event.target?.src ?? event.target?.tagName);
    seen.log.push({ kind: 'onerror', text: [event.message, from, text(event.error)].join(' ') });
  }, true);
  addEventListener('unhandledrejection', (event) => {
    seen.log.push({ kind: 'unhandledrejection', text: text(event.reason) });
  });
  document.addEventListener('securitypolicyviolation', (event) => {
    // Requested by the browser, not by the page; Firefox and WebKit report it nevertheless.
    if (event.blockedURI.endsWith('/favicon.ico')) return;
    seen.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
  });
  for (const type of ['job-badge-change', 'job-badge-done', 'job-badge-error']) {
    document.addEventListener(type, (event) => {
      seen.events.push({ type, id: event.target.id, detail: JSON.parse(JSON.stringify(event.detail)) });
    });
  }
  const wrap = (proto, name) => {
    const before = proto[name];
    proto[name] = function (...args) {
      seen.messages.push(`${name} ${text(args[0])}`);
      return before.apply(this, args);
    };
  };
  if (window.BroadcastChannel) wrap(BroadcastChannel.prototype, 'postMessage');
  wrap(MessagePort.prototype, 'postMessage');
  wrap(Worker.prototype, 'postMessage');
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (...args) {
    const root = attach.apply(this, args);
    seen.roots.push(root);
    return root;
  };
})();
