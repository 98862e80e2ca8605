/** Spans of a trace as the rows of a waterfall. Pure: what comes may have gaps, doubles and circles. */

import type { Span } from "../../stream/recording";

export interface Row {
  readonly span: Span;
  /** 1: nothing above it. */
  readonly depth: number;
  readonly childCount: number;
  readonly parent: Row | null;
  /** Place among those of the same parent, from 1, and their number. */
  readonly place: number;
  readonly siblings: number;
}

export interface Extent {
  readonly startMs: number;
  readonly durationMs: number;
}

/** All rows, each right above its children, which are in the order of their start. */
export function buildRows(spans: readonly Span[]): Row[] {
  const byId = new Map<string, Span>();
  for (const span of spans) if (!byId.has(span.spanId)) byId.set(span.spanId, span);
  const children = new Map<string, Span[]>();
  const roots: Span[] = [];
  for (const span of byId.values()) {
    const isRoot = span.parentId === null || !byId.has(span.parentId) || span.parentId === span.spanId;
    if (isRoot) roots.push(span);
    else below(children, span.parentId as string).push(span);
  }
  const rows: Row[] = [];
  const seen = new Set<string>();
  addRows(roots, children, seen, rows);
  // Circles have no root: they are shown from one of their spans on.
  for (const span of byId.values()) if (!seen.has(span.spanId)) addRows([span], children, seen, rows);
  return rows;
}

function below(children: Map<string, Span[]>, parentId: string): Span[] {
  const found = children.get(parentId) ?? [];
  children.set(parentId, found);
  return found;
}

/** Without recursion: an agent may report spans nested as deep as it likes. */
function addRows(roots: readonly Span[], children: ReadonlyMap<string, Span[]>, seen: Set<string>, rows: Row[]): void {
  const waiting = rowsOf(roots, null, children, seen).reverse();
  for (let row = waiting.pop(); row !== undefined; row = waiting.pop()) {
    rows.push(row);
    waiting.push(...rowsOf(children.get(row.span.spanId) ?? [], row, children, seen).reverse());
  }
}

function rowsOf(spans: readonly Span[], parent: Row | null, children: ReadonlyMap<string, Span[]>, seen: Set<string>): Row[] {
  const sorted = spans.filter((one) => !seen.has(one.spanId)).sort((a, b) => a.startMs - b.startMs || b.durationMs - a.durationMs);
  return sorted.map((span, index) => {
    seen.add(span.spanId);
    const childCount = children.get(span.spanId)?.length ?? 0;
    return { span, depth: (parent?.depth ?? 0) + 1, childCount, parent, place: index + 1, siblings: sorted.length };
  });
}

/** Rows that are not below a closed one. `rows` are in the order of `buildRows`. */
export function openRows(rows: readonly Row[], closed: ReadonlySet<string>): Row[] {
  let hiddenBelow = Infinity;
  return rows.filter((row) => {
    if (row.depth > hiddenBelow) return false;
    hiddenBelow = closed.has(row.span.spanId) ? row.depth : Infinity;
    return true;
  });
}

/** From the first start to the last end. */
export function extentOf(spans: readonly Span[]): Extent {
  let startMs = Infinity;
  let endMs = -Infinity;
  for (const span of spans) {
    startMs = Math.min(startMs, span.startMs);
    endMs = Math.max(endMs, span.startMs + span.durationMs);
  }
  return spans.length === 0 ? { startMs: 0, durationMs: 0 } : { startMs, durationMs: endMs - startMs };
}

/** Tokens in and out over all model calls of a trace. */
export function sumTokens(spans: readonly Span[]): { inputTokens: number; outputTokens: number } {
  const counting = spans.filter(hasTokens);
  const above = findAbove(counting, spans);
  const calls = counting.filter((span) => !above.has(span.spanId));
  const sum = (name: string) => calls.reduce((total, span) => total + numberOf(span, name), 0);
  return { inputTokens: sum("gen_ai.usage.input_tokens"), outputTokens: sum("gen_ai.usage.output_tokens") };
}

/** Ids of all spans that `spans` are below. An agent's span sums up what its calls say, and must not count again. */
function findAbove(spans: readonly Span[], all: readonly Span[]): Set<string> {
  const byId = new Map(all.map((span) => [span.spanId, span]));
  const above = new Set<string>();
  for (const span of spans) {
    let { parentId } = span;
    while (parentId !== null && parentId !== span.spanId && !above.has(parentId)) {
      above.add(parentId);
      parentId = byId.get(parentId)?.parentId ?? null;
    }
  }
  return above;
}

function hasTokens(span: Span): boolean {
  return "gen_ai.usage.input_tokens" in span.attributes;
}

function numberOf(span: Span, name: string): number {
  const value = span.attributes[name];
  return typeof value === "number" ? value : 0;
}

export type SpanKind = "phase" | "invocation" | "model" | "tool" | "memory" | "agent" | "other";

const PHASES = new Set(["authenticate", "route", "find_or_start", "connect", "first_byte", "stream", "settle"]);

/** What a span is about: it chooses the bar's colour. */
export function kindOfSpan(span: Span): SpanKind {
  const operation = String(span.attributes["gen_ai.operation.name"] ?? "");
  if (span.requestId !== null) return "invocation";
  if (operation === "execute_tool" || "gen_ai.tool.name" in span.attributes) return "tool";
  if (operation === "chat" || operation === "text_completion" || operation === "converse") return "model";
  if (operation.includes("agent")) return "agent";
  if ("memory.id" in span.attributes || /memor/i.test(span.name)) return "memory";
  return PHASES.has(span.name) ? "phase" : "other";
}
