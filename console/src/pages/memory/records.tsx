/** Records: what is known, by namespace; or what comes nearest to a question. */
import { useState } from "preact/hooks";
import { queryValue, setQuery } from "../../router";
import { Button, SearchBox, Select } from "../../ui/controls";
import { Ago, formatCount } from "../../ui/format";
import { Command, EmptyState } from "../../ui/states";
import { Badge } from "../../ui/status";
import { listRecords, type Memory, type MemoryRecord } from "./api";
import { Paged } from "./more";
import { usePages } from "./pages";
import { showJson } from "./turns";

const SHOWN_CHARS = 600;

export function Records({ memory }: { memory: Memory }) {
  const wanted = {
    namespacePath: queryValue("namespace") || "/",
    strategyId: queryValue("strategy"),
    query: queryValue("q"),
  };
  const records = usePages(`records ${memory.id} ${JSON.stringify(wanted)}`, (token, signal) =>
    listRecords(memory.id, wanted, token, signal),
  );
  const strategies = memory.strategies ?? [];
  return (
    <div class="stack">
      <div class="row">
        <SearchBox
          label="Search by meaning"
          placeholder="What is known about…"
          value={wanted.query}
          onInput={(q) => setQuery({ q })}
        />
        <SearchBox
          label="Namespace, with those below it"
          placeholder="/ (all namespaces)"
          value={queryValue("namespace")}
          onInput={(namespace) => setQuery({ namespace })}
        />
        {strategies.length > 0 && (
          <Select
            label="Strategy"
            value={wanted.strategyId}
            options={[["", "any"], ...strategies.map((one) => [one.strategyId, one.name] as const)]}
            onChange={(strategy) => setQuery({ strategy })}
          />
        )}
      </div>
      <Paged pages={records} what="records" empty={<NoRecords memory={memory} isFiltered={isFiltered(wanted)} />}>
        {(items) => (
          <ol class="records">
            {items.map((record) => (
              <RecordView key={record.memoryRecordId} record={record} memory={memory} />
            ))}
          </ol>
        )}
      </Paged>
    </div>
  );
}

function isFiltered(wanted: { namespacePath: string; strategyId: string; query: string }): boolean {
  return wanted.query !== "" || wanted.strategyId !== "" || wanted.namespacePath !== "/";
}

function NoRecords({ memory, isFiltered }: { memory: Memory; isFiltered: boolean }) {
  if (isFiltered)
    return (
      <EmptyState icon="search" title="No record fits">
        <p>Ask in other words, or look in all namespaces by leaving the second field empty.</p>
      </EmptyState>
    );
  const hasStrategies = (memory.strategies ?? []).length > 0;
  return (
    <EmptyState icon="memory" title="No records yet">
      {hasStrategies ? (
        <p>This memory's strategies make records of what is said, a moment after it is said.</p>
      ) : (
        <>
          <p>
            Records are made of events by strategies, and this memory has none. Make one that has, or write records with{" "}
            <code>BatchCreateMemoryRecords</code>.
          </p>
          <Command>headwater memory create facts --strategy semantic</Command>
        </>
      )}
    </EmptyState>
  );
}

/** A summary may be long; what one looks for is mostly in its beginning. */
function RecordText({ text }: { text: string }) {
  const [isWhole, setWhole] = useState(false);
  if (text.length <= SHOWN_CHARS || isWhole) return <p class="said">{text}</p>;
  return (
    <p class="said">
      {text.slice(0, SHOWN_CHARS)}…{" "}
      <Button kind="quiet" onClick={() => setWhole(true)}>
        Show all {formatCount(text.length)} characters
      </Button>
    </p>
  );
}

function RecordView({ record, memory }: { record: MemoryRecord; memory: Memory }) {
  const strategy = memory.strategies?.find((one) => one.strategyId === record.memoryStrategyId);
  const marks = Object.entries(record.metadata ?? {});
  return (
    <li class="record card">
      <RecordText text={record.content.text ?? ""} />
      <footer class="event-foot">
        {record.score !== undefined && (
          <span class="score" title={`How near it is: ${record.score}`}>
            <meter min={0} max={1} value={record.score} aria-label="Score" />
            {record.score.toFixed(2)}
          </span>
        )}
        {record.namespaces.map((namespace) => (
          <button
            key={namespace}
            type="button"
            class="namespace"
            title="Show this namespace alone"
            onClick={() => setQuery({ namespace })}
          >
            {namespace}
          </button>
        ))}
        {strategy && <Badge tone="ok">{strategy.name}</Badge>}
        {marks.map(([name, value]) => (
          <Badge key={name} tone="off">
            {name}: {Object.values(value).map(showJson).join(", ")}
          </Badge>
        ))}
        <span class="muted">
          <Ago at={(record.timestamp ?? record.createdAt) * 1000} />
        </span>
        <code class="event-id" title="The record's id">
          {record.memoryRecordId}
        </code>
      </footer>
    </li>
  );
}
