/** One agent: what is deployed, what is on its way, what it prints, and what became of it. */
import { useState } from "preact/hooks";
import { useLive } from "../../api/live";
import { useResource, useThrottled } from "../../api/resource";
import { getRuntime, listRuntimes, listVersions } from "../../api/routes";
import type { RuntimeDetail, RuntimeSummary } from "../../api/types";
import type { PageProps } from "../../routes";
import { href } from "../../router";
import { Ago } from "../../ui/format";
import { Invocations } from "../../ui/invocations";
import { LogView } from "../../ui/logs";
import { Card, PageHead, Tabs } from "../../ui/page";
import { ErrorState, Loading } from "../../ui/states";
import { Badge, Status } from "../../ui/status";
import { BuildLog } from "./build";
import { Configuration } from "./configuration";
import { History } from "./history";

const RELOAD_MS = 1500;

interface Known {
  detail: RuntimeDetail;
  summary: RuntimeSummary | undefined;
  versions: Awaited<ReturnType<typeof listVersions>>;
}

async function load(name: string, signal: AbortSignal): Promise<Known> {
  const [detail, all] = await Promise.all([getRuntime(name, { signal }), listRuntimes({ signal })]);
  const versions = await listVersions(detail.runtime.agentRuntimeId, { signal });
  return { detail, versions, summary: all.runtimes.find((one) => one.runtimeId === detail.runtime.agentRuntimeId) };
}

export default function AgentPage({ params }: PageProps) {
  const { name = "" } = params;
  const known = useResource(name, (signal) => load(name, signal));
  const reload = useThrottled(known.reload, RELOAD_MS);
  const [changeCount, setChangeCount] = useState(0);
  const runtimeId = known.data?.detail.runtime.agentRuntimeId;
  useLive((event) => {
    if (event.kind === "reconnect") reload();
    else if (event.kind === "runtimes") {
      const isMine = (one: RuntimeSummary) => one.name === name || one.runtimeId === runtimeId;
      if (!event.data.changed.some(isMine) && !event.data.deleted.includes(runtimeId)) return;
      setChangeCount((n) => n + 1);
      reload();
    } else if (event.kind === "sessions") {
      const all = [...event.data.changed, ...event.data.ended];
      if (all.some((one) => one.runtimeId === runtimeId)) reload();
    }
  });
  const above = { label: "Agents", to: href("/agents") };
  if (known.error !== null)
    return (
      <>
        <PageHead title={name} above={above} />
        <ErrorState error={known.error} onRetry={known.reload} />
      </>
    );
  if (!known.data) return <Loading what="the agent" />;
  const { detail, summary } = known.data;
  const { runtime } = detail;
  return (
    <>
      <PageHead title={runtime.agentRuntimeName} above={above} mark={<Status state={runtime.status} />}>
        <a class="button is-plain" href={href("/sessions", { runtime: runtime.agentRuntimeName })}>
          Sessions {summary?.sessions ? summary.sessions.live : detail.sessions.length}
        </a>
        <a class="button is-primary" href={href("/playground", runtime.agentRuntimeName)}>
          Open in playground
        </a>
      </PageHead>
      <Notes detail={detail} summary={summary} />
      <Tabs
        label="About this agent"
        tabs={[
          { id: "deployed", label: "Deployed", draw: () => <Deployed known={known.data as Known} /> },
          { id: "logs", label: "Log", draw: () => <LogView runtime={runtime.agentRuntimeId} /> },
          {
            id: "build",
            label: "Build log",
            draw: () => (
              <BuildLog
                runtime={runtime.agentRuntimeId}
                versions={(known.data as Known).versions.map((one) => one.agentRuntimeVersion)}
                isBuilding={/ING$/.test(runtime.status)}
              />
            ),
          },
          { id: "invocations", label: "Invocations", draw: () => <Invocations query={{ runtime: runtime.agentRuntimeId }} /> },
          { id: "configuration", label: "Configuration", draw: () => <Configuration detail={detail} /> },
          { id: "history", label: "History", draw: () => <History runtime={runtime.agentRuntimeId} version={changeCount} /> },
        ]}
      />
    </>
  );
}

function Notes({ detail, summary }: { detail: RuntimeDetail; summary: RuntimeSummary | undefined }) {
  const failure = detail.runtime.failureReason ?? summary?.failureReason;
  if (!failure && detail.notes.length === 0) return null;
  return (
    <div class="stack notes">
      {failure && <p class="note is-bad breaks">{failure}</p>}
      {detail.notes.map((note) => (
        <p key={note} class="note">
          {note}
        </p>
      ))}
    </div>
  );
}

function Deployed({ known: { detail, summary, versions } }: { known: Known }) {
  return (
    <div class="stack">
      <Card title="Endpoints" isFlush>
        <div class="table-scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">Endpoint</th>
                <th scope="col">Status</th>
                <th scope="col">Serves</th>
                <th scope="col" class="number">Changed</th>
              </tr>
            </thead>
            <tbody>
              {(summary?.endpoints ?? []).map((one) => (
                <tr key={one.name}>
                  <td>
                    <b>{one.name}</b>
                    {one.description && <div class="muted">{one.description}</div>}
                  </td>
                  <td>
                    <Status state={one.status} />
                    {one.failureReason && <div class="failure breaks">{one.failureReason}</div>}
                  </td>
                  <td>
                    {one.liveVersion === null ? <span class="muted">nothing yet</span> : `version ${one.liveVersion}`}
                    {one.isRollingOut && (
                      <>
                        {" "}
                        <Badge tone="warn">rolling out version {one.targetVersion}</Badge>
                      </>
                    )}
                  </td>
                  <td class="number">
                    <Ago at={one.updatedAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Card>
      <Card title="Versions" isFlush>
        <div class="table-scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">Version</th>
                <th scope="col">Status</th>
                <th scope="col" class="wide">Loaded</th>
                <th scope="col" class="number wide">Load time</th>
                <th scope="col" class="wide">Packages</th>
                <th scope="col" class="number">Deployed</th>
              </tr>
            </thead>
            <tbody>
              {versions.map((one) => (
                <VersionRow key={one.agentRuntimeVersion} row={one} detail={detail} summary={summary} />
              ))}
            </tbody>
          </table>
        </div>
      </Card>
    </div>
  );
}

interface VersionRowProps {
  row: Known["versions"][number];
  detail: RuntimeDetail;
  summary: RuntimeSummary | undefined;
}

function VersionRow({ row, detail, summary }: VersionRowProps) {
  const number = row.agentRuntimeVersion;
  const template = detail.templates.find((one) => one.version === number);
  const packages = detail.packages[number];
  const served = (summary?.endpoints ?? []).filter((one) => one.liveVersion === number).map((one) => one.name);
  return (
    <tr>
      <td>
        <span class="row">
          <b>{number}</b>
          {served.map((endpoint) => (
            <Badge key={endpoint} tone="off">
              {endpoint}
            </Badge>
          ))}
        </span>
        {row.description && <div class="muted cut">{row.description}</div>}
      </td>
      <td>
        <Status state={row.status} />
      </td>
      <td class="wide">{template ? <TemplateState template={template} /> : <span class="muted">not in memory</span>}</td>
      <td class="number wide">{typeof template?.loadMs === "number" ? `${Math.round(template.loadMs)} ms` : "–"}</td>
      <td class="wide">{packages ? `${String(packages.count)} for Python ${String(packages.python)}, from ${String(packages.source)}` : "the server's own"}</td>
      <td class="number">
        <Ago at={row.lastUpdatedAt} />
      </td>
    </tr>
  );
}

function TemplateState({ template }: { template: RuntimeDetail["templates"][number] }) {
  const reasons = Array.isArray(template.reasons) ? template.reasons.join("; ") : "";
  const mode = template.mode === "fork" ? "ready to fork" : template.mode === "fresh" ? "started afresh each time" : template.state;
  return <span title={reasons || undefined}>{template.error ? String(template.error) : mode}</span>;
}
