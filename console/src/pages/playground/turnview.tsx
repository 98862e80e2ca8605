/** A turn on the page: what was asked, the answer as it is written, and what one can do with it. */

import type { ComponentChildren } from "preact";
import { Button, CopyButton } from "../../ui/controls";
import { formatCount, formatMs, formatWhen } from "../../ui/format";
import { Icon } from "../../ui/icons";
import { href } from "../../router";
import { AnswerView } from "../../stream/answerview";
import { Asked } from "../../stream/asked";
import { meanRate, tokenCount } from "../../stream/panel";
import { adviseOn } from "./advice";
import type { Turn } from "./turn";

interface Props {
  readonly turn: Turn;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly onCopyAs: () => void;
  readonly onResend: () => void;
  /** The stream's panel, where there is no room beside the conversation. */
  readonly children?: ComponentChildren;
}

export function TurnView({ turn, isChosen, onChoose, onCopyAs, onResend, children }: Props) {
  void turn.ticker.version.value;
  const { record, question } = turn;
  return (
    <article class={`turn${isChosen ? " is-chosen" : ""}`} aria-label={`Turn of ${formatWhen(turn.sentAt)}`} data-state={turn.state}>
      {turn.isWatched ? <p class="muted">Run {turn.requestId}, begun elsewhere</p> : <Asked payload={question.payload} />}
      <div class="answer-box" aria-busy={turn.isRunning} aria-live="off">
        <AnswerView answer={record.answer} isOpen={turn.isRunning} atMs={turn.elapsedMs} />
        {turn.isRunning && record.eventCount === 0 && !turn.isReconnecting && <Waiting turn={turn} />}
        {turn.isReconnecting && (
          <p class="waiting" role="status">
            <span class="spinner" aria-hidden="true" />
            The connection is lost; the agent works on. Connecting again…
          </p>
        )}
        {turn.state === "stopped" && turn.isWatched && <p class="muted stopped">Not watched any more. The run goes on.</p>}
        {turn.state === "stopped" && !turn.isWatched && <p class="muted stopped">Stopped after {formatMs(record.durationMs)}. The agent was told that nobody listens.</p>}
        {turn.error && <Failure turn={turn} />}
        {turn.state === "complete" && !turn.isRestored && record.byteCount === 0 && <p class="muted">The agent answered with nothing.</p>}
      </div>
      <footer class="turn-foot">
        <Summary turn={turn} />
        <span class="spacer" />
        <span class="turn-actions">
        <Button kind="quiet" icon="clock" aria-pressed={isChosen} onClick={onChoose}>
          Timeline
        </Button>
        {turn.traceId && !turn.isRunning && (
          <a class="button is-quiet" href={href("/traces", turn.traceId)}>
            <Icon name="traces" />
            Trace
          </a>
        )}
        {!turn.isWatched && (
          <Button kind="quiet" icon="external" onClick={onCopyAs}>
            Copy as…
          </Button>
        )}
        {!turn.isRunning && !turn.isWatched && <Button kind="quiet" icon="refresh" onClick={onResend}>Again</Button>}
        <CopyButton text={() => record.answer.text} label="Copy the answer" />
        </span>
      </footer>
      {children}
    </article>
  );
}

function Waiting({ turn }: { turn: Turn }) {
  return (
    <p class="waiting" role="status">
      <span class="spinner" aria-hidden="true" />
      {turn.state === "streaming" ? "The agent has begun to answer…" : "Waiting for the agent…"}
      {turn.elapsedMs > 1_000 && <span class="number" aria-hidden="true">{Math.floor(turn.elapsedMs / 1_000)} s</span>}
    </p>
  );
}

function Failure({ turn }: { turn: Turn }) {
  const { error } = turn;
  if (error === null) return null;
  const advice = adviseOn(error);
  return (
    <div class="note is-bad" role="alert">
      <p>
        <strong>{error.code}</strong> {error.message}
      </p>
      {advice && <p>{advice}</p>}
      <p class="row">
        {error.status === 401 && <a href={href("/signin", { next: window.location.pathname + window.location.search })}>Sign in</a>}
        {turn.hasSession && <a href={href("/sessions", turn.question.runtimeName, turn.sessionId, { tab: "logs" })}>Session's log</a>}
        {error.requestId && (
          <span class="muted">
            Request <code>{error.requestId}</code>
          </span>
        )}
      </p>
    </div>
  );
}

function Summary({ turn }: { turn: Turn }) {
  const { record } = turn;
  if (turn.isRestored) return <span class="muted">{formatWhen(turn.sentAt)}</span>;
  if (record.headMs === null) return null;
  const rate = meanRate(record);
  const parts = [
    record.firstTokenMs === null ? null : `first token ${formatMs(record.firstTokenMs)}`,
    turn.isRunning ? null : formatMs(record.durationMs),
    record.firstTokenMs === null ? null : `${tokenCount(record)} tokens${rate === null ? "" : `, ${formatCount(rate)}/s`}`,
  ];
  return <span class="muted number">{parts.filter((part) => part !== null).join(" · ")}</span>;
}
