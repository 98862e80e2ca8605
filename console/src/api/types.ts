/** The JSON of the routes that the console reads, as /headwater/v1/openapi.json describes it. Times are ISO 8601. */

export type SessionState = "STARTING" | "IDLE" | "ACTIVE" | "STOPPING" | "STOPPED";

export interface Session {
  sessionId: string;
  runtimeId: string;
  runtimeName: string;
  endpoint: string;
  version: string;
  /** null: on record without an end, and not alive. */
  state: SessionState | null;
  createdAt: string;
  startMs: number | null;
  requestCount: number;
  cpuSeconds: number | null;
  /** Live ones only, from here on. */
  mode?: string | null;
  pid?: number | null;
  lastActivityAt?: string;
  ageS?: number;
  idleS?: number;
  activeInvocations?: number;
  pingStatus?: string | null;
  memoryBytes?: number | null;
  processCount?: number | null;
  /** Ended ones only. */
  endedAt?: string | null;
  endReason?: string | null;
}

export interface SessionPage {
  sessions: Session[];
  /** Of all that fit, on all pages; null where counting is not worth it (ended ones). */
  total: number | null;
  counts: Record<SessionState, number> | null;
  nextCursor: string | null;
}

export interface ServerStatus {
  version: string;
  url: string;
  uptimeS: number;
  dataDir: string;
  region: string;
  authentication: "open" | "keys";
  isolation: Isolation;
  containers: Isolation;
  runtimeCount: number;
  sessionCount: number;
  models: { default?: string; note?: string };
}

export interface Isolation {
  level: string;
  [fact: string]: unknown;
}
