/** How often a flood is drawn: some times a second, and no more of the time than leaves the page alive. */

/** After a drawing, so many times as long nothing is drawn. */
const BREATHING = 3;
const BREATH_MIN_MS = 100;
/** However slow the machine is: what is shown should not be old. */
const BREATH_MAX_MS = 1000;

export class Pacer {
  #nextAtMs = 0;
  #timer = 0;

  constructor(readonly draw: () => void) {}

  /** Draw as soon as it is time again; asking again until then is nothing more. */
  ask(): void {
    this.#timer ||= window.setTimeout(() => this.#drawNow(), Math.max(0, this.#nextAtMs - performance.now()));
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
  }

  #drawNow(): void {
    this.#timer = 0;
    const beginMs = performance.now();
    this.#nextAtMs = beginMs + BREATH_MIN_MS;
    // Behind what is drawn, so that it tells what drawing took: a page has more to do than this.
    requestAnimationFrame(() =>
      setTimeout(() => {
        const nowMs = performance.now();
        this.#nextAtMs = nowMs + Math.min(Math.max(BREATHING * (nowMs - beginMs), BREATH_MIN_MS), BREATH_MAX_MS);
        if (!this.#timer) return;
        this.stop();
        this.ask();
      }),
    );
    this.draw();
  }
}
