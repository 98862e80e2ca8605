import assert from "node:assert/strict";
import { test } from "node:test";
import { EventStreamDecoder } from "../src/stream/eventstream";
import { Output } from "../src/pages/sessions/output";

function encode(headers: Record<string, string>, payload: string): Uint8Array {
  const text = new TextEncoder();
  const head = Object.entries(headers).flatMap(([name, value]) => {
    const [rawName, rawValue] = [text.encode(name), text.encode(value)];
    return [rawName.length, ...rawName, 7, rawValue.length >> 8, rawValue.length & 255, ...rawValue];
  });
  const body = text.encode(payload);
  const message = new Uint8Array(12 + head.length + body.length + 4);
  const view = new DataView(message.buffer);
  view.setUint32(0, message.length);
  view.setUint32(4, head.length);
  message.set(head, 12);
  message.set(body, 12 + head.length);
  return message;
}

const EVENT = { ":event-type": "chunk", ":message-type": "event" };
const joined = (...parts: Uint8Array[]) => new Uint8Array(parts.flatMap((part) => [...part]));

test("messages are the same whatever the chunk boundaries are", () => {
  const bytes = joined(encode(EVENT, '{"contentStart":{}}'), encode(EVENT, '{"ü":"日本"}'), encode({}, ""));
  for (const size of [1, 2, 7, 64, bytes.length]) {
    const decoder = new EventStreamDecoder();
    const found = [];
    for (let at = 0; at < bytes.length; at += size) found.push(...decoder.feed(bytes.subarray(at, at + size)));
    assert.deepEqual(
      found.map((one) => one.payload),
      ['{"contentStart":{}}', '{"ü":"日本"}', ""],
    );
    assert.deepEqual(found[0]?.headers, EVENT);
    assert.ok(decoder.isWhole);
  }
});

test("what is no event stream is refused", () => {
  const html = new TextEncoder().encode("<!doctype html><title>Bad gateway</title>");
  assert.throws(() => new EventStreamDecoder().feed(html), /a message cannot have/);
  const torn = encode(EVENT, "{}");
  new DataView(torn.buffer).setUint32(4, 4000);
  assert.throws(() => new EventStreamDecoder().feed(torn), /longer than it is/);
});

function linesOf(...parts: ["stdout" | "stderr", string][]): string[] {
  const output = new Output();
  for (const [stream, text] of parts) output.add(stream, text);
  return output.lines.map((line) => `${line.stream === "stdout" ? "1" : "2"} ${line.text}`);
}

test("what is printed in pieces is put together to lines of each stream", () => {
  assert.deepEqual(linesOf(["stdout", "a"], ["stdout", "b\nc"], ["stdout", "\n\n"]), ["1 ab", "1 c", "1 "]);
  assert.deepEqual(linesOf(["stdout", "half"], ["stderr", "woe\n"], ["stdout", " rest\n"]), ["1 half", "2 woe", "1  rest"]);
});

test("a bar of progress is shown as it is, and CR LF ends a line", () => {
  assert.deepEqual(linesOf(["stdout", "10%\r"], ["stdout", "20%\r"], ["stdout", "done\n"]), ["1 done"]);
  assert.deepEqual(linesOf(["stdout", "one\r\ntwo\r"], ["stdout", "\n"]), ["1 one", "1 two"]);
});

test("lines are bounded in number and length, and a line keeps its place while it grows", () => {
  const output = new Output(3);
  output.add("stdout", "1\n2\n3\n4\n5");
  assert.deepEqual([output.lines.map((line) => line.text).join(" "), output.droppedCount], ["3 4 5", 2]);
  const last = output.lines.at(-1)?.id;
  output.add("stdout", "6");
  assert.equal(output.lines.at(-1)?.id, last);
  output.add("stderr", "x".repeat(20_000));
  assert.ok(output.lines.every((line) => line.text.length <= 8_192));
  assert.equal(output.lines.length, 3);
});
