/** All sessions: live ones as they are, and those that ended. Thousands of them are no other than ten. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { useLive, type LiveEvent } from "../../api/live";
import { useResource, useThrottled } from "../../api/resource";
import { listRuntimes, listSessions, stopSession } from "../../api/routes";
import type { RuntimeSummary, Session, SessionPage as Page, SessionState } from "../../api/types";
import { useShortcuts } from "../../frame/keys";
import { go, href, queryValue, setQuery } from "../../router";
import { Confirm } from "../../ui/dialog";
import { SearchBox, Segments, Select } from "../../ui/controls";
import { formatCount } from "../../ui/format";
import { PageHead } from "../../ui/page";
import { Command, EmptyState, ErrorState, Loading } from "../../ui/states";
import { say } from "../../ui/toast";
import { addPage, applyChanges, DEFAULT_SORT, queryOf, type Changes, type SessionFilter } from "./list";
import { SessionTable } from "./table";

const PAGE_ROWS = 500;
/** The server gives no more at once. */
const MAX_PAGE_ROWS = 1000;
/** So many at most are measured with each look; more would cost the server seconds. */
const MEASURED_MAX = 100;
const RELOAD_MS = 2000;

interface Loaded {
  sessions: Session[];
  total: number | null;
  counts: Record<SessionState, number> | null;
  nextCursor: string | null;
}

function readFilter(): SessionFilter {
  return {
    runtime: queryValue("runtime"),
    state: queryValue("state") as SessionFilter["state"],
    search: queryValue("search"),
    sort: queryValue("sort") || DEFAULT_SORT,
  };
}

export default function SessionsPage() {
  const filter = readFilter();
  const query = queryOf(filter);
  const key = JSON.stringify(query);
  const shown = useRef({ key: "", count: 0 });
  const list = useResource<Loaded>(
    key,
    (signal) => loadAll(query, shown.current.key === key ? shown.current.count : 0, signal),
    { keepsOld: true },
  );
  if (list.data && !list.isLoading) shown.current = { key, count: list.data.sessions.length };
  const runtimes = useResource("runtimes", (signal) => listRuntimes({ signal }));
  const loadMore = useMore(key, query, list.data, list.change);
  const reload = useThrottled(list.reload, RELOAD_MS);
  useLive((event) => follow(event, filter, list.change, reload));
  const [doomed, setDoomed] = useState<Session | null>(null);
  useRowKeys();
  const { data } = list;
  return (
    <>
      <PageHead title="Sessions" />
      <Filters filter={filter} data={data} runtimes={runtimes.data?.runtimes ?? []} />
      {list.error !== null && <ErrorState error={list.error} onRetry={list.reload} />}
      {!data && list.isLoading && <Loading what="sessions" />}
      {data && data.sessions.length === 0 && <NoSessions filter={filter} agent={runtimes.data?.runtimes[0]?.name} />}
      {data && data.sessions.length > 0 && (
        <SessionTable
          sessions={data.sessions}
          total={data.total ?? data.sessions.length}
          filter={filter}
          isBusy={list.isLoading}
          onNearEnd={loadMore}
          onStop={setDoomed}
        />
      )}
      {doomed && <StopDialog session={doomed} onClose={() => setDoomed(null)} />}
    </>
  );
}

/** As many as are shown already, so that nobody who has scrolled far is thrown back when the list is looked at anew. */
async function loadAll(query: Record<string, string>, count: number, signal: AbortSignal): Promise<Loaded> {
  let all: Loaded = await listSessions({ ...query, limit: count > PAGE_ROWS ? MAX_PAGE_ROWS : PAGE_ROWS }, { signal });
  while (all.sessions.length < count && all.nextCursor) {
    const page = await listSessions({ ...query, limit: MAX_PAGE_ROWS, cursor: all.nextCursor }, { signal });
    all = { ...all, sessions: addPage(all.sessions, page.sessions), nextCursor: page.nextCursor };
  }
  const isFew = all.sessions.length > 0 && all.sessions.length <= MEASURED_MAX;
  return isFew && !query.ended ? listSessions({ ...query, limit: PAGE_ROWS, measure: true }, { signal }) : all;
}

/** Fetches the page behind the last one, once at a time. */
function useMore(
  key: string,
  query: Record<string, string>,
  data: Loaded | undefined,
  change: (to: (data: Loaded) => Loaded) => void,
): () => void {
  const running = useRef("");
  const cursor = data?.nextCursor ?? null;
  useEffect(() => () => void (running.current = ""), [key]);
  return () => {
    if (!cursor || running.current === cursor) return;
    running.current = cursor;
    listSessions({ ...query, limit: PAGE_ROWS, cursor }).then(
      (page: Page) => {
        if (running.current !== cursor) return; // the filter changed meanwhile
        change((was) => ({ ...was, sessions: addPage(was.sessions, page.sessions), nextCursor: page.nextCursor }));
      },
      () => void (running.current = ""),
    );
  };
}

function follow(
  event: LiveEvent,
  filter: SessionFilter,
  change: (to: (data: Loaded) => Loaded) => void,
  reload: () => void,
): void {
  if (event.kind === "resync") {
    if (event.data?.reason !== "connected") reload();
  } else if (event.kind === "reconnect") reload();
  else if (event.kind === "sessions") {
    const changes = event.data as Changes;
    if (filter.state === "ENDED") {
      if (changes.ended.length) reload();
      return;
    }
    change((was) => withChanges(was, changes, filter));
  }
}

function withChanges(was: Loaded, changes: Changes, filter: SessionFilter): Loaded {
  const sessions = applyChanges(was.sessions, changes, filter);
  const total = was.total === null ? null : Math.max(sessions.length, was.total + sessions.length - was.sessions.length);
  return { ...was, sessions, total };
}

const STATES = [
  ["", "Live"],
  ["ACTIVE", "Active"],
  ["IDLE", "Idle"],
  ["STARTING", "Starting"],
  ["ENDED", "Ended"],
] as const;

interface FiltersProps {
  filter: SessionFilter;
  data: Loaded | undefined;
  runtimes: readonly RuntimeSummary[];
}

function Filters({ filter, data, runtimes }: FiltersProps) {
  const counts = useLiveCounts(data?.counts ?? null);
  const names = useMemo(() => {
    const known = runtimes.map((one) => one.name);
    return filter.runtime && !known.includes(filter.runtime) ? [filter.runtime, ...known] : known;
  }, [runtimes, filter.runtime]);
  const options = STATES.map(([state, label]) => {
    const count = state === "" ? counts?.live : state === "ENDED" ? undefined : counts?.[state];
    return [state, count === undefined ? label : `${label} ${formatCount(count)}`] as const;
  });
  return (
    <div class="filters">
      <SearchBox
        label="Search sessions"
        placeholder="Session id or agent"
        value={filter.search}
        onInput={(search) => setQuery({ search })}
      />
      <Segments label="State" value={filter.state} options={options} onChange={(state) => setQuery({ state, sort: undefined })} />
      {names.length > 1 && (
        <Select
          label="Agent"
          value={filter.runtime}
          options={[["", "All agents"], ...names.map((name) => [name, name] as const)]}
          onChange={(runtime) => setQuery({ runtime })}
        />
      )}
    </div>
  );
}

type Counts = Partial<Record<SessionState, number>> & { live: number };

/** How many there are in each state: as the list said, then as each tick says. */
function useLiveCounts(listed: Record<SessionState, number> | null): Counts | null {
  const [ticked, setTicked] = useState<Counts | null>(null);
  useLive((event) => {
    if (event.kind !== "tick") return;
    const { live, active, idle, starting, stopping } = event.data.sessions;
    setTicked({ live, ACTIVE: active, IDLE: idle, STARTING: starting, STOPPING: stopping });
  });
  if (ticked) return ticked;
  if (!listed) return null;
  return { ...listed, live: Object.values(listed).reduce((sum, count) => sum + count, 0) };
}

function NoSessions({ filter, agent }: { filter: SessionFilter; agent: string | undefined }) {
  if (filter.search || filter.runtime || (filter.state && filter.state !== "ENDED"))
    return (
      <EmptyState icon="filter" title="No session fits these filters">
        <button class="button is-plain" onClick={() => go(href("/sessions"))}>
          Show all live sessions
        </button>
      </EmptyState>
    );
  if (filter.state === "ENDED")
    return (
      <EmptyState icon="sessions" title="No session has ended yet">
        <p>Sessions that were stopped, were idle for too long or failed are listed here.</p>
      </EmptyState>
    );
  return (
    <EmptyState icon="sessions" title="No session is alive">
      <p>
        A session starts with the first call to an agent. Call one from the <a href={href("/playground")}>playground</a>, or:
      </p>
      <Command>{`headwater invoke ${agent ?? "AGENT"} "Hello"`}</Command>
      <p>
        Earlier ones are under <a href={href("/sessions", { state: "ENDED" })}>Ended</a>.
      </p>
    </EmptyState>
  );
}

export function StopDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const stop = async () => {
    await stopSession(session);
    say("The session was stopped");
  };
  return (
    <Confirm title="Stop this session?" action="Stop session" onConfirm={stop} onClose={onClose}>
      <p>
        <code class="breaks">{session.sessionId}</code>
      </p>
      <p>
        {session.activeInvocations
          ? `${session.activeInvocations} request(s) in flight will be cut off. `
          : "Nothing is in flight. "}
        What the agent holds in memory and wrote to its files is gone. The next call with this id starts anew.
      </p>
    </Confirm>
  );
}

/** j and k go from row to row; the row's link opens it by Enter. */
function useRowKeys(): void {
  const move = (step: number) => {
    const links = [...document.querySelectorAll<HTMLElement>("[data-row-link]")];
    const at = links.indexOf(document.activeElement as HTMLElement);
    const visible = at >= 0 ? at + step : links.findIndex((one) => one.getBoundingClientRect().top > 0);
    const next = links[visible];
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "nearest" });
  };
  const shortcuts = useMemo(
    () => [
      { keys: "j", does: "Next session", run: () => move(1) },
      { keys: "k", does: "Previous session", run: () => move(-1) },
    ],
    [],
  );
  useShortcuts(shortcuts);
}

