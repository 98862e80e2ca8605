/** One session: what lives under its id now, and what did. */
import { useEffect, useState } from "preact/hooks";
import { useLive } from "../../api/live";
import { useResource, useThrottled } from "../../api/resource";
import { getSession } from "../../api/routes";
import type { Session, SessionLives } from "../../api/types";
import type { PageProps } from "../../routes";
import { href } from "../../router";
import { Button, CopyButton } from "../../ui/controls";
import { Ago, formatBytes, formatMs, formatWhen } from "../../ui/format";
import { Invocations } from "../../ui/invocations";
import { LogView } from "../../ui/logs";
import { Card, PageHead, Tabs } from "../../ui/page";
import { EmptyState, ErrorState, Loading } from "../../ui/states";
import { Badge, Status } from "../../ui/status";
import { CommandHistory } from "./command";
import { SessionCommands } from "./commands";
import { SessionFiles } from "./files";
import { keyOf, type Changes } from "./list";
import { SessionMemory } from "./memory";
import { StopDialog } from "./page";
import { RunningRuns, SessionRuns } from "./runs";
import { EndReason } from "./table";

const RELOAD_MS = 1500;

export default function OneSessionPage({ params }: PageProps) {
  const { runtime = "", session: id = "" } = params;
  const known = useResource(`${runtime} ${id}`, (signal) => getSession(runtime, id, { signal }));
  const reload = useThrottled(known.reload, RELOAD_MS);
  const [invocationsVersion, setVersion] = useState(0);
  const more = useThrottled(() => setVersion((n) => n + 1), RELOAD_MS);
  const [isStopping, setStopping] = useState(false);
  const history = useCommandHistory(`${runtime} ${id}`);
  useLive((event) => {
    if (event.kind === "reconnect") return reload();
    if (event.kind !== "sessions") return;
    const changes = event.data as Changes;
    const isMine = (one: Session) => one.sessionId === id && (one.runtimeName === runtime || one.runtimeId === runtime);
    if (changes.ended.some(isMine)) reload();
    const changed = changes.changed.filter(isMine);
    if (changed.length === 0) return;
    more();
    if (changed.some((one) => !known.data?.live.some((was) => keyOf(was) === keyOf(one)))) reload();
    else known.change((was) => ({ ...was, live: was.live.map((one) => merge(one, changed)) }));
  });
  if (known.error !== null && !known.data)
    return (
      <>
        <PageHead title={shorten(id)} above={{ label: "Sessions", to: href("/sessions") }} />
        <ErrorState error={known.error} onRetry={known.reload} />
      </>
    );
  if (!known.data) return <Loading what="the session" />;
  const live = known.data.live[0];
  const runtimeId = known.data.runtimeId;
  return (
    <>
      <PageHead
        title={shorten(id)}
        above={{ label: "Sessions", to: href("/sessions") }}
        mark={
          <>
            <CopyButton text={id} label="Copy the session's id" />
            <Status state={live?.state ?? "STOPPED"}>{live ? undefined : "ended"}</Status>
          </>
        }
      >
        <a class="button is-plain" href={href("/playground", known.data.runtimeName, { session: id })}>
          Open in playground
        </a>
        {live && (
          <Button icon="stop" kind="danger" disabled={live.state === "STOPPING"} onClick={() => setStopping(true)}>
            Stop
          </Button>
        )}
      </PageHead>
      <div class="stack">
        <Summary known={known.data} />
        <div>
          <Tabs
            label="About this session"
            tabs={[
              {
                id: "invocations",
                label: "Invocations",
                draw: () => (
                  <div class="stack">
                    <RunningRuns runtime={runtimeId} session={id} version={invocationsVersion} />
                    <Invocations query={{ runtime: runtimeId, session: id }} version={invocationsVersion} />
                  </div>
                ),
              },
              { id: "runs", label: "Runs", draw: () => <SessionRuns runtime={runtimeId} session={id} version={invocationsVersion} /> },
              { id: "commands", label: "Commands", draw: () => known.data && <SessionCommands known={known.data} history={history} /> },
              { id: "logs", label: "Log", draw: () => <LogView runtime={runtimeId} session={id} /> },
              { id: "memory", label: "Memory", draw: () => <SessionMemory session={id} /> },
              { id: "files", label: "Files", draw: () => <SessionFiles runtime={runtime} session={id} endpoint={live?.endpoint ?? "DEFAULT"} isLive={live !== undefined} /> },
              { id: "lives", label: `Lives ${known.data.lives.length || ""}`, draw: () => <Lives lives={known.data?.lives ?? []} /> },
            ]}
          />
        </div>
      </div>
      {isStopping && live && <StopDialog session={live} onClose={() => setStopping(false)} />}
    </>
  );
}

/** What was run from this page; it ends when the page is left. */
function useCommandHistory(key: string): CommandHistory {
  const [held, setHeld] = useState(() => ({ key, history: new CommandHistory() }));
  const current = held.key === key ? held : { key, history: new CommandHistory() };
  if (current !== held) setHeld(current);
  useEffect(() => () => current.history.stopAll(), [current.history]);
  return current.history;
}

function merge(one: Session, changed: readonly Session[]): Session {
  const update = changed.find((other) => keyOf(other) === keyOf(one));
  if (!update) return one;
  const memoryBytes = update.memoryBytes ?? one.memoryBytes ?? null;
  const processCount = update.processCount ?? one.processCount ?? null;
  return { ...one, ...update, memoryBytes, processCount };
}

function shorten(id: string): string {
  return id.length > 44 ? `${id.slice(0, 24)}…${id.slice(-12)}` : id;
}

function Summary({ known }: { known: SessionLives }) {
  const session = known.live[0] ?? known.lives[0];
  if (!session) return null;
  const live = known.live[0];
  return (
    <Card>
      <dl class="session-facts">
        <Figure label="Agent">
          <a href={href("/agents", known.runtimeName)}>{known.runtimeName}</a>
        </Figure>
        <Figure label="Endpoint">
          {session.endpoint} <span class="muted">version {session.version}</span>
        </Figure>
        <Figure label={live ? "Alive for" : "Ended"}>
          {live ? <Ago at={live.createdAt} suffix="" /> : session.endedAt ? formatWhen(session.endedAt) : "–"}
        </Figure>
        {live ? (
          <Figure label="Last activity">{live.activeInvocations ? `now (${live.activeInvocations} in flight)` : <Ago at={live.lastActivityAt} />}</Figure>
        ) : (
          <Figure label="Why">
            <EndReason reason={session.endReason ?? null} />
          </Figure>
        )}
        <Figure label="Requests">{session.requestCount}</Figure>
        <Figure label="Started in">
          {formatMs(session.startMs)} {session.mode && <span class="muted">{session.mode}</span>}
        </Figure>
        <Figure label="CPU">{session.cpuSeconds === null ? "–" : `${session.cpuSeconds.toFixed(2)} s`}</Figure>
        {live && <Figure label="Memory">{formatBytes(live.memoryBytes)}</Figure>}
        {live?.storageMaxBytes != null && (
          <Figure label="Storage">
            {formatBytes(live.storageBytes)} <span class="muted">of {formatBytes(live.storageMaxBytes)}</span>
          </Figure>
        )}
        {live && live.processCount != null && <Figure label="Processes">{live.processCount}</Figure>}
        {live?.pid != null && <Figure label="Pid">{live.pid}</Figure>}
        {live?.pingStatus && <Figure label="Ping">{live.pingStatus}</Figure>}
      </dl>
      {known.live.length > 1 && (
        <p class="note">
          This id lives on {known.live.length} endpoints: {known.live.map((one) => one.endpoint).join(", ")}. Shown is{" "}
          {known.live[0]?.endpoint}.
        </p>
      )}
    </Card>
  );
}

function Figure({ label, children }: { label: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Lives({ lives }: { lives: readonly Session[] }) {
  if (lives.length === 0) return <EmptyState icon="clock" title="This session is in its first life" />;
  return (
    <Card isFlush>
      <div class="table-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Began</th>
              <th scope="col">Ended</th>
              <th scope="col">Why</th>
              <th scope="col">Endpoint</th>
              <th scope="col" class="number">Requests</th>
              <th scope="col" class="number">CPU</th>
            </tr>
          </thead>
          <tbody>
            {lives.map((life) => (
              <tr key={life.createdAt + life.endpoint}>
                <td class="nowrap">{formatWhen(life.createdAt)}</td>
                <td class="nowrap">{life.endedAt ? formatWhen(life.endedAt) : "–"}</td>
                <td>{life.endedAt ? <EndReason reason={life.endReason ?? null} /> : <Badge tone="ok">alive</Badge>}</td>
                <td>
                  {life.endpoint} <span class="muted">v{life.version}</span>
                </td>
                <td class="number">{life.requestCount}</td>
                <td class="number">{life.cpuSeconds === null ? "–" : `${life.cpuSeconds.toFixed(2)} s`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
