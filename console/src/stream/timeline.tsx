/** A stream over its time: phases, tokens per second, tool calls, every event. Drawn anew while it grows. */

import { useRef } from "preact/hooks";
import { formatMs } from "../ui/format";
import { axisTicks, EventMarks } from "./bins";
import { KINDS } from "./kinds";
import type { StreamRecord } from "./record";

export interface TimelinePhase {
  readonly name: string;
  readonly startMs: number;
  readonly durationMs: number;
}

interface Props {
  readonly record: StreamRecord;
  readonly phases: readonly TimelinePhase[];
  /** How long it is; of a stream that grows, how long it is by now. */
  readonly durationMs: number;
  /** Where a replay is. */
  readonly positionMs?: number;
  readonly onSeek?: (positionMs: number) => void;
}

const WIDTH = 1_000;
const RATE_HEIGHT = 44;
const STEPS = 250;
const MAX_TOOL_ROWS = 6;

export function Timeline({ record, phases, durationMs, positionMs, onSeek }: Props) {
  const marks = useRef(new EventMarks());
  const spanMs = Math.max(durationMs, 1);
  const seek = (event: MouseEvent) => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    onSeek?.(((event.clientX - box.left) / box.width) * spanMs);
  };
  return (
    <div class={`timeline${onSeek ? " is-seekable" : ""}`} onClick={onSeek && seek}>
      <PhaseBar phases={phases} record={record} spanMs={spanMs} />
      <RateArea record={record} spanMs={spanMs} />
      <ToolRows record={record} spanMs={spanMs} />
      <EventRow marks={marks.current} record={record} spanMs={spanMs} />
      <Axis spanMs={spanMs} />
      {positionMs !== undefined && <div class="playhead" style={{ left: percent(positionMs, spanMs) }} />}
    </div>
  );
}

/** What the server says of its phases, else what the caller saw. */
function PhaseBar({ phases, record, spanMs }: { phases: readonly TimelinePhase[]; record: StreamRecord; spanMs: number }) {
  const shown = phases.length > 0 ? phases : callersPhases(record);
  return (
    <div class="timeline-phases" role="img" aria-label={shown.map((one) => `${one.name} ${formatMs(one.durationMs)}`).join(", ")}>
      {shown.map((one) => (
        <div
          key={one.name}
          class={`phase phase-${one.name.replaceAll(/\W/g, "_")}`}
          title={`${one.name.replaceAll("_", " ")}: ${formatMs(one.durationMs)}`}
          style={{ left: percent(one.startMs, spanMs), width: percent(one.durationMs, spanMs) }}
        />
      ))}
    </div>
  );
}

export function callersPhases(record: StreamRecord): TimelinePhase[] {
  const { headMs, firstTokenMs } = record;
  if (headMs === null) return [];
  const begun = firstTokenMs ?? record.durationMs;
  return [
    { name: "wait", startMs: 0, durationMs: headMs },
    { name: "first_token", startMs: headMs, durationMs: Math.max(0, begun - headMs) },
    { name: "stream", startMs: begun, durationMs: Math.max(0, record.durationMs - begun) },
  ];
}

function RateArea({ record, spanMs }: { record: StreamRecord; spanMs: number }) {
  const rates = record.rate.rates();
  const peak = Math.max(1, ...rates);
  const { stepMs } = record.rate;
  const x = (step: number) => Math.min(WIDTH, (step * stepMs * WIDTH) / spanMs).toFixed(1);
  const y = (rate: number) => (RATE_HEIGHT - (rate / peak) * (RATE_HEIGHT - 4)).toFixed(1);
  // Each step is as wide as it is: what came at once is a tower, not a slope.
  const line = rates.map((rate, step) => `H${x(step)}V${y(rate)}H${x(step + 1)}`).join("");
  return (
    <div class="rate-area">
      <svg viewBox={`0 0 ${WIDTH} ${RATE_HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={`About ${Math.round(peak)} tokens a second at most`}>
        {rates.length > 0 && <path class="rate-fill" d={`M0 ${RATE_HEIGHT}${line}V${RATE_HEIGHT}Z`} />}
      </svg>
      {rates.length > 0 && <span class="rate-peak">peak ≈ {Math.round(peak)} tokens/s</span>}
    </div>
  );
}

function ToolRows({ record, spanMs }: { record: StreamRecord; spanMs: number }) {
  const { tools } = record.answer;
  if (tools.length === 0) return null;
  const rows = tools.slice(0, MAX_TOOL_ROWS);
  return (
    <div class="tool-rows">
      {rows.map((tool) => {
        const endMs = tool.endMs ?? record.durationMs;
        return (
          <div key={tool.toolId} class="tool-row" title={`${tool.name}: ${formatMs(endMs - tool.startMs)}`}>
            <div
              class={`tool-bar${tool.isError ? " is-error" : ""}`}
              style={{ left: percent(tool.startMs, spanMs), width: percent(Math.max(0, endMs - tool.startMs), spanMs) }}
            />
            <span class="tool-label" style={labelPlace(tool.startMs / spanMs)}>
              {tool.name}
            </span>
          </div>
        );
      })}
      {tools.length > rows.length && <div class="muted">and {tools.length - rows.length} more tool calls</div>}
    </div>
  );
}

/** A label stays inside: what begins in the right half is labelled at its left. */
function labelPlace(share: number): { left: string } | { right: string } {
  return share < 0.5 ? { left: `calc(${(share * 100).toFixed(2)}% + 4px)` } : { right: `calc(${((1 - share) * 100).toFixed(2)}% + 4px)` };
}

function EventRow({ marks, record, spanMs }: { marks: EventMarks; record: StreamRecord; spanMs: number }) {
  const found = marks.update(record.events, spanMs, STEPS);
  const width = (marks.stepMs * WIDTH) / spanMs;
  const paths = new Map<string, string>();
  found.forEach((mark, step) => {
    if (mark === null) return;
    const height = Math.min(14, 6 + 2 * Math.log2(mark.count + 1));
    const bar = `M${(step * width).toFixed(1)} ${(14 - height).toFixed(1)}h${Math.max(1.5, width * 0.7).toFixed(1)}v${height.toFixed(1)}h${(-Math.max(1.5, width * 0.7)).toFixed(1)}z`;
    paths.set(mark.kind, (paths.get(mark.kind) ?? "") + bar);
  });
  return (
    <svg class="event-row" viewBox={`0 0 ${WIDTH} 14`} preserveAspectRatio="none" role="img" aria-label={`${record.eventCount} events`}>
      {KINDS.map(([kind]) => paths.has(kind) && <path key={kind} class={`kind-${kind}`} d={paths.get(kind)} />)}
    </svg>
  );
}

function Axis({ spanMs }: { spanMs: number }) {
  return (
    <div class="time-axis" aria-hidden="true">
      {axisTicks(spanMs, 5).map((at) => at <= spanMs * 0.94 && (
        <span key={at} style={{ left: percent(at, spanMs) }}>
          {at === 0 ? "0" : formatTick(at)}
        </span>
      ))}
    </div>
  );
}

function formatTick(atMs: number): string {
  if (atMs < 1_000) return `${Math.round(atMs)} ms`;
  if (atMs < 60_000) return `${(atMs / 1_000).toFixed(atMs % 1_000 === 0 ? 0 : 1)} s`;
  return `${Math.round(atMs / 6_000) / 10} min`;
}

function percent(valueMs: number, spanMs: number): string {
  return `${Math.min(100, Math.max(0, (valueMs / spanMs) * 100)).toFixed(3)}%`;
}
