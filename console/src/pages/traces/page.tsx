/** Invocations that are over: searched, compared at a glance, the slow ones seen at once. */

import { useEffect, useState } from "preact/hooks";
import { getJson } from "../../api/client";
import { useLive } from "../../api/live";
import { useResource, useThrottled } from "../../api/resource";
import { listRuntimes } from "../../api/routes";
import { shortSessionId } from "../../sessionid";
import { href, place, setQuery } from "../../router";
import type { Span } from "../../stream/recording";
import { Button, SearchBox, Select } from "../../ui/controls";
import { PageHead } from "../../ui/page";
import { Command, EmptyState, ErrorState, Loading } from "../../ui/states";
import { buildQuery, DURATIONS, FILTER_NAMES, type Filters, isFiltered, RANGES, readFilters } from "./filters";
import { TraceTable } from "./table";

const PAGE_SIZE = 50;
const REFRESH_MS = 2_000;

interface Found {
  readonly traces: readonly Span[];
  readonly nextCursor: string | null;
}

export default function TracesPage() {
  const filters = readFilters(place.value.query);
  const key = JSON.stringify(filters);
  const [older, setOlder] = useState<Found | null>(null);
  const found = useResource(key, (signal) => fetchTraces(filters, null, signal), { keepsOld: true });
  const refresh = useThrottled(found.reload, REFRESH_MS);
  useEffect(() => setOlder(null), [key]);
  // What a session has done is over when the session's counts change.
  useLive((event) => {
    if (older === null && (event.kind.startsWith("session") || event.kind === "reconnect")) refresh();
  });
  const traces = [...(found.data?.traces ?? []), ...(older?.traces ?? [])];
  const nextCursor = older === null ? (found.data?.nextCursor ?? null) : older.nextCursor;
  const showMore = async () => {
    const next = await fetchTraces(filters, nextCursor);
    setOlder({ traces: [...(older?.traces ?? []), ...next.traces], nextCursor: next.nextCursor });
  };
  return (
    <>
      <PageHead title="Traces">
        <Button icon="refresh" kind="quiet" onClick={found.reload} isBusy={found.isLoading && found.data !== undefined}>
          Refresh
        </Button>
      </PageHead>
      <FilterBar filters={filters} />
      {found.error ? (
        <ErrorState error={found.error} onRetry={found.reload} />
      ) : found.data === undefined ? (
        <Loading what="traces" />
      ) : traces.length === 0 ? (
        <Nothing isFiltered={isFiltered(filters)} />
      ) : (
        <TraceTable spans={traces} />
      )}
      {nextCursor !== null && traces.length > 0 && (
        <div class="trace-more">
          <Button onClick={showMore}>Show older ones</Button>
        </div>
      )}
    </>
  );
}

function fetchTraces(filters: Filters, cursor: string | null, signal?: AbortSignal): Promise<Found> {
  const query = buildQuery(filters, Date.now(), cursor, PAGE_SIZE);
  return getJson<Found>("traces", signal ? { query, signal } : { query });
}

function FilterBar({ filters }: { filters: Filters }) {
  const runtimes = useResource("runtimes", (signal) => listRuntimes({ signal }));
  const names = runtimes.data?.runtimes.map((one) => one.name) ?? [];
  const known = filters.runtime === "" || names.includes(filters.runtime) ? names : [filters.runtime, ...names];
  return (
    <div class="trace-filters" role="search" aria-label="Traces">
      <SearchBox label="Search" placeholder="Ids, errors, attributes" value={filters.search} onInput={(search) => setQuery({ search })} />
      <Select
        label="Agent"
        value={filters.runtime}
        options={[["", "All agents"], ...known.map((name) => [name, name] as const)]}
        onChange={(runtime) => setQuery({ runtime })}
      />
      <Select label="Took" value={filters.minMs} options={withChosen(DURATIONS, filters.minMs)} onChange={(minMs) => setQuery({ minMs })} />
      <Select label="When" value={filters.range} options={RANGES.map(([name, label]) => [name, label] as const)} onChange={(range) => setQuery({ range })} />
      <label class="check">
        <input
          type="checkbox"
          checked={filters.errors === "1"}
          onChange={(event) => setQuery({ errors: event.currentTarget.checked ? "1" : undefined })}
        />
        Errors only
      </label>
      {filters.session !== "" && (
        <span class="filter-chip">
          Session <code title={filters.session}>{shortSessionId(filters.session)}</code>
          <button type="button" aria-label="All sessions" onClick={() => setQuery({ session: undefined })}>
            ×
          </button>
        </span>
      )}
      {isFiltered(filters) && (
        <Button kind="quiet" onClick={() => setQuery(Object.fromEntries(FILTER_NAMES.map((name) => [name, undefined])))}>
          Clear
        </Button>
      )}
    </div>
  );
}

/** An address may name a duration that the list does not have. */
function withChosen(options: readonly (readonly [string, string])[], chosen: string): (readonly [string, string])[] {
  return options.some(([value]) => value === chosen) ? [...options] : [...options, [chosen, `${chosen} ms or more`]];
}

function Nothing({ isFiltered: hasFilters }: { isFiltered: boolean }) {
  if (hasFilters) {
    return (
      <EmptyState icon="traces" title="No invocation fits">
        <p>Take away a filter, or look further back.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="traces" title="No invocation yet">
      <p>
        Each one leaves a trace: from the first door to the last tool call. Ask an agent in the <a href={href("/playground")}>Playground</a>, or:
      </p>
      <Command>headwater invoke echo "one two three"</Command>
    </EmptyState>
  );
}
