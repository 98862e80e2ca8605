/**
 * Text to blocks of Markdown, in bounded time.
 *
 * marked reads spans by recursion, and some texts (sixty thousand brackets) take it the square of their length. So
 * spans are read here only where there are not too many marks in too long a text, and what is too deep is shown as it
 * is written. An agent can make its own answer plain, but not stop the page.
 */

import { Lexer, type Token, type TokensList } from "marked";

/** A longer paragraph, or one with more marks, is shown as it is written. */
const MAX_SPAN_CHARS = 10_000;
const MAX_SPAN_MARKS = 1_000;
/** A text with more marks at the beginning of one line than this nests deeper than anything that is meant. */
const MAX_LINE_NESTING = 30;
const MARKS = /[[\]*_`~<!&\\]/g;
const DEEP_LINE = new RegExp(`^(?:[ \\t]*(?:>|[-*+](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))){${MAX_LINE_NESTING}}`, "m");
/** Indented by more than this, and not to be code. */
const DEEP_INDENT = /^[ \t]{120}/m;

/** The blocks of Markdown; HTML in it is a block or a span of type `html`, which is shown as text. */
export function readBlocks(text: string): Token[] {
  if (DEEP_LINE.test(text) || DEEP_INDENT.test(text)) return [plainBlock(text)];
  const lexer = new Lexer({ gfm: true, breaks: false });
  try {
    const blocks = lexer.blockTokens(text.replaceAll("\r", "\n"), lexer.tokens as TokensList);
    for (const { src, tokens } of lexer.inlineQueue) readSpans(lexer, src, tokens);
    return blocks;
  } catch {
    return [plainBlock(text)]; // Too deep for the stack.
  }
}

function readSpans(lexer: Lexer, text: string, into: Token[]): void {
  if (isReadable(text)) {
    try {
      lexer.inlineTokens(text, into);
      return;
    } catch {
      into.length = 0;
    }
  }
  into.push({ type: "text", raw: text, text, escaped: false });
}

function isReadable(text: string): boolean {
  return text.length <= MAX_SPAN_CHARS && (text.match(MARKS)?.length ?? 0) <= MAX_SPAN_MARKS;
}

/** Laid out as it is written, without any Markdown in it. */
function plainBlock(text: string): Token {
  return { type: "html", raw: text, text, block: true, pre: false };
}
