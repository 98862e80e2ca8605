/** How the server does: agents, sessions, requests, errors, times. */
import { useState } from "preact/hooks";
import { useLive } from "../../api/live";
import { useResource, useThrottled } from "../../api/resource";
import { getSeries, getStatus, listTraces } from "../../api/routes";
import type { RuntimeSummary, Series, ServerStatus, SessionCounts } from "../../api/types";
import { href, queryValue, setQuery } from "../../router";
import { Segments, Select } from "../../ui/controls";
import { formatCount, formatMs } from "../../ui/format";
import { InvocationTable } from "../../ui/invocations";
import { Card, PageHead } from "../../ui/page";
import { ErrorState, Loading } from "../../ui/states";
import { AgentTable, NoAgents, useRuntimes } from "../agents/page";
import { Charts } from "./charts";

const RANGES = [
  ["5m", "5 min"],
  ["15m", "15 min"],
  ["1h", "1 h"],
  ["6h", "6 h"],
  ["24h", "24 h"],
  ["7d", "7 d"],
] as const;
type Range = (typeof RANGES)[number][0];
const RANGE_S: Record<Range, number> = { "5m": 300, "15m": 900, "1h": 3600, "6h": 21_600, "24h": 86_400, "7d": 604_800 };
/** Points in each chart. */
const STEPS = 60;
/** A server that has just started has nothing to show of the hour before: seconds it runs -> what is shown. */
const YOUNG: readonly (readonly [number, Range])[] = [
  [360, "5m"],
  [2700, "15m"],
];

/** After something happened the figures are looked at again, at most this often: the server's own finest step. */
const RELOAD_MS = 10_000;
/** And without anything, for the axis of time to move on. */
const IDLE_RELOAD_MS = 60_000;
const SHOWN_INVOCATIONS = 6;
const SHOWN_AGENTS = 8;

function readRange(uptimeS: number): Range {
  const asked = queryValue("range");
  if (RANGES.some(([range]) => range === asked)) return asked as Range;
  return YOUNG.find(([belowS]) => uptimeS < belowS)?.[1] ?? "1h";
}

function ask(range: Range, runtime: string, signal: AbortSignal): Promise<Series> {
  const since = new Date(Date.now() - RANGE_S[range] * 1000).toISOString();
  return getSeries({ runtime, since, step: RANGE_S[range] / STEPS }, { signal });
}

export default function OverviewPage() {
  const status = useResource("status", (signal) => getStatus({ signal }));
  if (status.error !== null)
    return (
      <>
        <PageHead title="Overview" />
        <ErrorState error={status.error} onRetry={status.reload} />
      </>
    );
  if (!status.data) return <Loading what="the overview" />;
  return <Overview status={status.data} />;
}

function Overview({ status }: { status: ServerStatus }) {
  const range = readRange(status.uptimeS);
  const runtime = queryValue("runtime");
  const runtimes = useRuntimes();
  const series = useResource(
    `${range} ${runtime}`,
    (signal) => ask(range, runtime, signal),
    { keepsOld: true },
  );
  const [newsCount, setNewsCount] = useState(0);
  const reload = useThrottled(series.reload, RELOAD_MS);
  const reloadIdle = useThrottled(series.reload, IDLE_RELOAD_MS);
  const moreInvocations = useThrottled(() => setNewsCount((n) => n + 1), RELOAD_MS);
  const [counts, setCounts] = useState<SessionCounts | null>(null);
  useLive((event) => {
    if (event.kind === "tick") {
      setCounts(event.data.sessions as SessionCounts);
      reloadIdle();
    } else if (event.kind === "sessions" || event.kind === "reconnect") {
      reload();
      moreInvocations();
    }
  });
  const all = runtimes.data?.runtimes;
  if (runtimes.error !== null)
    return (
      <>
        <PageHead title="Overview" />
        <ErrorState error={runtimes.error} onRetry={runtimes.reload} />
      </>
    );
  if (!all) return <Loading what="the overview" />;
  return (
    <>
      <PageHead title="Overview">
        {all.length > 1 && (
          <Select
            label="Agent"
            value={runtime}
            options={[["", "All agents"], ...all.map((one) => [one.name, one.name] as const)]}
            onChange={(chosen) => setQuery({ runtime: chosen })}
          />
        )}
        <Segments
          label="Time"
          value={range}
          options={RANGES}
          onChange={(chosen) => setQuery({ range: chosen })}
        />
      </PageHead>
      {all.length === 0 ? (
        <NoAgents />
      ) : (
        <div class="stack">
          <Tiles runtimes={all} counts={counts} total={series.data?.total} range={range} />
          {series.error !== null && <ErrorState error={series.error} onRetry={series.reload} />}
          {series.data && <Charts series={series.data} />}
          <Agents runtimes={all} />
          <Recent runtime={runtime} version={newsCount} />
        </div>
      )}
      <ServerLine status={status} />
    </>
  );
}

interface TilesProps {
  runtimes: readonly RuntimeSummary[];
  counts: SessionCounts | null;
  total: Series["total"] | undefined;
  range: Range;
}

function Tiles({ runtimes, counts, total, range }: TilesProps) {
  const failed = runtimes.filter((one) => one.status.endsWith("FAILED")).length;
  const live = counts?.live ?? runtimes.reduce((sum, one) => sum + (one.sessions?.live ?? 0), 0);
  const active = counts?.active ?? runtimes.reduce((sum, one) => sum + (one.sessions?.active ?? 0), 0);
  const inRange = `last ${RANGES.find(([one]) => one === range)?.[1] ?? range}`;
  const starts = total ? total.cold + total.warm : 0;
  return (
    <div class="tiles">
      <Tile label="Agents" to={href("/agents")} value={formatCount(runtimes.length)} note={failed ? `${failed} failed` : "all well"} isBad={failed > 0} />
      <Tile label="Live sessions" to={href("/sessions")} value={formatCount(live)} note={`${formatCount(active)} active`} />
      <Tile label="Requests" value={formatCount(total?.requests)} note={inRange} />
      <Tile
        label="Errors"
        to={href("/traces", { errors: "1" })}
        value={formatCount(total?.errors)}
        note={total?.requests ? `${((100 * total.errors) / total.requests).toFixed(total.errors ? 1 : 0)} % of requests` : inRange}
        isBad={(total?.errors ?? 0) > 0}
      />
      <Tile label="Latency p95" value={formatMs(total?.latencyMs.p95)} note={`median ${formatMs(total?.latencyMs.p50)}`} />
      <Tile label="First token p95" value={formatMs(total?.firstTokenMs.p95)} note={`median ${formatMs(total?.firstTokenMs.p50)}`} />
      <Tile
        label="Cold"
        value={starts && total ? `${((100 * total.cold) / starts).toFixed(0)} %` : "–"}
        note={starts && total ? `${formatCount(total.cold)} of ${formatCount(starts)} calls` : inRange}
      />
    </div>
  );
}

interface TileProps {
  label: string;
  value: string;
  note: string;
  to?: string;
  isBad?: boolean;
}

function Tile({ label, value, note, to, isBad = false }: TileProps) {
  const content = (
    <>
      <span class="tile-label">{label}</span>
      <span class="tile-value">{value}</span>
      <span class={`tile-note${isBad ? " is-bad" : ""}`}>{note}</span>
    </>
  );
  return to ? (
    <a class="tile" href={to}>
      {content}
    </a>
  ) : (
    <div class="tile">{content}</div>
  );
}

function Agents({ runtimes }: { runtimes: readonly RuntimeSummary[] }) {
  const busiest = [...runtimes].sort((a, b) => (b.sessions?.live ?? 0) - (a.sessions?.live ?? 0)).slice(0, SHOWN_AGENTS);
  return (
    <Card title="Agents" isFlush actions={<a href={href("/agents")}>{runtimes.length > SHOWN_AGENTS ? `All ${runtimes.length}` : "All"}</a>}>
      <AgentTable runtimes={busiest} />
    </Card>
  );
}

function Recent({ runtime, version }: { runtime: string; version: number }) {
  const found = useResource(
    `${runtime} ${version}`,
    (signal) => listTraces({ runtime, limit: SHOWN_INVOCATIONS }, { signal }),
    { keepsOld: true },
  );
  if (found.error !== null || !found.data) return null; // the figures above say what is wrong
  return (
    <Card title="Latest invocations" isFlush actions={<a href={href("/traces", { runtime })}>All</a>}>
      {found.data.traces.length === 0 ? (
        <p class="nothing muted">
          None yet. Call an agent from the <a href={href("/playground")}>playground</a>.
        </p>
      ) : (
        <InvocationTable spans={found.data.traces} />
      )}
    </Card>
  );
}

function ServerLine({ status: { version, isolation, authentication, dataDir } }: { status: ServerStatus }) {
  return (
    <p class="server-line muted">
      Headwater {version} · isolation: {isolation.level} ·{" "}
      {authentication === "open" ? "open to this machine, nobody is asked for a key" : "callers sign with keys"} · data in{" "}
      <code>{dataDir}</code>
    </p>
  );
}
