/**
 * Server-sent events: bytes to events, with no I/O.
 *
 * Rule 1: the events are the same wherever reads cut the bytes, in the middle of a character too.
 * Rule 2: broken UTF-8 becomes U+FFFD; nothing here throws, whatever an agent sends.
 * Rule 3: an event that ends with the stream, without its blank line, is still given out.
 *
 * Source: WHATWG HTML, "Server-sent events" (event stream format and its interpretation).
 */

export interface ServerSentEvent {
  readonly data: string;
  readonly event: string;
  readonly id: string;
}

/** Characters of one event that are kept; what is over is dropped and counted, so that no agent fills the page's memory. */
export const MAX_EVENT_CHARS = 4 * 1024 * 1024;

export class SseDecoder {
  /** Characters that were dropped because their event was over the bound. */
  droppedChars = 0;
  #text = new TextDecoder("utf-8");
  #partial: string[] = [];
  #partialChars = 0;
  #endedWithCr = false;
  #data: string[] = [];
  #dataChars = 0;
  #event = "";
  #id = "";

  feed(bytes: Uint8Array): ServerSentEvent[] {
    return this.#take(this.#text.decode(bytes, { stream: true }));
  }

  /** The stream has ended. */
  close(): ServerSentEvent[] {
    const events = this.#take(this.#text.decode());
    if (this.#partial.length > 0) this.#line(this.#joined(""), events);
    this.#dispatch(events);
    return events;
  }

  #take(text: string): ServerSentEvent[] {
    const events: ServerSentEvent[] = [];
    let start = 0;
    if (this.#endedWithCr && text.length > 0) {
      this.#endedWithCr = false;
      if (text[0] === "\n") start = 1;
    }
    while (start < text.length) {
      const end = lineEnd(text, start);
      if (end < 0) {
        this.#keep(text.slice(start));
        break;
      }
      this.#line(this.#joined(text.slice(start, end)), events);
      start = end + 1;
      if (text[end] === "\r") {
        if (start === text.length) this.#endedWithCr = true;
        else if (text[start] === "\n") start += 1;
      }
    }
    return events;
  }

  #keep(piece: string): void {
    if (piece === "") return;
    const room = Math.max(0, MAX_EVENT_CHARS - this.#partialChars);
    if (piece.length > room) {
      this.droppedChars += piece.length - room;
      piece = piece.slice(0, room);
    }
    if (piece === "") return;
    this.#partial.push(piece);
    this.#partialChars += piece.length;
  }

  #joined(last: string): string {
    if (this.#partial.length === 0) return last;
    this.#keep(last);
    const line = this.#partial.join("");
    this.#partial = [];
    this.#partialChars = 0;
    return line;
  }

  #line(line: string, events: ServerSentEvent[]): void {
    if (line === "") {
      this.#dispatch(events);
      return;
    }
    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
    if (name === "data") this.#addData(value);
    else if (name === "event") this.#event = value;
    else if (name === "id" && !value.includes("\0")) this.#id = value;
  }

  #addData(value: string): void {
    const room = Math.max(0, MAX_EVENT_CHARS - this.#dataChars);
    if (value.length > room) {
      this.droppedChars += value.length - room;
      value = value.slice(0, room);
    }
    this.#data.push(value);
    this.#dataChars += value.length + 1;
  }

  #dispatch(events: ServerSentEvent[]): void {
    if (this.#data.length > 0) {
      events.push({ data: this.#data.join("\n"), event: this.#event || "message", id: this.#id });
    }
    this.#data = [];
    this.#dataChars = 0;
    this.#event = "";
  }
}

function lineEnd(text: string, start: number): number {
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) return at;
  }
  return -1;
}
