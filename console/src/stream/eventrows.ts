/** The events of some kinds, as rows of a list. What is new is looked at once, so that a stream that grows costs what it grows by. */

import { type Kind, kindOf } from "./kinds";
import type { StreamEvent } from "./record";

export class EventRows {
  #hidden: ReadonlySet<Kind> = new Set();
  #source: readonly StreamEvent[] = [];
  #rows: StreamEvent[] = [];
  #taken = 0;

  select(events: readonly StreamEvent[], hidden: ReadonlySet<Kind>): readonly StreamEvent[] {
    if (hidden.size === 0) return events;
    if (events !== this.#source || hidden !== this.#hidden) {
      this.#source = events;
      this.#hidden = hidden;
      this.#rows = [];
      this.#taken = 0;
    }
    for (; this.#taken < events.length; this.#taken += 1) {
      const event = events[this.#taken] as StreamEvent;
      if (!hidden.has(kindOf(event))) this.#rows.push(event);
    }
    return this.#rows;
  }
}
