import { useState } from "preact/hooks";
import { useResource } from "../../api/resource";
import { listChanges } from "../../api/routes";
import type { Change } from "../../api/types";
import { Button } from "../../ui/controls";
import { formatWhen } from "../../ui/format";
import { Card } from "../../ui/page";
import { EmptyState, ErrorState, Loading } from "../../ui/states";
import { Status } from "../../ui/status";
import { sayError } from "../../ui/toast";

/** What became of versions and endpoints, the latest first. */
export function History({ runtime, version }: { runtime: string; version: number }) {
  const found = useResource(`${runtime} ${version}`, (signal) => listChanges(runtime, null, { signal }), { keepsOld: true });
  const [isMore, setMore] = useState(false);
  if (found.error !== null) return <ErrorState error={found.error} onRetry={found.reload} />;
  if (!found.data) return <Loading what="the history" />;
  const { changes, nextBefore } = found.data;
  if (changes.length === 0) return <EmptyState icon="clock" title="Nothing is on record" />;
  const more = async () => {
    setMore(true);
    try {
      const page = await listChanges(runtime, nextBefore);
      found.change((was) => ({ changes: [...was.changes, ...page.changes], nextBefore: page.nextBefore }));
    } catch (error) {
      sayError(error);
    }
    setMore(false);
  };
  return (
    <Card isFlush>
      <div class="table-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">What</th>
              <th scope="col">Status</th>
              <th scope="col" class="wide">By</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change, index) => (
              <tr key={`${change.at} ${change.kind} ${change.endpoint ?? change.version} ${index}`}>
                <td class="nowrap">{formatWhen(change.at)}</td>
                <td>
                  {tell(change)}
                  {change.digest && (
                    <>
                      {" "}
                      <code class="muted" title={`SHA-256 of its code: ${change.digest}`}>
                        {change.digest.slice(0, 12)}
                      </code>
                    </>
                  )}
                  {change.failureReason && <div class="failure breaks">{change.failureReason}</div>}
                </td>
                <td>
                  <Status state={change.status} />
                </td>
                <td class="wide muted">{change.by ?? "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {nextBefore !== null && (
        <div class="more">
          <Button kind="quiet" isBusy={isMore} onClick={() => void more()}>
            Show more
          </Button>
        </div>
      )}
    </Card>
  );
}

function tell(change: Change): string {
  if (change.kind === "version") return `Version ${change.version}`;
  const { endpoint, version, targetVersion } = change;
  if (targetVersion && version !== targetVersion)
    return version === null ? `Endpoint ${endpoint}, to serve version ${targetVersion}` : `Endpoint ${endpoint}, from version ${version} to ${targetVersion}`;
  return version === null ? `Endpoint ${endpoint}` : `Endpoint ${endpoint}, serving version ${version}`;
}
