/** What a memory is, what makes records of its events, and where that failed. */
import { useState } from "preact/hooks";
import { href } from "../../router";
import { Button, Identifier } from "../../ui/controls";
import { formatWhen } from "../../ui/format";
import { Card, Facts } from "../../ui/page";
import { Command, EmptyState } from "../../ui/states";
import { Badge } from "../../ui/status";
import { say, sayError } from "../../ui/toast";
import { listJobs, startJob, type ExtractionJob, type Memory, type Strategy } from "./api";
import { MemoryStatus, Paged } from "./more";
import { usePages } from "./pages";

export function Strategies({ memory }: { memory: Memory }) {
  return (
    <div class="stack">
      <Card title="Memory">
        <Facts
          facts={[
            ["Id", <Identifier value={memory.id} />],
            ["ARN", <Identifier value={memory.arn} />],
            memory.description ? ["Description", memory.description] : null,
            ["Events are kept", `${memory.eventExpiryDuration} days`],
            ["Made", formatWhen(memory.createdAt * 1000)],
            ["Changed", formatWhen(memory.updatedAt * 1000)],
            memory.failureReason ? ["Failure", memory.failureReason] : null,
          ]}
        />
      </Card>
      <StrategyList strategies={memory.strategies ?? []} />
      <Jobs memory={memory} />
    </div>
  );
}

function StrategyList({ strategies }: { strategies: Strategy[] }) {
  if (strategies.length === 0)
    return (
      <Card title="Strategies">
        <EmptyState icon="memory" title="This memory keeps events alone">
          <p>A strategy reads what is said and keeps facts, preferences or summaries of it, to be searched.</p>
          <Command>headwater memory create facts --strategy semantic</Command>
        </EmptyState>
      </Card>
    );
  return (
    <Card title="Strategies" isFlush>
      <div class="table-scroll" tabIndex={0} role="group" aria-label="Strategies, table">
        <table>
          <thead>
            <tr>
              <th>Name</th>
              <th>Kind</th>
              <th>Namespaces</th>
              <th>Status</th>
              <th>Id</th>
            </tr>
          </thead>
          <tbody>
            {strategies.map((one) => (
              <tr key={one.strategyId}>
                <td>
                  <strong>{one.name}</strong>
                  {one.description && <p class="muted">{one.description}</p>}
                </td>
                <td>
                  <Badge tone="off">{one.type.toLowerCase().replaceAll("_", " ")}</Badge>
                </td>
                <td>
                  {(one.namespaceTemplates ?? one.namespaces ?? []).map((namespace) => (
                    <code key={namespace}>{namespace}</code>
                  ))}
                </td>
                <td>{one.status && <MemoryStatus state={one.status} />}</td>
                <td>
                  <code>{one.strategyId}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function Jobs({ memory }: { memory: Memory }) {
  const jobs = usePages(`jobs ${memory.id}`, (token, signal) => listJobs(memory.id, token, signal));
  return (
    <Card title="Extractions that failed" isFlush>
      <Paged pages={jobs} what="extraction jobs" empty={<p class="pane-hint">None: all that was said was read.</p>}>
        {(items) => (
          <div class="table-scroll">
            <table>
              <thead>
                <tr>
                  <th>Conversation</th>
                  <th>Strategy</th>
                  <th class="number">Messages</th>
                  <th>Reason</th>
                  <th>
                    <span class="hidden">Actions</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((job) => (
                  <JobRow key={job.jobID} job={job} memory={memory} onStarted={jobs.reload} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Paged>
    </Card>
  );
}

function JobRow({ job, memory, onStarted }: { job: ExtractionJob; memory: Memory; onStarted: () => void }) {
  const [isBusy, setBusy] = useState(false);
  const start = async () => {
    setBusy(true);
    try {
      await startJob(memory.id, job.jobID);
      say("It is read again");
      onStarted();
    } catch (error) {
      sayError(error);
    }
    setBusy(false);
  };
  const strategy = memory.strategies?.find((one) => one.strategyId === job.strategyId);
  return (
    <tr>
      <td>
        {job.actorId && job.sessionId ? (
          <a class="strong" href={href("/memory", memory.id, { actor: job.actorId, session: job.sessionId })}>
            {job.actorId}, {job.sessionId}
          </a>
        ) : (
          <code>{job.jobID}</code>
        )}
      </td>
      <td>{strategy?.name ?? job.strategyId ?? "–"}</td>
      <td class="number">{job.messages.messagesList?.length ?? 0}</td>
      <td class="job-reason">{job.failureReason ?? "–"}</td>
      <td>
        <Button isBusy={isBusy} onClick={() => void start()}>
          Try again
        </Button>
      </td>
    </tr>
  );
}
