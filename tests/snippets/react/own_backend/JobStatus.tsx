import "job-badge/define";

/** The badge of one job. */
export function JobStatus() {
  return (
    <job-badge
      provider="json"
      endpoint="/api/jobs/"
      job="42"
      auth="cookie"
      label={"Say \"hi\" & \u003cb>{{x}}\u003c/b> \\ ${y} `z` {@html 1}"}
      density="card"
      lang="de"
      details
      >{"Say \"hi\" & \u003cb>{{x}}\u003c/b> \\ ${y} `z` {@html 1}"}</job-badge
    >
  );
}
