/** One trace: its waterfall, and what was said in its invocation, to be played again. */

import { useEffect, useMemo } from "preact/hooks";
import { ApiError, getJson, seg } from "../../api/client";
import { useResource } from "../../api/resource";
import { href, queryValue, setQuery } from "../../router";
import type { PageProps } from "../../routes";
import { StreamPlayer } from "../../stream/player";
import type { Span } from "../../stream/recording";
import { Button, Identifier } from "../../ui/controls";
import { formatCount, formatMs, formatWhen } from "../../ui/format";
import { Facts, PageHead, Tabs } from "../../ui/page";
import { ErrorState, Loading } from "../../ui/states";
import { SpanDetail } from "./detail";
import { SpanOutcome } from "./table";
import { buildRows, extentOf, kindOfSpan, type SpanKind, sumTokens } from "./tree";
import { Waterfall } from "./waterfall";

const WAITS_MS = [200, 800];
const YOUNG_MS = 10_000;
const LATE_MS = 2_500;

interface TraceJson {
  readonly traceId: string;
  readonly spans: readonly Span[];
}

export default function TracePage({ params }: PageProps) {
  const traceId = params.trace ?? "";
  const found = useResource(`trace ${traceId}`, (signal) => fetchTrace(traceId, signal), { keepsOld: true });
  useLateSpans(found.data?.spans, found.reload);
  if (found.error && found.data?.traceId !== traceId) return <ErrorState error={found.error} onRetry={found.reload} />;
  if (found.data === undefined) return <Loading what="the trace" />;
  return <Trace traceId={traceId} spans={found.data.spans} onReload={found.reload} />;
}

/** Who comes here right after the last byte may be quicker than the span's end. */
async function fetchTrace(traceId: string, signal: AbortSignal): Promise<TraceJson> {
  for (const waitMs of WAITS_MS) {
    try {
      return await getJson<TraceJson>(`traces/${seg(traceId)}`, { signal });
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
  return getJson<TraceJson>(`traces/${seg(traceId)}`, { signal });
}

/** An agent's own spans come after the answer: what is young is looked at once more. */
function useLateSpans(spans: readonly Span[] | undefined, reload: () => void): void {
  useEffect(() => {
    if (spans === undefined) return;
    const { startMs, durationMs } = extentOf(spans);
    if (Date.now() - startMs - durationMs > YOUNG_MS) return;
    const timer = setTimeout(reload, LATE_MS);
    return () => clearTimeout(timer);
  }, [spans]);
}

function Trace({ traceId, spans, onReload }: { traceId: string; spans: readonly Span[]; onReload: () => void }) {
  const rows = useMemo(() => buildRows(spans), [spans]);
  const extent = useMemo(() => extentOf(spans), [spans]);
  const invocations = spans.filter((span) => span.requestId !== null);
  const main = invocations[0];
  const chosen = spans.find((span) => span.spanId === queryValue("span")) ?? main ?? rows[0]?.span;
  const agent = String(main?.attributes["headwater.runtime.name"] ?? "");
  return (
    <>
      <PageHead title={agent || "Trace"} above={{ label: "Traces", to: href("/traces") }} mark={main && <SpanOutcome span={main} />}>
        <Button icon="refresh" kind="quiet" onClick={onReload}>
          Refresh
        </Button>
      </PageHead>
      <TraceFacts traceId={traceId} spans={spans} main={main} agent={agent} durationMs={extent.durationMs} />
      <Tabs
        label="Trace"
        tabs={[
          {
            id: "waterfall",
            label: "Waterfall",
            draw: () => (
              <div class="trace-columns">
                <div>
                <Waterfall rows={rows} extent={extent} chosenId={chosen?.spanId ?? ""} onChoose={(span) => setQuery({ span })} />
                <SpanLegend spans={spans} />
                </div>
                {chosen && <SpanDetail span={chosen} extent={extent} />}
              </div>
            ),
          },
          ...invocations.slice(0, 5).map((span, index) => ({
            id: `stream${index || ""}`,
            label: invocations.length > 1 ? `Stream ${index + 1}` : "Stream",
            draw: () => <StreamPlayer requestId={span.requestId ?? ""} />,
          })),
        ]}
      />
    </>
  );
}

const KIND_WORDS: readonly (readonly [SpanKind, string])[] = [
  ["invocation", "Invocation"], ["agent", "Agent"], ["model", "Model call"], ["tool", "Tool call"], ["memory", "Memory"], ["other", "Other"],
];

/** What the colours say, as far as they occur. */
function SpanLegend({ spans }: { spans: readonly Span[] }) {
  const kinds = new Set(spans.map(kindOfSpan));
  return (
    <div class="span-legend">
      {KIND_WORDS.filter(([kind]) => kinds.has(kind)).map(([kind, word]) => (
        <span key={kind}>
          <i class={`span-swatch span-${kind}`} aria-hidden="true" />
          {word}
        </span>
      ))}
    </div>
  );
}

interface FactsProps {
  traceId: string;
  spans: readonly Span[];
  main: Span | undefined;
  agent: string;
  durationMs: number;
}

function TraceFacts({ traceId, spans, main, agent, durationMs }: FactsProps) {
  const tokens = sumTokens(spans);
  const errors = spans.filter((span) => span.status === "error").length;
  return (
    <div class="trace-facts">
      <Facts
        facts={[
          ["Began", main ? formatWhen(main.startMs) : "–"],
          ["Took", formatMs(durationMs)],
          ["Spans", `${spans.length}${errors > 0 ? `, ${errors} with errors` : ""}`],
          tokens.inputTokens + tokens.outputTokens > 0 && ["Tokens", `${formatCount(tokens.inputTokens)} in, ${formatCount(tokens.outputTokens)} out`],
        ]}
      />
      <Facts
        facts={[
          ["Trace", <Identifier value={traceId} />],
          !!main?.requestId && ["Request", <Identifier value={main.requestId} />],
          !!main?.sessionId && agent !== "" && ["Session", <a class="mono" href={href("/sessions", agent, main.sessionId)}>{main.sessionId}</a>],
          !!main?.statusMessage && ["Error", main.statusMessage],
        ]}
      />
    </div>
  );
}
