/** The runs of a session: invocations whose answers are kept, so that anybody who may see them may watch them. */
import { useState } from "preact/hooks";
import { seg, sendJson } from "../../api/client";
import { useResource } from "../../api/resource";
import { listRuns } from "../../api/routes";
import type { ListedRun } from "../../api/types";
import { href } from "../../router";
import { IconButton } from "../../ui/controls";
import { Confirm } from "../../ui/dialog";
import { Ago, formatBytes, formatMs, formatWhen } from "../../ui/format";
import { Card } from "../../ui/page";
import { Command, EmptyState, ErrorState, Loading } from "../../ui/states";
import { Badge, type Tone } from "../../ui/status";

interface Props {
  readonly runtime: string;
  readonly session: string;
  /** Counts up when there may be new ones. */
  readonly version: number;
}

const TONES: Record<string, Tone> = { running: "busy", done: "ok", failed: "bad", cancelled: "off", lost: "bad" };

/** Those that go on at this moment; nothing where there are none. */
export function RunningRuns(props: Props) {
  return <Runs {...props} state="running" />;
}

export function SessionRuns(props: Props) {
  return <Runs {...props} state="" />;
}

function Runs({ runtime, session, version, state }: Props & { state: "" | "running" }) {
  const found = useResource(
    `runs ${runtime} ${session} ${state} ${version}`,
    (signal) => listRuns({ runtime, session, state, limit: 100 }, { signal }),
    { keepsOld: true },
  );
  const [doomed, setDoomed] = useState<ListedRun | null>(null);
  const runs = found.data?.runs ?? [];
  if (runs.length === 0 && state === "running") return null;
  if (found.error !== null) return <ErrorState error={found.error} onRetry={found.reload} />;
  if (!found.data) return <Loading what="runs" />;
  return (
    <>
      {runs.length === 0 ? <NoRuns runtime={runtime} session={session} /> : <RunTable runs={runs} state={state} onCancel={setDoomed} />}
      {doomed && (
        <Confirm
          title="Cancel this run?"
          action="Cancel run"
          onConfirm={async () => {
            await sendJson("DELETE", `invocations/${seg(doomed.invocationId)}`);
            found.reload();
          }}
          onClose={() => setDoomed(null)}
        >
          <p>
            The agent is told to stop <code>{doomed.invocationId}</code>. What it has answered so far stays.
          </p>
        </Confirm>
      )}
    </>
  );
}

function NoRuns({ runtime, session }: { runtime: string; session: string }) {
  return (
    <EmptyState icon="play" title="No run of this session is kept">
      <p>An invocation that asks for it outlives its caller, and its answer can be read again:</p>
      <Command>{`headwater invoke ${runtime} '{"prompt": "…"}' --session ${session} --detach`}</Command>
    </EmptyState>
  );
}

interface RunTableProps {
  runs: readonly ListedRun[];
  state: "" | "running";
  onCancel: (run: ListedRun) => void;
}

function RunTable({ runs, state, onCancel }: RunTableProps) {
  return (
    <Card isFlush>
      <div class="table-scroll">
        <table aria-label={state === "running" ? "Runs that go on now" : "Runs"}>
          <thead>
            <tr>
              <th scope="col">Run</th>
              <th scope="col">State</th>
              <th scope="col">Began</th>
              <th scope="col" class="number wide">Took</th>
              <th scope="col" class="number wide">Answer</th>
              <th scope="col" class="number wide">Viewers</th>
              <th scope="col" class="number">
                <span class="hidden">Cancel</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <RunRow key={run.invocationId} run={run} onCancel={onCancel} />
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function RunRow({ run, onCancel }: { run: ListedRun; onCancel: (run: ListedRun) => void }) {
  const isRunning = run.state === "running";
  const query = { session: run.sessionId, run: run.invocationId };
  const shortId = run.invocationId.slice(0, 8);
  return (
    <tr>
      <td class="nowrap">
        <a href={href("/playground", run.runtimeName, query)} title={run.invocationId}>
          {isRunning ? "Watch" : "View"} {shortId}
        </a>
      </td>
      <td>
        <Badge tone={TONES[run.state] ?? "off"}>{run.state}</Badge>
      </td>
      <td class="nowrap">{isRunning ? <Ago at={run.createdAt} /> : formatWhen(run.createdAt)}</td>
      <td class="number wide">{took(run)}</td>
      <td class="number wide">{formatBytes(run.lengthBytes)}</td>
      <td class="number wide">{run.viewers}</td>
      <td class="number">
        {isRunning && (
          <IconButton icon="stop" label={`Cancel run ${shortId}`} onClick={() => onCancel(run)} />
        )}
      </td>
    </tr>
  );
}

function took(run: ListedRun): string {
  return run.endedAt ? formatMs(Date.parse(run.endedAt) - Date.parse(run.createdAt)) : "–";
}
