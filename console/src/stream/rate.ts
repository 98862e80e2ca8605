/**
 * Tokens per second over the life of a stream, in a bounded number of steps.
 *
 * Nobody tells a caller how many tokens a piece of text has, so they are estimated. When the steps run out, each two
 * become one of twice the width, so that a stream of hours takes no more room than one of seconds.
 */

const MAX_STEPS = 240;
const FIRST_STEP_MS = 50;
const LATIN_CHARS_PER_TOKEN = 4;
/** From here on a character is about a token: Chinese, Japanese, Korean, symbols. */
const FIRST_DENSE_CODE = 0x2e80;

/** About how many tokens `text` has: at least one if there is any text. */
export function estimateTokens(text: string): number {
  let dense = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text.charCodeAt(at) >= FIRST_DENSE_CODE) dense += 1;
  }
  const estimated = Math.round(dense + (text.length - dense) / LATIN_CHARS_PER_TOKEN);
  return text === "" ? 0 : Math.max(1, estimated);
}

export class RateSeries {
  stepMs = FIRST_STEP_MS;
  totalTokens = 0;
  #counts: number[] = [];

  /** `tokens` came `atMs` after the request was sent; times do not go back. */
  add(atMs: number, tokens: number): void {
    let step = Math.floor(atMs / this.stepMs);
    while (step >= MAX_STEPS) {
      this.#halve();
      step = Math.floor(atMs / this.stepMs);
    }
    while (this.#counts.length <= step) this.#counts.push(0);
    this.#counts[step] = (this.#counts[step] ?? 0) + tokens;
    this.totalTokens += tokens;
  }

  /** Tokens per second, a number for every step up to the last one with tokens. */
  rates(): number[] {
    return this.#counts.map((count) => (count * 1000) / this.stepMs);
  }

  #halve(): void {
    const halved: number[] = [];
    for (let at = 0; at < this.#counts.length; at += 2) {
      halved.push((this.#counts[at] ?? 0) + (this.#counts[at + 1] ?? 0));
    }
    this.#counts = halved;
    this.stepMs *= 2;
  }
}
