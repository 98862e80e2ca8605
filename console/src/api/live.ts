/**
 * What changes on the server, as it changes: one connection to `GET live` for all that is on the page.
 *
 * Opened by the first listener and closed after the last. A connection that breaks is made anew, at growing
 * intervals; each new one sends a `reconnect`, so that listeners ask once for what they may have missed.
 */
import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { pause } from "../pause";
import { ApiError, ask } from "./client";
import { readEvents } from "./streams";

export interface LiveEvent {
  /** The event's name as the server has it, or `reconnect`. */
  kind: string;
  // any: each kind has a shape of its own, which its listener knows.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  data: any;
}

type Listener = (event: LiveEvent) => void;

const RETRY_MIN_MS = 500;
const RETRY_MAX_MS = 15_000;

export const isConnected = signal(false);
export const isLiveWanted = signal(false);

const listeners = new Set<Listener>();
let stop: AbortController | null = null;

/** Hear of changes; the function that comes back ends that. */
export function listen(listener: Listener): () => void {
  listeners.add(listener);
  if (!stop) start();
  return () => {
    listeners.delete(listener);
    // Not at once: from one page to the next the connection is kept.
    setTimeout(() => listeners.size === 0 && end(), 1000);
  };
}

/** Hear of changes while the component is there. */
export function useLive(listener: Listener): void {
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => listen((event) => latest.current(event)), []);
}

function start(): void {
  stop = new AbortController();
  isLiveWanted.value = true;
  void run(stop.signal);
}

function end(): void {
  stop?.abort();
  stop = null;
  isConnected.value = false;
  isLiveWanted.value = false;
}

async function run(signal: AbortSignal): Promise<void> {
  let waitMs = RETRY_MIN_MS;
  let isAgain = false;
  let openedAt = Date.now();
  while (!signal.aborted) {
    try {
      const response = await ask("GET", "live", { signal, headers: { accept: "text/event-stream" } });
      isConnected.value = true;
      openedAt = Date.now();
      if (isAgain) tell({ kind: "reconnect", data: null });
      isAgain = true;
      for await (const event of readEvents(response)) tell({ kind: event.event, data: JSON.parse(event.data) });
    } catch (error) {
      if (signal.aborted) return;
      // Refused for good: nothing changes by asking again.
      if (error instanceof ApiError && error.status >= 400 && error.status < 500) {
        isLiveWanted.value = false;
        isConnected.value = false;
        return;
      }
    }
    isConnected.value = false;
    // One that lasted was closed by the server for good reason; one that did not may be somebody's fault.
    if (Date.now() - openedAt > RETRY_MAX_MS) waitMs = RETRY_MIN_MS;
    await pause(waitMs, signal);
    waitMs = Math.min(waitMs * 2, RETRY_MAX_MS);
  }
}

function tell(event: LiveEvent): void {
  for (const listener of [...listeners]) {
    try {
      listener(event);
    } catch (error) {
      console.error(error);
    }
  }
}
