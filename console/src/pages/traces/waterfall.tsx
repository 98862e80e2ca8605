/**
 * A trace's spans over its time, as a tree one can walk by keyboard: up and down, right into, left out of. Of many
 * spans only those that are seen are on the page.
 */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { axisTicks } from "../../stream/bins";
import type { Span } from "../../stream/recording";
import { formatMs } from "../../ui/format";
import { Icon } from "../../ui/icons";
import { type Extent, kindOfSpan, openRows, type Row } from "./tree";

const ROW_PX = 28;
const EXTRA_ROWS = 10;
const MAX_HEIGHT_ROWS = 22;

interface Props {
  readonly rows: readonly Row[];
  readonly extent: Extent;
  readonly chosenId: string;
  readonly onChoose: (spanId: string) => void;
}

export function Waterfall({ rows, extent, chosenId, onChoose }: Props) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [top, setTop] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const open = useMemo(() => openRows(rows, closed), [rows, closed]);
  const at = open.findIndex((row) => row.span.spanId === chosenId);
  const toggle = (row: Row, isClosed: boolean) => {
    const next = new Set(closed);
    if (isClosed) next.add(row.span.spanId);
    else next.delete(row.span.spanId);
    setClosed(next);
  };
  useEffect(() => {
    const element = box.current;
    if (element === null || at < 0) return;
    if (at * ROW_PX < element.scrollTop) element.scrollTop = at * ROW_PX;
    const bottom = (at + 1) * ROW_PX - element.clientHeight;
    if (bottom > element.scrollTop) element.scrollTop = bottom;
  }, [at]);
  const onKeyDown = (event: KeyboardEvent) => {
    const goal = walk(event.key, open, at, closed, toggle);
    if (goal === null) return;
    event.preventDefault();
    const row = open[Math.min(open.length - 1, Math.max(0, goal))];
    if (row) onChoose(row.span.spanId);
  };
  const first = Math.max(0, Math.floor(top / ROW_PX) - EXTRA_ROWS);
  const shown = open.slice(first, first + MAX_HEIGHT_ROWS + 2 * EXTRA_ROWS);
  return (
    <div class="waterfall">
      <Axis extent={extent} />
      <div
        ref={box}
        class="waterfall-rows"
        role="tree"
        tabIndex={0}
        aria-label="Spans"
        aria-activedescendant={at >= 0 ? `span-${chosenId}` : undefined}
        style={{ height: `${Math.min(open.length, MAX_HEIGHT_ROWS) * ROW_PX}px` }}
        onKeyDown={onKeyDown}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      >
        <div class="waterfall-space" role="presentation" style={{ height: `${open.length * ROW_PX}px` }}>
          {shown.map((row, index) => (
            <SpanRow
              key={row.span.spanId}
              row={row}
              extent={extent}
              topPx={(first + index) * ROW_PX}
              isChosen={row.span.spanId === chosenId}
              isClosed={closed.has(row.span.spanId)}
              onChoose={() => onChoose(row.span.spanId)}
              onToggle={() => toggle(row, !closed.has(row.span.spanId))}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

/** The row that a key leads to; it may open or close the present one instead. null: none of ours. */
function walk(key: string, open: readonly Row[], at: number, closed: ReadonlySet<string>, toggle: (row: Row, isClosed: boolean) => void): number | null {
  const row = open[at];
  const isClosed = row !== undefined && closed.has(row.span.spanId);
  switch (key) {
    case "ArrowDown":
      return at + 1;
    case "ArrowUp":
      return Math.max(0, at - 1);
    case "Home":
      return 0;
    case "End":
      return open.length - 1;
    case "ArrowRight":
      if (row === undefined || row.childCount === 0) return at;
      if (!isClosed) return at + 1;
      toggle(row, false);
      return at;
    case "ArrowLeft":
      if (row === undefined) return at;
      if (row.childCount > 0 && !isClosed) {
        toggle(row, true);
        return at;
      }
      return row.parent === null ? at : open.indexOf(row.parent);
    default:
      return null;
  }
}

interface RowProps {
  row: Row;
  extent: Extent;
  topPx: number;
  isChosen: boolean;
  isClosed: boolean;
  onChoose: () => void;
  onToggle: () => void;
}

function SpanRow({ row, extent, topPx, isChosen, isClosed, onChoose, onToggle }: RowProps) {
  const { span } = row;
  const spanMs = Math.max(extent.durationMs, 0.001);
  const start = ((span.startMs - extent.startMs) / spanMs) * 100;
  const width = (span.durationMs / spanMs) * 100;
  const isError = span.status === "error";
  return (
    <div
      id={`span-${span.spanId}`}
      class={`span-row${isError ? " is-error" : ""}`}
      role="treeitem"
      aria-level={row.depth}
      aria-setsize={row.siblings}
      aria-posinset={row.place}
      aria-selected={isChosen}
      aria-expanded={row.childCount > 0 ? !isClosed : undefined}
      aria-label={`${span.name}, ${formatMs(span.durationMs)}${isError ? ", failed" : ""}`}
      style={{ top: `${topPx}px` }}
      onClick={onChoose}
    >
      <span class="span-name" style={{ paddingLeft: `${Math.min(row.depth - 1, 12) * 14}px` }}>
        <span
          class={`twist${row.childCount > 0 ? "" : " is-leaf"}${isClosed ? "" : " is-open"}`}
          onClick={(event) => {
            event.stopPropagation();
            onToggle();
          }}
        >
          {row.childCount > 0 && <Icon name="right" size={12} />}
        </span>
        {isError && <Icon name="warning" size={12} />}
        <span class="span-label" title={span.name}>{span.name.replaceAll("_", " ")}</span>
        {isClosed && <span class="muted">+{row.childCount}</span>}
      </span>
      <span class="span-track">
        <i
          class={`span-bar span-${kindOfSpan(span)} phase-${span.name.replaceAll(/\W/g, "_")}`}
          style={{ left: `${start.toFixed(3)}%`, width: `${width.toFixed(3)}%` }}
        />
        <span {...placeLabel(start, start + width)}>{formatMs(span.durationMs)}{tokensOf(span)}</span>
      </span>
    </div>
  );
}

/** Of a model call: tokens in and out. */
function tokensOf({ attributes }: Span): string {
  const input = attributes["gen_ai.usage.input_tokens"];
  const output = attributes["gen_ai.usage.output_tokens"];
  return typeof input === "number" && typeof output === "number" ? ` · ${input} → ${output} tokens` : "";
}

/** Behind the bar where there is room, else before it, else on it. All in percent. */
function placeLabel(start: number, end: number): { class: string; style: Record<string, string> } {
  if (end < 75) return { class: "span-time number", style: { left: `calc(${end.toFixed(2)}% + 6px)` } };
  if (start > 25) return { class: "span-time number", style: { right: `calc(${(100 - start).toFixed(2)}% + 6px)` } };
  return { class: "span-time number is-inside", style: { right: `calc(${(100 - end).toFixed(2)}% + 6px)` } };
}

function Axis({ extent }: { extent: Extent }) {
  return (
    <div class="waterfall-axis" aria-hidden="true">
      <span />
      <span class="waterfall-ticks">
        {axisTicks(extent.durationMs, 5).map((tick) => tick <= extent.durationMs * 0.95 && (
          <span key={tick} style={{ left: `${((tick / Math.max(extent.durationMs, 0.001)) * 100).toFixed(2)}%` }}>{tick === 0 ? "0" : formatMs(tick)}</span>
        ))}
      </span>
    </div>
  );
}
