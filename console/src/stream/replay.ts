/** A recorded stream played again with its own timing: play, pause, speed, seek. It has no clock: it is told how time passes. */

import { StreamRecord } from "./record";

/** Bytes that came together, `atMs` after the request was sent. */
export interface RecordedPart {
  readonly atMs: number;
  readonly bytes: Uint8Array;
}

export interface Recording {
  readonly contentType: string;
  readonly parts: readonly RecordedPart[];
  readonly durationMs: number;
  readonly outcome: "complete" | "stopped" | "broken";
}

export const SPEEDS = [0.25, 0.5, 1, 2, 4, 16] as const;

export class Replay {
  /** What has come up to `positionMs`. */
  record: StreamRecord;
  positionMs = 0;
  speed = 1;
  isPlaying = false;
  readonly #recording: Recording;
  #next = 0;

  constructor(recording: Recording) {
    this.#recording = recording;
    this.record = this.#begin();
  }

  get durationMs(): number {
    return this.#recording.durationMs;
  }

  get isAtEnd(): boolean {
    return this.positionMs >= this.durationMs;
  }

  /** Plays from the beginning again if it is at its end. */
  toggle(): void {
    this.isPlaying = !this.isPlaying;
    if (this.isPlaying && this.isAtEnd) this.seek(0);
  }

  /** `elapsedMs` have passed on the wall. */
  advance(elapsedMs: number): void {
    if (!this.isPlaying) return;
    this.#moveTo(this.positionMs + elapsedMs * this.speed);
    if (this.isAtEnd) this.isPlaying = false;
  }

  seek(positionMs: number): void {
    if (positionMs < this.positionMs) {
      this.record = this.#begin();
      this.#next = 0;
    }
    this.#moveTo(Math.max(0, positionMs));
  }

  #begin(): StreamRecord {
    const record = new StreamRecord();
    record.begin(this.#recording.contentType, 0);
    return record;
  }

  #moveTo(positionMs: number): void {
    this.positionMs = Math.min(positionMs, this.durationMs);
    const { parts, outcome } = this.#recording;
    for (let part = parts[this.#next]; part !== undefined && part.atMs <= this.positionMs; part = parts[this.#next]) {
      this.record.feed(part.bytes, part.atMs);
      this.#next += 1;
    }
    if (this.isAtEnd) this.record.end(outcome, this.durationMs);
  }
}

/** The whole of a recording at once. */
export function playWhole(recording: Recording): StreamRecord {
  const replay = new Replay(recording);
  replay.seek(recording.durationMs);
  return replay.record;
}
