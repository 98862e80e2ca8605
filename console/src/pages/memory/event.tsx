import { formatWhen } from "../../ui/format";
import { Badge } from "../../ui/status";
import type { MemoryEvent, Payload } from "./api";
import { readTurn, showJson } from "./turns";

const ROLES: Record<string, string> = { USER: "User", ASSISTANT: "Assistant", TOOL: "Tool", OTHER: "Other" };

/** One event: what was said, by whom, and what is kept with it. Everything in it is text. */
export function EventView({ event }: { event: MemoryEvent }) {
  const marks = Object.entries(event.metadata ?? {});
  return (
    <li class="event">
      {event.payload.map((payload, index) => (
        <PayloadView key={index} payload={payload} />
      ))}
      {event.payload.length === 0 && <p class="muted">Without content</p>}
      <footer class="event-foot">
        <time dateTime={new Date(event.eventTimestamp * 1000).toISOString()}>
          {formatWhen(event.eventTimestamp * 1000)}
        </time>
        {event.branch && <Badge tone="warn">branch {event.branch.name}</Badge>}
        {marks.map(([name, value]) => (
          <Badge key={name} tone="off">
            {name}: {value.stringValue ?? showJson(value)}
          </Badge>
        ))}
        <code class="event-id" title="The event's id">
          {event.eventId}
        </code>
      </footer>
    </li>
  );
}

function PayloadView({ payload }: { payload: Payload }) {
  if (payload.conversational) {
    const { role, content } = payload.conversational;
    return <Said role={role} text={content.text ?? ""} />;
  }
  const [label, value] = payload.json ? ["JSON", payload.json.content] : ["Blob", payload.blob];
  return (
    <div class="payload is-blob">
      <span class="role">{label}</span>
      <pre tabIndex={0}>{showJson(value)}</pre>
    </div>
  );
}

function Said({ role, text }: { role: string; text: string }) {
  const turn = readTurn(text);
  return (
    <div class={`payload is-${role.toLowerCase()}`}>
      <span class="role">{ROLES[role] ?? role}</span>
      {turn.parts.map((part, index) =>
        part.kind === "text" ? (
          <p key={index} class="said">
            {part.text}
          </p>
        ) : (
          <details key={index} class="tool">
            <summary>
              {part.kind === "call" ? "Calls" : "Result:"} {part.name}
            </summary>
            <pre tabIndex={0}>{part.text}</pre>
          </details>
        ),
      )}
      {turn.raw !== null && (
        <details class="tool">
          <summary>As it is kept</summary>
          <pre tabIndex={0}>{turn.raw}</pre>
        </details>
      )}
    </div>
  );
}
