import type { ComponentChildren } from "preact";
import type { Session } from "../../api/types";
import { href, setQuery } from "../../router";
import { IconButton } from "../../ui/controls";
import { Ago, formatBytes, formatMs, formatWhen } from "../../ui/format";
import { Badge, Status } from "../../ui/status";
import { useIsNarrow } from "../../ui/width";
import { VirtualRows } from "../../ui/virtual";
import { DEFAULT_SORT, keyOf, type SessionFilter } from "./list";

const ROW_PX = 40;
const NARROW_ROW_PX = 66;

interface Column {
  id: string;
  label: string;
  /** What the server sorts by. */
  sort?: string;
  isNumber?: boolean;
  /** Highest first, at first. */
  isDescending?: boolean;
}

const LIVE_COLUMNS: readonly Column[] = [
  { id: "state", label: "State" },
  { id: "session", label: "Session", sort: "session" },
  { id: "agent", label: "Agent" },
  { id: "age", label: "Age", sort: "created", isNumber: true, isDescending: true },
  { id: "activity", label: "Last activity", sort: "activity", isNumber: true, isDescending: true },
  { id: "requests", label: "Requests", sort: "requests", isNumber: true, isDescending: true },
  { id: "cpu", label: "CPU", sort: "cpu", isNumber: true, isDescending: true },
  { id: "memory", label: "Memory", sort: "memory", isNumber: true, isDescending: true },
  { id: "stop", label: "" },
];

const ENDED_COLUMNS: readonly Column[] = [
  { id: "reason", label: "Why it ended" },
  { id: "session", label: "Session" },
  { id: "agent", label: "Agent" },
  { id: "ended", label: "Ended", isNumber: true },
  { id: "lived", label: "Started in", isNumber: true },
  { id: "requests", label: "Requests", isNumber: true },
  { id: "cpu", label: "CPU", isNumber: true },
];

interface SessionTableProps {
  sessions: readonly Session[];
  total: number;
  filter: SessionFilter;
  isBusy: boolean;
  onNearEnd: () => void;
  onStop: (session: Session) => void;
}

export function SessionTable({ sessions, total, filter, isBusy, onNearEnd, onStop }: SessionTableProps) {
  const isNarrow = useIsNarrow();
  const isEnded = filter.state === "ENDED";
  const columns = isEnded ? ENDED_COLUMNS : LIVE_COLUMNS;
  return (
    <section class="card is-flush">
      <div
        role="table"
        aria-label={isEnded ? "Sessions that ended" : "Live sessions"}
        aria-rowcount={total + 1}
        aria-busy={isBusy}
        class={`sessions ${isEnded ? "is-ended" : "is-live"}`}
      >
        <div role="rowgroup">
          <div role="row" class="session-row session-head" aria-rowindex={1}>
            {columns.map((column) => (
              <Heading key={column.id} column={column} sort={isEnded ? "" : filter.sort} />
            ))}
          </div>
        </div>
        <VirtualRows
          count={sessions.length}
          rowHeight={isNarrow ? NARROW_ROW_PX : ROW_PX}
          onNearEnd={onNearEnd}
          draw={(index) => {
            const session = sessions[index];
            if (!session) return null;
            return (
              <div role="row" class="session-row" key={rowKey(session)} aria-rowindex={index + 2}>
                {columns.map((column) => (
                  <div role="cell" key={column.id} class={`in-${column.id}${column.isNumber ? " number" : ""}`}>
                    <Cell column={column} session={session} onStop={onStop} />
                  </div>
                ))}
              </div>
            );
          }}
        />
      </div>
    </section>
  );
}

/** On record one session may have many lives. */
function rowKey(session: Session): string {
  return `${keyOf(session)} ${session.createdAt}`;
}

function Heading({ column, sort }: { column: Column; sort: string }) {
  const isBy = column.sort !== undefined && sort.replace("-", "") === column.sort;
  const isDown = sort.startsWith("-");
  const className = `in-${column.id}${column.isNumber ? " number" : ""}`;
  if (!column.sort || !sort)
    return (
      <div role="columnheader" class={className}>
        {column.label || <span class="hidden">Actions</span>}
      </div>
    );
  const sortBy = () => {
    const next = isBy ? !isDown : column.isDescending === true;
    const value = `${next ? "-" : ""}${column.sort}`;
    setQuery({ sort: value === DEFAULT_SORT ? undefined : value });
  };
  return (
    <div role="columnheader" class={className} aria-sort={isBy ? (isDown ? "descending" : "ascending") : "none"}>
      <button type="button" class="sorter" onClick={sortBy}>
        {column.label}
        <span aria-hidden="true">{isBy ? (isDown ? " ↓" : " ↑") : ""}</span>
      </button>
    </div>
  );
}

interface CellProps {
  column: Column;
  session: Session;
  onStop: (session: Session) => void;
}

function Cell({ column, session, onStop }: CellProps): ComponentChildren {
  switch (column.id) {
    case "state":
      return <Status state={session.state ?? "unknown"} />;
    case "reason":
      return <EndReason reason={session.endReason ?? null} />;
    case "session":
      return (
        <a class="strong mono" data-row-link href={href("/sessions", session.runtimeName, session.sessionId)} title={session.sessionId}>
          {session.sessionId}
        </a>
      );
    case "agent":
      return (
        <>
          <a href={href("/agents", session.runtimeName)}>{session.runtimeName}</a>
          <span class="muted">
            {session.endpoint === "DEFAULT" ? "" : ` ${session.endpoint}`} v{session.version}
          </span>
        </>
      );
    case "age":
      return <Ago at={session.createdAt} suffix="" />;
    case "activity":
      return session.activeInvocations ? "now" : <Ago at={session.lastActivityAt} />;
    case "ended":
      return session.endedAt ? formatWhen(session.endedAt) : "–";
    case "lived":
      return formatMs(session.startMs);
    case "requests":
      return session.requestCount;
    case "cpu":
      return session.cpuSeconds === null ? "–" : `${session.cpuSeconds.toFixed(2)} s`;
    case "memory":
      return formatBytes(session.memoryBytes);
    case "stop":
      return (
        <IconButton
          icon="stop"
          label={`Stop session ${session.sessionId}`}
          disabled={session.state === "STOPPING"}
          onClick={() => onStop(session)}
        />
      );
  }
  return null;
}

const EXPECTED_ENDS = /^(idle|stopped|max|lifetime|requests|replaced|retired|budget)/;

export function EndReason({ reason }: { reason: string | null }) {
  if (!reason) return <Badge tone="off">unknown</Badge>;
  return (
    <Badge tone={EXPECTED_ENDS.test(reason) ? "off" : "bad"} title={reason}>
      {reason}
    </Badge>
  );
}
