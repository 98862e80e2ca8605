/** One span in full: times, attributes, events. */

import type { Span } from "../../stream/recording";
import { visibleControls } from "../../markdown/plain";
import { CopyButton } from "../../ui/controls";
import { formatMs } from "../../ui/format";
import { Badge } from "../../ui/status";
import { DurationBar } from "./table";
import type { Extent } from "./tree";

const MAX_VALUE_CHARS = 4_000;
const MAX_EVENTS = 100;

export function SpanDetail({ span, extent }: { readonly span: Span; readonly extent: Extent }) {
  const attributes = Object.entries(span.attributes).sort(([a], [b]) => a.localeCompare(b));
  return (
    <section class="span-detail" aria-label="Span" aria-live="polite">
      <header class="row">
        <h2>{span.name}</h2>
        {span.status === "error" && <Badge tone="bad">error</Badge>}
        <span class="spacer" />
        <CopyButton text={() => JSON.stringify(span, null, 2)} label="Copy the span as JSON" />
      </header>
      <p class="muted">
        {span.service} · {span.kind} · begins at {formatMs(span.startMs - extent.startMs)}, takes <strong>{formatMs(span.durationMs)}</strong>
      </p>
      {span.statusMessage && <p class="note is-bad">{visibleControls(span.statusMessage)}</p>}
      {span.phases.length > 0 && <DurationBar span={span} longestMs={span.durationMs} />}
      <Values title="Attributes" values={attributes} />
      {span.events.slice(0, MAX_EVENTS).map((event, index) => (
        <Values key={index} title={`Event: ${String(event.name ?? index + 1)}`} values={Object.entries(event).filter(([name]) => name !== "name")} />
      ))}
      {span.events.length > MAX_EVENTS && <p class="muted">and {span.events.length - MAX_EVENTS} more events</p>}
      <Values title="Identity" values={[["span", span.spanId], ["parent", span.parentId ?? "none"], ["trace", span.traceId]]} />
    </section>
  );
}

function Values({ title, values }: { title: string; values: readonly (readonly [string, unknown])[] }) {
  if (values.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <dl class="values">
        {values.map(([name, value]) => (
          <div key={name}>
            <dt>{breakable(name)}</dt>
            <dd>{visibleControls(showValue(value)).replaceAll("␊", "\n")}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** A long name may be broken after its dots. */
function breakable(name: string) {
  return name.split(".").map((part, index, parts) => (
    <>
      {part}
      {index < parts.length - 1 && (
        <>
          .<wbr />
        </>
      )}
    </>
  ));
}

function showValue(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 1);
  return text.length > MAX_VALUE_CHARS ? `${text.slice(0, MAX_VALUE_CHARS)}… (${text.length.toLocaleString()} characters)` : text;
}
