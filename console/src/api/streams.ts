/**
 * Streams of the server: server-sent events and JSON lines, read as they come, whatever the chunk boundaries are.
 *
 * By fetch and not by EventSource: that hides the status and the words of a refusal.
 * Source: WHATWG HTML, "Server-sent events" (event stream format and its interpretation).
 */

export interface ServerSentEvent {
  event: string;
  data: string;
  id: string;
}

/** Pieces of a stream -> its whole lines; the last one too if nothing ends it. CR, LF and CR LF end a line. */
export class LineSplitter {
  private rest = "";
  private endsWithCr = false;

  push(text: string): string[] {
    if (this.endsWithCr && text.startsWith("\n")) text = text.slice(1);
    if (text === "") return [];
    this.endsWithCr = text.endsWith("\r");
    const lines = (this.rest + text).split(/\r\n|\n|\r/);
    this.rest = lines.pop() ?? "";
    return lines;
  }

  finish(): string[] {
    const lines = this.rest ? [this.rest] : [];
    this.rest = "";
    return lines;
  }
}

/** Lines -> events. An event that no empty line ends is not one. */
export class EventDecoder {
  private data: string[] = [];
  private event = "";
  private id = "";

  push(line: string): ServerSentEvent | null {
    if (line === "") {
      const isEvent = this.data.length > 0;
      const found = { event: this.event || "message", data: this.data.join("\n"), id: this.id };
      this.data = [];
      this.event = "";
      return isEvent ? found : null;
    }
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") this.data.push(value);
    else if (field === "event") this.event = value;
    else if (field === "id" && !value.includes("\0")) this.id = value;
    return null;
  }
}

async function* readTexts(response: Response): AsyncGenerator<string> {
  const reader = response.body?.getReader();
  if (!reader) return;
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      yield decoder.decode(value, { stream: true });
    }
    yield decoder.decode();
  } finally {
    void reader.cancel().catch(() => undefined); // whoever stops reading stops the server's sending
  }
}

/** The lines of an answer, as they come: what follows a log. */
export async function* readLines(response: Response): AsyncGenerator<string> {
  const splitter = new LineSplitter();
  for await (const text of readTexts(response)) yield* splitter.push(text);
  yield* splitter.finish();
}

/** The events of an answer, as they come. */
export async function* readEvents(response: Response): AsyncGenerator<ServerSentEvent> {
  const splitter = new LineSplitter();
  const decoder = new EventDecoder();
  for await (const text of readTexts(response)) {
    for (const line of splitter.push(text)) {
      const event = decoder.push(line);
      if (event) yield event;
    }
  }
}
