import "job-badge/define";
import type { TokenProvider } from "job-badge";

// Outside of the component: badges with the same function share their requests.
const signIn: TokenProvider = async () => (await fetch("/token")).text();

/** The badge of one job. */
export function JobStatus() {
  return (
    <job-badge
      provider="github-actions"
      endpoint="https://api.github.com/"
      job="octo/app/42"
      label="Nightly export"
      density="dot"
      lang="ja"
      tokenProvider={signIn}
      >Nightly export</job-badge
    >
  );
}
