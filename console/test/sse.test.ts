import assert from "node:assert/strict";
import { test } from "node:test";
import { MAX_EVENT_CHARS, SseDecoder } from "../src/stream/sse";

const encoder = new TextEncoder();

function decodeAll(bytes: Uint8Array, cuts: readonly number[]) {
  const decoder = new SseDecoder();
  const events = [];
  let from = 0;
  for (const cut of [...cuts, bytes.length]) {
    events.push(...decoder.feed(bytes.subarray(from, cut)));
    from = cut;
  }
  return [...events, ...decoder.close()];
}

const STREAM = encoder.encode(
  '\ufeffdata: "日本語 🎉"\n\ndata: one\ndata: two\r\n\r\n: a comment\nevent: error\rid: 7\rdata:{"error":"x"}\r\rretry: 5\ndata\n\ndata: last',
);

test("the events are the same wherever the bytes are cut", () => {
  const whole = decodeAll(STREAM, []);
  assert.deepEqual(
    whole.map((one) => [one.event, one.data, one.id]),
    [
      ["message", '"日本語 🎉"', ""],
      ["message", "one\ntwo", ""],
      ["error", '{"error":"x"}', "7"],
      ["message", "", "7"],
      ["message", "last", "7"],
    ],
  );
  for (let cut = 1; cut < STREAM.length; cut += 1) {
    assert.deepEqual(decodeAll(STREAM, [cut]), whole, `cut at ${cut}`);
  }
  assert.deepEqual(decodeAll(STREAM, [...STREAM.keys()].slice(1)), whole);
});

test("broken UTF-8 becomes replacement characters and nothing throws", () => {
  const bytes = Uint8Array.from([...encoder.encode("data: a"), 0xff, 0xc3, 0x28, ...encoder.encode("b\n\n")]);
  assert.deepEqual(decodeAll(bytes, [8]).map((one) => one.data), ["a\ufffd\ufffd(b"]);
});

test("an event without end is bounded, and what is dropped is counted", () => {
  const decoder = new SseDecoder();
  const piece = encoder.encode("x".repeat(1024 * 1024));
  decoder.feed(encoder.encode("data: "));
  for (let count = 0; count < 8; count += 1) decoder.feed(piece);
  const [event] = decoder.feed(encoder.encode("\n\n"));
  assert.ok((event?.data.length ?? 0) <= MAX_EVENT_CHARS);
  assert.ok(decoder.droppedChars >= 8 * 1024 * 1024 - MAX_EVENT_CHARS);
});
