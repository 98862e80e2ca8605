import assert from "node:assert/strict";
import { test } from "node:test";
import type { Session } from "../src/api/types";
import { addPage, applyChanges, queryOf, type SessionFilter } from "../src/pages/sessions/list";
import { findWindow } from "../src/ui/virtual";

const ALL: SessionFilter = { runtime: "", state: "", search: "", sort: "-created" };

function session(id: string, more: Partial<Session> = {}): Session {
  return {
    sessionId: id,
    runtimeId: "agent-1",
    runtimeName: "agent",
    endpoint: "DEFAULT",
    version: "1",
    state: "IDLE",
    createdAt: "2026-01-01T00:00:00Z",
    startMs: 1,
    requestCount: 1,
    cpuSeconds: 0,
    ...more,
  };
}

const ids = (list: readonly Session[]) => list.map((one) => one.sessionId).join(" ");

test("what a page repeats is not shown twice", () => {
  assert.equal(ids(addPage([session("a"), session("b")], [session("b"), session("c")])), "a b c");
});

test("the same id on another endpoint is another session", () => {
  assert.equal(addPage([session("a")], [session("a", { endpoint: "canary" })]).length, 2);
});

test("a change stays in its place, a new session comes first, an ended one goes", () => {
  const changed = [session("b", { state: "ACTIVE" }), session("new", { createdAt: "2026-01-02T00:00:00Z" })];
  const after = applyChanges([session("a"), session("b"), session("c")], { changed, ended: [session("a")] }, ALL);
  assert.equal(ids(after), "new b c");
  assert.equal(after[1]?.state, "ACTIVE");
});

test("an id that ended and lives again stays", () => {
  const after = applyChanges([session("a")], { changed: [session("a")], ended: [session("a")] }, ALL);
  assert.equal(ids(after), "a");
});

test("what does not fit the filter any more goes, and what never did does not come", () => {
  const idle: SessionFilter = { ...ALL, state: "IDLE", search: "AGENT" };
  const changed = [session("a", { state: "ACTIVE" }), session("x", { runtimeName: "other" }), session("ab")];
  assert.equal(ids(applyChanges([session("a"), session("aa")], { changed, ended: [] }, idle)), "ab aa");
});

test("in another order than by age new ones are left for the next look", () => {
  const after = applyChanges([session("a")], { changed: [session("new")], ended: [] }, { ...ALL, sort: "-cpu" });
  assert.equal(ids(after), "a");
});

test("memory that an event does not know stays as it was measured", () => {
  const known = [session("a", { memoryBytes: 5 })];
  const after = applyChanges(known, { changed: [session("a", { memoryBytes: null })], ended: [] }, ALL);
  assert.equal(after[0]?.memoryBytes, 5);
});

test("ended ones are asked for without what is for live ones", () => {
  assert.deepEqual(queryOf({ ...ALL, state: "ENDED" }), { runtime: "", search: "", ended: "true" });
  assert.deepEqual(queryOf({ ...ALL, state: "IDLE" }), { runtime: "", search: "", state: "IDLE", sort: "-created" });
});

test("only rows near what is seen are drawn", () => {
  assert.deepEqual(findWindow(-200, 800, 40, 10_000), { first: 0, end: 27 });
  assert.deepEqual(findWindow(200_000, 800, 40, 10_000), { first: 4988, end: 5032 });
  assert.deepEqual(findWindow(500_000, 800, 40, 10_000), { first: 10_000, end: 10_000 });
  assert.deepEqual(findWindow(0, 800, 40, 3), { first: 0, end: 3 });
  assert.deepEqual(findWindow(0, 800, 40, 0), { first: 0, end: 0 });
});
