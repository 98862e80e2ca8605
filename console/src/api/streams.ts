/**
 * Streams of the server: server-sent events and JSON lines, read as they come, whatever the chunk boundaries are.
 *
 * By fetch and not by EventSource: that hides the status and the words of a refusal.
 */
import { SseDecoder, type ServerSentEvent } from "../stream/sse";

/** Pieces of a stream -> its whole lines; the last one too if nothing ends it. CR, LF and CR LF end a line. */
class LineSplitter {
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

async function* readParts(response: Response): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    void reader.cancel().catch(() => undefined); // whoever stops reading stops the server's sending
  }
}

/** The lines of an answer, as they come: what follows a log. */
export async function* readLines(response: Response): AsyncGenerator<string> {
  const splitter = new LineSplitter();
  const decoder = new TextDecoder();
  for await (const part of readParts(response)) yield* splitter.push(decoder.decode(part, { stream: true }));
  yield* splitter.push(decoder.decode());
  yield* splitter.finish();
}

/** The events of an answer, as they come. One that no empty line ends was cut, and is not given out. */
export async function* readEvents(response: Response): AsyncGenerator<ServerSentEvent> {
  const decoder = new SseDecoder();
  for await (const part of readParts(response)) yield* decoder.feed(part);
}
