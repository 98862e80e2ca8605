/** An answer as it is written: text, thoughts, tool calls at work, errors. */

import { useMemo, useState } from "preact/hooks";
import { CopyButton } from "../ui/controls";
import { formatMs } from "../ui/format";
import { Icon } from "../ui/icons";
import { Badge } from "../ui/status";
import { Markdown } from "../markdown/markdown";
import { plainText } from "../markdown/plain";
import { type Answer, type ErrorPart, type Part, prettyJson, type ToolPart } from "./answer";

interface Props {
  readonly answer: Answer;
  readonly isOpen: boolean;
  /** Milliseconds since the request was sent: how long tools have been at work. */
  readonly atMs: number;
}

/** Parts of an answer that are on the page at once; the stream's events have them all. */
const MAX_PARTS_SHOWN = 200;
const MAX_JSON_CHARS = 20_000;

export function AnswerView({ answer, isOpen, atMs }: Props) {
  const { parts } = answer;
  const first = Math.max(0, parts.length - MAX_PARTS_SHOWN);
  return (
    <div class="answer">
      {first > 0 && <p class="muted">{first.toLocaleString()} earlier parts are not shown here; the events have them all.</p>}
      {parts.slice(first).map((part, index) => (
        <PartView key={first + index} part={part} isOpen={isOpen && first + index === parts.length - 1} isLive={isOpen} atMs={atMs} />
      ))}
      {answer.partsDropped > 0 && <p class="muted">{answer.partsDropped.toLocaleString()} more parts were counted and not kept.</p>}
      {answer.charsDropped > 0 && <p class="muted">{answer.charsDropped.toLocaleString()} more characters were counted and not kept.</p>}
      {answer.dataCount > 0 && <DataList answer={answer} count={answer.dataCount} isAll={parts.length === 0} />}
    </div>
  );
}

function PartView({ part, isOpen, isLive, atMs }: { part: Part; isOpen: boolean; isLive: boolean; atMs: number }) {
  switch (part.kind) {
    case "text":
      return <Markdown text={part.text} isComplete={!isOpen} />;
    case "reasoning":
      return <Reasoning text={part.text} isOpen={isOpen} />;
    case "tool":
      return <ToolCall tool={part} isLive={isLive} atMs={atMs} />;
    case "error":
      return <ErrorNote error={part} />;
  }
}

function Reasoning({ text, isOpen }: { text: string; isOpen: boolean }) {
  return (
    <details class="reasoning" open={isOpen}>
      <summary>Reasoning</summary>
      <Markdown text={text} isComplete={!isOpen} />
    </details>
  );
}

function ErrorNote({ error }: { error: ErrorPart }) {
  return (
    <div class="note is-bad" role="alert">
      <strong>{error.errorType ?? "Error"}</strong> <span>{plainText(error.message.slice(0, MAX_JSON_CHARS))}</span>
    </div>
  );
}

/** What a tool is called with, as it grows, and what came of it. */
export function ToolCall({ tool, isLive, atMs }: { tool: ToolPart; isLive: boolean; atMs: number }) {
  const isRunning = tool.endMs === null && isLive;
  const durationMs = (tool.endMs ?? (isLive ? atMs : null)) === null ? null : (tool.endMs ?? atMs) - tool.startMs;
  return (
    <details class={`tool-call${tool.isError ? " is-error" : ""}`} open data-tool={tool.name}>
      <summary>
        <Icon name="right" size={12} />
        <code class="tool-name">{tool.name || "tool"}</code>
        <ToolState tool={tool} isRunning={isRunning} />
        <span class="spacer" />
        {durationMs !== null && <span class="number muted">{formatMs(durationMs)}</span>}
      </summary>
      <div class="tool-body">
        <ToolText label="Input" text={tool.input || "{}"} />
        {tool.progressCount > 0 && tool.result === null && (
          <ToolText label={`Progress (${tool.progressCount})`} text={JSON.stringify(tool.progress.at(-1))} />
        )}
        {tool.result !== null && <ToolText label={tool.isError ? "Error" : "Result"} text={tool.result} />}
      </div>
    </details>
  );
}

function ToolState({ tool, isRunning }: { tool: ToolPart; isRunning: boolean }) {
  if (tool.isError) return <Badge tone="bad">failed</Badge>;
  if (tool.result !== null) return <Badge tone="ok">done</Badge>;
  return isRunning ? <Badge tone="busy">running</Badge> : <Badge tone="off">no result</Badge>;
}

function ToolText({ label, text }: { label: string; text: string }) {
  // Many calls are on the page at once, and each is drawn again with every frame of a stream.
  const shown = useMemo(() => plainText(prettyJson(text).slice(0, MAX_JSON_CHARS)), [text]);
  return (
    <div class="tool-text">
      <span class="muted">{label}</span>
      <pre tabIndex={0} aria-label={label}>
        {shown}
        {text.length > MAX_JSON_CHARS && "…"}
      </pre>
    </div>
  );
}

/** `count` says when there is more: the answer grows without becoming another one. Open where there is nothing else. */
function DataList({ answer, count, isAll }: { answer: Answer; count: number; isAll: boolean }) {
  const [isOpen, setOpen] = useState(isAll);
  const all = () => answer.data.map((value) => JSON.stringify(value, null, 2)).join("\n");
  return (
    <details class="data-list" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {count.toLocaleString()} {count === 1 ? "value" : "values"} that {count === 1 ? "is" : "are"} neither text nor tool
      </summary>
      {isOpen && (
        <div class="data-body">
          <CopyButton text={all} label="Copy these events" />
          <pre tabIndex={0} aria-label="Other events">
            {plainText(all().slice(0, MAX_JSON_CHARS))}
          </pre>
        </div>
      )}
    </details>
  );
}
