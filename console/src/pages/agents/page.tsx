/** All agents at a glance. */
import { useLive, type LiveEvent } from "../../api/live";
import { useResource, useThrottled, type Resource } from "../../api/resource";
import { listRuntimes } from "../../api/routes";
import type { EndpointSummary, RuntimeSummary, Session } from "../../api/types";
import { href, queryValue, setQuery } from "../../router";
import { SearchBox } from "../../ui/controls";
import { Ago } from "../../ui/format";
import { Card, PageHead } from "../../ui/page";
import { Command, EmptyState, ErrorState, Loading } from "../../ui/states";
import { Badge, Status } from "../../ui/status";

const RELOAD_MS = 2000;

type Runtimes = { runtimes: RuntimeSummary[] };

/** All runtimes, kept as they are: what live events tell is put into them. */
export function useRuntimes(): Resource<Runtimes> {
  const list = useResource<Runtimes>("runtimes", (signal) => listRuntimes({ signal }));
  const reload = useThrottled(list.reload, RELOAD_MS);
  useLive((event) => follow(event, list, reload));
  return list;
}

function follow(event: LiveEvent, list: Resource<Runtimes>, reload: () => void): void {
  if (event.kind === "reconnect" || (event.kind === "resync" && event.data.reason !== "connected")) reload();
  // How many sessions an agent has is not in these events; a look now and then tells it.
  else if (event.kind === "sessions" && isCountChange(event.data)) reload();
  else if (event.kind === "runtimes")
    list.change((was) => ({ runtimes: applyRuntimes(was.runtimes, event.data.changed, event.data.deleted) }));
}

function isCountChange(data: { changed: Session[]; ended: Session[] }): boolean {
  return data.ended.length > 0 || data.changed.length > 0;
}

export function applyRuntimes(
  known: readonly RuntimeSummary[],
  changed: readonly RuntimeSummary[],
  deleted: readonly string[],
): RuntimeSummary[] {
  const all = new Map(known.map((one) => [one.runtimeId, one]));
  for (const one of changed) all.set(one.runtimeId, { ...all.get(one.runtimeId), ...one });
  for (const id of deleted) all.delete(id);
  return [...all.values()].sort((a, b) => a.name.localeCompare(b.name));
}

export default function AgentsPage() {
  const list = useRuntimes();
  const search = queryValue("search").toLowerCase();
  const all = list.data?.runtimes;
  const shown = all?.filter((one) => one.name.toLowerCase().includes(search));
  return (
    <>
      <PageHead title="Agents" />
      {all && all.length > 0 && (
        <div class="filters">
          <SearchBox label="Search agents" value={queryValue("search")} onInput={(text) => setQuery({ search: text })} />
        </div>
      )}
      {list.error !== null && <ErrorState error={list.error} onRetry={list.reload} />}
      {!all && list.error === null && <Loading what="agents" />}
      {all?.length === 0 && <NoAgents />}
      {all && all.length > 0 && shown?.length === 0 && <EmptyState icon="filter" title={`No agent is called “${search}”`} />}
      {shown && shown.length > 0 && (
        <Card isFlush>
          <AgentTable runtimes={shown} />
        </Card>
      )}
    </>
  );
}

export function NoAgents() {
  return (
    <EmptyState icon="agents" title="No agent is deployed yet">
      <p>Write one and deploy it, in two commands:</p>
      <Command>headwater init my_agent</Command>
      <Command>headwater deploy my_agent --name my_agent</Command>
      <p>It appears here as soon as it is being built. An agent that runs on AgentCore runs here unchanged.</p>
    </EmptyState>
  );
}

export function AgentTable({ runtimes }: { runtimes: readonly RuntimeSummary[] }) {
  return (
    <div class="table-scroll">
      <table class="agents">
        <thead>
          <tr>
            <th scope="col">Agent</th>
            <th scope="col">Status</th>
            <th scope="col" class="wide">Endpoints</th>
            <th scope="col" class="number">Sessions</th>
            <th scope="col" class="wide">Isolation</th>
            <th scope="col" class="number wide">Deployed</th>
          </tr>
        </thead>
        <tbody>
          {runtimes.map((one) => (
            <tr key={one.runtimeId}>
              <td>
                <a class="strong" data-row-link href={href("/agents", one.name)}>
                  {one.name}
                </a>
                {one.failureReason ? (
                  <div class="failure cut" title={one.failureReason}>
                    {one.failureReason}
                  </div>
                ) : (
                  one.description && <div class="muted cut">{one.description}</div>
                )}
              </td>
              <td>
                <Status state={one.status} />
              </td>
              <td class="wide">
                <span class="row">
                  {one.endpoints.map((endpoint) => (
                    <EndpointBadge key={endpoint.name} endpoint={endpoint} />
                  ))}
                </span>
              </td>
              <td class="number">
                <SessionCount runtime={one} />
              </td>
              <td class="wide">{one.image ? `container, ${one.isolation}` : one.isolation}</td>
              <td class="number wide">
                <Ago at={one.deployedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SessionCount({ runtime }: { runtime: RuntimeSummary }) {
  const counts = runtime.sessions;
  if (!counts) return <>–</>;
  if (counts.live === 0) return <span class="muted">0</span>;
  return (
    <a href={href("/sessions", { runtime: runtime.name })} title={`${counts.active} active, ${counts.idle} idle`}>
      {counts.live}
      {counts.active > 0 && ` (${counts.active} active)`}
    </a>
  );
}

/** An endpoint with the version it serves, and the one it is on its way to. */
export function EndpointBadge({ endpoint }: { endpoint: EndpointSummary }) {
  const { name, liveVersion, targetVersion, isRollingOut, failureReason } = endpoint;
  const version = isRollingOut && liveVersion !== null ? `v${liveVersion} → v${targetVersion}` : `v${liveVersion ?? targetVersion}`;
  const tone = failureReason ? "bad" : isRollingOut ? "warn" : "off";
  return (
    <Badge tone={tone} title={failureReason ?? endpoint.status.toLowerCase()}>
      {name} {version}
    </Badge>
  );
}
