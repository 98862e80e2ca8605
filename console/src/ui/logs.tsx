/** A log as it is written: of an agent, of one session, or of a build. Bounded, however much is printed. */
import { Component } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { readLog } from "../api/routes";
import type { LogLine } from "../api/types";
import { href, queryValue, setQuery } from "../router";
import { Button, IconButton, SearchBox, Select } from "./controls";
import { formatTime } from "./format";
import { Pacer } from "./pacer";
import { Badge } from "./status";
import { ErrorState } from "./states";

/** Lines that are kept in the page; earlier ones are still on the server. */
export const KEPT_LINES = 2000;
/** Lines of the past that are asked for at first. */
const PAST_LINES = 500;
const RETRY_MS = 2000;
const DRAW_EVERY_MS = 100;
// eslint-disable-next-line no-control-regex
const ESCAPES = /\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;

/** Colours and cursor moves that a program prints for a terminal are not for a page. */
export function withoutEscapes(text: string): string {
  return text.includes("\u001b") ? text.replace(ESCAPES, "") : text;
}

interface Kept {
  lines: (LogLine & { id: number })[];
  droppedCount: number;
}

export interface LogFilter {
  level: string;
  grep: string;
}

/** Follows a log. A flood of lines is drawn some times a second, and of what nobody could read only the end. */
function useLog(runtime: string, session: string | undefined, { level, grep }: LogFilter, isPaused: boolean) {
  const [kept, setKept] = useState<Kept>({ lines: [], droppedCount: 0 });
  const [error, setError] = useState<unknown>(null);
  const [isOpen, setOpen] = useState(false);
  const waiting = useRef<LogLine[]>([]);
  const pausedNow = useRef(isPaused);
  pausedNow.current = isPaused;
  useEffect(() => {
    const stop = new AbortController();
    let count = 0;
    let skippedCount = 0;
    waiting.current = [];
    setKept({ lines: [], droppedCount: 0 });
    setError(null);
    const show = () => {
      if (pausedNow.current || waiting.current.length === 0) return;
      const fresh = waiting.current.map((line) => ({ ...line, id: count++ }));
      const skipped = skippedCount;
      waiting.current = [];
      skippedCount = 0;
      setKept((was) => {
        const lines = [...was.lines, ...fresh];
        const tooMany = Math.max(0, lines.length - KEPT_LINES);
        return { lines: tooMany ? lines.slice(tooMany) : lines, droppedCount: was.droppedCount + tooMany + skipped };
      });
    };
    const follow = async () => {
      let since: string | undefined;
      while (!stop.signal.aborted) {
        try {
          const query = { follow: 1, session, level, grep, since, limit: since ? undefined : PAST_LINES };
          setOpen(true);
          for await (const line of readLog(runtime, query, stop.signal)) {
            since = line.time;
            waiting.current.push(line);
            if (waiting.current.length > 2 * KEPT_LINES) skippedCount += waiting.current.splice(0, KEPT_LINES).length;
          }
        } catch (problem) {
          if (stop.signal.aborted) return;
          setError(problem);
          setOpen(false);
          return;
        }
        setOpen(false);
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS)); // the server ended; it may be back
      }
    };
    void follow();
    const pacer = new Pacer(show);
    const timer = setInterval(() => waiting.current.length > 0 && pacer.ask(), DRAW_EVERY_MS);
    return () => {
      stop.abort();
      clearInterval(timer);
      pacer.stop();
    };
  }, [runtime, session, level, grep]);
  return { ...kept, error, isOpen };
}

const LEVELS = [
  ["", "All levels"],
  ["debug", "Debug and up"],
  ["info", "Info and up"],
  ["warning", "Warnings and errors"],
  ["error", "Errors"],
] as const;

/** `session` undefined: what all of the agent's sessions print, and what is said of them. */
export function LogView({ runtime, session }: { runtime: string; session?: string }) {
  const filter = { level: queryValue("level"), grep: queryValue("grep") };
  const [isPaused, setPaused] = useState(false);
  const [wraps, setWraps] = useState(true);
  const [isRaw, setRaw] = useState(false);
  const { lines, droppedCount, error, isOpen } = useLog(runtime, session, filter, isPaused);
  const box = useRef<HTMLDivElement>(null);
  const sticks = useRef(true);
  useEffect(() => {
    if (sticks.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [lines]);
  const onScroll = () => {
    const at = box.current;
    if (at) sticks.current = at.scrollHeight - at.scrollTop - at.clientHeight < 24;
  };
  return (
    <section class="card is-flush log-card" aria-label="Log">
      <div class="log-bar">
        <SearchBox label="Only lines with" placeholder="Only lines with…" value={filter.grep} onInput={(grep) => setQuery({ grep })} />
        <Select label="Level" isLabelHidden value={filter.level} options={LEVELS} onChange={(level) => setQuery({ level })} />
        <span class="spacer" />
        {isOpen && !isPaused && <Badge tone="busy">following</Badge>}
        <Button kind="quiet" icon={isPaused ? "play" : "pause"} onClick={() => setPaused(!isPaused)} aria-pressed={isPaused}>
          {isPaused ? "Go on" : "Pause"}
        </Button>
        <Button kind="quiet" onClick={() => setWraps(!wraps)} aria-pressed={wraps}>
          Wrap
        </Button>
        <Button kind="quiet" onClick={() => setRaw(!isRaw)} aria-pressed={isRaw} title="Lines of JSON as they were written">
          Raw
        </Button>
        <IconButton icon="download" label="Save what is shown" onClick={() => save(lines, session ?? runtime)} disabled={lines.length === 0} />
      </div>
      {error !== null && <ErrorState error={error} />}
      {error === null && (
        <div class={`log${wraps ? " wraps" : ""}`} ref={box} onScroll={onScroll} tabIndex={0} role="log" aria-live="off" aria-label="Lines of the log">
          {droppedCount > 0 && <p class="log-note">{droppedCount} earlier lines are not shown; the server has them (headwater logs)</p>}
          {lines.map((line) => (
            <Line key={line.id} line={line} isOfOne={session !== undefined} isRaw={isRaw} runtime={runtime} />
          ))}
          {lines.length === 0 && (
            <p class="log-note">{filter.grep || filter.level ? "No line fits yet." : "Nothing was printed yet. Lines appear here as they are written."}</p>
          )}
        </div>
      )}
    </section>
  );
}

/** What an agent wrote where, and what the server noted of it. */
const STREAMS: Record<string, string> = { stdout: "out", stderr: "err", event: "evt" };

interface LineProps {
  line: LogLine;
  /** All lines are of one session, so it need not be said which. */
  isOfOne: boolean;
  isRaw: boolean;
  runtime: string;
}

/** Drawn once, however many come after it. */
class Line extends Component<LineProps> {
  override shouldComponentUpdate(next: LineProps): boolean {
    return next.line !== this.props.line || next.isRaw !== this.props.isRaw;
  }

  override render() {
    return drawLine(this.props);
  }
}

function drawLine({ line, isOfOne, isRaw, runtime }: LineProps) {
  const level = (line.level ?? "").toLowerCase();
  const tone = /err|crit|fatal/.test(level) ? "is-bad" : /warn/.test(level) ? "is-warn" : "";
  const isOurs = line.source !== undefined && line.source !== "session";
  return (
    <div class={`line ${tone}${isOurs ? " is-ours" : ""}`}>
      <time title={line.time}>{formatTime(line.time)}</time>
      {!isOfOne &&
        (line.sessionId ? (
          <a class="line-from" href={href("/sessions", runtime, line.sessionId, { tab: "logs" })} title={line.sessionId}>
            {line.sessionId.slice(-8)}
          </a>
        ) : (
          <span class="line-from">{line.source ?? ""}</span>
        ))}
      <span class={`line-stream is-${line.stream}`} title={line.stream}>
        {STREAMS[line.stream] ?? line.stream.slice(0, 3)}
      </span>
      <LineText text={withoutEscapes(line.text)} isRaw={isRaw} />
    </div>
  );
}

/** A line of JSON that a logger wrote: what it says, and by whom; null for all others. */
export function readJsonLine(text: string): { message: string; logger: string } | null {
  if (!text.startsWith("{") || !text.endsWith("}")) return null;
  try {
    const { message, logger, name, errorMessage } = JSON.parse(text) as Record<string, unknown>;
    if (typeof message !== "string") return null;
    const told = typeof errorMessage === "string" && !message.includes(errorMessage) ? `${message}: ${errorMessage}` : message;
    return { message: told, logger: typeof logger === "string" ? logger : typeof name === "string" ? name : "" };
  } catch {
    return null;
  }
}

function LineText({ text, isRaw }: { text: string; isRaw: boolean }) {
  const known = isRaw ? null : readJsonLine(text);
  if (!known) return <span class="line-text">{text}</span>;
  return (
    <span class="line-text" title={text}>
      {known.logger && <span class="muted">{known.logger}: </span>}
      {known.message}
    </span>
  );
}

function save(lines: readonly LogLine[], name: string): void {
  const text = lines.map((line) => `${line.time} ${line.stream} ${line.text}\n`).join("");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  link.download = `${name}.log`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
