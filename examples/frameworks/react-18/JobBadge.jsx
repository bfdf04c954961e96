import "job-badge/define";
import { useLayoutEffect, useRef } from "react";

/**
 * React 18 writes attributes of custom elements and knows neither their properties nor their
 * events. So what is text goes through JSX, and the rest through a ref.
 */
export function JobBadge({ endpoint, job, paused, tokenProvider, onChange, children }) {
  const badge = useRef(null);
  useLayoutEffect(() => {
    badge.current.tokenProvider = tokenProvider;
  }, [tokenProvider]);
  useLayoutEffect(() => {
    const element = badge.current;
    const changed = (event) => onChange(event.detail);
    element.addEventListener("job-badge-change", changed);
    return () => element.removeEventListener("job-badge-change", changed);
  }, [onChange]);
  // `paused={false}` would be written as `paused="false"`, and a flag that is there is set.
  return (
    <job-badge ref={badge} endpoint={endpoint} job={job} interval="1" paused={paused ? "" : undefined}>
      {children}
    </job-badge>
  );
}
