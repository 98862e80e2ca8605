import assert from "node:assert/strict";
import { test } from "node:test";
import { Answer, MAX_TEXT_CHARS, prettyJson } from "../src/stream/answer";
import { EventReader, findAnswerText, type Json } from "../src/stream/meaning";
import { readReprEvent } from "../src/stream/python";
import { estimateTokens, RateSeries } from "../src/stream/rate";
import { framingOf, StreamRecord } from "../src/stream/record";
import { playWhole, Replay } from "../src/stream/replay";
import { parseServerTiming } from "../src/stream/servertiming";

const encoder = new TextEncoder();

function recordOf(events: readonly Json[], contentType = "text/event-stream"): StreamRecord {
  const record = new StreamRecord();
  record.begin(contentType, 5);
  events.forEach((event, index) => record.feed(encoder.encode(`data: ${JSON.stringify(event)}\n\n`), 10 * (index + 1)));
  record.end("complete", 10 * (events.length + 1));
  return record;
}

const delta = (text: string) => ({ event: { contentBlockDelta: { delta: { text } } } });
const input = (piece: string) => ({ event: { contentBlockDelta: { delta: { toolUse: { input: piece } }, contentBlockIndex: 1 } } });
/** What a Strands agent sends that passes on all of its events, by the AgentCore SDK. */
const STRANDS: Json[] = [
  { init_event_loop: true },
  { start: true },
  { event: { messageStart: { role: "assistant" } } },
  delta("Let me add. "),
  "{'data': 'Let me add. ', 'delta': {}, 'agent': <strands.agent.agent.Agent object at 0x7f0c91c0acd0>}",
  { event: { contentBlockStart: { start: { toolUse: { name: "add", toolUseId: "t1" } }, contentBlockIndex: 1 } } },
  input('{"a":'),
  "{'type': 'tool_use_stream', 'delta': {}, 'agent': <strands.agent.agent.Agent object at 0x7f0c91c0acd0>}",
  input(" 1}"),
  { event: { contentBlockStop: { contentBlockIndex: 1 } } },
  { event: { messageStop: { stopReason: "tool_use" } } },
  { event: { metadata: { usage: { inputTokens: 3, outputTokens: 4, totalTokens: 7 } } } },
  { message: { role: "assistant", content: [{ text: "Let me add. " }, { toolUse: { toolUseId: "t1", name: "add", input: { a: 1 } } }] } },
  { type: "tool_stream", tool_stream_event: { tool_use: { toolUseId: "t1", name: "add" }, data: "working" } },
  { message: { role: "user", content: [{ toolResult: { toolUseId: "t1", status: "success", content: [{ text: "3" }] } }] } },
  delta("It is "),
  delta("three."),
  { message: { role: "assistant", content: [{ text: "It is three." }] } },
  "{'result': AgentResult(stop_reason='end_turn', message={})}",
];

test("a Strands agent that passes on all of its events says nothing twice", () => {
  const { answer } = recordOf(STRANDS);
  assert.equal(answer.text, "Let me add. It is three.");
  assert.deepEqual(answer.parts.map((part) => part.kind), ["text", "tool", "text"]);
  const [tool] = answer.tools;
  assert.equal(tool?.name, "add");
  assert.deepEqual(JSON.parse(tool?.input ?? ""), { a: 1 });
  assert.equal(tool?.result, "3");
  assert.deepEqual(tool?.progress, ["working"]);
  assert.deepEqual([tool?.startMs, tool?.endMs], [60, 150]);
  assert.deepEqual([answer.inputTokens, answer.outputTokens, answer.dataCount], [3, 4, 0]);
});

test("a tool's input is seen while it grows", () => {
  const { answer } = recordOf(STRANDS.slice(0, 7));
  assert.deepEqual(answer.tools.map((tool) => [tool.name, tool.input, tool.endMs]), [["add", '{"a":', null]]);
});

test("Strands' data and current_tool_use events are read, with and without Converse's beside them", () => {
  const { answer } = recordOf([
    { data: "Hel" },
    delta("Hel"),
    { data: "lo" },
    { current_tool_use: { toolUseId: "a", name: "weather", input: "" } },
    { current_tool_use: { toolUseId: "a", name: "weather", input: '{"city": "Kyoto"}' } },
  ]);
  assert.equal(answer.text, "Hello");
  assert.equal(answer.tools[0]?.input, '{"city": "Kyoto"}');
});

test("plain strings, a whole message, errors and other values", () => {
  const { answer } = recordOf([
    "one ",
    "two",
    { message: { role: "assistant", content: [{ text: "one two" }] } },
    { message: { role: "assistant", content: [{ text: " three" }] } },
    { error: "it broke", error_type: "ValueError", message: "An error occurred during streaming" },
    { error: { message: "deep", type: "Throttled" } },
    { session_id: "abc" },
    17,
    null,
  ]);
  assert.equal(answer.text, "one two three");
  assert.deepEqual(
    answer.parts.filter((part) => part.kind === "error").map((part) => [part.message, part.errorType]),
    [["it broke", "ValueError"], ["deep", "Throttled"]],
  );
  assert.deepEqual(answer.data, [{ session_id: "abc" }, 17, null]);
});

test("Python's repr of an event is told from a text that looks like one", () => {
  const agent = "'agent': <strands.agent.agent.Agent object at 0x7f0c91c0acd0>}";
  assert.deepEqual(readReprEvent(`{'data': 'it\\'s \\u65e5\\n', ${agent}`), { member: "data", text: "it's 日\n" });
  assert.deepEqual(readReprEvent(`{'data': "it's", ${agent}`), { member: "data", text: "it's" });
  assert.deepEqual(readReprEvent(`{'reasoningText': 'hm', ${agent}`), { member: "reasoningText", text: "hm" });
  assert.equal(readReprEvent("{'data': 'an example of a dict'}"), null);
  assert.equal(readReprEvent("plain"), null);
});

test("any JSON is read without an exception", () => {
  const odd: Json[] = [
    {}, [], { event: null }, { event: { contentBlockDelta: null } }, { event: { contentBlockDelta: { delta: 3 } } }, { message: { content: 3 } },
    { current_tool_use: {} }, { tool_stream_event: { tool_use: 1 } }, { error: [] }, { event: { metadata: { usage: {} } } }, { data: 3 },
    { message: { content: [{ toolResult: { content: "no list" } }, { toolResult: { content: [null, 3, { json: { a: 1 } }] } }] } },
    JSON.parse('{"__proto__": {"data": "x"}, "constructor": 1}') as Json,
  ];
  const reader = new EventReader();
  for (const event of odd) assert.ok(reader.read(event).length > 0, JSON.stringify(event));
  recordOf(odd);
});

test("an answer that is no stream: JSON, text, lines, bytes", () => {
  const cases: [string, string, string][] = [
    ["application/json", '{"result": {"role": "assistant", "content": [{"text": "four"}]}}', "four"],
    ["application/json", '"4"', "4"],
    ["text/plain; charset=utf-8", "plain **text**", "plain **text**"],
    ["application/x-ndjson", '"a"\n{"data": "b"}', "ab"],
    ["", "no type", "no type"],
  ];
  for (const [type, body, text] of cases) {
    const record = new StreamRecord();
    record.begin(type, 0);
    for (const byte of encoder.encode(body)) record.feed(Uint8Array.of(byte), 1);
    record.end("complete", 2);
    assert.equal(record.answer.text, text, `${type}: ${body}`);
  }
  const bytes = new StreamRecord();
  bytes.begin("application/octet-stream", 0);
  bytes.feed(Uint8Array.of(0, 255), 1);
  bytes.end("complete", 2);
  assert.deepEqual(bytes.answer.data, ["2 bytes: 00 ff"]);
  assert.equal(framingOf("TEXT/EVENT-STREAM; charset=utf-8"), "events");
});

test("a JSON answer that reports an error is one", () => {
  const record = new StreamRecord();
  record.begin("application/json", 0);
  record.feed(encoder.encode('{"error": "no model"}'), 1);
  record.end("complete", 2);
  assert.equal(record.answer.error?.message, "no model");
});

test("times: head, first byte, first token, end", () => {
  const record = recordOf([{ start: true }, delta("a"), delta("b")]);
  assert.deepEqual([record.headMs, record.firstByteMs, record.firstTokenMs, record.endMs], [5, 10, 20, 40]);
});

test("a rate series of hours has as few steps as one of seconds", () => {
  const rate = new RateSeries();
  for (let second = 0; second < 7_200; second += 1) rate.add(second * 1000, 5);
  const rates = rate.rates();
  assert.ok(rates.length <= 240);
  const mean = rates.slice(0, -1).reduce((sum, one) => sum + one, 0) / (rates.length - 1);
  assert.ok(Math.abs(mean - 5) < 0.1, String(mean));
  assert.equal(rate.totalTokens, 36_000);
});

test("tokens are estimated by the kind of writing", () => {
  assert.equal(estimateTokens(""), 0);
  assert.equal(estimateTokens("a"), 1);
  assert.equal(estimateTokens("twelve chars"), 3);
  assert.equal(estimateTokens("日本語"), 3);
});

test("a replay comes to the same record, forwards, in jumps and backwards", () => {
  const parts = STRANDS.map((event, index) => ({ atMs: index * 100, bytes: encoder.encode(`data: ${JSON.stringify(event)}\n\n`) }));
  const recording = { contentType: "text/event-stream", parts, durationMs: 2_000, outcome: "complete" as const };
  const whole = playWhole(recording);
  const replay = new Replay(recording);
  replay.toggle();
  replay.speed = 4;
  while (replay.isPlaying) replay.advance(16);
  assert.deepEqual(replay.record.answer, whole.answer);
  assert.equal(replay.record.outcome, "complete");
  replay.seek(350);
  assert.equal(replay.record.eventCount, 4);
  assert.equal(replay.record.outcome, "open");
  replay.seek(99_999);
  assert.equal(replay.record.eventCount, STRANDS.length);
  replay.toggle();
  assert.equal(replay.positionMs, 0);
});

test("fifty thousand events are read in a moment", () => {
  const bytes = encoder.encode(Array.from({ length: 50_000 }, (_, index) => `data: "word${index} "\n\n`).join(""));
  const record = new StreamRecord();
  record.begin("text/event-stream", 0);
  for (let at = 0; at < bytes.length; at += 65_536) record.feed(bytes.subarray(at, at + 65_536), at / 1000);
  record.end("complete", 1_000);
  assert.equal(record.eventCount, 50_000);
  assert.ok(record.answer.text.endsWith("word49999 "));
});

test("Server-Timing is read, and what is none is left out", () => {
  assert.deepEqual(parseServerTiming('auth;dur=0.4, start;dur=12.5;desc="find, or start", hit, bad;dur=x'), [
    { name: "auth", durationMs: 0.4, description: "" },
    { name: "start", durationMs: 12.5, description: "find, or start" },
    { name: "hit", durationMs: 0, description: "" },
    { name: "bad", durationMs: 0, description: "" },
  ]);
  assert.deepEqual(parseServerTiming(null), []);
});

test("text and inputs of tools without end are bounded, and what is dropped is counted", () => {
  const answer = new Answer();
  const text = "x".repeat(1024 * 1024);
  for (let count = 0; count < 10; count += 1) {
    answer.take({ kind: "text", text }, count);
    answer.take({ kind: "toolInput", toolId: "t", name: "n", input: text, whole: false }, count);
  }
  assert.equal(answer.text.length, MAX_TEXT_CHARS);
  assert.equal(answer.charsDropped, 2 * text.length);
  assert.equal(answer.tools[0]?.input.length, text.length);
});

test("small things", () => {
  assert.equal(prettyJson('{"a":1}'), '{\n  "a": 1\n}');
  assert.equal(prettyJson('{"a":'), '{"a":');
  assert.equal(findAnswerText({ nothing: 1 }), null);
});

test("a run of AG-UI is text, tools and how it ended", () => {
  const { answer } = recordOf([
    { type: "RUN_STARTED", threadId: "t", runId: "r" },
    { type: "TOOL_CALL_START", toolCallId: "c", toolCallName: "add" },
    { type: "TOOL_CALL_ARGS", toolCallId: "c", delta: "[1," },
    { type: "TOOL_CALL_ARGS", toolCallId: "c", delta: "2]" },
    { type: "TOOL_CALL_END", toolCallId: "c" },
    { type: "TOOL_CALL_RESULT", toolCallId: "c", messageId: "m", content: "3" },
    { type: "TEXT_MESSAGE_START", messageId: "n", role: "assistant" },
    { type: "TEXT_MESSAGE_CONTENT", messageId: "n", delta: "It is " },
    { type: "TEXT_MESSAGE_CONTENT", messageId: "n", delta: "three." },
    { type: "STATE_SNAPSHOT", snapshot: { n: 1 } },
    { type: "RUN_ERROR", message: "boom", code: "AGENT_ERROR" },
  ]);
  assert.equal(answer.text, "It is three.");
  const [tool] = answer.tools;
  assert.deepEqual([tool?.name, tool?.input, tool?.result], ["add", "[1,2]", "3"]);
  assert.equal(answer.dataCount, 1);
  assert.equal(answer.error?.message, "boom");
});

const rpc = (result: Json): Json => ({ jsonrpc: "2.0", id: 1, result });
const status = (state: string, text?: string): Json => ({ state, ...(text === undefined ? {} : { message: { parts: [{ text }] } }) });

test("what an A2A agent made is its text, in both versions", () => {
  const later = recordOf([
    rpc({ task: { id: "t", status: status("TASK_STATE_SUBMITTED") } }),
    rpc({ statusUpdate: { status: status("TASK_STATE_WORKING", "adding") } }),
    rpc({ artifactUpdate: { artifact: { parts: [{ text: "It is " }, { text: "three." }] } } }),
    rpc({ statusUpdate: { status: status("TASK_STATE_COMPLETED", "It is three.") } }),
  ]);
  assert.equal(later.answer.text, "It is three.");
  const earlier = recordOf([rpc({ kind: "status-update", status: status("input-required", "Which?"), final: true })]);
  assert.equal(earlier.answer.text, "Which?");
  const failed = recordOf([rpc({ kind: "status-update", status: status("failed", "no numbers") }), { jsonrpc: "2.0", id: 1, error: { code: -32055, message: "cut" } }]);
  assert.equal(failed.answer.error?.message, "no numbers");
  assert.equal(findAnswerText(rpc({ kind: "task", artifacts: [{ parts: [{ kind: "text", text: "done" }] }] })), "done");
});
