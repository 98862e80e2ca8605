import assert from "node:assert/strict";
import { test } from "node:test";
import { addUp } from "../src/pages/edge/figures";
import { reasonName } from "../src/pages/edge/reasons";

const times = [60, 120];

test("figures of several doors are added up, minute by minute", () => {
  const lines = addUp([
    { times, requests: [3, 1], refusals: { deny: [1, 0] } },
    { times, requests: [0, 5], refusals: { deny: [0, 2], allow: [0, 1] } },
  ]);
  assert.deepEqual(lines.times, times);
  assert.deepEqual(lines.requests.map((one) => [one.label, one.values]), [["Let in", [2, 3]], ["Refused", [1, 3]]]);
  assert.deepEqual(lines.refusals.map((one) => one.values), [[1, 2], [0, 1]]);
});

test("many reasons are five and the rest", () => {
  const refusals = Object.fromEntries(Array.from({ length: 8 }, (_, at) => [`rule ${at}`, [at + 1, 0]]));
  const lines = addUp([{ times, requests: [99, 0], refusals }]).refusals;
  assert.equal(lines.length, 6);
  assert.deepEqual([lines[0]?.label, lines[5]?.label, lines[5]?.values], ["Rule “7”", "Other", [6, 0]]);
});

test("nothing is nothing", () => {
  assert.deepEqual(addUp([]), { times: [], requests: [], refusals: [] });
});

test("reasons have words", () => {
  assert.equal(reasonName("prompt_max_chars"), "Prompt too long");
  assert.equal(reasonName("some_new_rule"), "some new rule");
});
