import assert from "node:assert/strict";
import { test } from "node:test";
import { readEvents, readLines } from "../src/api/streams";
import type { ServerSentEvent } from "../src/stream/sse";

const TEXT = 'event: a\nid: 1\ndata: {"x":1}\n\n: a comment\ndata:one\r\ndata: two\r\n\r\ndata: 日本語\r\revent: lost\ndata: no end';

async function decode(pieces: string[]): Promise<ServerSentEvent[]> {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(encoder.encode(piece));
      controller.close();
    },
  });
  const found = [];
  for await (const event of readEvents(new Response(body))) found.push(event);
  return found;
}

test("events are the same whatever the boundaries of the pieces", async () => {
  const whole = await decode([TEXT]);
  assert.deepEqual(whole.map((one) => [one.event, one.data, one.id]), [
    ["a", '{"x":1}', "1"],
    ["message", "one\ntwo", "1"],
    ["message", "日本語", "1"],
  ]);
  assert.deepEqual(await decode([...TEXT]), whole);
  for (let at = 1; at < TEXT.length; at++) assert.deepEqual(await decode([TEXT.slice(0, at), TEXT.slice(at)]), whole, `cut at ${at}`);
});

test("an answer's bytes may be cut within a character", async () => {
  const bytes = new TextEncoder().encode("data: 日本語\n\n");
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
  const found = [];
  for await (const event of readEvents(new Response(body))) found.push(event.data);
  assert.deepEqual(found, ["日本語"]);
});

test("the last line needs no end", async () => {
  const found = [];
  for await (const line of readLines(new Response("one\ntwo"))) found.push(line);
  assert.deepEqual(found, ["one", "two"]);
});

test("whoever stops reading ends the stream", async () => {
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new TextEncoder().encode("line\n")),
    cancel: () => void (isCancelled = true),
  });
  for await (const line of readLines(new Response(body))) {
    assert.equal(line, "line");
    break;
  }
  await new Promise((resolve) => setTimeout(resolve, 0));
  assert.equal(isCancelled, true);
});
