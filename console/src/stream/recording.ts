/** What the server has kept of an invocation: `GET traces` and `GET invocations/ID/recording`. */

import { getJson, seg } from "../api/client";
import type { Recording } from "./replay";
import type { TimelinePhase } from "./timeline";

/** One span, as the routes to traces have it; times in milliseconds, `startMs` since 1970. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly service: string;
  readonly kind: string;
  readonly startMs: number;
  readonly durationMs: number;
  readonly status: "unset" | "ok" | "error";
  readonly statusMessage: string;
  readonly runtimeId: string | null;
  readonly sessionId: string | null;
  readonly requestId: string | null;
  readonly outcome: string | null;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly events: readonly Readonly<Record<string, unknown>>[];
  readonly phases: readonly { readonly name: string; readonly offsetMs: number; readonly durationMs: number }[];
}

const LATEST = 20;

interface RecordedJson {
  readonly invocation: Span;
  readonly contentType: string;
  readonly request: string;
  readonly isWhole: boolean;
  readonly parts: readonly { readonly offsetMs: number; readonly sizeBytes: number; readonly data: string }[];
}

export interface RecordedInvocation {
  readonly invocation: Span;
  readonly request: string;
  /** Whether all of the answer was kept. */
  readonly isWhole: boolean;
  readonly recording: Recording;
}

/** One of the latest of a session, or undefined while it is not written. Not asked for by its id: that would be an error then. */
export async function findInvocation(sessionId: string, requestId: string): Promise<Span | undefined> {
  const { traces } = await getJson<{ traces: readonly Span[] }>("traces", { query: { session: sessionId, limit: LATEST } });
  return traces.find((span) => span.requestId === requestId);
}

export async function getRecording(requestId: string, signal?: AbortSignal): Promise<RecordedInvocation> {
  const found = await getJson<RecordedJson>(`invocations/${seg(requestId)}/recording`, signal ? { signal } : {});
  const parts = found.parts.map((part) => ({ atMs: part.offsetMs, bytes: decodeBase64(part.data) }));
  const lastMs = parts.at(-1)?.atMs ?? 0;
  return {
    invocation: found.invocation,
    request: new TextDecoder().decode(decodeBase64(found.request)),
    isWhole: found.isWhole,
    recording: {
      contentType: found.contentType,
      parts,
      durationMs: Math.max(lastMs, found.invocation.durationMs),
      outcome: outcomeOf(found.invocation),
    },
  };
}

export function phasesOf(span: Span): TimelinePhase[] {
  return span.phases.map(({ name, offsetMs, durationMs }) => ({ name, startMs: offsetMs, durationMs }));
}

function outcomeOf(span: Span): Recording["outcome"] {
  if (span.outcome === "client_gone") return "stopped";
  return span.status === "error" ? "broken" : "complete";
}

function decodeBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
