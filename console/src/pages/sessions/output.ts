/** What a command prints, as lines to show: each of one stream, the last of them perhaps unfinished. Bounded; pure. */

export type OutputStream = "stdout" | "stderr";

export interface OutputLine {
  readonly id: number;
  readonly stream: OutputStream;
  readonly text: string;
}

const MAX_LINES = 2_000;
/** A longer line is shown as several. */
const MAX_LINE_CHARS = 8_192;

export class Output {
  lines: OutputLine[] = [];
  droppedCount = 0;
  #nextId = 0;
  /** Whether what comes next of the last line's stream belongs to it. */
  #isOpen = false;

  constructor(readonly maxLines = MAX_LINES) {}

  add(stream: OutputStream, text: string): void {
    const parts = text.split("\n");
    const last = parts.pop() ?? "";
    for (const part of parts) this.#write(stream, part, true);
    if (last) this.#write(stream, last, false);
    const over = this.lines.length - this.maxLines;
    if (over <= 0) return;
    this.lines.splice(0, over);
    this.droppedCount += over;
  }

  #write(stream: OutputStream, text: string, isWhole: boolean): void {
    const open = this.#isOpen ? this.lines.at(-1) : undefined;
    const goesOn = open?.stream === stream;
    let rest = overwrite(goesOn ? open.text : "", text);
    if (goesOn) this.lines.pop();
    let id = goesOn ? open.id : this.#nextId++;
    for (; rest.length > MAX_LINE_CHARS; id = this.#nextId++) {
      this.lines.push({ id, stream, text: rest.slice(0, MAX_LINE_CHARS) });
      rest = rest.slice(MAX_LINE_CHARS);
    }
    this.lines.push({ id, stream, text: isWhole ? rest.replace(/\r$/, "") : rest });
    this.#isOpen = !isWhole;
  }
}

/** A line that goes on: a CR takes back what was before it, as a bar of progress does, unless it ends the line. */
function overwrite(before: string, more: string): string {
  const line = before + more;
  const body = line.endsWith("\r") ? line.slice(0, -1) : line;
  return line.slice(body.lastIndexOf("\r") + 1);
}
