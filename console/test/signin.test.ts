import assert from "node:assert/strict";
import { test } from "node:test";
import { readKey, safeNext } from "../src/pages/signin/key";

test("signing in leads to pages of the console alone", () => {
  for (const ours of ["/console", "/console/agents/a?tab=logs", "/console?x=1"]) assert.equal(safeNext(ours), ours);
  for (const other of ["", "/", "//evil.example", "https://evil.example/console", "/consoles", "/console/signin", "javascript:alert(1)"])
    assert.equal(safeNext(other), "/console");
});

test("a key is read as it was printed, and nothing else is one", () => {
  assert.deepEqual(readKey('{"accessKeyId": "a", "secretAccessKey": "b", "name": "c"}'), { accessKeyId: "a", secretAccessKey: "b" });
  for (const other of ["", "HWAK", "null", "[]", '{"accessKeyId": "a"}', '{"accessKeyId": 1, "secretAccessKey": "b"}'])
    assert.equal(readKey(other), null);
});
