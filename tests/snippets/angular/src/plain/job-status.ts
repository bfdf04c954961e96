import "job-badge/define";
import { Component, CUSTOM_ELEMENTS_SCHEMA } from "@angular/core";
import type { TokenProvider } from "job-badge";

// Outside of the class: badges with the same function share their requests.
const signIn: TokenProvider = async () => (await fetch("/token")).text();

@Component({
  selector: "job-status",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <job-badge
      endpoint="/api/"
      job="JOB-ID"
      [tokenProvider]="signIn"
      >Job</job-badge
    >
  `,
})
export class JobStatus {
  readonly signIn = signIn;
}
