/** An invocation's phases as a thin bar: where its time went, at a glance. */
import type { Span } from "../api/types";
import { formatMs } from "./format";

/** Names of the server's phases, in the order of an invocation; each has a colour of its own. */
const KNOWN = ["authenticate", "route", "find_or_start", "connect", "first_byte", "stream", "settle"];

export function PhaseBar({ span }: { span: Pick<Span, "phases" | "durationMs"> }) {
  const text = span.phases.map((one) => `${one.name.replaceAll("_", " ")} ${formatMs(one.durationMs)}`).join(", ");
  return (
    <svg class="phase-bar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label={text}>
      <title>{text}</title>
      {span.phases.map((one) => (
        <rect
          key={one.name}
          class={`phase-${KNOWN.indexOf(one.name) + 1}`}
          x={share(one.offsetMs, span.durationMs)}
          width={Math.max(0.4, share(one.durationMs, span.durationMs))}
          y="0"
          height="8"
        />
      ))}
    </svg>
  );
}

function share(ms: number, ofMs: number): number {
  return ofMs > 0 ? Math.min(100, (100 * ms) / ofMs) : 0;
}
