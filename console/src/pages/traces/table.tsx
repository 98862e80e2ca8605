/** Invocations below each other, each as long as it took, in the colours of its phases. */

import { kindOf } from "../../api/spans";
import { formatMs, formatWhen } from "../../ui/format";
import { Card } from "../../ui/page";
import { shortSessionId } from "../../sessionid";
import { href } from "../../router";
import { Badge } from "../../ui/status";
import type { Span } from "../../stream/recording";

export function TraceTable({ spans }: { readonly spans: readonly Span[] }) {
  const longestMs = Math.max(1, ...spans.map((span) => span.durationMs));
  return (
    <Card isFlush>
    <div class="table-scroll">
      <table class="trace-table">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Agent</th>
            <th scope="col">Outcome</th>
            <th scope="col" class="number">Took</th>
            <th scope="col" class="trace-bar-head">Phases</th>
            <th scope="col">Session</th>
          </tr>
        </thead>
        <tbody>
          {spans.map((span) => (
            <TraceRow key={span.spanId} span={span} longestMs={longestMs} />
          ))}
        </tbody>
      </table>
    </div>
    </Card>
  );
}

function TraceRow({ span, longestMs }: { span: Span; longestMs: number }) {
  const agent = String(span.attributes["headwater.runtime.name"] ?? "");
  return (
    <tr>
      <td class="nowrap">
        <a href={href("/traces", span.traceId, { span: span.spanId })}>{formatWhen(span.startMs)}</a>
      </td>
      <td>{agent === "" ? <span class="muted">{span.name}</span> : <a href={href("/agents", agent)}>{agent}</a>}</td>
      <td>
        <SpanOutcome span={span} />
      </td>
      <td class="number nowrap">{formatMs(span.durationMs)}</td>
      <td>
        <DurationBar span={span} longestMs={longestMs} />
      </td>
      <td>
        {span.sessionId && agent && (
          <a class="mono" href={href("/sessions", agent, span.sessionId)} title={span.sessionId}>
            {shortSessionId(span.sessionId)}
          </a>
        )}
      </td>
    </tr>
  );
}

export function SpanOutcome({ span }: { span: Span }) {
  const status = span.attributes["http.response.status_code"];
  const isError = span.status === "error";
  const word = span.outcome?.replaceAll("_", " ") ?? span.status;
  return (
    <span class="row">
      <Badge tone={isError ? "bad" : word === "ok" ? "ok" : "off"} title={span.statusMessage}>
        {isError && typeof status === "number" && status >= 400 ? `${word} ${status}` : word}
      </Badge>
      {kindOf(span) && <Badge tone="off">{kindOf(span)}</Badge>}
      {span.attributes["headwater.session.cold"] === true && (
        <Badge tone="off" title="This call started its session">
          cold
        </Badge>
      )}
    </span>
  );
}

/** As long as the invocation took, against the longest of the list. */
export function DurationBar({ span, longestMs }: { span: Span; longestMs: number }) {
  const scale = 100 / longestMs;
  const text = span.phases.map((one) => `${one.name.replaceAll("_", " ")} ${formatMs(one.durationMs)}`).join(", ");
  return (
    <div class="duration-bar" role="img" aria-label={text || "no phases"} title={text}>
      {span.phases.map((one, index) => (
        <i
          key={index}
          class={`phase phase-${one.name}`}
          style={{ left: `${(one.offsetMs * scale).toFixed(2)}%`, width: `${(one.durationMs * scale).toFixed(2)}%` }}
        />
      ))}
    </div>
  );
}
