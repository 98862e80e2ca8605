import assert from "node:assert/strict";
import { test } from "node:test";
import { changeForm, draftOf, payloadOf } from "../src/pages/playground/composer";
import { PROTOCOLS, promptInPayload } from "../src/stream/speaking";

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
