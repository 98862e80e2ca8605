/** An agent's answer as a person follows it: text, thoughts, tool calls and errors in the order they came. */

import { type Json, type Meaning, parseJsonOrText } from "./meaning";

export interface TextPart {
  readonly kind: "text" | "reasoning";
  text: string;
}

export interface ToolPart {
  readonly kind: "tool";
  readonly toolId: string;
  name: string;
  /** JSON as far as it has come. */
  input: string;
  progress: Json[];
  progressCount: number;
  result: string | null;
  isError: boolean;
  readonly startMs: number;
  endMs: number | null;
}

export interface ErrorPart {
  readonly kind: "error";
  readonly message: string;
  readonly errorType: string | null;
}

export type Part = TextPart | ToolPart | ErrorPart;

/** Values that are neither text nor tools are kept up to here; the stream's events have them all. */
const MAX_DATA_KEPT = 100;
const MAX_PROGRESS_KEPT = 20;
/** Text beyond this is counted, and can be read in the stream's events as far as they are kept. */
export const MAX_TEXT_CHARS = 8 * 1024 * 1024;
const MAX_TOOL_INPUT_CHARS = 1024 * 1024;
/** Only what is shorter is laid out: longer JSON is shown as it came. */
const MAX_PRETTY_CHARS = 64 * 1024;
/** An agent that sends errors without end fills no page. */
const MAX_PARTS = 2_000;

export class Answer {
  readonly parts: Part[] = [];
  readonly data: Json[] = [];
  dataCount = 0;
  partsDropped = 0;
  charsDropped = 0;
  inputTokens = 0;
  outputTokens = 0;
  stopReason = "";
  #tools = new Map<string, ToolPart>();
  #chars = 0;

  get text(): string {
    return this.parts.map((part) => (part.kind === "text" ? part.text : "")).join("");
  }

  get tools(): ToolPart[] {
    return [...this.#tools.values()];
  }

  get error(): ErrorPart | null {
    return this.parts.find((part) => part.kind === "error") ?? null;
  }

  take(meaning: Meaning, atMs: number): void {
    switch (meaning.kind) {
      case "text":
      case "reasoning":
        this.#append(meaning.kind, meaning.text);
        break;
      case "toolStart":
        this.#tool(meaning.toolId, meaning.name, atMs);
        break;
      case "toolInput": {
        const tool = this.#tool(meaning.toolId, meaning.name, atMs);
        if (tool !== null) tool.input = (meaning.whole ? meaning.input : tool.input + meaning.input).slice(0, MAX_TOOL_INPUT_CHARS);
        break;
      }
      case "toolProgress": {
        const tool = this.#tool(meaning.toolId, meaning.name, atMs);
        if (tool === null) break;
        tool.progressCount += 1;
        tool.progress = [...tool.progress.slice(1 - MAX_PROGRESS_KEPT), meaning.data];
        break;
      }
      case "toolResult":
        this.#settleTool(meaning, atMs);
        break;
      case "error":
        this.#add({ kind: "error", message: meaning.message, errorType: meaning.errorType });
        break;
      case "usage":
        this.inputTokens += meaning.inputTokens;
        this.outputTokens += meaning.outputTokens;
        break;
      case "stop":
        this.stopReason = meaning.reason;
        break;
      case "data":
        this.dataCount += 1;
        if (this.data.length < MAX_DATA_KEPT) this.data.push(meaning.value);
        break;
      case "step":
        break;
    }
  }

  #append(kind: "text" | "reasoning", text: string): void {
    const room = MAX_TEXT_CHARS - this.#chars;
    if (text.length > room) {
      this.charsDropped += text.length - room;
      text = text.slice(0, room);
    }
    if (text === "") return;
    this.#chars += text.length;
    const last = this.parts.at(-1);
    if (last !== undefined && last.kind === kind) last.text += text;
    else this.#add({ kind, text });
  }

  #add(part: Part): void {
    if (this.parts.length < MAX_PARTS) this.parts.push(part);
    else this.partsDropped += 1;
  }

  #tool(toolId: string, name: string, atMs: number): ToolPart | null {
    const known = this.#tools.get(toolId);
    if (known !== undefined) {
      if (known.name === "") known.name = name;
      return known;
    }
    if (this.parts.length >= MAX_PARTS) {
      this.partsDropped += 1;
      return null;
    }
    const tool: ToolPart = {
      kind: "tool", toolId, name, input: "", progress: [], progressCount: 0, result: null, isError: false, startMs: atMs, endMs: null,
    };
    this.#tools.set(toolId, tool);
    this.parts.push(tool);
    return tool;
  }

  #settleTool(meaning: Extract<Meaning, { kind: "toolResult" }>, atMs: number): void {
    const tool = this.#tool(meaning.toolId, "", atMs);
    if (tool === null) return;
    tool.result = meaning.content;
    tool.isError = meaning.isError;
    tool.endMs = atMs;
  }
}

/** JSON to read: indented where it is whole, as it stands while it is still growing. */
export function prettyJson(text: string): string {
  if (text.length > MAX_PRETTY_CHARS) return text;
  const value = parseJsonOrText(text);
  return typeof value === "string" ? text : JSON.stringify(value, null, 2);
}
