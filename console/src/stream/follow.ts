/** Following a run over connections that break: from the last whole event on, until its end. */

import { ApiError, ask, seg } from "../api/client";
import { pause } from "../pause";
import { openRunReader, type Gap, type RunReader } from "./runstream";

/** What comes of a run: its head, once; the agent's bytes; what the server does not keep any more. */
export interface Follower {
  readonly signal: AbortSignal;
  begin(response: Response): void;
  feed(bytes: Uint8Array): void;
  gap(gap: Gap): void;
  /** The connection broke, or stands again. */
  linked(isLinked: boolean): void;
  /** Awaited between reads, so that the page can work. */
  rest(): Promise<void>;
}

const HEARTBEAT_S = 20;
/** A connection that is silent for longer may be dead. */
const SILENCE_MAX_MS = 60_000;
const PAUSE_MS = 200;
const PAUSE_MAX_MS = 5_000;
/** How long a server may stay away. */
const GIVE_UP_MS = 120_000;
const PASSING = new Set([0, 408, 425, 429, 500, 502, 503, 504]);
const CUT_SHORT = new Set(["failed", "cancelled", "lost"]);

/** Read a run to its end. Throws what ends it otherwise: an `ApiError`, or that `signal` was aborted. */
export async function followRun(invocationId: string, follower: Follower): Promise<void> {
  const link = new Link(invocationId, follower);
  let pauseMs = PAUSE_MS;
  let brokenAt: number | null = null;
  for (;;) {
    const before = link.offset;
    try {
      await link.read();
      return;
    } catch (error) {
      if (follower.signal.aborted || isFinal(error, invocationId)) throw error;
      if (link.wasSilent || link.offset > before) [brokenAt, pauseMs] = [null, PAUSE_MS];
      brokenAt ??= performance.now();
      if (performance.now() - brokenAt > GIVE_UP_MS) throw error;
    }
    follower.linked(false);
    await pause(pauseMs, follower.signal);
    pauseMs = Math.min(2 * pauseMs, PAUSE_MAX_MS);
  }
}

/** One reader, a connection after the other. */
class Link {
  wasSilent = false;
  #reader: RunReader | null = null;
  #hasBegun = false;

  constructor(
    readonly invocationId: string,
    readonly follower: Follower,
  ) {}

  get offset(): number {
    return this.#reader?.offset ?? 0;
  }

  async read(): Promise<void> {
    const connection = new AbortController();
    const stop = () => connection.abort();
    this.follower.signal.addEventListener("abort", stop);
    this.wasSilent = false;
    const watch = new Watch(() => {
      this.wasSilent = true;
      connection.abort();
    });
    try {
      await this.#read(connection.signal, watch);
    } finally {
      watch.stop();
      connection.abort();
      this.follower.signal.removeEventListener("abort", stop);
    }
  }

  async #read(signal: AbortSignal, watch: Watch): Promise<void> {
    const response = await ask("GET", `invocations/${seg(this.invocationId)}/stream`, {
      query: { offset: this.offset },
      headers: { accept: "text/event-stream, application/json, */*", "headwater-heartbeat": String(HEARTBEAT_S) },
      signal,
      staysHere: true,
    });
    const run = openRunReader(response.headers, this.offset);
    this.#reader = run;
    if (!this.#hasBegun) this.follower.begin(response);
    this.#hasBegun = true;
    this.follower.linked(true);
    const reader = response.body?.getReader();
    try {
      for (;;) {
        watch.restart();
        const { value, done } = (await reader?.read()) ?? { value: undefined, done: true };
        this.#take(done ? run.close() : run.feed(value ?? new Uint8Array()));
        if (done) return;
        await this.follower.rest();
      }
    } catch (error) {
      const state = response.headers.get("headwater-run-state") ?? "";
      const isEvents = (response.headers.get("content-type") ?? "").startsWith("text/event-stream");
      if (!isEvents && CUT_SHORT.has(state) && !signal.aborted) throw runEnded(`The run was cut short (${state})`, this.invocationId);
      throw error;
    }
  }

  #take(parts: ReturnType<RunReader["feed"]>): void {
    for (const part of parts) {
      if (part instanceof Uint8Array) this.follower.feed(part);
      else if (part.kind === "gap") this.follower.gap(part);
      else throw runEnded(part.message || `The run was cut short (${part.reason})`, this.invocationId);
    }
  }
}

/** Calls when nothing has happened for too long. */
class Watch {
  #timer = 0;

  constructor(readonly onSilence: () => void) {
    this.restart();
  }

  restart(): void {
    this.stop();
    this.#timer = window.setTimeout(this.onSilence, SILENCE_MAX_MS);
  }

  stop(): void {
    window.clearTimeout(this.#timer);
  }
}

function runEnded(message: string, invocationId: string): ApiError {
  return new ApiError(message, 200, "RunEnded", invocationId);
}

/** Whether asking again is of no use. An answer that names the run tells of the run, not of the asking. */
function isFinal(error: unknown, invocationId: string): boolean {
  return error instanceof ApiError && (!PASSING.has(error.status) || error.invocationId === invocationId);
}
