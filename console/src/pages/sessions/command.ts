/** Commands that this page runs in a session: InvokeAgentRuntimeCommand, whose answer is an event stream. */
import { signal } from "@preact/signals";
import { ApiError, ask, seg } from "../../api/client";
import { EventStreamDecoder, type EventStreamMessage } from "../../stream/eventstream";
import { Pacer } from "../../ui/pacer";
import { Output } from "./output";

const SESSION_HEADER = "x-amzn-bedrock-agentcore-runtime-session-id";
/** Of which the page knows; the oldest go first. */
const MAX_COMMANDS = 20;

export interface CommandPlace {
  readonly arn: string;
  readonly endpoint: string;
  readonly session: string;
}

export type CommandEnd =
  | { readonly kind: "exited"; readonly exitCode: number; readonly isTimedOut: boolean }
  | { readonly kind: "stopped" }
  | { readonly kind: "failed"; readonly error: unknown };

/** One command; `version` counts up with each change. */
export class Command {
  readonly output = new Output();
  readonly version = signal(0);
  readonly startedMs = Date.now();
  tookMs = 0;
  end: CommandEnd | null = null;
  readonly #stop = new AbortController();
  readonly #pacer = new Pacer(() => (this.version.value += 1));

  constructor(
    readonly id: number,
    readonly text: string,
    readonly timeoutS: number,
  ) {}

  /** Run it to its end; never throws. */
  async run(place: CommandPlace): Promise<void> {
    const began = performance.now();
    try {
      this.end = await this.#follow(place);
    } catch (error) {
      this.end = this.#stop.signal.aborted ? { kind: "stopped" } : { kind: "failed", error };
    }
    this.tookMs = performance.now() - began;
    this.#pacer.stop();
    this.version.value += 1;
  }

  /** The server kills a command whose caller leaves. */
  stop(): void {
    this.#stop.abort();
  }

  async #follow(place: CommandPlace): Promise<CommandEnd> {
    const response = await ask("POST", `/runtimes/${seg(place.arn)}/commands`, {
      signal: this.#stop.signal,
      query: { qualifier: place.endpoint },
      headers: { accept: "application/vnd.amazon.eventstream", [SESSION_HEADER]: place.session },
      body: { command: this.text, timeout: this.timeoutS },
    });
    const decoder = new EventStreamDecoder();
    const reader = response.body?.getReader();
    try {
      for (;;) {
        const value = await read(reader);
        for (const message of decoder.feed(value)) {
          const end = this.#take(message);
          if (end) return end;
        }
        this.#pacer.ask();
      }
    } finally {
      void reader?.cancel().catch(() => undefined);
    }
  }

  #take(message: EventStreamMessage): CommandEnd | null {
    const content = JSON.parse(message.payload) as CommandContent;
    if (message.headers[":message-type"] === "exception")
      throw new ApiError(content.message ?? "The command failed", 424, message.headers[":exception-type"] ?? "", "");
    const { stdout, stderr } = content.contentDelta ?? {};
    if (stdout !== undefined) this.output.add("stdout", stdout);
    if (stderr !== undefined) this.output.add("stderr", stderr);
    const stop = content.contentStop;
    return stop ? { kind: "exited", exitCode: stop.exitCode, isTimedOut: stop.status === "TIMED_OUT" } : null;
  }
}

/** What comes next; there is always more before a command's end. */
async function read(reader: ReadableStreamDefaultReader<Uint8Array> | undefined): Promise<Uint8Array> {
  try {
    const { value } = (await reader?.read()) ?? {};
    if (value) return value;
  } catch {
    // The browser says no more than that.
  }
  throw new ApiError("The connection broke before the command had ended, which has ended it", 0, "Unreachable", "");
}

interface CommandContent {
  readonly contentDelta?: { readonly stdout?: string; readonly stderr?: string };
  readonly contentStop?: { readonly exitCode: number; readonly status: string };
  readonly message?: string;
}

/** What this page has run in a session, the latest first. */
export class CommandHistory {
  readonly commands = signal<readonly Command[]>([]);
  #count = 0;

  run(text: string, timeoutS: number, place: CommandPlace): void {
    const command = new Command(++this.#count, text, timeoutS);
    const [kept, gone] = [this.commands.peek().slice(0, MAX_COMMANDS - 1), this.commands.peek().slice(MAX_COMMANDS - 1)];
    for (const one of gone) one.stop();
    this.commands.value = [command, ...kept];
    void command.run(place);
  }

  /** The page is left. */
  stopAll(): void {
    for (const command of this.commands.peek()) command.stop();
  }
}
