import assert from "node:assert/strict";
import { test } from "node:test";
import { href, matchPath, parsePlace } from "../src/router";

test("a pattern gives its parameters, decoded", () => {
  assert.deepEqual(matchPath("/sessions/:runtime/:session", "/sessions/a%2Fb/s1"), { runtime: "a/b", session: "s1" });
  assert.deepEqual(matchPath("/agents", "/agents"), {});
});

test("other paths do not fit", () => {
  for (const path of ["/", "/agents", "/agents/", "/agents/a/b"]) assert.equal(matchPath("/agents/:name", path), null);
});

test("a path that is not encoded well is taken as it stands", () => {
  assert.deepEqual(matchPath("/agents/:name", "/agents/50%"), { name: "50%" });
});

test("addresses are made so that they are read back", () => {
  const name = "a/b c?d#e%";
  const made = href("/agents", name, { tab: "logs", empty: "" });
  const { path, query } = parsePlace(new URL(made, "http://h").pathname, new URL(made, "http://h").search);
  assert.deepEqual(matchPath("/agents/:name", path), { name });
  assert.equal(query.get("tab"), "logs");
  assert.equal(query.has("empty"), false);
});

test("slashes at the end of an address do not count", () => {
  assert.equal(parsePlace("/console/", "").path, "/");
  assert.equal(parsePlace("/console", "").path, "/");
  assert.equal(parsePlace("/console/agents/", "").path, "/agents");
});
