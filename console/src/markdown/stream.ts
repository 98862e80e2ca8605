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
/** A block that is longer is cut: its beginning is finished, whatever it is, and it goes on below. */
const MAX_TAIL_CHARS = 16_000;
/** Longer first lines are not carried over a cut. */
const MAX_HEAD_CHARS = 2_000;
const FENCE = /^ {0,3}(?:`{3,}|~{3,})/;
const TABLE_DELIMITER = /^[ \t]*[|:-][ \t|:-]*$/;

export class MarkdownStream {
  readonly settled: Token[] = [];
  /** Characters taken so far. */
  length = 0;
  /** About how many elements the settled blocks become. */
  weight = 0;
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
      this.#add(token);
      chars += token.raw.length;
    }
    this.#tail = this.#tail.slice(chars);
    while (this.#tail.length > MAX_TAIL_CHARS) this.#cut();
    this.#settleAt = this.#tail.length + Math.max(SETTLE_CHARS, this.#tail.length);
  }

  #add(token: Token): void {
    this.settled.push(token);
    this.weight += weigh(token);
  }

  /** Code goes on as code, and a table with its head. */
  #cut(): void {
    const head = headOf(this.#tail.slice(0, MAX_HEAD_CHARS));
    const line = this.#tail.lastIndexOf("\n", MAX_TAIL_CHARS) + 1;
    const space = this.#tail.lastIndexOf(" ", MAX_TAIL_CHARS) + 1;
    const end = line > MAX_TAIL_CHARS / 2 ? line : space > MAX_TAIL_CHARS / 2 ? space : MAX_TAIL_CHARS;
    for (const token of readBlocks(this.#tail.slice(0, end))) this.#add(token);
    this.#tail = head + this.#tail.slice(end);
  }
}

/** What has to stand before the rest of a block, so that it goes on as what it is. */
function headOf(begin: string): string {
  const [first = "", second, ...rest] = begin.split("\n");
  if (second === undefined) return "";
  if (FENCE.test(first)) return `${first}\n`;
  return rest.length > 0 && first.includes("|") && TABLE_DELIMITER.test(second) ? `${first}\n${second}\n` : "";
}

type Holder = Partial<Record<"tokens" | "items" | "header" | "rows", readonly unknown[]>>;

function weigh(token: unknown): number {
  if (Array.isArray(token)) return token.reduce<number>((sum, one) => sum + weigh(one), 1);
  const { tokens = [], items = [], header = [], rows = [] } = token as Holder;
  return [tokens, items, header, rows].reduce((sum, one) => (one.length > 0 ? sum + weigh(one) : sum), 1);
}
