/**
 * The stream of a run: the agent's bytes, and what the server says between them. As wire/runstream.py has it.
 *
 * In an event stream the server puts `id: N` before the blank line that ends an event; N is where that event ends in
 * the agent's own bytes. Only whole events are given out, so that `offset` is always a place to go on from. An agent
 * cannot speak for the server: its events end with a line that has their end, whatever else they say.
 */

import { SseDecoder } from "./sse";

export interface Gap {
  readonly kind: "gap";
  readonly from: number;
  readonly to: number;
  readonly reason: string;
}

export interface RunEnd {
  readonly kind: "end";
  readonly reason: string;
  readonly message: string;
}

export type Part = Uint8Array | Gap | RunEnd;

export interface RunReader {
  /** How many of the agent's bytes have been given out, from the answer's start. */
  readonly offset: number;
  feed(chunk: Uint8Array): Part[];
  /** The stream has come to its proper end. */
  close(): Part[];
}

const MAX_EVENT_BYTES = 64 * 1024 * 1024;
const FIRST_BYTES = 16 * 1024;
const LF = 10;
const CR = 13;
const ID_LINE = /^id: ([0-9]{1,15})$/;
/** Longer than any line with an id of the server's. */
const MAX_ID_BYTES = 24;
const latin1 = new TextDecoder("latin1");

export function openRunReader(headers: Headers, offset: number): RunReader {
  const type = (headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  return type === "text/event-stream" ? new EventReader(offset) : new PlainReader(offset);
}

class PlainReader implements RunReader {
  constructor(public offset: number) {}

  feed(chunk: Uint8Array): Part[] {
    this.offset += chunk.length;
    return [chunk];
  }

  close(): Part[] {
    return [];
  }
}

export class EventReader implements RunReader {
  #buffer = new Uint8Array(FIRST_BYTES);
  #length = 0;
  /** Where the event, and its line, that are being read begin, and how far they have been looked at. */
  #event = 0;
  #line = 0;
  #at = 0;
  /** Where the event's last line begins; -1: it has none yet. */
  #last = -1;
  #isTorn = false;

  constructor(public offset: number) {}

  feed(chunk: Uint8Array): Part[] {
    this.#append(chunk);
    const parts: Part[] = [];
    for (let end = this.#lineEnd(); end > 0; end = this.#lineEnd()) {
      if (this.#at > this.#line) this.#last = this.#line;
      else this.#endEvent(end, parts);
      this.#line = end;
      this.#at = end;
    }
    this.#shift();
    return parts;
  }

  close(): Part[] {
    this.#checkWhole();
    const rest = this.#buffer.slice(this.#event, this.#length);
    this.offset += rest.length;
    this.#length = this.#event;
    return rest.length > 0 ? [rest] : [];
  }

  /** Behind the next end of a line, which `#at` then stands on; 0 if there is none yet. */
  #lineEnd(): number {
    while (this.#at < this.#length && this.#buffer[this.#at] !== LF && this.#buffer[this.#at] !== CR) this.#at += 1;
    if (this.#at === this.#length) return 0;
    if (this.#buffer[this.#at] === LF) return this.#at + 1;
    if (this.#at + 1 < this.#length) return this.#at + (this.#buffer[this.#at + 1] === LF ? 2 : 1);
    // A CR alone, or half of a CRLF: of a blank line the id before it tells.
    const isBlank = this.#at === this.#line && this.#last >= 0;
    return isBlank && this.#id() === this.#plainEnd(this.#at + 1) ? this.#at + 1 : 0;
  }

  #endEvent(end: number, parts: Part[]): void {
    const id = this.#last < 0 ? -1 : this.#id();
    const isCrLf = end - this.#line === 2;
    if (this.#last < 0) {
      this.#give(this.#event, end, parts);
    } else if (id === this.#plainEnd(end) || (isCrLf && id === this.#plainEnd(end) - 1)) {
      this.#give(this.#event, this.#last, parts);
      this.#give(this.#line, end, parts);
    } else {
      this.#takeOwn(this.#buffer.slice(this.#event, end), parts);
    }
    this.#event = end;
    this.#last = -1;
  }

  /** Where the event ends in the agent's bytes, if the line before the blank one is not among them. */
  #plainEnd(end: number): number {
    return this.offset + end - this.#event - (this.#line - this.#last);
  }

  #id(): number {
    if (this.#line - this.#last > MAX_ID_BYTES) return -1;
    const line = latin1.decode(this.#buffer.subarray(this.#last, this.#line)).replace(/[\r\n]+$/, "");
    const found = ID_LINE.exec(line);
    return found === null ? -1 : Number(found[1]);
  }

  #give(from: number, to: number, parts: Part[]): void {
    this.#checkWhole();
    this.offset += to - from;
    if (to > from) parts.push(this.#buffer.slice(from, to));
  }

  #takeOwn(event: Uint8Array, parts: Part[]): void {
    if (/^: heartbeat(\r\n|\r|\n){2}$/.test(latin1.decode(event.subarray(0, 32)))) return;
    const said = readOwn(event);
    if (said?.kind !== "end") this.#checkWhole();
    if (said === null) {
      this.#isTorn = true;
    } else if (said.kind === "end" || said.to > said.from) {
      if (said.kind === "gap") this.offset = said.to;
      parts.push(said);
    }
  }

  #checkWhole(): void {
    if (this.#isTorn) throw new Error(`the event at byte ${this.offset} does not end where the server says`);
  }

  #append(chunk: Uint8Array): void {
    const needed = this.#length + chunk.length;
    if (needed > MAX_EVENT_BYTES + chunk.length) throw new Error("an event is too large to be shown");
    if (needed > this.#buffer.length) {
      const larger = new Uint8Array(2 * needed);
      larger.set(this.#buffer.subarray(0, this.#length));
      this.#buffer = larger;
    }
    this.#buffer.set(chunk, this.#length);
    this.#length = needed;
  }

  /** What has been given out makes room. */
  #shift(): void {
    const by = this.#event;
    if (by === 0) return;
    this.#buffer.copyWithin(0, by, this.#length);
    this.#length -= by;
    this.#event = 0;
    this.#line -= by;
    this.#at -= by;
    if (this.#last >= 0) this.#last -= by;
  }
}

function readOwn(event: Uint8Array): Gap | RunEnd | null {
  const [sent] = new SseDecoder().feed(event);
  if (sent === undefined) return null;
  try {
    const facts = JSON.parse(sent.data) as Record<string, unknown>;
    if (sent.event === "headwater.gap" && sent.id === String(facts.to)) {
      return { kind: "gap", from: Number(facts.from), to: Number(facts.to), reason: String(facts.reason) };
    }
    if (sent.event === "headwater.end") return { kind: "end", reason: String(facts.reason), message: String(facts.message ?? "") };
  } catch {
    // Whatever it is, it is none of those.
  }
  return null;
}
