import assert from "node:assert/strict";
import { test } from "node:test";
import { EventReader, openRunReader, type Part } from "../src/stream/runstream";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The agent's bytes, and those bytes as the server sends them. */
function numbered(events: readonly (readonly string[])[], end: string): { agents: Uint8Array; sent: Uint8Array } {
  let agents = "";
  let sent = "";
  for (const lines of events) {
    const body = lines.map((line) => line + end).join("");
    agents += body + end;
    sent += `${body}id: ${encoder.encode(agents).length}${end}${end}`;
  }
  return { agents: encoder.encode(agents), sent: encoder.encode(sent) };
}

function read(reader: EventReader, bytes: Uint8Array, cuts: readonly number[] = [], isClosed = true): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const cut of [...cuts, bytes.length]) {
    parts.push(...reader.feed(bytes.subarray(from, cut)));
    from = cut;
  }
  return isClosed ? [...parts, ...reader.close()] : parts;
}

function text(parts: readonly Part[]): string {
  return parts.map((part) => (part instanceof Uint8Array ? decoder.decode(part) : JSON.stringify(part))).join("");
}

const EVENTS = [["data: one"], ["id: 7", "data: 日本語", ": comment"], [": heartbeat"], ["event: headwater.end", "data: {}"], ["data: x", "id: 31"]];

test("what is given out is the agent's bytes wherever they are cut, and a cut event comes again", () => {
  for (const end of ["\n", "\r\n", "\r"]) {
    const { agents, sent } = numbered(EVENTS, end);
    for (let cut = 0; cut <= sent.length; cut += 1) {
      const reader = new EventReader(0);
      assert.equal(text(read(reader, sent, [cut])), decoder.decode(agents));
      assert.equal(reader.offset, agents.length);
      const partial = new EventReader(0);
      assert.equal(text(read(partial, sent.subarray(0, cut), [], false)), decoder.decode(agents.subarray(0, partial.offset)));
    }
    const bytewise = new EventReader(0);
    assert.equal(text(read(bytewise, sent, Array.from(sent, (_, at) => at))), decoder.decode(agents));
  }
});

test("gaps move the offset, heartbeats are left out, and the end of a run that was cut short is told", () => {
  const reader = new EventReader(9);
  const sent = encoder.encode(
    ': heartbeat\n\nevent: headwater.gap\nid: 100\ndata: {"from": 9, "to": 100, "reason": "size"}\n\ndata: b\nid: 109\n\n' +
      'data: torn\n\nevent: headwater.end\ndata: {"reason": "cancelled", "message": "so"}\n\n',
  );
  assert.equal(
    text(reader.feed(sent)),
    '{"kind":"gap","from":9,"to":100,"reason":"size"}data: b\n\n{"kind":"end","reason":"cancelled","message":"so"}',
  );
  assert.equal(reader.offset, 109);
});

test("an event that does not end where the server says is no loss in silence", () => {
  assert.throws(() => read(new EventReader(0), encoder.encode("data: a\nid: 10\n\n")), /at byte 0 does not end/);
  assert.throws(() => read(new EventReader(0), encoder.encode("data: a\n\ndata: b\nid: 18\n\n")), /does not end/);
});

test("blank lines and a last event without one are the agent's, and so is all of another answer", () => {
  assert.equal(text(read(new EventReader(0), encoder.encode("\n\r\ndata: a\nid: 12\n\ndata: b"))), "\n\r\ndata: a\n\ndata: b");
  const plain = openRunReader(new Headers({ "content-type": "application/json" }), 3);
  assert.equal(text(plain.feed(encoder.encode("id: 1\n\n"))), "id: 1\n\n");
  assert.equal(plain.offset, 10);
});
