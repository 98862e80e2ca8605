/** A recorded stream, played again with its timing. `<StreamPlayer requestId=… />` is all a page needs. */

import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { useResource } from "../api/resource";
import { IconButton, Select } from "../ui/controls";
import { formatMs } from "../ui/format";
import { ErrorState, Loading } from "../ui/states";
import { Asked } from "./asked";
import { AnswerView } from "./answerview";
import { StreamPanel } from "./panel";
import { getRecording, phasesOf, type RecordedInvocation } from "./recording";
import { Replay, SPEEDS } from "./replay";
import { Ticker } from "./ticker";

const SEEK_STEP = 0.05;

export function StreamPlayer({ requestId }: { readonly requestId: string }) {
  const found = useResource(`recording ${requestId}`, (signal) => getRecording(requestId, signal));
  if (found.error) return <ErrorState error={found.error} onRetry={found.reload} />;
  if (found.data === undefined) return <Loading what="the recording" />;
  return <Player key={requestId} found={found.data} />;
}

function Player({ found }: { readonly found: RecordedInvocation }) {
  // It stands at its end first: whoever only wants to read need not press anything.
  const replay = useMemo(() => {
    const made = new Replay(found.recording);
    made.seek(made.durationMs);
    return made;
  }, [found]);
  const ticker = useMemo(() => new Ticker(), [found]);
  const speed = useSignal("1");
  void ticker.version.value;
  usePlaying(replay, ticker);
  const change = (act: () => void) => {
    act();
    ticker.bump();
  };
  const seek = (positionMs: number) => change(() => replay.seek(positionMs));
  return (
    <div class="player">
      <div class="player-bar">
        <IconButton
          icon={replay.isPlaying ? "pause" : "play"}
          label={replay.isPlaying ? "Pause" : "Play the stream again"}
          onClick={() => change(() => replay.toggle())}
        />
        <input
          type="range"
          aria-label="Position in the stream"
          aria-valuetext={`${formatMs(replay.positionMs)} of ${formatMs(replay.durationMs)}`}
          min={0}
          max={replay.durationMs}
          step="any"
          value={replay.positionMs}
          onInput={(event) => seek(Number(event.currentTarget.value))}
          onKeyDown={(event) => {
            const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
            if (step === undefined) return;
            event.preventDefault();
            seek(replay.positionMs + step * SEEK_STEP * replay.durationMs);
          }}
        />
        <span class="number nowrap">
          {formatMs(replay.positionMs)} <span class="muted">/ {formatMs(replay.durationMs)}</span>
        </span>
        <Select
          label="Speed"
          value={speed.value}
          options={SPEEDS.map((one) => [String(one), `${one}×`] as const)}
          onChange={(value) => {
            speed.value = value;
            replay.speed = Number(value);
          }}
        />
      </div>
      {!found.isWhole && <p class="note">Only the beginning of this answer was kept (telemetry.content_max_bytes).</p>}
      <div class="player-columns">
        <div class="player-answer" tabIndex={0} role="region" aria-label="Answer">
          {found.request !== "" && <Asked payload={found.request} />}
          <AnswerView answer={replay.record.answer} isOpen={!replay.isAtEnd} atMs={replay.positionMs} />
        </div>
        <StreamPanel
          record={replay.record}
          phases={phasesOf(found.invocation)}
          durationMs={replay.durationMs}
          positionMs={replay.positionMs}
          onSeek={seek}
        />
      </div>
    </div>
  );
}

/** Moves a replay on with the frames of the page, while it plays. */
function usePlaying(replay: Replay, ticker: Ticker): void {
  const { isPlaying } = replay;
  useEffect(() => {
    if (!isPlaying) return;
    let lastMs = performance.now();
    let frame = requestAnimationFrame(function step(nowMs) {
      replay.advance(Math.max(0, nowMs - lastMs));
      ticker.bump();
      lastMs = nowMs;
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [replay, isPlaying]);
}
