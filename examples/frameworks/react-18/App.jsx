import { useCallback, useState, useSyncExternalStore } from "react";
import { JobBadge } from "./JobBadge";

// Outside of the components: badges with the same function share their requests, and a function
// that is made anew for each rendering would be another one each time.
const tokenProvider = async () => (await fetch("token")).text();

export function App({ endpoint, jobs: all }) {
  const [jobs, setJobs] = useState(all);
  const [paused, setPaused] = useState(false);
  const [log, setLog] = useState("");
  const route = useHash();
  const tell = useCallback(({ status }) => setLog((log) => `${log}${status.job} ${status.state}\n`), []);
  return (
    <>
      <nav>
        <a id="to-jobs" href="#/">Jobs</a> <a id="to-about" href="#/about">About</a>
      </nav>
      {route === "#/about" ? (
        <p>Nothing is asked for here.</p>
      ) : (
        <ul>
          {jobs.map((job) => (
            <li key={job}>
              <JobBadge
                endpoint={endpoint}
                job={job}
                paused={paused}
                tokenProvider={tokenProvider}
                onChange={tell}
              >
                Job
              </JobBadge>
            </li>
          ))}
        </ul>
      )}
      <button id="reverse" onClick={() => setJobs([...jobs].reverse())}>Reverse</button>
      <button id="remove" onClick={() => setJobs(jobs.slice(1))}>Remove the first</button>
      <button id="restore" onClick={() => setJobs(all)}>Bring all back</button>
      <button id="pause" onClick={() => setPaused(!paused)}>Pause</button>
      <pre id="log">{log}</pre>
    </>
  );
}

function useHash() {
  const subscribe = (changed) => {
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  };
  return useSyncExternalStore(subscribe, () => location.hash, () => "");
}
