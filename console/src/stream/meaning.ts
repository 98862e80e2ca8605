/**
 * What one event of an agent's stream means.
 *
 * Agents say the same things in several ways: a plain JSON string (`data: "text"`), Strands' event dictionaries
 * (`{"data": …}`, `{"current_tool_use": …}`, `{"message": …}`), the raw stream of Converse with or without the wrapping
 * `{"event": …}`, events of AG-UI and answers of A2A (`protocols.ts`). An agent that passes on all of Strands' events says
 * each token twice; only the form seen first counts, as in `headwater.Client`.
 */

import { readProtocolEvent } from "./protocols";
import { type ReprEvent, readReprEvent } from "./python";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export type Meaning =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "reasoning"; readonly text: string }
  | { readonly kind: "toolStart"; readonly toolId: string; readonly name: string }
  /** `whole` replaces what came before; otherwise `input` goes on from it. */
  | { readonly kind: "toolInput"; readonly toolId: string; readonly name: string; readonly input: string; readonly whole: boolean }
  | { readonly kind: "toolProgress"; readonly toolId: string; readonly name: string; readonly data: Json }
  | { readonly kind: "toolResult"; readonly toolId: string; readonly isError: boolean; readonly content: string }
  | { readonly kind: "usage"; readonly inputTokens: number; readonly outputTokens: number }
  | { readonly kind: "stop"; readonly reason: string }
  | { readonly kind: "error"; readonly message: string; readonly errorType: string | null }
  /** Nothing for a person: a step of the event loop, or what another event has said. */
  | { readonly kind: "step"; readonly name: string }
  | { readonly kind: "data"; readonly value: Json };

export type MeaningKind = Meaning["kind"];
type Form = "data" | "delta";

/** Strands' events that only say where its loop is. */
const STEPS = ["init_event_loop", "start", "start_event_loop", "complete", "force_stop"];

/** Reads the events of one stream in order; it remembers which form text comes in and which tool is being called. */
export class EventReader {
  #textForm: string | null = null;
  #reasoningForm: Form | null = null;
  #hasSaid = false;
  #openTool = "";
  #toolOfBlock = new Map<number, string>();
  #toolNames = new Map<string, string>();
  #unnamedTools = 0;

  /** The meanings of one event, never none. */
  read(event: Json): Meaning[] {
    const meanings = this.#read(event);
    return meanings.length > 0 ? meanings : [{ kind: "step", name: nameOf(event) }];
  }

  #read(event: Json): Meaning[] {
    if (typeof event === "string") return this.#readString(event);
    if (!isObject(event)) return [{ kind: "data", value: event }];
    const failure = readFailure(event);
    if (failure !== null) return [failure];
    const spoken = readProtocolEvent(event);
    if (spoken !== null) return spoken.kind === "said" ? this.#say(spoken.form, spoken.text) : [this.#nameTool(spoken)];
    if (typeof event.data === "string") return this.#say("data", event.data);
    if (typeof event.reasoningText === "string") return this.#reason("data", event.reasoningText);
    if (isObject(event.current_tool_use)) return this.#readCurrentTool(event.current_tool_use);
    if (isObject(event.tool_stream_event)) return this.#readToolStream(event.tool_stream_event);
    if (isObject(event.message)) return this.#readMessage(event.message);
    const raw = isObject(event.event) ? event.event : event;
    return this.#readRaw(raw) ?? this.#readRest(event);
  }

  #readString(text: string): Meaning[] {
    const repr: ReprEvent | null = readReprEvent(text);
    if (repr === null) {
      this.#hasSaid = true;
      return [{ kind: "text", text }];
    }
    if (repr.member === "data") return this.#say("data", repr.text);
    if (repr.member === "reasoningText") return this.#reason("data", repr.text);
    return [{ kind: "step", name: "repr" }];
  }

  /** AG-UI names a tool when its call begins, and not again. */
  #nameTool(meaning: Meaning): Meaning {
    if (meaning.kind === "toolStart") this.#toolNames.set(meaning.toolId, meaning.name);
    if (meaning.kind !== "toolInput") return meaning;
    return { ...meaning, name: this.#toolNames.get(meaning.toolId) ?? "" };
  }

  #say(form: string, text: string): Meaning[] {
    this.#textForm ??= form;
    if (this.#textForm !== form) return [{ kind: "step", name: "repeated" }];
    this.#hasSaid = true;
    return [{ kind: "text", text }];
  }

  #reason(form: Form, text: string): Meaning[] {
    this.#reasoningForm ??= form;
    return this.#reasoningForm === form ? [{ kind: "reasoning", text }] : [{ kind: "step", name: "repeated" }];
  }

  #readRaw(raw: JsonObject): Meaning[] | null {
    if (isObject(raw.contentBlockStart)) return this.#readBlockStart(raw.contentBlockStart);
    if (isObject(raw.contentBlockDelta)) return this.#readBlockDelta(raw.contentBlockDelta);
    if (isObject(raw.contentBlockStop)) return [{ kind: "step", name: "contentBlockStop" }];
    if (isObject(raw.messageStart)) {
      this.#toolOfBlock.clear();
      return [{ kind: "step", name: "messageStart" }];
    }
    if (isObject(raw.messageStop)) return [{ kind: "stop", reason: textOf(raw.messageStop.stopReason) }];
    if (isObject(raw.metadata) && isObject(raw.metadata.usage)) return [readUsage(raw.metadata.usage)];
    return null;
  }

  #readBlockStart(block: JsonObject): Meaning[] {
    const tool = isObject(block.start) && isObject(block.start.toolUse) ? block.start.toolUse : null;
    if (tool === null) return [{ kind: "step", name: "contentBlockStart" }];
    const toolId = this.#openToolCall(tool);
    this.#toolOfBlock.set(Number(block.contentBlockIndex ?? -1), toolId);
    return [{ kind: "toolStart", toolId, name: textOf(tool.name) }];
  }

  #readBlockDelta(block: JsonObject): Meaning[] {
    const delta = isObject(block.delta) ? block.delta : {};
    if (typeof delta.text === "string") return this.#say("delta", delta.text);
    if (isObject(delta.reasoningContent)) {
      return typeof delta.reasoningContent.text === "string" ? this.#reason("delta", delta.reasoningContent.text) : [];
    }
    if (!isObject(delta.toolUse)) return [];
    const toolId = this.#toolOfBlock.get(Number(block.contentBlockIndex ?? -1)) ?? this.#openTool;
    const name = this.#toolNames.get(toolId) ?? "";
    return [{ kind: "toolInput", toolId, name, input: textOf(delta.toolUse.input), whole: false }];
  }

  #readCurrentTool(tool: JsonObject): Meaning[] {
    const toolId = this.#openToolCall(tool);
    return [{ kind: "toolInput", toolId, name: textOf(tool.name), input: textOf(tool.input), whole: true }];
  }

  #readToolStream(event: JsonObject): Meaning[] {
    const tool = isObject(event.tool_use) ? event.tool_use : {};
    return [{ kind: "toolProgress", toolId: textOf(tool.toolUseId), name: textOf(tool.name), data: event.data ?? null }];
  }

  /** A whole message: its tool calls and results; its text only if no event has said any since the last message. */
  #readMessage(message: JsonObject): Meaning[] {
    const blocks = Array.isArray(message.content) ? message.content.filter(isObject) : [];
    const isRepeated = this.#hasSaid;
    this.#hasSaid = false;
    return blocks.flatMap((block) => this.#readBlock(block, isRepeated || message.role === "user"));
  }

  #readBlock(block: JsonObject, isRepeated: boolean): Meaning[] {
    if (isObject(block.toolUse)) {
      const toolId = this.#openToolCall(block.toolUse);
      const input = encode(block.toolUse.input ?? {});
      return [{ kind: "toolInput", toolId, name: textOf(block.toolUse.name), input, whole: true }];
    }
    if (isObject(block.toolResult)) return [readToolResult(block.toolResult)];
    if (typeof block.text === "string" && !isRepeated) return [{ kind: "text", text: block.text }];
    return [];
  }

  #readRest(event: JsonObject): Meaning[] {
    if (isObject(event.toolUse) || isObject(event.toolResult)) return this.#readBlock(event, false);
    const keys = Object.keys(event);
    if (keys.length === 1 && STEPS.includes(keys[0] as string)) return [{ kind: "step", name: keys[0] as string }];
    return [{ kind: "data", value: event }];
  }

  #openToolCall(tool: JsonObject): string {
    let toolId = textOf(tool.toolUseId);
    if (toolId === "") {
      this.#unnamedTools += 1;
      toolId = `tool-${this.#unnamedTools}`;
    }
    this.#openTool = toolId;
    this.#toolNames.set(toolId, textOf(tool.name));
    return toolId;
  }
}

/** The error an event reports, in the forms the SDKs and common agents use; null if it reports none. */
export function readFailure(event: JsonObject): Extract<Meaning, { kind: "error" }> | null {
  const error = event.error;
  if (error === undefined || error === null || error === false || error === "") return null;
  if (isObject(error)) {
    const type = error.type ?? error.code ?? null;
    return { kind: "error", message: textOf(error.message ?? error), errorType: type === null ? null : textOf(type) };
  }
  const type = event.error_type ?? event.type ?? null;
  return { kind: "error", message: textOf(error), errorType: type === null ? null : textOf(type) };
}

/** Where a handler that returns a value usually puts its answer, in the order they are looked for. */
const ANSWER_KEYS = ["result", "response", "output", "answer", "message", "text", "data"];
const MAX_NESTED_ANSWERS = 10;

/** The text in the value that an agent returned at once, or null if it holds none. */
export function findAnswerText(value: Json | undefined, depth = 0): string | null {
  if (typeof value === "string") return value;
  if (!isObject(value) || depth > MAX_NESTED_ANSWERS) return null;
  if (value.jsonrpc === "2.0") {
    const spoken = readProtocolEvent(value);
    return spoken?.kind === "said" ? spoken.text : null;
  }
  if (Array.isArray(value.content)) {
    const texts = value.content.filter(isObject).map((block) => block.text).filter((text) => typeof text === "string");
    return texts.length > 0 ? texts.join("") : null;
  }
  for (const key of ANSWER_KEYS) {
    const text = findAnswerText(value[key], depth + 1);
    if (text !== null) return text;
  }
  return null;
}

/** The JSON value in `text`, or `text` itself if it is no JSON. */
export function parseJsonOrText(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readToolResult(result: JsonObject): Meaning {
  const blocks = Array.isArray(result.content) ? result.content : [];
  const content = blocks.map((block) => (isObject(block) && typeof block.text === "string" ? block.text : encode(block)));
  return { kind: "toolResult", toolId: textOf(result.toolUseId), isError: result.status === "error", content: content.join("\n") };
}

function readUsage(usage: JsonObject): Meaning {
  return { kind: "usage", inputTokens: Number(usage.inputTokens ?? 0), outputTokens: Number(usage.outputTokens ?? 0) };
}

function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : encode(value);
}

function encode(value: Json): string {
  return JSON.stringify(value);
}

function nameOf(event: Json): string {
  return isObject(event) ? (Object.keys(event)[0] ?? "empty") : "empty";
}
