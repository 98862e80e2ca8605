/** One function a route, so that addresses and shapes stand in one place. */
import { getJson, seg, sendJson, type Asking, type Query } from "./client";
import type { ServerStatus, Session, SessionPage } from "./types";

export const getStatus = (asking?: Asking) => getJson<ServerStatus>("status", asking);

export const listSessions = (query: Query, asking?: Asking) =>
  getJson<SessionPage>("sessions", { ...asking, query: { limit: 100, ...query } });

export interface StopResult {
  stopped: string[];
  sessions: Session[];
}

export const stopSession = (session: Pick<Session, "runtimeId" | "sessionId" | "endpoint">) =>
  sendJson<StopResult>("POST", `runtimes/${seg(session.runtimeId)}/stop`, {
    sessionId: session.sessionId,
    qualifier: session.endpoint,
  });

export interface RuntimeRow {
  name: string;
  id: string;
  arn: string;
}

export const listRuntimes = (query: Query = {}, asking?: Asking) =>
  getJson<{ runtimes: RuntimeRow[] }>("runtimes", { ...asking, query });
