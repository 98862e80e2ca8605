import assert from "node:assert/strict";
import { test } from "node:test";
import { nameOf } from "../src/pages/memory/api";
import { readTurn } from "../src/pages/memory/turns";

test("text is what it is", () => {
  for (const text of ["", "hello", "{", '{"a": 1}', '{"content": "text"}', "[1]", "null"])
    assert.deepEqual(readTurn(text), { parts: [{ kind: "text", text }], raw: null });
});

test("a message of Strands is read part by part", () => {
  const content = [
    { text: "Let me look." },
    { toolUse: { name: "find", input: { order: 4711 } } },
    { toolResult: { status: "success", content: [{ text: "in transit" }, { json: { eta: 1 } }] } },
    { image: { format: "png" } },
  ];
  const turn = readTurn(JSON.stringify({ message: { role: "assistant", content }, message_id: 3 }));
  assert.deepEqual(turn.parts, [
    { kind: "text", text: "Let me look." },
    { kind: "call", name: "find", text: '{\n  "order": 4711\n}' },
    { kind: "result", name: "success", text: 'in transit\n{\n  "eta": 1\n}' },
    { kind: "text", text: '{\n  "image": {\n    "format": "png"\n  }\n}' },
  ]);
  assert.match(turn.raw ?? "", /message_id/);
});

test("hostile messages are read without harm", () => {
  for (const content of [[null], [1, "x"], [{ toolUse: null }], [{ toolResult: { content: 5 } }], [{ text: {} }]])
    assert.ok(readTurn(JSON.stringify({ content })).parts.length > 0);
});

test("a memory's name is in its id", () => {
  assert.equal(nameOf("support_notes-hFwyFeduSx"), "support_notes");
  assert.equal(nameOf("odd"), "odd");
});
