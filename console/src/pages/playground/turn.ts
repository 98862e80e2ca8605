/**
 * One question and its answer: sent with fetch, read as the bytes come, stopped by its caller.
 *
 * It is a run: the answer is read on after a connection broke, and after the page was loaded anew.
 */

import { ApiError, ask, seg, sendJson } from "../../api/client";
import { newSessionId } from "../../sessionid";
import { invocationPath } from "../../snippets";
import { followRun, type Follower } from "../../stream/follow";
import { phasesOf, findInvocation } from "../../stream/recording";
import { type Outcome, StreamRecord } from "../../stream/record";
import { parseServerTiming } from "../../stream/servertiming";
import { dialectOf, isNewA2a, isOldA2a, payloadOfPrompt, promptInPayload } from "../../stream/speaking";
import { KEY_HEADER, startRun, withdrawRun } from "../../stream/start";
import { letPageWork, MAX_WORK_MS, Ticker } from "../../stream/ticker";
import type { TimelinePhase } from "../../stream/timeline";

const SESSION_HEADER = "x-amzn-bedrock-agentcore-runtime-session-id";
/** The server writes spans in batches: an invocation may be asked for before it is there. */
const SPAN_WAITS_MS = [150, 600, 2_000];

const CARD_PATH = "/.well-known/agent-card.json";
const BEAT_MS = 200;
/** The status of an answer that tells of a run. */
const ACCEPTED = 202;

export interface Question {
  readonly runtimeArn: string;
  readonly runtimeName: string;
  readonly qualifier: string;
  readonly sessionId: string;
  /** The body's text. */
  readonly payload: string;
  /** Whether it is a prompt whose agent has not been asked yet what it takes; what somebody wrote goes as it is. */
  readonly isPrompt?: boolean;
}

export type TurnState = "sending" | "streaming" | Exclude<Outcome, "open"> | "refused";

export class Turn {
  readonly ticker = new Ticker();
  record = new StreamRecord();
  state: TurnState = "sending";
  error: ApiError | null = null;
  sessionId: string;
  requestId = "";
  /** Whether the server keeps its answer, under `requestId`. */
  isRun = false;
  /** Somebody else asked; this page looks on, and its leaving stops nothing. */
  isWatched = false;
  /** The connection broke, and another one is being tried. */
  isReconnecting = false;
  /** Once the trace can be looked at; "" as long as there is none, or if it was not kept. */
  traceId = "";
  phases: readonly TimelinePhase[] = [];
  /** An answer that this page has not seen itself but kept from before it was loaded anew. */
  isRestored = false;
  readonly sentAt: number;
  #startMs = performance.now();
  #stop = new AbortController();
  /** By which the server knows the request again. */
  readonly #key = newSessionId();

  constructor(
    readonly id: string,
    public question: Question,
    sentAt = Date.now(),
  ) {
    this.sessionId = question.sessionId;
    this.sentAt = sentAt;
  }

  get isRunning(): boolean {
    return this.state === "sending" || this.state === "streaming";
  }

  /** Whether the call has reached its session: what is refused before that has none. */
  get hasSession(): boolean {
    return this.state !== "refused" || this.error?.code === "RuntimeClientError";
  }

  /** Milliseconds since it was sent; once it is over, how long it took. */
  get elapsedMs(): number {
    return this.isRunning ? performance.now() - this.#startMs : this.record.durationMs;
  }

  /** Ends the run, unless it is only watched; of an answer that is none, closing the connection tells the agent. */
  stop(): void {
    this.#stop.abort();
    if (this.isRun && !this.isWatched) void sendJson("DELETE", `invocations/${seg(this.requestId)}`).catch(() => undefined);
  }

  /**
   * Send it and read the answer to its end. Never throws: what goes wrong becomes the turn's state.
   *
   * `onStart` is called when the server keeps the run, if it does.
   */
  async run(onStart: () => void): Promise<void> {
    await this.#carryOut(async () => {
      const signal = this.#stop.signal;
      const begun = await startRun(() => this.#begun(), signal, (isLinked) => this.#noteLink(isLinked)).catch((error: unknown) => {
        if (signal.aborted) void withdrawRun(this.#key).catch(() => undefined);
        throw error;
      });
      if (begun instanceof Response) return this.#readPlain(begun);
      this.requestId = begun;
      this.isRun = true;
      onStart();
      if (this.#stop.signal.aborted) this.stop();
      return followRun(this.requestId, this.#follower());
    });
  }

  /** Read the answer of a run that was begun before the page was loaded. */
  async resume(invocationId: string): Promise<void> {
    this.requestId = invocationId;
    this.isRun = true;
    await this.#carryOut(() => followRun(invocationId, this.#follower()));
  }

  async #carryOut(read: () => Promise<void>): Promise<void> {
    this.#startMs = performance.now() - (Date.now() - this.sentAt);
    // While nothing comes, the time goes on all the same.
    const beat = setInterval(() => this.ticker.bump(), BEAT_MS);
    try {
      await read();
      this.#end("complete");
    } catch (error) {
      this.#fail(error);
    }
    clearInterval(beat);
    this.isReconnecting = false;
    this.ticker.bump();
    void this.#fetchSpan();
  }

  /** The id of the run that is begun; from a server that keeps none, the answer. */
  async #begun(): Promise<string | Response> {
    const response = await this.#send();
    return response.status === ACCEPTED ? ((await response.json()) as { invocationId: string }).invocationId : response;
  }

  #noteLink(isLinked: boolean): void {
    this.isReconnecting = !isLinked;
    this.ticker.bump();
  }

  async #send(): Promise<Response> {
    if (this.question.isPrompt && isOldA2a(this.question.payload)) this.question = await this.#askInItsVersion(this.question);
    const { runtimeArn, qualifier, payload, sessionId } = this.question;
    const headers = {
      "content-type": "application/json",
      accept: "text/event-stream, application/json, */*",
      // Asks for `server-timing`.
      "headwater-timing": "1",
      "headwater-detached": "1",
      [KEY_HEADER]: this.#key,
      [SESSION_HEADER]: sessionId,
      ...(isNewA2a(payload) ? { "a2a-version": "1.0" } : {}),
    };
    const body = new TextEncoder().encode(payload);
    // An agent with an authorizer of its own says 401 too: that is no reason to leave what was written.
    return ask("POST", invocationPath(runtimeArn, qualifier), { body, headers, signal: this.#stop.signal, staysHere: true });
  }

  /** An A2A agent's card says which version it takes; one that gives none is asked in the older. */
  async #askInItsVersion(question: Question): Promise<Question> {
    const { runtimeArn, qualifier, sessionId, payload } = question;
    const chosen = { ...question, isPrompt: false };
    try {
      const options = { headers: { [SESSION_HEADER]: sessionId }, signal: this.#stop.signal, staysHere: true };
      const card = await ask("GET", invocationPath(runtimeArn, qualifier, CARD_PATH), options);
      const dialect = dialectOf(await card.json());
      return { ...chosen, payload: payloadOfPrompt("A2A", promptInPayload(payload) ?? "", sessionId, newSessionId, dialect) };
    } catch {
      return chosen;
    }
  }

  #begin(response: Response): void {
    const { headers } = response;
    this.sessionId = headers.get(SESSION_HEADER) ?? this.sessionId;
    if (!this.isRun) this.requestId = headers.get("x-amzn-requestid") ?? "";
    this.phases = inOrder(headers.get("server-timing"));
    this.state = "streaming";
    this.record.begin(headers.get("content-type") ?? "", this.elapsedMs);
    this.ticker.bump();
  }

  /** Of a server that keeps no runs. */
  async #readPlain(response: Response): Promise<void> {
    const follower = this.#follower();
    follower.begin(response);
    const reader = response.body?.getReader();
    if (reader === undefined) return;
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      follower.feed(value);
      await follower.rest();
    }
  }

  #follower(): Follower {
    let workedSinceMs = performance.now();
    return {
      signal: this.#stop.signal,
      begin: (response) => this.#begin(response),
      feed: (bytes) => this.record.feed(bytes, this.elapsedMs),
      gap: ({ from, to, reason }) =>
        this.record.note("headwater.gap", `Bytes ${from} to ${to} of the answer are not kept any more (${reason})`, this.elapsedMs),
      linked: (isLinked) => this.#noteLink(isLinked),
      rest: async () => {
        this.ticker.bump();
        if (performance.now() - workedSinceMs < MAX_WORK_MS) return;
        await letPageWork();
        workedSinceMs = performance.now();
      },
    };
  }

  #end(outcome: Exclude<Outcome, "open">): void {
    this.record.end(outcome, this.elapsedMs);
    this.state = outcome;
  }

  #fail(error: unknown): void {
    if (this.#stop.signal.aborted) {
      this.#end("stopped");
    } else if (error instanceof ApiError) {
      this.error = error;
      if (!this.isRun) this.requestId = error.requestId;
      const hasBegun = this.state === "streaming";
      this.#end("broken");
      if (!hasBegun) this.state = "refused";
    } else {
      const what = error instanceof Error ? error.message : String(error);
      this.error = new ApiError(`The answer broke off after ${this.record.eventCount} events (${what})`, 0, "AnswerCut", this.requestId);
      this.#end("broken");
    }
  }

  /** What the server has measured, and in which trace. */
  async #fetchSpan(): Promise<void> {
    if (this.requestId === "") return;
    for (const waitMs of SPAN_WAITS_MS) {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      try {
        const span = await findInvocation(this.sessionId, this.requestId);
        if (span === undefined) continue;
        this.traceId = span.traceId;
        this.phases = phasesOf(span);
        this.ticker.bump();
        return;
      } catch {
        // Not written yet, not kept, or not for this key: the page shows what the caller saw.
      }
    }
  }
}

function inOrder(header: string | null): TimelinePhase[] {
  let startMs = 0;
  return parseServerTiming(header).map(({ name, durationMs }) => {
    const phase = { name, startMs, durationMs };
    startMs += durationMs;
    return phase;
  });
}
