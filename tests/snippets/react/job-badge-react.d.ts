// What JSX may say of <job-badge>: its own properties, and its events as `on` + the event's name.
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { JobBadgeElement, JobBadgeEventMap, TokenProvider } from "job-badge";

type Own = "provider" | "endpoint" | "job" | "auth" | "interval" | "label" | "density" | "details" | "paused" | "share" | "group" | "words";

type Properties = { [Name in Own]?: JobBadgeElement[Name] | undefined } & {
  token?: string | undefined;
  tokenProvider?: TokenProvider | undefined;
};

type Events = {
  [Name in keyof JobBadgeEventMap as `on${Name}`]?: (event: JobBadgeEventMap[Name]) => void;
};

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "job-badge": DetailedHTMLProps<HTMLAttributes<JobBadgeElement>, JobBadgeElement> & Properties & Events;
    }
  }
}
