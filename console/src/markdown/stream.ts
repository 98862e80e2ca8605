/**
 * Markdown that grows: blocks that are finished are read once, and only the last ones again with each piece.
 *
 * So an answer of a megabyte costs what it has, not its square, and finished blocks keep their identity, by which
 * the page knows that it need not look at them again.
 */

import type { Token } from "marked";
import { readBlocks } from "./blocks";
import { mendTail } from "./mend";
import { PlainText } from "./plain";

/** Tokens at the end that further text may still change. */
const UNSETTLED = 2;
/** A tail is looked at for finished blocks once it has grown by this much. */
const SETTLE_CHARS = 256;

export class MarkdownStream {
  readonly settled: Token[] = [];
  /** Characters taken so far. */
  length = 0;
  #plain = new PlainText();
  #tail = "";
  #settleAt = SETTLE_CHARS;

  push(piece: string): void {
    this.length += piece.length;
    this.#tail += this.#plain.push(piece);
    if (this.#tail.length >= this.#settleAt) this.#settle();
  }

  /** The blocks that are not finished; as they stand if the text is complete, else as far as they are decided. */
  tail(isComplete: boolean): Token[] {
    return readBlocks(isComplete ? this.#tail : mendTail(this.#tail));
  }

  #settle(): void {
    const tokens = readBlocks(this.#tail);
    let last = tokens.length - UNSETTLED;
    // Nothing goes on after a blank line but lists and code that is indented.
    while (last > 0 && tokens[last - 1]?.type !== "space" && tokens[last - 1]?.type !== "heading") last -= 1;
    let chars = 0;
    for (const token of tokens.slice(0, Math.max(0, last))) {
      this.settled.push(token);
      chars += token.raw.length;
    }
    this.#tail = this.#tail.slice(chars);
    this.#settleAt = this.#tail.length + Math.max(SETTLE_CHARS, this.#tail.length);
  }
}
