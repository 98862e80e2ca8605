import { useMemo } from "preact/hooks";
import type { Series } from "../../api/types";
import { Chart, type Series as Line } from "../../ui/chart";
import { formatCount, formatMs } from "../../ui/format";

const NO_REQUESTS = "No requests in this time.";
type Values = readonly (number | null)[];

export function Charts({ series }: { series: Series }) {
  const { times } = series;
  const lines = useMemo(() => buildLines(series), [series]);
  return (
    <div class="charts">
      <Chart title={`Requests, each ${stepName(series.stepS)}`} times={times} series={lines.requests} format={formatCount} empty={NO_REQUESTS} isStacked />
      <Chart title="Latency" times={times} series={lines.latency} format={formatMs} empty={NO_REQUESTS} />
      <Chart
        title="Time to first token"
        times={times}
        series={lines.firstToken}
        format={formatMs}
        empty="No answer with tokens in this time."
      />
      <Chart title="Live sessions" times={times} series={lines.live} format={formatCount} empty="Nothing is known of this time." />
      <Chart title={`Cold and warm calls, each ${stepName(series.stepS)}`} times={times} series={lines.starts} format={formatCount} empty={NO_REQUESTS} isStacked />
      <Chart title={`Tokens, each ${stepName(series.stepS)}`} times={times} series={lines.tokens} format={formatCount} empty="No agent told of tokens in this time." isStacked />
    </div>
  );
}

function buildLines(series: Series): Record<"requests" | "latency" | "firstToken" | "live" | "starts" | "tokens", Line[]> {
  const errors = addUp(Object.values(series.errors), series.times.length);
  const good = series.requests.map((count, index) => count - (errors[index] ?? 0));
  const { latencyMs, firstTokenMs } = series;
  return {
    requests: unlessAllZero([
      { label: "Answered", values: good, colour: 1 },
      { label: "Errors", values: errors, colour: 4 },
    ]),
    latency: [
      { label: "p50", values: latencyMs.p50, colour: 1 },
      { label: "p95", values: latencyMs.p95, colour: 3 },
      { label: "p99", values: latencyMs.p99, colour: 2, isDashed: true },
    ],
    firstToken: [
      { label: "p50", values: firstTokenMs.p50, colour: 1 },
      { label: "p95", values: firstTokenMs.p95, colour: 3 },
    ],
    live: [{ label: "Sessions", values: series.liveSessions, colour: 5, isFilled: true }],
    starts: unlessAllZero([
      { label: "Warm", values: series.warm, colour: 1 },
      { label: "Cold", values: series.cold, colour: 2 },
    ]),
    tokens: unlessAllZero([
      { label: "In", values: series.tokens.input, colour: 3 },
      { label: "Out", values: series.tokens.output, colour: 1 },
    ]),
  };
}

function addUp(columns: readonly (readonly number[])[], length: number): number[] {
  return Array.from({ length }, (_, index) => columns.reduce((sum, column) => sum + (column[index] ?? 0), 0));
}

/** Counts are never unknown; a chart of nothing but zeros says less than a sentence. */
function unlessAllZero(lines: Line[]): Line[] {
  const isNothing = lines.every((one) => (one.values as Values).every((value) => !value));
  return isNothing ? lines.map((one) => ({ ...one, values: one.values.map(() => null) })) : lines;
}

function stepName(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  return seconds < 3600 ? `${seconds / 60} min` : `${seconds / 3600} h`;
}
