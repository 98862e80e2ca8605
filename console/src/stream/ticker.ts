/** Tells views that something has changed, at most once a frame, however fast it changes. */

import { signal } from "@preact/signals";

/** A hidden page has no frames; it is brought up to date at this pace. */
const HIDDEN_MS = 500;
/** Work of this length is interrupted, so that the page can draw and hear. */
export const MAX_WORK_MS = 12;

export class Ticker {
  /** Read it in a component to be drawn again. */
  readonly version = signal(0);
  #isAsked = false;

  bump(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    const tell = () => {
      this.#isAsked = false;
      this.version.value += 1;
    };
    if (document.hidden) setTimeout(tell, HIDDEN_MS);
    else requestAnimationFrame(tell);
  }
}

/** Lets the page do what waits: drawing, clicks. */
export function letPageWork(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(null);
  });
}
