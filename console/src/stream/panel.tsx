/** All about one stream: its figures, its timeline, its events. */

import { formatBytes, formatCount, formatMs } from "../ui/format";
import { EventList } from "./eventlist";
import type { StreamRecord } from "./record";
import { Timeline, type TimelinePhase } from "./timeline";

interface Props {
  readonly record: StreamRecord;
  readonly phases?: readonly TimelinePhase[];
  readonly durationMs: number;
  readonly positionMs?: number;
  readonly onSeek?: (positionMs: number) => void;
}

export function StreamPanel({ record, phases = [], durationMs, positionMs, onSeek }: Props) {
  const place = { ...(positionMs === undefined ? {} : { positionMs }), ...(onSeek === undefined ? {} : { onSeek }) };
  return (
    <div class="stream-panel">
      <Figures record={record} durationMs={durationMs} />
      <Timeline record={record} phases={phases} durationMs={durationMs} {...place} />
      <PhaseList phases={phases} />
      <EventList record={record} eventCount={record.eventCount} />
    </div>
  );
}

export function tokenCount(record: StreamRecord): string {
  const { outputTokens } = record.answer;
  return outputTokens > 0 ? formatCount(outputTokens) : `≈ ${formatCount(record.rate.totalTokens)}`;
}

/** Tokens a second between the first one and the end; null where that is no time. */
export function meanRate(record: StreamRecord): number | null {
  if (record.firstTokenMs === null) return null;
  const spanMs = record.durationMs - record.firstTokenMs;
  const tokens = record.answer.outputTokens || record.rate.totalTokens;
  return spanMs < 20 ? null : (tokens * 1_000) / spanMs;
}

function Figures({ record, durationMs }: { record: StreamRecord; durationMs: number }) {
  const rate = meanRate(record);
  const figures: [string, string, string][] = [
    ["First byte", formatMs(record.firstByteMs), "From sending the request to the first byte of the answer's body"],
    ["First token", formatMs(record.firstTokenMs), "From sending the request to the first text"],
    ["Total", formatMs(durationMs), "From sending the request to the end"],
    ["Tokens", tokenCount(record), "Out; with ≈ estimated from the text, else as the agent reports them"],
    ["Tokens/s", rate === null ? "–" : formatCount(rate), "From the first token to the end"],
    ["Events", formatCount(record.eventCount), formatBytes(record.byteCount)],
  ];
  return (
    <dl class="stream-figures">
      {figures.map(([label, value, title]) => (
        <div key={label} title={title}>
          <dt>{label}</dt>
          <dd class="number">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function PhaseList({ phases }: { phases: readonly TimelinePhase[] }) {
  if (phases.length === 0) return null;
  return (
    <details class="phase-list">
      <summary>Phases in the server</summary>
      <dl>
        {phases.map((one) => (
          <div key={one.name}>
            <dt>
              <i class={`swatch phase-${one.name.replaceAll(/\W/g, "_")}`} aria-hidden="true" />
              {one.name.replaceAll("_", " ")}
            </dt>
            <dd class="number">{formatMs(one.durationMs)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
