/**
 * One stream as its reader saw it: every event with its time, what it means, and the answer they make up.
 *
 * The same record is made of a live stream and of a recording that is played again. What it holds is bounded: beyond
 * the bounds events are counted, and their meaning still goes into the answer.
 */

import { Answer } from "./answer";
import { EventReader, findAnswerText, type Json, type Meaning, parseJsonOrText } from "./meaning";
import { estimateTokens, RateSeries } from "./rate";
import { SseDecoder } from "./sse";

export interface StreamEvent {
  readonly index: number;
  /** Milliseconds since the request was sent. */
  readonly atMs: number;
  /** The name of a server-sent event; "message" where it has none. */
  readonly name: string;
  /** What came, as text; null where the record is full. */
  readonly raw: string | null;
  readonly chars: number;
  readonly meanings: readonly Meaning[];
}

/** How the bytes of an answer are cut into events. */
export type Framing = "events" | "lines" | "text" | "json" | "bytes";
export type Outcome = "open" | "complete" | "stopped" | "broken";

const MAX_EVENTS = 100_000;
const MAX_RAW_CHARS = 32 * 1024 * 1024;
/** An answer that is not a stream is held whole up to here. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;
const MAX_SHOWN_BYTES = 256;

export class StreamRecord {
  readonly events: StreamEvent[] = [];
  readonly answer = new Answer();
  readonly rate = new RateSeries();
  framing: Framing = "events";
  outcome: Outcome = "open";
  /** When the head of the answer came, and so on; null for what has not happened. */
  headMs: number | null = null;
  firstByteMs: number | null = null;
  firstTokenMs: number | null = null;
  lastMs = 0;
  endMs: number | null = null;
  byteCount = 0;
  eventCount = 0;
  #rawChars = 0;
  #decoder = new SseDecoder();
  #text = new TextDecoder("utf-8");
  #line = "";
  #body: Uint8Array[] = [];
  #bodyBytes = 0;
  #reader = new EventReader();

  /** Characters or bytes that were over a bound and are not shown. */
  get droppedCount(): number {
    return this.#decoder.droppedChars + Math.max(0, this.byteCount - this.#bodyBytes) * Number(this.#isHeld);
  }

  get durationMs(): number {
    return this.endMs ?? this.lastMs;
  }

  get #isHeld(): boolean {
    return this.framing === "json" || this.framing === "bytes";
  }

  begin(contentType: string, atMs: number): void {
    this.framing = framingOf(contentType);
    this.headMs = atMs;
    this.lastMs = atMs;
  }

  feed(bytes: Uint8Array, atMs: number): void {
    if (bytes.length === 0) return;
    this.firstByteMs ??= atMs;
    this.lastMs = atMs;
    this.byteCount += bytes.length;
    if (this.framing === "events") {
      for (const sent of this.#decoder.feed(bytes)) this.#add(sent.event, sent.data, parseJsonOrText(sent.data), atMs);
    } else if (this.framing === "lines") {
      this.#feedLines(this.#text.decode(bytes, { stream: true }), atMs);
    } else if (this.framing === "text") {
      this.#addText(this.#text.decode(bytes, { stream: true }), atMs);
    } else {
      this.#hold(bytes);
    }
  }

  /** What the server says of the stream, and not the agent. */
  note(name: string, message: string, atMs: number): void {
    this.#push(name, message, [{ kind: "error", message, errorType: name }], atMs);
  }

  end(outcome: Exclude<Outcome, "open">, atMs: number): void {
    if (this.endMs !== null) return;
    this.#flush(atMs);
    this.outcome = outcome;
    this.lastMs = atMs;
    this.endMs = atMs;
  }

  #flush(atMs: number): void {
    if (this.framing === "events") {
      for (const sent of this.#decoder.close()) this.#add(sent.event, sent.data, parseJsonOrText(sent.data), atMs);
    } else if (this.framing === "lines") {
      this.#feedLines(`${this.#text.decode()}\n`, atMs);
    } else if (this.framing === "text") {
      this.#addText(this.#text.decode(), atMs);
    } else if (this.#bodyBytes > 0) {
      this.#addBody(joined(this.#body, this.#bodyBytes), atMs);
    }
  }

  #feedLines(text: string, atMs: number): void {
    const lines = (this.#line + text).split("\n");
    this.#line = lines.pop() ?? "";
    for (const line of lines) {
      if (line.trim() !== "") this.#add("message", line, parseJsonOrText(line), atMs);
    }
  }

  #addText(text: string, atMs: number): void {
    if (text !== "") this.#push("message", text, [{ kind: "text", text }], atMs);
  }

  #addBody(body: Uint8Array, atMs: number): void {
    if (this.framing === "bytes") {
      this.#push("message", describeBytes(body), [{ kind: "data", value: describeBytes(body) }], atMs);
      return;
    }
    const raw = new TextDecoder().decode(body);
    const value = parseJsonOrText(raw);
    const text = findAnswerText(value);
    const failures = typeof value === "string" ? [] : new EventReader().read(value).filter((found) => found.kind === "error");
    const shown: Meaning[] = text === null ? [{ kind: "data", value }] : [{ kind: "text", text }];
    this.#push("message", raw, failures.length > 0 ? failures : shown, atMs);
  }

  #hold(bytes: Uint8Array): void {
    const kept = bytes.subarray(0, Math.max(0, MAX_BODY_BYTES - this.#bodyBytes));
    this.#body.push(kept);
    this.#bodyBytes += kept.length;
  }

  #add(name: string, raw: string, value: Json, atMs: number): void {
    this.#push(name, raw, this.#reader.read(value), atMs);
  }

  #push(name: string, raw: string, meanings: Meaning[], atMs: number): void {
    for (const meaning of meanings) {
      if (meaning.kind === "text" && meaning.text !== "") {
        this.firstTokenMs ??= atMs;
        this.rate.add(atMs, estimateTokens(meaning.text));
      }
      this.answer.take(meaning, atMs);
    }
    const index = this.eventCount;
    this.eventCount += 1;
    if (this.events.length >= MAX_EVENTS) return;
    const isKept = this.#rawChars + raw.length <= MAX_RAW_CHARS;
    if (isKept) this.#rawChars += raw.length;
    this.events.push({ index, atMs, name, raw: isKept ? raw : null, chars: raw.length, meanings });
  }
}

/** By the content type, as an agent's answer has it. No type at all is JSON or text, as it turns out. */
export function framingOf(contentType: string): Framing {
  const type = (contentType.split(";")[0] ?? "").trim().toLowerCase();
  if (type === "text/event-stream") return "events";
  if (type.endsWith("ndjson") || type.endsWith("jsonl") || type.endsWith("json-lines")) return "lines";
  if (type.endsWith("json") || type === "") return "json";
  if (type.startsWith("text/")) return "text";
  return "bytes";
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function describeBytes(body: Uint8Array): string {
  const shown = [...body.subarray(0, MAX_SHOWN_BYTES)].map((byte) => byte.toString(16).padStart(2, "0"));
  const rest = body.length - MAX_SHOWN_BYTES;
  return `${body.length} bytes: ${shown.join(" ")}${rest > 0 ? ` … and ${rest} more` : ""}`;
}
