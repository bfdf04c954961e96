// Runs in a measured page before anything else. `shown` is a selector, `wanted` a number: the
// promise `done` resolves in the first frame in which that many match. Times are milliseconds from
// the start of navigation.
(shown, wanted) => {
  const bench = { first: 0, all: 0, long: [] };
  window.bench = bench;
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) bench.long.push([task.startTime, task.duration]);
  }).observe({ type: "longtask", buffered: true });
  bench.done = new Promise((resolve) => {
    const look = () => {
      const count = document.querySelectorAll(shown).length;
      if (count > 0) bench.first ||= performance.now();
      if (count < wanted) return requestAnimationFrame(look);
      bench.all = performance.now();
      resolve();
    };
    requestAnimationFrame(look);
  });
}
