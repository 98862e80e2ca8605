/**
 * The end of Markdown that is still being written, made fit to show.
 *
 * Without this a heading would flash up under each list (`text` + newline + `-` is a heading until the item has a
 * word), stars would stand around until their pair comes, and half of an address would be read as text. What is not
 * yet decided is held back or closed; once the answer is complete the text is shown as it is.
 */

/** Markers that mean nothing until something follows them. */
const BARE_MARKERS = /(^|\n)[ \t]*(?:#{1,6}|\d{1,9}[.)]?|[-*+>]|[-*_]{2,}|=+|`{1,2}|~{1,2})[ \t]*$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
/** `[text](address` and `![text](address` that are not closed. */
const OPEN_ADDRESS = /!?\[([^\]\n]*)\]\([^)\n]*$/;
const OPEN_LINK = /!?\[([^\]\n]*)\]?$/;
const CLOSERS = ["**", "__", "~~", "*", "_"];
/** A longer last paragraph is left as it is: looking for its marks at each piece would cost more than it helps. */
const MAX_MENDED_CHARS = 4_000;
const MAX_MENDED_MARKS = 200;

/** `tail`, the last blocks of an unfinished text, as it should be shown now. */
export function mendTail(tail: string): string {
  if (isInsideFence(tail)) return dropPartialFence(tail);
  const last = tail.slice(tail.lastIndexOf("\n\n") + 1);
  if (last.length > MAX_MENDED_CHARS || (last.match(/[[*_`~]/g)?.length ?? 0) > MAX_MENDED_MARKS) return tail;
  const cut = tail.replace(BARE_MARKERS, "$1");
  return closeInline(holdTable(cut));
}

function isInsideFence(text: string): boolean {
  let fence = "";
  for (const line of text.split("\n")) {
    const found = FENCE.exec(line)?.[1] ?? "";
    if (fence === "") fence = found;
    else if (found.startsWith(fence) && line.trim() === found) fence = "";
  }
  return fence !== "";
}

/** The first one or two characters of the closing fence would stand in the code for a moment. */
function dropPartialFence(text: string): string {
  return text.replace(/\n {0,3}(?:`{1,2}|~{1,2})$/, "\n");
}

/** A table is none before its second line is whole: until then its head is held back. */
function holdTable(text: string): string {
  const start = text.lastIndexOf("\n\n") + 1;
  const lines = text.slice(start).replace(/^\n/, "").split("\n");
  const first = lines.findIndex((line) => line.trimStart().startsWith("|"));
  if (first < 0 || lines.length - first > 2) return text;
  const delimiter = lines[first + 1];
  if (delimiter !== undefined && countCells(delimiter) >= countCells(lines[first] ?? "")) return text;
  return text.slice(0, text.length - lines.slice(first).join("\n").length);
}

function countCells(line: string): number {
  return line.split("|").filter((cell) => cell.trim() !== "").length;
}

/** Closes what the last paragraph has opened. */
function closeInline(text: string): string {
  const start = Math.max(text.lastIndexOf("\n\n") + 2, text.lastIndexOf("\n- ") + 1, text.lastIndexOf("\n* ") + 1, 0);
  const head = text.slice(0, start);
  let paragraph = text.slice(start);
  const code = openCode(paragraph);
  if (code !== null) return head + (code.isEmpty ? paragraph.slice(0, code.at) : paragraph + code.ticks);
  paragraph = paragraph.replace(OPEN_ADDRESS, "$1").replace(OPEN_LINK, "$1");
  return head + closeEmphasis(paragraph);
}

function openCode(text: string): { at: number; ticks: string; isEmpty: boolean } | null {
  const runs = [...text.matchAll(/`+/g)];
  for (let at = 0; at < runs.length; at += 1) {
    const opener = runs[at] as RegExpExecArray;
    const closer = runs.findIndex((run, index) => index > at && run[0].length === opener[0].length);
    if (closer < 0) {
      const rest = text.slice(opener.index + opener[0].length);
      return { at: opener.index, ticks: opener[0], isEmpty: rest.trim() === "" };
    }
    at = closer;
  }
  return null;
}

function closeEmphasis(text: string): string {
  // What stands in code spans, and what is escaped, opens nothing.
  const bare = text.replace(/\\[\s\S]|(`+)[\s\S]*?\1/g, (found) => " ".repeat(found.length)).replace(/^(\s*)[*+-] /gm, "$1  ");
  const open: { mark: string; at: number }[] = [];
  for (let at = 0; at < bare.length; ) {
    const mark = CLOSERS.find((one) => bare.startsWith(one, at));
    if (mark === undefined) {
      at += 1;
      continue;
    }
    toggle(open, mark, at, bare);
    at += mark.length;
  }
  let mended = text;
  for (const { mark, at } of open.reverse()) {
    if (text.slice(at + mark.length).trim() === "") mended = mended.slice(0, at).trimEnd();
    // A single mark at the end may be the first half of a closing pair.
    else if (mark.length === 2 && mended.endsWith(mark[0] as string)) mended += mark[0];
    else mended = mended.trimEnd() + mark;
  }
  return mended;
}

function toggle(open: { mark: string; at: number }[], mark: string, at: number, text: string): void {
  const before = text[at - 1] ?? " ";
  const after = text[at + mark.length] ?? "";
  const last = open.findLastIndex((one) => one.mark === mark);
  if (last >= 0 && before.trim() !== "") {
    open.splice(last);
    return;
  }
  const isInWord = /\w/.test(before);
  if (mark[0] === "_" && isInWord) return;
  if (after !== "" && after.trim() === "") return;
  if (mark.length === 1 && open.some((one) => one.mark === mark + mark) && after === "") return;
  open.push({ mark, at });
}
