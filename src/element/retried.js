// Loads something once, and tries again what failed.

// After so many failures in a row it waits for a sign: the page is shown or online again.
const LIMIT = 6;

const failed = new Set();

/**
 * Gives a function that loads something once, and gives it as soon as it is there. What failed is
 * tried again: with the next call, after a while, when the page is shown, when it is online; always
 * with back-off. `onFailure` is called for the first failure.
 */
export function retried(start, onLoad, onFailure) {
  let value;
  let isLoading = false;
  let failures = 0;
  let next = 0;
  const again = () => {
    if (isLoading || value || performance.now() < next) return;
    isLoading = true;
    start(failures).then(
      (loaded) => {
        value = loaded;
        failed.delete(again);
        onLoad();
      },
      (reason) => {
        isLoading = false;
        const wait = 1000 * 2 ** Math.min(failures, LIMIT);
        // Timers may come a little early.
        next = performance.now() + wait - 50;
        if (!failures++) onFailure(reason);
        if (!failed.size) for (const sign of ["online", "pageshow", "visibilitychange"]) addEventListener(sign, onSign, true);
        failed.add(again);
        if (failures < LIMIT) setTimeout(again, wait);
      },
    );
  };
  return () => {
    again();
    return value;
  };
}

function onSign() {
  if (!document.hidden) for (const again of failed) again();
}
