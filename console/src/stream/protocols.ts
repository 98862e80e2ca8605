/**
 * What events of AG-UI and A2A mean.
 *
 * AG-UI names each event's `type`. An answer of A2A is JSON-RPC's `result`: 1.0 says what it is by a member's name, 0.3 by
 * `kind`. What an A2A agent made (artifacts) is its text; what it says while it works is a step, and what it says as its
 * task comes to rest is text where it made nothing.
 */

import type { Json, JsonObject, Meaning } from "./meaning";

/** Text that is said in one of several forms: only the form seen first counts. */
export type Said = { readonly kind: "said"; readonly form: string; readonly text: string };

const BUSY = ["submitted", "working", "unspecified", "unknown"];
const FAILED = ["failed", "rejected"];
/** Members of 1.0's answers, and what 0.3 calls their kind. */
const KINDS = [
  ["artifactUpdate", "artifact-update"],
  ["statusUpdate", "status-update"],
  ["message", "message"],
  ["task", "task"],
] as const;

/** The meaning of an event of either protocol; null for all other events. */
export function readProtocolEvent(event: JsonObject): Meaning | Said | null {
  if (event.jsonrpc === "2.0" && isObject(event.result)) return readA2a(event.result);
  return typeof event.type === "string" && /^[A-Z][A-Z_]+$/.test(event.type) ? readAgUi(event.type, event) : null;
}

function readAgUi(type: string, event: JsonObject): Meaning | Said | null {
  const toolId = textOf(event.toolCallId);
  const delta = textOf(event.delta);
  switch (type) {
    case "TEXT_MESSAGE_CONTENT":
    case "TEXT_MESSAGE_CHUNK":
      return { kind: "said", form: "ag-ui", text: delta };
    case "REASONING_MESSAGE_CONTENT":
    case "THINKING_TEXT_MESSAGE_CONTENT":
      return { kind: "reasoning", text: delta };
    case "TOOL_CALL_START":
      return { kind: "toolStart", toolId, name: textOf(event.toolCallName) };
    case "TOOL_CALL_ARGS":
      return { kind: "toolInput", toolId, name: "", input: delta, whole: false };
    case "TOOL_CALL_RESULT":
      return { kind: "toolResult", toolId, isError: false, content: textOf(event.content) };
    case "RUN_ERROR":
      return { kind: "error", message: textOf(event.message), errorType: event.code ? textOf(event.code) : null };
    case "CUSTOM":
    case "RAW":
    case "STATE_SNAPSHOT":
    case "STATE_DELTA":
      return { kind: "data", value: event };
    default:
      return /^(RUN|STEP|TEXT_MESSAGE|TOOL_CALL|MESSAGES|ACTIVITY|REASONING|THINKING)_/.test(type) ? { kind: "step", name: type } : null;
  }
}

function readA2a(result: JsonObject): Meaning | Said {
  const [kind, body] = open(result);
  const status = isObject(body.status) ? body.status : {};
  const state = textOf(status.state).replace(/^TASK_STATE_/, "").toLowerCase().replaceAll("_", "-");
  if (FAILED.includes(state)) return { kind: "error", message: partsOf(status.message) ?? `the agent's task ${state}`, errorType: null };
  const text = findText(kind, body, BUSY.includes(state) ? null : status.message);
  if (text !== null) return { kind: "said", form: kind === "artifact-update" ? "a2a-artifact" : "a2a-message", text };
  return { kind: "step", name: state === "" ? kind || "result" : state };
}

function findText(kind: string, body: JsonObject, lastWord: Json | undefined): string | null {
  if (kind === "artifact-update") return partsOf(body.artifact);
  if (kind === "message") return partsOf(body);
  const artifacts = Array.isArray(body.artifacts) ? body.artifacts.map(partsOf).filter((text) => text !== null) : [];
  return artifacts.length > 0 ? artifacts.join("\n") : partsOf(lastWord);
}

function open(result: JsonObject): readonly [string, JsonObject] {
  if (typeof result.kind === "string") return [result.kind, result];
  for (const [member, kind] of KINDS) {
    const body = result[member];
    if (isObject(body)) return [kind, body];
  }
  return ["", {}];
}

function partsOf(holder: Json | undefined): string | null {
  if (!isObject(holder) || !Array.isArray(holder.parts)) return null;
  const texts = holder.parts.filter(isObject).map((part) => part.text).filter((text) => typeof text === "string");
  return texts.length > 0 ? texts.join("") : null;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
