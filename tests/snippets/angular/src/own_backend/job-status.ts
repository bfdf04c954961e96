import "job-badge/define";
import { Component, CUSTOM_ELEMENTS_SCHEMA } from "@angular/core";

@Component({
  selector: "job-status",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <job-badge
      provider="json"
      endpoint="/api/jobs/"
      job="42"
      auth="cookie"
      [label]="label"
      density="card"
      lang="de"
      details
      >{{ label }}</job-badge
    >
  `,
})
export class JobStatus {
  readonly label = "Say \"hi\" & \u003cb>{{x}}\u003c/b> \\ ${y} `z` {@html 1}";
}
