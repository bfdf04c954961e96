import "job-badge/define";
import { Component, CUSTOM_ELEMENTS_SCHEMA, ElementRef, inject, signal } from "@angular/core";
import type { JobBadgeEventMap, TokenProvider } from "job-badge";

@Component({
  selector: "app-root",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  host: { "(window:hashchange)": "follow()" },
  template: `
    <nav><a id="to-jobs" href="#/">Jobs</a> <a id="to-about" href="#/about">About</a></nav>
    @if (route() === "#/about") {
      <p>Nothing is asked for here.</p>
    } @else {
      <ul>
        @for (job of jobs(); track job) {
          <li>
            <job-badge
              [endpoint]="endpoint"
              [job]="job"
              interval="1"
              [paused]="paused()"
              [tokenProvider]="tokenProvider"
              (job-badge-change)="tell($event)"
              >Job</job-badge
            >
          </li>
        }
      </ul>
    }
    <button id="reverse" (click)="jobs.set(jobs().toReversed())">Reverse</button>
    <button id="remove" (click)="jobs.set(jobs().slice(1))">Remove the first</button>
    <button id="restore" (click)="jobs.set(all)">Bring all back</button>
    <button id="pause" (click)="paused.set(!paused())">Pause</button>
    <pre id="log">{{ log() }}</pre>
  `,
})
export class App {
  private readonly page = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement.dataset;
  readonly endpoint = this.page["endpoint"];
  readonly all = this.page["jobs"]?.split(" ") ?? [];
  readonly jobs = signal(this.all);
  readonly paused = signal(false);
  readonly log = signal("");
  readonly route = signal(location.hash);
  readonly tokenProvider: TokenProvider = async () => (await fetch("token")).text();

  follow() {
    this.route.set(location.hash);
  }

  tell({ detail }: JobBadgeEventMap["job-badge-change"]) {
    this.log.update((log) => `${log}${detail.status.job} ${detail.status.state}\n`);
  }
}
