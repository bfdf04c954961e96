import "job-badge/define";
import type { JobStatus, TokenProvider } from "job-badge";
import { useState } from "react";

// Outside of the component: badges with the same function share their requests, and a function
// that is made anew for each rendering would be another one each time.
const signIn: TokenProvider = async () => "TOKEN";

/** One job's badge, and what its events told last. */
export function Encoding({ endpoint, job }: { endpoint: string; job: string }) {
  const [status, setStatus] = useState<JobStatus>();
  const [trouble, setTrouble] = useState<string>();
  return (
    <figure>
      <job-badge
        endpoint={endpoint}
        job={job}
        tokenProvider={signIn}
        onjob-badge-change={(event) => {
          setStatus(event.detail.status);
          if (event.detail.status.freshness === "live") setTrouble(undefined);
        }}
        onjob-badge-error={(event) => setTrouble(event.detail.message)}
      >
        Job
      </job-badge>
      <figcaption>{trouble ?? status?.state ?? "no answer yet"}</figcaption>
    </figure>
  );
}
