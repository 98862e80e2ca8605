import assert from "node:assert/strict";
import { test } from "node:test";
import { changeForm, draftOf, payloadOf } from "../src/pages/playground/composer";
import { dialectOf, isNewA2a, isOldA2a, payloadOfPrompt, PROTOCOLS, promptInPayload } from "../src/stream/speaking";

const SESSION = "a-session-of-thirty-three-characters-or-more";

test("a prompt goes in the terms of its agent and comes back from there", () => {
  for (const protocol of PROTOCOLS) {
    const payload = payloadOf({ form: "prompt", text: "Say \"hi\"" }, protocol, SESSION);
    assert.equal(promptInPayload(payload), "Say \"hi\"");
    assert.deepEqual(draftOf(payload), { form: "prompt", text: "Say \"hi\"" });
  }
  assert.equal(JSON.parse(payloadOf({ form: "prompt", text: "x" }, "AGUI", SESSION)).threadId, SESSION);
  assert.equal(JSON.parse(payloadOf({ form: "prompt", text: "x" }, "A2A", SESSION)).method, "message/stream");
});

test("JSON stays what its writer made of it", () => {
  assert.deepEqual(draftOf('{"prompt": "x", "more": 1}'), { form: "json", text: '{"prompt": "x", "more": 1}' });
  assert.deepEqual(draftOf('{"prompt": "x"}'), { form: "prompt", text: "x" });
  assert.equal(payloadOf({ form: "json", text: "{" }, "AGUI", SESSION), "{");
  assert.equal(promptInPayload("[1]"), null);
  assert.equal(promptInPayload("null"), null);
  const written = changeForm({ form: "prompt", text: "x" }, "json", "A2A");
  assert.equal(changeForm(written, "prompt", "A2A").text, "x");
});

test("an A2A agent is asked in the version that its card names", () => {
  const one = { protocolBinding: "JSONRPC" };
  const cards = [
    [{ url: "http://a", capabilities: { streaming: true } }, "message/stream"],
    [{ url: "http://a" }, "message/send"],
    [{ supportedInterfaces: [{ ...one, protocolVersion: "0.3" }, { ...one, protocolVersion: "1.0" }], capabilities: { streaming: true } }, "SendStreamingMessage"],
    [{ supportedInterfaces: [{ ...one, protocolVersion: "1.0" }] }, "SendMessage"],
    [{ supportedInterfaces: [{ ...one, protocolVersion: "0.3" }, null] }, "message/send"],
    [null, "message/send"],
  ] as const;
  for (const [card, method] of cards) {
    const payload = payloadOfPrompt("A2A", "x", SESSION, () => "1", dialectOf(card));
    assert.equal(JSON.parse(payload).method, method);
    assert.equal(isNewA2a(payload), /^S/.test(method));
    assert.equal(isOldA2a(payload), method === "message/stream");
    assert.deepEqual(draftOf(payload), { form: "prompt", text: "x" });
  }
  assert.equal(isNewA2a('{"jsonrpc": "2.0", "method": "GetTask"}'), true);
  assert.equal(isNewA2a('{"method": "GetTask"}') || isNewA2a("{") || isNewA2a("null"), false);
});
