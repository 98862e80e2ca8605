import assert from "node:assert/strict";
import { test } from "node:test";
import { buildQuery, readFilters } from "../src/pages/traces/filters";
import { buildRows, extentOf, kindOfSpan, openRows, sumTokens } from "../src/pages/traces/tree";
import { EventMarks, axisTicks } from "../src/stream/bins";
import { EventRows } from "../src/stream/eventrows";
import type { Span } from "../src/stream/recording";
import type { StreamEvent } from "../src/stream/record";

function span(spanId: string, parentId: string | null, startMs: number, durationMs: number, more: Partial<Span> = {}): Span {
  return {
    traceId: "t", spanId, parentId, name: spanId, service: "headwater", kind: "internal", startMs, durationMs, status: "unset", statusMessage: "",
    runtimeId: null, sessionId: null, requestId: null, outcome: null, attributes: {}, events: [], phases: [], ...more,
  };
}

const SPANS = [span("c", "a", 6, 2), span("a", null, 0, 10), span("d", "b", 2, 1), span("b", "a", 1, 4), span("lost", "gone", 3, 1)];

test("spans become rows, each above its children in the order of their start", () => {
  const rows = buildRows(SPANS);
  assert.deepEqual(rows.map((row) => [row.span.spanId, row.depth, row.childCount, row.place, row.siblings]), [
    ["a", 1, 2, 1, 2], ["b", 2, 1, 1, 2], ["d", 3, 0, 1, 1], ["c", 2, 0, 2, 2], ["lost", 1, 0, 2, 2],
  ]);
  assert.deepEqual(extentOf(SPANS), { startMs: 0, durationMs: 10 });
});

test("what is below a closed row is not shown", () => {
  const rows = buildRows(SPANS);
  assert.deepEqual(openRows(rows, new Set(["a"])).map((row) => row.span.spanId), ["a", "lost"]);
  assert.deepEqual(openRows(rows, new Set(["b"])).map((row) => row.span.spanId), ["a", "b", "c", "lost"]);
});

test("circles, doubles and a span that is its own parent are each shown once", () => {
  const odd = [span("x", "y", 0, 1), span("y", "x", 1, 1), span("z", "z", 2, 1), span("z", null, 2, 1)];
  assert.deepEqual(buildRows(odd).map((row) => row.span.spanId).sort(), ["x", "y", "z"]);
  assert.deepEqual(buildRows([]), []);
});

test("twenty thousand spans, below each other or beside each other, are no trouble", () => {
  const chain = Array.from({ length: 20_000 }, (_, index) => span(`s${index}`, index ? `s${index - 1}` : null, index, 1));
  assert.equal(openRows(buildRows(chain), new Set()).length, chain.length);
  const fan = Array.from({ length: 20_000 }, (_, index) => span(`s${index}`, index ? "s0" : null, index, 1));
  assert.equal(openRows(buildRows(fan), new Set(["s0"])).length, 1);
});

test("tokens of an agent are those of its model calls, not both", () => {
  const tokens = { "gen_ai.usage.input_tokens": 5, "gen_ai.usage.output_tokens": 7 };
  const spans = [span("agent", null, 0, 9, { attributes: tokens }), span("cycle", "agent", 1, 2), span("chat", "cycle", 1, 2, { attributes: tokens })];
  assert.deepEqual(sumTokens(spans), { inputTokens: 5, outputTokens: 7 });
});

test("kinds of spans", () => {
  assert.equal(kindOfSpan(span("a", null, 0, 1, { requestId: "r" })), "invocation");
  assert.equal(kindOfSpan(span("x", null, 0, 1, { attributes: { "gen_ai.operation.name": "execute_tool" } })), "tool");
  assert.equal(kindOfSpan(span("x", null, 0, 1, { attributes: { "gen_ai.operation.name": "chat" } })), "model");
  assert.equal(kindOfSpan(span("stream", null, 0, 1)), "phase");
});

test("filters are read from the address and become a query", () => {
  const filters = readFilters(new URLSearchParams("runtime=a&minMs=500&errors=1&range=1h"));
  const query = buildQuery(filters, Date.parse("2026-01-01T01:00:00Z"), null, 50);
  assert.deepEqual(
    [query.runtime, query.minMs, query.errors, query.since, query.limit], ["a", "500", "1", "2026-01-01T00:00:00.000Z", 50],
  );
});

test("rows of events leave out kinds, and take up what is new", () => {
  const events: StreamEvent[] = [];
  const add = (kind: "text" | "step") => {
    const meaning = kind === "text" ? { kind, text: "x" } : { kind, name: "x" };
    events.push({ index: events.length, atMs: 0, name: "message", raw: "", chars: 0, meanings: [meaning] });
  };
  const rows = new EventRows();
  const hidden = new Set(["step"] as const);
  for (const kind of ["text", "step", "text"] as const) add(kind);
  assert.deepEqual(rows.select(events, hidden).map((one) => one.index), [0, 2]);
  for (const kind of ["step", "text"] as const) add(kind);
  assert.deepEqual(rows.select(events, hidden).map((one) => one.index), [0, 2, 4]);
  assert.equal(rows.select(events, new Set()).length, 5);
});

test("marks of events are bounded, and taken up where they were left", () => {
  const events: StreamEvent[] = [];
  const marks = new EventMarks();
  for (let round = 0; round < 50; round += 1) {
    for (let index = 0; index < 1_000; index += 1) {
      events.push({ index: events.length, atMs: events.length, name: "message", raw: "", chars: 0, meanings: [{ kind: "text", text: "x" }] });
    }
    const found = marks.update(events, events.length, 250);
    assert.ok(found.length <= 251);
    assert.equal(found.reduce((sum, mark) => sum + (mark?.count ?? 0), 0), events.length);
  }
  assert.ok(axisTicks(12_345, 5).length <= 6);
});
