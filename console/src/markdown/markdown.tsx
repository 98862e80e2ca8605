/** An agent's text as Markdown, while it is being written and afterwards. */

import type { ComponentChildren } from "preact";
import { Component } from "preact";
import { renderBlock, renderBlocks } from "./render";
import { MarkdownStream } from "./stream";
import { plainText } from "./plain";

/** More than this is not laid out as Markdown: the page would become slow, and nobody reads it so. */
const MAX_CHARS = 100_000;
/** Nor more than about so many elements: a table of eight thousand rows takes a browser seconds. */
const MAX_WEIGHT = 6_000;
const TAKEN_AT_ONCE_CHARS = 4_000;
const SHOWN_OF_REST_CHARS = 4_000;
/** Laying out may take this share of the time, so that a long table that grows does not stop the page. */
const MAX_WORK_SHARE = 0.25;
const FREE_WORK_MS = 8;

interface Props {
  /** Only ever grows; another text needs another `key`. */
  readonly text: string;
  readonly isComplete: boolean;
}

/** Finished blocks keep their elements, which Preact then does not look at again. */
export class Markdown extends Component<Props> {
  #stream = new MarkdownStream();
  #blocks: ComponentChildren[] = [];
  #first = "";
  #nextAtMs = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override shouldComponentUpdate(next: Props): boolean {
    if (next.isComplete !== this.props.isComplete) return true;
    if (next.text.length === this.props.text.length) return false;
    const waitMs = this.#nextAtMs - performance.now();
    if (waitMs <= 0) return true;
    this.#timer ??= setTimeout(() => this.forceUpdate(), waitMs);
    return false;
  }

  override componentWillUnmount(): void {
    clearTimeout(this.#timer);
  }

  override render({ text, isComplete }: Props) {
    const startMs = performance.now();
    const drawn = this.#draw(text, isComplete);
    const workMs = performance.now() - startMs;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#nextAtMs = workMs < FREE_WORK_MS ? 0 : startMs + workMs / MAX_WORK_SHARE;
    return drawn;
  }

  #draw(text: string, isComplete: boolean) {
    this.#take(text);
    const rest = text.length - this.#stream.length;
    return (
      <div class="markdown">
        {this.#blocks}
        {renderBlocks(this.#stream.tail(isComplete || rest > 0))}
        {rest > 0 && <LongRest text={text} from={this.#stream.length} />}
      </div>
    );
  }

  #take(text: string): void {
    const begin = text.slice(0, 32);
    if (text.length < this.#stream.length || !begin.startsWith(this.#first)) {
      this.#stream = new MarkdownStream();
      this.#blocks = [];
    }
    this.#first = begin;
    const end = Math.min(text.length, MAX_CHARS);
    while (this.#stream.length < end && this.#stream.weight < MAX_WEIGHT) {
      this.#stream.push(text.slice(this.#stream.length, Math.min(end, this.#stream.length + TAKEN_AT_ONCE_CHARS)));
    }
    const { settled } = this.#stream;
    for (let at = this.#blocks.length; at < settled.length; at += 1) {
      this.#blocks.push(renderBlock(settled[at] as (typeof settled)[number]));
    }
  }
}

function LongRest({ text, from }: { readonly text: string; readonly from: number }) {
  const start = Math.max(from, text.length - SHOWN_OF_REST_CHARS);
  return (
    <>
      <p class="muted">
        {(text.length - from).toLocaleString()} more characters are not laid out; copying the answer has all of them. Its end:
      </p>
      <pre class="plain-end" tabIndex={0} aria-label="End of the answer">
        {plainText(text.slice(start))}
      </pre>
    </>
  );
}
