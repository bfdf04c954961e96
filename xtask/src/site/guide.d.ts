// What the blocks of the guide take from the page that they stand in.
import type { Description, JobBadgeElement as Badge, TokenRequest } from "job-badge";

declare global {
  /** Where a block goes on from one that has imported it. */
  const JobBadgeElement: typeof Badge;
  const badge: Badge;
  const row: HTMLElement;
  const open: (job: string) => void;
  /** The rules of another block. */
  const state: Description["state"];
  /** The page's own sign-in. */
  const signIn: (reason: TokenRequest["reason"]) => Promise<{ accessToken: string }>;
  /** Of the chapter on testing: the emulator's control routes, a job that they made, Playwright's page. */
  const control: (name: string, body: unknown) => Promise<Response>;
  const Id: string;
  const page: {
    waitForFunction(condition: () => boolean): Promise<unknown>;
    getByRole(role: string, options: { name: RegExp }): { waitFor(): Promise<void> };
  };
  /** What is pressed in a page is an element. */
  interface EventTarget {
    closest(selector: string): Element | null;
  }
  /** A service worker's; the types of workers and pages exclude each other. */
  interface WindowEventMap {
    fetch: Event & { readonly request: Request; respondWith(answer: Promise<Response>): void };
  }
  const fromCacheOrNetwork: (request: Request) => Promise<Response>;
}
