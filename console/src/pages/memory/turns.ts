/**
 * What a conversational payload says. Text, mostly; session managers of Strands keep a whole message there as JSON, of which
 * the parts are read here.
 */

export interface TurnPart {
  kind: "text" | "call" | "result";
  /** Of a tool. */
  name?: string;
  text: string;
}

export interface Turn {
  parts: TurnPart[];
  /** What it says in a form for machines; shown on demand. */
  raw: string | null;
}

export function readTurn(text: string): Turn {
  const parts = readMessage(text);
  return parts && parts.length > 0 ? { parts, raw: indent(text) } : { parts: [{ kind: "text", text }], raw: null };
}

function readMessage(text: string): TurnPart[] | null {
  if (!text.startsWith("{")) return null;
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return null;
  }
  const message = member(found, "message") ?? found;
  const content = member(message, "content");
  if (!Array.isArray(content)) return null;
  return content.flatMap(readPart);
}

function readPart(part: unknown): TurnPart[] {
  const text = member(part, "text");
  if (typeof text === "string") return [{ kind: "text", text }];
  const call = member(part, "toolUse");
  if (call !== undefined)
    return [{ kind: "call", name: String(member(call, "name") ?? "tool"), text: showJson(member(call, "input")) }];
  const result = member(part, "toolResult");
  if (result !== undefined)
    return [{ kind: "result", name: String(member(result, "status") ?? "result"), text: showResult(result) }];
  return [{ kind: "text", text: showJson(part) }];
}

function showResult(result: unknown): string {
  const content = member(result, "content");
  if (!Array.isArray(content)) return showJson(content);
  return content.map((one) => member(one, "text") ?? showJson(member(one, "json") ?? one)).join("\n");
}

function member(of: unknown, name: string): unknown {
  return typeof of === "object" && of !== null ? (of as Record<string, unknown>)[name] : undefined;
}

export function showJson(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value, null, 2) ?? "");
}

function indent(text: string): string {
  return JSON.stringify(JSON.parse(text), null, 2);
}
