/** A stream's events as a bounded number of marks over its time, so that any number of them can be drawn. */

import { KINDS, type Kind, kindOf } from "./kinds";
import type { StreamEvent } from "./record";

export interface Mark {
  readonly kind: Kind;
  readonly count: number;
}

const RANK = new Map(KINDS.map(([kind], index) => [kind, index]));

/** Marks by step of `stepMs`: how many events, and the kind of the one that matters most. Empty steps are null. */
export class EventMarks {
  #counts: number[] = [];
  #ranks: number[] = [];
  #taken = 0;
  #stepMs = 0;

  /** Only what is new since the last call is looked at, unless the scale has changed. */
  update(events: readonly StreamEvent[], durationMs: number, steps: number): (Mark | null)[] {
    const stepMs = niceStep(durationMs, steps);
    if (stepMs !== this.#stepMs || events.length < this.#taken) {
      this.#stepMs = stepMs;
      this.#counts = [];
      this.#ranks = [];
      this.#taken = 0;
    }
    for (; this.#taken < events.length; this.#taken += 1) this.#take(events[this.#taken] as StreamEvent);
    return Array.from(this.#counts, (count, step) => {
      const kind = KINDS[this.#ranks[step] ?? 0]?.[0] ?? "step";
      return count ? { kind, count } : null;
    });
  }

  get stepMs(): number {
    return this.#stepMs;
  }

  #take(event: StreamEvent): void {
    const step = Math.floor(event.atMs / this.#stepMs);
    this.#counts[step] = (this.#counts[step] ?? 0) + 1;
    this.#ranks[step] = Math.max(this.#ranks[step] ?? 0, RANK.get(kindOf(event)) ?? 0);
  }
}

/** A step that grows by doubling, so that a growing stream seldom changes its scale. */
function niceStep(durationMs: number, steps: number): number {
  let stepMs = 1;
  while (stepMs * steps < durationMs) stepMs *= 2;
  return stepMs;
}

const TICK_MS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000];

/** Times for an axis of `durationMs`, at most `count` of them. */
export function axisTicks(durationMs: number, count: number): number[] {
  const stepMs = TICK_MS.find((step) => durationMs / step <= count) ?? durationMs / count;
  const ticks: number[] = [];
  for (let at = 0; at <= durationMs; at += stepMs) ticks.push(at);
  return ticks;
}
