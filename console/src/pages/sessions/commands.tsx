/** A shell command beside the agent: what it prints as it comes, and how it ends. */
import { Component } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { SessionLives } from "../../api/types";
import { Button, CopyButton, Select } from "../../ui/controls";
import { formatMs, formatTime } from "../../ui/format";
import { Card } from "../../ui/page";
import { withoutEscapes } from "../../ui/logs";
import { Command as ShellCommand, EmptyState, ErrorState } from "../../ui/states";
import { Badge } from "../../ui/status";
import type { Command, CommandEnd, CommandHistory } from "./command";
import type { OutputLine } from "./output";

const OPERATION = "InvokeAgentRuntimeCommand";
const TIMEOUTS = [
  ["10", "10 s"],
  ["60", "1 min"],
  ["300", "5 min"],
  ["3600", "1 h"],
] as const;

interface Props {
  readonly known: SessionLives;
  readonly history: CommandHistory;
}

export function SessionCommands({ known, history }: Props) {
  const [text, setText] = useState("");
  const [timeout, setTimeoutS] = useState<(typeof TIMEOUTS)[number][0]>("300");
  const live = known.live[0];
  const commands = history.commands.value;
  const run = () => {
    const line = text.trim();
    if (!line || !live) return;
    history.run(line, Number(timeout), { arn: known.runtimeArn, endpoint: live.endpoint, session: known.sessionId });
    setText("");
  };
  const recall = (event: KeyboardEvent) => {
    if (event.key !== "ArrowUp" || text !== "" || !commands[0]) return;
    event.preventDefault();
    setText(commands[0].text);
  };
  if (!known.allowed.includes(OPERATION))
    return (
      <EmptyState icon="lock" title="You may not run commands in this session">
        <p>
          That is for callers whose key allows <code>bedrock-agentcore:{OPERATION}</code>.
        </p>
      </EmptyState>
    );
  return (
    <div class="stack">
      {live ? (
        <form
          class="card command-form"
          onSubmit={(event) => {
            event.preventDefault();
            run();
          }}
        >
          <input
            type="text"
            class="mono"
            aria-label="Command"
            placeholder="ls -l"
            value={text}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            onInput={(event) => setText(event.currentTarget.value)}
            onKeyDown={recall}
          />
          <Select label="At most" value={timeout} options={TIMEOUTS} onChange={setTimeoutS} />
          <Button icon="play" kind="primary" type="submit" disabled={!text.trim()}>
            Run
          </Button>
        </form>
      ) : (
        <EmptyState icon="terminal" title="Commands run in a live session">
          <p>This one has ended. Its next invocation, or a command by the command line, starts it anew:</p>
          <ShellCommand>{`headwater exec ${known.runtimeName} --session ${known.sessionId} -- ls`}</ShellCommand>
        </EmptyState>
      )}
      {live && commands.length === 0 && (
        <EmptyState icon="terminal" title="Nothing was run from this page yet">
          <p>
            A command is a fresh shell in the session, with the agent's rights, files and limits. It ends when this page is left.
            For a terminal there is the command line:
          </p>
          <ShellCommand>{`headwater shell ${known.runtimeName} --session ${known.sessionId}`}</ShellCommand>
        </EmptyState>
      )}
      {commands.map((command) => (
        <CommandView key={command.id} command={command} />
      ))}
    </div>
  );
}

function CommandView({ command }: { command: Command }) {
  void command.version.value; // drawn anew with each change
  const { output, end } = command;
  const box = useRef<HTMLDivElement>(null);
  const sticks = useRef(true);
  useEffect(() => {
    if (sticks.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  });
  const onScroll = () => {
    const at = box.current;
    if (at) sticks.current = at.scrollHeight - at.scrollTop - at.clientHeight < 24;
  };
  return (
    <Card
      isFlush
      title={<code class="command-text">{command.text}</code>}
      actions={
        <>
          <span class="muted nowrap" title={new Date(command.startedMs).toISOString()}>
            {formatTime(command.startedMs)}
            {end && command.tookMs > 0 ? `, ${formatMs(command.tookMs)}` : ""}
          </span>
          <EndBadge end={end} />
          {end ? (
            <CopyButton label="Copy what it printed" text={() => output.lines.map((line) => `${line.text}\n`).join("")} />
          ) : (
            <Button icon="stop" kind="danger" onClick={() => command.stop()}>
              Stop
            </Button>
          )}
        </>
      }
    >
      {end?.kind === "failed" && <ErrorState error={end.error} />}
      {(output.lines.length > 0 || end?.kind !== "failed") && (
        <div
          class="log wraps command-output"
          ref={box}
          onScroll={onScroll}
          tabIndex={0}
          role="log"
          aria-live="off"
          aria-busy={end === null}
          aria-label={`What ${command.text} printed`}
        >
          {output.droppedCount > 0 && <p class="log-note">{output.droppedCount} earlier lines are not shown.</p>}
          {output.lines.map((line) => (
            <Line key={line.id} line={line} />
          ))}
          {output.lines.length === 0 && <p class="log-note">{end ? "It printed nothing." : "Nothing printed yet."}</p>}
        </div>
      )}
    </Card>
  );
}

const STREAMS = { stdout: "out", stderr: "err" };

/** Drawn once, however many come after it. */
class Line extends Component<{ line: OutputLine }> {
  override shouldComponentUpdate(next: { line: OutputLine }): boolean {
    return next.line !== this.props.line;
  }

  override render() {
    const { stream, text } = this.props.line;
    return (
      <div class={`line is-${stream}`}>
        <span class={`line-stream is-${stream}`} title={stream}>
          {STREAMS[stream]}
        </span>
        <span class="line-text">{withoutEscapes(text)}</span>
      </div>
    );
  }
}

function EndBadge({ end }: { end: CommandEnd | null }) {
  if (!end) return <Badge tone="busy">running</Badge>;
  if (end.kind === "stopped") return <Badge tone="off">stopped</Badge>;
  if (end.kind === "failed") return <Badge tone="bad">failed</Badge>;
  if (end.isTimedOut) return <Badge tone="bad">took too long: exit {end.exitCode}</Badge>;
  return <Badge tone={end.exitCode === 0 ? "ok" : "bad"}>exit {end.exitCode}</Badge>;
}
