import "job-badge/define";
import type { TokenProvider } from "job-badge";

// Outside of the component: badges with the same function share their requests.
const signIn: TokenProvider = async () => (await fetch("/token")).text();

/** The badge of one job. */
export function JobStatus() {
  return (
    <job-badge
      endpoint="/api/"
      job="JOB-ID"
      tokenProvider={signIn}
      >Job</job-badge
    >
  );
}
