/**
 * The turns with one agent. They live as long as the page: a stream goes on while one looks at another page.
 * What is kept over a reload is in sessionStorage, which ends with the tab: prompts and answers may be private.
 */

import { signal } from "@preact/signals";
import { Answer } from "../../stream/answer";
import { Turn, type Question } from "./turn";

const KEY = "headwater-playground:";
const MAX_TURNS_KEPT = 30;
const MAX_ANSWER_CHARS = 20_000;

interface KeptTurn {
  readonly question: Question;
  readonly sentAt: number;
  readonly sessionId: string;
  readonly requestId: string;
  readonly traceId: string;
  readonly text: string;
  /** Of a run that was not over: the whole answer is read again. */
  readonly isRunning?: boolean;
  readonly isWatched?: boolean;
}

export class Conversation {
  readonly turns = signal<readonly Turn[]>([]);
  #count = 0;

  constructor(readonly runtimeName: string) {
    this.turns.value = this.#restore();
  }

  get running(): Turn | undefined {
    return this.turns.value.find((turn) => turn.isRunning);
  }

  /** Ask; the turn is there at once, `done` once it is over. */
  send(question: Question): { turn: Turn; done: Promise<void> } {
    const turn = this.#add(question);
    this.turns.value = [...this.turns.peek(), turn];
    return { turn, done: this.#settle(turn.run(() => this.#keep())) };
  }

  /** Read along with a run that somebody began elsewhere; once, however often it is said. */
  watch(invocationId: string, question: Question): void {
    if (this.turns.peek().some((turn) => turn.requestId === invocationId)) return;
    const turn = this.#add(question);
    turn.isWatched = true;
    this.turns.value = [...this.turns.peek(), turn];
    void this.#settle(turn.resume(invocationId));
    this.#keep();
  }

  async #settle(running: Promise<void>): Promise<void> {
    await running;
    this.turns.value = [...this.turns.peek()];
    this.#keep();
  }

  stop(): void {
    for (const turn of this.turns.peek()) if (turn.isRunning) turn.stop();
  }

  clear(): void {
    this.stop();
    this.turns.value = [];
    this.#keep();
  }

  #add(question: Question, sentAt?: number): Turn {
    this.#count += 1;
    return new Turn(`turn-${this.#count}`, question, sentAt);
  }

  #keep(): void {
    const kept = this.turns.peek().filter((turn) => !turn.isRunning || turn.isRun).slice(-MAX_TURNS_KEPT).map((turn): KeptTurn => ({
      question: turn.question, sentAt: turn.sentAt, sessionId: turn.sessionId, requestId: turn.requestId, traceId: turn.traceId,
      text: turn.isRunning ? "" : turn.record.answer.text.slice(0, MAX_ANSWER_CHARS), isRunning: turn.isRunning, isWatched: turn.isWatched,
    }));
    try {
      if (kept.length === 0) sessionStorage.removeItem(KEY + this.runtimeName);
      else sessionStorage.setItem(KEY + this.runtimeName, JSON.stringify(kept));
    } catch {
      // It is full or not allowed: the turns are on the page for as long as it is.
    }
  }

  #restore(): Turn[] {
    try {
      const kept = JSON.parse(sessionStorage.getItem(KEY + this.runtimeName) ?? "[]") as KeptTurn[];
      return kept.map((one) => this.#revive(one));
    } catch {
      return [];
    }
  }

  #revive(kept: KeptTurn): Turn {
    const turn = this.#add(kept.question, kept.sentAt);
    turn.isWatched = kept.isWatched ?? false;
    if (kept.isRunning) {
      turn.sessionId = kept.sessionId;
      void this.#settle(turn.resume(kept.requestId));
      return turn;
    }
    Object.assign(turn, { sessionId: kept.sessionId, requestId: kept.requestId, traceId: kept.traceId, isRestored: true, state: "complete" });
    (turn.record.answer as Answer).take({ kind: "text", text: kept.text }, 0);
    return turn;
  }
}

const conversations = new Map<string, Conversation>();

export function conversationWith(runtimeName: string): Conversation {
  let found = conversations.get(runtimeName);
  if (found === undefined) {
    found = new Conversation(runtimeName);
    conversations.set(runtimeName, found);
  }
  return found;
}
