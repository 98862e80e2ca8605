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
  /** What it stored, as last measured, and what it may; null: it has no storage, or nothing is known of that. */
  storageBytes?: number | null;
  storageMaxBytes?: number | null;
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

/** All that is known under one session id. */
export interface SessionLives {
  sessionId: string;
  runtimeId: string;
  runtimeName: string;
  runtimeArn: string;
  live: Session[];
  lives: Session[];
  /** Of operations within a session, those that the caller may carry out. */
  allowed: string[];
}

export interface SessionCounts {
  live: number;
  starting: number;
  idle: number;
  active: number;
  stopping: number;
}

export interface EndpointSummary {
  name: string;
  status: string;
  failureReason: string | null;
  liveVersion: string | null;
  targetVersion: string;
  isRollingOut: boolean;
  description: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface RuntimeSummary {
  runtimeId: string;
  name: string;
  arn: string;
  status: string;
  failureReason: string | null;
  description: string | null;
  image: string | null;
  latestVersion: string;
  versionCount: number;
  createdAt: string;
  updatedAt: string;
  deployedAt: string;
  isolation: string;
  endpoints: EndpointSummary[];
  /** Not in live events. */
  sessions?: SessionCounts;
}

/** GetAgentRuntime's answer, as far as the console shows it. */
export interface Runtime {
  agentRuntimeArn: string;
  agentRuntimeId: string;
  agentRuntimeName: string;
  agentRuntimeVersion: string;
  status: string;
  failureReason?: string;
  description?: string;
  createdAt: string;
  lastUpdatedAt: string;
  roleArn: string;
  environmentVariables?: Record<string, string>;
  agentRuntimeArtifact: {
    codeConfiguration?: { runtime: string; entryPoint: string[] };
    containerConfiguration?: { containerUri: string };
  };
  lifecycleConfiguration?: { idleRuntimeSessionTimeout?: number; maxLifetime?: number };
  protocolConfiguration?: { serverProtocol: string };
  filesystemConfigurations?: { sessionStorage?: { mountPath: string } }[];
  authorizerConfiguration?: unknown;
  requestHeaderConfiguration?: { requestHeaderAllowlist?: string[] };
}

export interface TemplateState {
  version: string;
  state: string;
  [fact: string]: unknown;
}

export interface RuntimeDetail {
  runtime: Runtime;
  endpoints: { name: string; status: string; liveVersion?: string; targetVersion?: string }[];
  packages: Record<string, Record<string, unknown> | null>;
  notes: string[];
  templates: TemplateState[];
  isolation: Isolation;
  sessions: Session[];
  limits: Record<string, unknown>;
}

export interface Isolation {
  level: string;
  [fact: string]: unknown;
}

/** What became of a version or an endpoint. */
export interface Change {
  at: string;
  by: string | null;
  kind: "version" | "endpoint";
  status: string;
  failureReason: string | null;
  version: string | null;
  digest?: string | null;
  endpoint?: string;
  targetVersion?: string | null;
}

/** An invocation whose answer is kept. */
export interface ListedRun {
  readonly invocationId: string;
  readonly runtimeName: string;
  readonly sessionId: string;
  readonly state: string;
  readonly createdAt: string;
  readonly endedAt: string | null;
  readonly lengthBytes: number;
  readonly viewers: number;
}

export interface Span {
  traceId: string;
  spanId: string;
  parentId: string | null;
  name: string;
  startMs: number;
  durationMs: number;
  status: "unset" | "ok" | "error";
  statusMessage: string;
  runtimeId: string | null;
  sessionId: string | null;
  requestId: string | null;
  outcome: string | null;
  attributes: Record<string, unknown>;
  phases: { name: string; offsetMs: number; durationMs: number }[];
}

export interface LogLine {
  time: string;
  text: string;
  stream: string;
  source?: string;
  version?: string;
  level?: string | null;
  sessionId?: string | null;
  requestId?: string | null;
  traceId?: string | null;
}

export interface ServerStatus {
  version: string;
  url: string;
  uptimeS: number;
  dataDir: string;
  region: string;
  authentication: "open" | "keys";
  isolation: Isolation;
  runtimeCount: number;
  sessionCount: number;
  models: { default?: string; note?: string };
}

type Values = (number | null)[];

interface Percentiles<T> {
  p50: T;
  p95: T;
  p99: T;
}

/** What happened in each step of a window of time. */
export interface Series {
  since: string;
  until: string;
  stepS: number;
  /** Unix seconds at which each step begins. */
  times: number[];
  requests: number[];
  errors: Record<string, number[]>;
  cold: number[];
  warm: number[];
  latencyMs: Percentiles<Values>;
  firstByteMs: Percentiles<Values>;
  firstTokenMs: Pick<Percentiles<Values>, "p50" | "p95">;
  tokens: { input: number[]; output: number[] };
  liveSessions: Values;
  total: {
    requests: number;
    errors: number;
    cold: number;
    warm: number;
    latencyMs: Percentiles<number | null>;
    firstTokenMs: Pick<Percentiles<number | null>, "p50" | "p95">;
    tokens: { input: number; output: number };
    bytes: { in: number; out: number };
  };
}
