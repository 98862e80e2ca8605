/** One function a route, so that addresses and shapes stand in one place. */
import { ask, getJson, seg, sendJson, type Asking, type Query } from "./client";
import { readLines } from "./streams";
import type {
  Change,
  ListedRun,
  LogLine,
  RuntimeDetail,
  RuntimeSummary,
  Series,
  ServerStatus,
  Session,
  SessionLives,
  SessionPage,
  Span,
} from "./types";

export const getStatus = (asking?: Asking) => getJson<ServerStatus>("status", asking);

export const listRuntimes = (asking?: Asking) => getJson<{ runtimes: RuntimeSummary[] }>("runtimes", asking);

export const getRuntime = (name: string, asking?: Asking) => getJson<RuntimeDetail>(`runtimes/${seg(name)}`, asking);

export const listChanges = (name: string, before: number | null, asking?: Asking) =>
  getJson<{ changes: Change[]; nextBefore: number | null }>(`runtimes/${seg(name)}/history`, {
    ...asking,
    query: { before },
  });

export const readBuildLog = (name: string, version: string, offset: number, asking?: Asking) =>
  getJson<{ text: string; nextOffset: number }>(`runtimes/${seg(name)}/versions/${seg(version)}/build-log`, {
    ...asking,
    query: { offset },
  });

export const listSessions = (query: Query, asking?: Asking) =>
  getJson<SessionPage>("sessions", { ...asking, query: { limit: 100, ...query } });

export const getSession = (runtime: string, session: string, asking?: Asking) =>
  getJson<SessionLives>(`runtimes/${seg(runtime)}/sessions/${seg(session)}`, asking);

export const stopSession = (session: Pick<Session, "runtimeId" | "sessionId" | "endpoint">) =>
  sendJson<{ stopped: string[] }>("POST", `runtimes/${seg(session.runtimeId)}/stop`, {
    sessionId: session.sessionId,
    qualifier: session.endpoint,
  });

export const listRuns = (query: Query, asking?: Asking) => getJson<{ runs: ListedRun[] }>("runs", { ...asking, query });

export const listTraces = (query: Query, asking?: Asking) =>
  getJson<{ traces: Span[]; nextCursor: string | null }>("traces", { ...asking, query });

/** Lines of an agent's log as they come; with `follow` until `signal`. What is no line of ours is left out. */
export async function* readLog(runtime: string, query: Query, signal: AbortSignal): AsyncGenerator<LogLine> {
  const response = await ask("GET", `runtimes/${seg(runtime)}/logs`, { query, signal });
  for await (const line of readLines(response)) {
    try {
      yield JSON.parse(line) as LogLine;
    } catch {
      // Cut off: the server ended while it wrote.
    }
  }
}

interface VersionRow {
  agentRuntimeVersion: string;
  lastUpdatedAt: string;
  status: string;
  description?: string;
}

/** ListAgentRuntimeVersions, the latest first. */
export async function listVersions(runtimeId: string, asking?: Asking): Promise<VersionRow[]> {
  const found = await sendJson<{ agentRuntimes: VersionRow[] }>(
    "POST",
    `/runtimes/${seg(runtimeId)}/versions/`,
    undefined,
    { ...asking, query: { maxResults: 100 } },
  );
  return found.agentRuntimes.sort((a, b) => Number(b.agentRuntimeVersion) - Number(a.agentRuntimeVersion));
}

export const getSeries = (query: Query, asking?: Asking) => getJson<Series>("series", { ...asking, query });
