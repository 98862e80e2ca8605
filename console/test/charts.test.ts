import assert from "node:assert/strict";
import { test } from "node:test";
import { readJsonLine, withoutEscapes } from "../src/ui/logs";
import { formatBytes, formatCount, formatDuration, formatMs } from "../src/ui/format";

test("numbers are short and have their unit", () => {
  assert.deepEqual([0, 0.25, 9.94, 12.4, 999, 1234, 61_000, null].map(formatMs), [
    "0 ms", "0.25 ms", "9.9 ms", "12 ms", "999 ms", "1.23 s", "1m 1s", "–",
  ]);
  assert.deepEqual([0, 1023, 1536, 200 * 1024 ** 2, undefined].map(formatBytes), ["0 B", "1023 B", "1.5 KB", "200 MB", "–"]);
  assert.deepEqual([5, 9999, 12_345, 123_456, 2_500_000].map(formatCount), ["5", "9999", "12.3k", "123k", "2.5M"]);
  assert.deepEqual([0, 59, 60, 200, 7500, 90_000, -5].map(formatDuration), ["0s", "59s", "1m", "3m 20s", "2h 5m", "1d 1h", "0s"]);
});

test("what is for terminals is left out of a log", () => {
  assert.equal(withoutEscapes("\u001b[1;31mred\u001b[0m \u001b]0;title\u0007plain"), "red plain");
});

test("a line of JSON that a logger wrote is read", () => {
  assert.deepEqual(readJsonLine('{"message": "done", "logger": "app", "level": "INFO"}'), { message: "done", logger: "app" });
  assert.deepEqual(readJsonLine('{"message": "failed", "errorMessage": "no"}'), { message: "failed: no", logger: "" });
  for (const other of ["plain", "{not json}", '{"a": 1}', '["message"]']) assert.equal(readJsonLine(other), null, other);
});
