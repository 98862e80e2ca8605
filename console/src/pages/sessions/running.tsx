/** The runs of a session that go on at this moment: anybody who may see them may watch them. */
import { useResource } from "../../api/resource";
import { listRuns } from "../../api/routes";
import { href } from "../../router";
import { Ago, formatBytes } from "../../ui/format";
import { Card } from "../../ui/page";

interface Props {
  readonly session: string;
  /** Counts up when there may be new ones. */
  readonly version: number;
}

export function RunningRuns({ session, version }: Props) {
  const query = { session, state: "running" };
  const found = useResource(`runs ${session} ${version}`, (signal) => listRuns(query, { signal }), { keepsOld: true });
  const runs = found.data?.runs ?? [];
  if (runs.length === 0) return null;
  return (
    <Card isFlush>
      <div class="table-scroll">
        <table aria-label="Runs that go on now">
          <thead>
            <tr>
              <th scope="col">Running</th>
              <th scope="col">Since</th>
              <th scope="col" class="number">Answer so far</th>
              <th scope="col" class="number">Viewers</th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <tr key={run.invocationId}>
                <td>
                  <a href={href("/playground", run.runtimeName, { session, run: run.invocationId })}>Watch {run.invocationId.slice(0, 8)}</a>
                </td>
                <td>
                  <Ago at={run.createdAt} />
                </td>
                <td class="number">{formatBytes(run.lengthBytes)}</td>
                <td class="number">{run.viewers}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
