/** The request that begins a run: sent again, with its key, where a connection broke before it was answered. */

import { ApiError, getJson, seg, sendJson } from "../api/client";
import { pause } from "../pause";

/** The server's keys are its users' alone; this one names one request of this page's. */
export const KEY_HEADER = "idempotency-key";
const PAUSE_MS = 300;
const PAUSE_MAX_MS = 2_000;
/** A server that is away for longer is told to be. */
const GIVE_UP_MS = 15_000;

/**
 * The answer to `send`, which is called until there is one. Throws what `send` does that is no broken connection.
 *
 * @param linked told that the connection broke, and that it stands again.
 */
export async function startRun<T>(
  send: () => Promise<T>,
  signal: AbortSignal,
  linked: (isLinked: boolean) => void,
): Promise<T> {
  let pauseMs = PAUSE_MS;
  const giveUpAt = performance.now() + GIVE_UP_MS;
  for (;;) {
    try {
      const answer = await send();
      if (pauseMs > PAUSE_MS) linked(true);
      return answer;
    } catch (error) {
      if (signal.aborted || !isBroken(error) || performance.now() > giveUpAt) throw error;
    }
    linked(false);
    await pause(pauseMs, signal);
    pauseMs = Math.min(2 * pauseMs, PAUSE_MAX_MS);
  }
}

/** Ends what the request with this key has begun, whose id its sender did not hear. */
export async function withdrawRun(key: string): Promise<void> {
  const { runs } = await getJson<{ runs: { invocationId: string }[] }>("runs", { query: { key, state: "running" } });
  await Promise.all(runs.map((run) => sendJson("DELETE", `invocations/${seg(run.invocationId)}`)));
}

function isBroken(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof ApiError && error.status === 0);
}
