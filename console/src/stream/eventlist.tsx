/** Every event of a stream: a list of which only what is seen is on the page, and one event in full, raw and decoded. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { CopyButton, Segments } from "../ui/controls";
import { formatBytes, formatMs } from "../ui/format";
import { visibleControls } from "../markdown/plain";
import { prettyJson } from "./answer";
import { EventRows } from "./eventrows";
import { type Kind, KINDS, kindOf, summarize } from "./kinds";
import type { Framing, StreamEvent, StreamRecord } from "./record";

const ROW_PX = 26;
const EXTRA_ROWS = 8;
const MAX_SUMMARY_CHARS = 160;
const MAX_SHOWN_CHARS = 64 * 1024;

interface Props {
  readonly record: StreamRecord;
  /** The record grows without becoming another one: a component with state is drawn again only for props that differ. */
  readonly eventCount: number;
}

export function EventList({ record, eventCount }: Props) {
  const [chosen, setChosen] = useState<number | null>(null);
  const [view, setView] = useState({ top: 0, height: 240 });
  const list = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const [hidden, setHidden] = useState<ReadonlySet<Kind>>(new Set());
  const rows = useRef(new EventRows());
  const events = rows.current.select(record.events, hidden);
  useEffect(() => {
    const element = list.current;
    if (element !== null && isAtEnd.current && chosen === null) element.scrollTop = element.scrollHeight;
  }, [eventCount]);
  const onScroll = () => {
    const element = list.current;
    if (element === null) return;
    isAtEnd.current = element.scrollTop + element.clientHeight >= element.scrollHeight - ROW_PX;
    setView({ top: element.scrollTop, height: element.clientHeight });
  };
  const choose = (index: number) => {
    const next = Math.min(events.length - 1, Math.max(0, index));
    setChosen(next);
    const element = list.current;
    if (element === null) return;
    if (next * ROW_PX < element.scrollTop) element.scrollTop = next * ROW_PX;
    const bottom = (next + 1) * ROW_PX - element.clientHeight;
    if (bottom > element.scrollTop) element.scrollTop = bottom;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity }[event.key];
    if (step === undefined || events.length === 0) return;
    event.preventDefault();
    // The first step leads into the list: to the end where it goes there.
    choose(chosen === null ? (step === 1 ? 0 : events.length - 1) : chosen + step);
  };
  const first = Math.max(0, Math.floor(view.top / ROW_PX) - EXTRA_ROWS);
  const shown = events.slice(first, first + Math.ceil(view.height / ROW_PX) + 2 * EXTRA_ROWS);
  const selected = chosen === null ? undefined : events[chosen];
  const toggle = (kind: Kind) => {
    const next = new Set(hidden);
    if (!next.delete(kind)) next.add(kind);
    setHidden(next);
    setChosen(null);
  };
  return (
    <div class="stream-events">
      <KindBar hidden={hidden} onToggle={toggle} />
      <div
        ref={list}
        class="event-list"
        role="listbox"
        tabIndex={0}
        aria-label="Events of the stream"
        aria-activedescendant={selected ? `event-${selected.index}` : undefined}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
      >
        <div class="event-space" style={{ height: `${events.length * ROW_PX}px` }} role="presentation">
          {shown.map((event, index) => (
            <EventRow
              key={event.index}
              event={event}
              place={first + index}
              isChosen={first + index === chosen}
              onChoose={() => choose(first + index)}
              total={events.length}
            />
          ))}
        </div>
      </div>
      {eventCount > record.events.length && (
        <p class="muted">{(eventCount - record.events.length).toLocaleString()} more events were counted and not kept.</p>
      )}
      {selected ? <EventDetail event={selected} framing={record.framing} /> : events.length > 0 && <p class="muted event-hint">Choose an event to see it raw and decoded.</p>}
    </div>
  );
}

/** The legend of the timeline's colours, and what the list shows. */
function KindBar({ hidden, onToggle }: { hidden: ReadonlySet<Kind>; onToggle: (kind: Kind) => void }) {
  return (
    <div class="stream-legend" role="group" aria-label="Kinds of events in the list">
      {KINDS.map(([kind, label]) => (
        <button key={kind} type="button" aria-pressed={!hidden.has(kind)} onClick={() => onToggle(kind)}>
          <i class={`swatch kind-${kind}`} aria-hidden="true" />
          {label}
        </button>
      ))}
    </div>
  );
}

interface RowProps {
  event: StreamEvent;
  place: number;
  isChosen: boolean;
  onChoose: () => void;
  total: number;
}

function EventRow({ event, place, isChosen, onChoose, total }: RowProps) {
  const kind = kindOf(event);
  return (
    <div
      id={`event-${event.index}`}
      class="event-line"
      role="option"
      aria-selected={isChosen}
      aria-posinset={place + 1}
      aria-setsize={total}
      style={{ top: `${place * ROW_PX}px` }}
      onClick={onChoose}
    >
      <span class="event-time number">{formatMs(event.atMs)}</span>
      <span class={`event-kind kind-${kind}`}>{KINDS.find(([one]) => one === kind)?.[1]}</span>
      <span class="event-text">{visibleControls(summarize(event).slice(0, MAX_SUMMARY_CHARS))}</span>
    </div>
  );
}

function EventDetail({ event, framing }: { event: StreamEvent; framing: Framing }) {
  const [form, setForm] = useState<"decoded" | "raw">("decoded");
  const raw = event.raw ?? "";
  const text = useMemo(() => (form === "raw" ? wireForm(event, framing) : prettyJson(raw)), [form, event]);
  return (
    <div class="event-detail">
      <div class="row">
        <strong>Event {event.index + 1}</strong>
        <span class="muted">
          {event.name === "message" ? "" : `${event.name} · `}
          {formatMs(event.atMs)} · {formatBytes(event.chars)}
        </span>
        <span class="spacer" />
        <Segments label="Form of the event" value={form} options={[["decoded", "Decoded"], ["raw", "Raw"]]} onChange={setForm} />
        <CopyButton text={raw} label="Copy the event" />
      </div>
      {event.raw === null ? (
        <p class="muted">Its text was not kept: the stream is longer than what this page holds.</p>
      ) : (
        <pre tabIndex={0} aria-label={`Event ${event.index + 1}`}>
          {visibleControls(text.slice(0, MAX_SHOWN_CHARS)).replaceAll("␊", "\n").replaceAll("␉", "\t")}
          {text.length > MAX_SHOWN_CHARS && `\n… and ${(text.length - MAX_SHOWN_CHARS).toLocaleString()} more characters`}
        </pre>
      )}
    </div>
  );
}

/** As it came over the wire, but for comments and for which of the line ends it had. */
function wireForm(event: StreamEvent, framing: Framing): string {
  const raw = event.raw ?? "";
  if (framing !== "events") return raw;
  const name = event.name === "message" ? "" : `event: ${event.name}\n`;
  return name + raw.split("\n").map((line) => `data: ${line}`).join("\n");
}
