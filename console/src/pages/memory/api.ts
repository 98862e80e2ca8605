/** The operations of AgentCore Memory that the pages ask, with the shapes of their answers. Times are seconds since 1970. */
import { getJson, seg, sendJson, type Asking } from "../../api/client";

export interface Page<T> {
  items: T[];
  nextToken: string | undefined;
}

export interface MemorySummary {
  id: string;
  arn: string;
  status: string;
  createdAt: number;
  updatedAt: number;
}

export interface Strategy {
  strategyId: string;
  name: string;
  type: string;
  description?: string;
  namespaces?: string[];
  namespaceTemplates?: string[];
  status?: string;
}

export interface Memory extends MemorySummary {
  name: string;
  description?: string;
  eventExpiryDuration: number;
  strategies?: Strategy[];
  failureReason?: string;
}

export interface SessionSummary {
  sessionId: string;
  actorId: string;
  createdAt: number;
}

export interface Payload {
  conversational?: { content: { text?: string }; role: string };
  blob?: unknown;
  json?: { content: unknown };
}

export interface MemoryEvent {
  eventId: string;
  eventTimestamp: number;
  payload: Payload[];
  branch?: { name: string; rootEventId?: string };
  metadata?: Record<string, { stringValue?: string }>;
}

export interface MemoryRecord {
  memoryRecordId: string;
  content: { text?: string };
  memoryStrategyId: string;
  namespaces: string[];
  createdAt: number;
  timestamp?: number;
  score?: number;
  metadata?: Record<string, Record<string, unknown>>;
}

export interface ExtractionJob {
  jobID: string;
  messages: { messagesList?: unknown[] };
  status?: string;
  failureReason?: string;
  strategyId?: string;
  sessionId?: string;
  actorId?: string;
}

type Signal = AbortSignal | undefined;

const within = (memory: string, rest = "") => `/memories/${seg(memory)}/${rest}`;

async function list<T>(
  route: string,
  member: string,
  body: Record<string, unknown>,
  token: string | undefined,
  signal: Signal,
): Promise<Page<T>> {
  const asking: Asking = signal ? { signal } : {};
  const answer = await sendJson<Record<string, unknown>>("POST", route, { ...body, nextToken: token }, asking);
  return { items: (answer[member] as T[] | undefined) ?? [], nextToken: answer.nextToken as string | undefined };
}

export const listMemories = (token?: string, signal?: Signal) =>
  list<MemorySummary>("/memories/", "memories", { maxResults: 100 }, token, signal);

export async function getMemory(memory: string, signal?: Signal): Promise<Memory> {
  return (await getJson<{ memory: Memory }>(within(memory, "details"), signal ? { signal } : {})).memory;
}

export const listActors = (memory: string, token?: string, signal?: Signal) =>
  list<{ actorId: string }>(within(memory, "actors"), "actorSummaries", { maxResults: 100 }, token, signal);

export const listSessions = (memory: string, actor: string, token?: string, signal?: Signal) =>
  list<SessionSummary>(
    within(memory, `actor/${seg(actor)}/sessions`),
    "sessionSummaries",
    { maxResults: 50 },
    token,
    signal,
  );

/** The newest first. `branch`: of that one and what it branched off from; without one, all. */
export const listEvents = (
  memory: string,
  actor: string,
  session: string,
  branch: string,
  token?: string,
  signal?: Signal,
) =>
  list<MemoryEvent>(
    within(memory, `actor/${seg(actor)}/sessions/${seg(session)}`),
    "events",
    {
      includePayloads: true,
      maxResults: 50,
      filter: branch ? { branch: { name: branch, includeParentBranches: true } } : undefined,
    },
    token,
    signal,
  );

export interface RecordsWanted {
  /** It and those below. */
  namespacePath: string;
  strategyId: string;
  /** Empty: all, the newest first. */
  query: string;
}

export function listRecords(memory: string, wanted: RecordsWanted, token?: string, signal?: Signal) {
  const where = { namespacePath: wanted.namespacePath, maxResults: 50 };
  const strategy = wanted.strategyId || undefined;
  const [rest, body] = wanted.query
    ? ["retrieve", { ...where, searchCriteria: { searchQuery: wanted.query, memoryStrategyId: strategy, topK: 50 } }]
    : ["memoryRecords", { ...where, memoryStrategyId: strategy }];
  return list<MemoryRecord>(within(memory, rest as string), "memoryRecordSummaries", body as Record<string, unknown>, token, signal);
}

export const listJobs = (memory: string, token?: string, signal?: Signal) =>
  list<ExtractionJob>(within(memory, "extractionJobs"), "jobs", { maxResults: 50 }, token, signal);

export const startJob = (memory: string, jobId: string) =>
  sendJson("POST", within(memory, "extractionJobs/start"), { extractionJob: { jobId } });

/** A memory's name: its id without the ten characters that tell it from others of the name. */
export function nameOf(memoryId: string): string {
  return memoryId.replace(/-[A-Za-z0-9]{10}$/, "");
}
