// Runs before the badge is there: looks at every frame, where everything stands around the badges
// and how far these are. Says by itself when the wasm, and then the API, may answer, so that each
// step is painted at least twice.
(() => {
  const seen = { places: [], steps: { fallback: 0, waiting: 0, shown: 0 }, shifts: [], streamed: 0, buffered: 0 };
  window.seen = seen;
  const may = { fallback: '/may/wasm', waiting: '/may/api' };
  const step = (badges) => {
    if (badges.every((b) => b.status?.checkedAt)) return 'shown';
    if (badges.every((b) => b.shadowRoot)) return 'waiting';
    return badges.some((b) => b.shadowRoot) ? undefined : 'fallback';
  };
  const look = () => {
    requestAnimationFrame(look);
    const badges = [...document.querySelectorAll('job-badge')];
    if (document.readyState === 'loading' || !badges.length) return;
    const box = (e) => { const r = e.getBoundingClientRect(); return [r.x, r.y, r.width, r.height].map((n) => n.toFixed(1)).join(' '); };
    const places = [...document.querySelectorAll('p, b, td, job-badge')].map(box).join('\n');
    if (seen.places.at(-1) !== places) seen.places.push(places);
    const at = step(badges);
    if (at && ++seen.steps[at] === 2 && may[at]) fetch(may[at]);
  };
  requestAnimationFrame(look);
  for (const [name, count] of [['instantiateStreaming', 'streamed'], ['instantiate', 'buffered']]) {
    const before = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await before.apply(WebAssembly, given);
      seen[count] += 1;
      return made;
    };
  }
  if (PerformanceObserver.supportedEntryTypes.includes('layout-shift')) {
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries()) {
        const moved = sources.map(({ node, previousRect, currentRect }) => ({ node: node?.outerHTML, previousRect, currentRect }));
        seen.shifts.push({ value, moved });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  }
})();
