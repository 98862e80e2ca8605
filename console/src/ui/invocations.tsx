/** A table of invocations, as `GET traces` lists them. */
import { useId, useState } from "preact/hooks";
import { useResource } from "../api/resource";
import { listTraces } from "../api/routes";
import { kindOf } from "../api/spans";
import type { Span } from "../api/types";
import { href } from "../router";
import { StreamPlayer } from "../stream/player";
import { Button } from "./controls";
import { formatBytes, formatMs, formatWhen } from "./format";
import { Card } from "./page";
import { PhaseBar } from "./phases";
import { EmptyState, ErrorState, Loading } from "./states";
import { Badge, type Tone } from "./status";

const PAGE_ROWS = 50;

interface InvocationsProps {
  query: { runtime?: string; session?: string };
  /** Counts up when there may be new ones. */
  version?: number;
}

export function Invocations({ query, version = 0 }: InvocationsProps) {
  const [limit, setLimit] = useState(PAGE_ROWS);
  const key = JSON.stringify([query, limit, version]);
  const found = useResource(key, (signal) => listTraces({ ...query, limit }, { signal }), { keepsOld: true });
  if (found.error !== null) return <ErrorState error={found.error} onRetry={found.reload} />;
  if (!found.data) return <Loading what="invocations" />;
  const { traces, nextCursor } = found.data;
  if (traces.length === 0)
    return (
      <EmptyState icon="traces" title="No invocation on record">
        <p>Invocations are listed once they are over, and kept for as long as telemetry is (telemetry.keep_days).</p>
      </EmptyState>
    );
  return (
    <Card isFlush>
      <InvocationTable spans={traces} hasSession={query.session !== undefined} />
      {nextCursor && limit < 500 && (
        <div class="more">
          <Button kind="quiet" onClick={() => setLimit(Math.min(500, limit * 3))} isBusy={found.isLoading}>
            Show more
          </Button>
        </div>
      )}
    </Card>
  );
}

export function InvocationTable({ spans, hasSession = false }: { spans: readonly Span[]; hasSession?: boolean }) {
  return (
    <div class="table-scroll">
      <table class="invocations">
        <thead>
          <tr>
            <th scope="col">When</th>
            {!hasSession && <th scope="col">Agent</th>}
            <th scope="col">Outcome</th>
            <th scope="col" class="number">
              Took
            </th>
            <th scope="col" class="number wide">
              First byte
            </th>
            <th scope="col" class="wide">
              Phases
            </th>
            <th scope="col" class="number wide">
              Answer
            </th>
            <th scope="col">
              <span class="hidden">Replay</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {spans.map((span) => (
            <Row key={span.spanId} span={span} hasSession={hasSession} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ span, hasSession }: { span: Span; hasSession: boolean }) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <tr>
        <td>
          <a class="strong nowrap" href={href("/traces", span.traceId)}>
            {formatWhen(span.startMs)}
          </a>
        </td>
        {!hasSession && (
          <td>
            <AgentOf span={span} />
          </td>
        )}
        <td>
          <Outcome span={span} />
        </td>
        <td class="number">{formatMs(span.durationMs)}</td>
        <td class="number wide">{formatMs(numberOf(span, "headwater.first_byte_ms"))}</td>
        <td class="wide">
          <PhaseBar span={span} />
        </td>
        <td class="number wide">{formatBytes(numberOf(span, "http.response.body.size"))}</td>
        <td class="number">
          {hasRecording(span) && (
            <Button
              kind="quiet"
              icon={isOpen ? "down" : "right"}
              aria-expanded={isOpen}
              aria-controls={isOpen ? id : undefined}
              onClick={() => setOpen(!isOpen)}
            >
              Replay
            </Button>
          )}
        </td>
      </tr>
      {isOpen && span.requestId && (
        <tr id={id} class="replay">
          <td colSpan={hasSession ? 7 : 8}>
            <StreamPlayer requestId={span.requestId} />
          </td>
        </tr>
      )}
    </>
  );
}

/** Answers of invocations are recorded, and nothing else is. */
function hasRecording(span: Span): boolean {
  return span.requestId !== null && kindOf(span) === "";
}

function AgentOf({ span }: { span: Span }) {
  const name = span.attributes["headwater.runtime.name"];
  if (typeof name !== "string") return <span class="muted">–</span>;
  if (!span.sessionId) return <a href={href("/agents", name)}>{name}</a>;
  return (
    <a href={href("/sessions", name, span.sessionId)} title={span.sessionId}>
      {name}
    </a>
  );
}

function numberOf(span: Span, attribute: string): number | null {
  const value = span.attributes[attribute];
  return typeof value === "number" ? value : null;
}

export function Outcome({ span }: { span: Span }) {
  const status = numberOf(span, "http.response.status_code");
  const tone: Tone = span.status === "error" ? "bad" : span.outcome === "ok" || span.outcome === null ? "ok" : "warn";
  const isCold = span.attributes["headwater.session.cold"] === true;
  return (
    <span class="row">
      <Badge tone={tone} title={span.statusMessage}>
        {(span.outcome ?? "ok").replaceAll("_", " ")}
        {tone === "bad" && status !== null ? ` ${status}` : ""}
      </Badge>
      {kindOf(span) && <Badge tone="off">{kindOf(span)}</Badge>}
      {isCold && <Badge tone="off" title="This call started the session">cold</Badge>}
    </span>
  );
}
