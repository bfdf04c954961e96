// The page's one IntersectionObserver, for in_view.rs. In Rust it is 1.1 KB (brotli) more.

const callbacks = new Map();
let observer;

/** How far the middle of an element is from that of the viewport; less than 0 if it is out of view. */
function distance({ isIntersecting, boundingClientRect: box, rootBounds: view }) {
  if (!isIntersecting) return -1;
  // A frame of another origin is not given the viewport. Nothing is laid out to get these.
  if (!view) return 0;
  return Math.hypot(box.x + box.width / 2 - view.x - view.width / 2, box.y + box.height / 2 - view.y - view.height / 2);
}

/** Calls from the next frame on whenever an element comes into view or leaves it, not while it moves. */
export function observe(element, callback) {
  // What is so near the edge of the viewport counts as seen, since it will be, in a moment.
  observer ??= new IntersectionObserver(
    (entries) => entries.forEach((entry) => callbacks.get(entry.target)?.(distance(entry))),
    { rootMargin: "200px" },
  );
  callbacks.set(element, callback);
  observer.observe(element);
}

/** Calls no more. */
export function unobserve(element) {
  callbacks.delete(element);
  observer?.unobserve(element);
}
