/** What the memories hold of a session: where its id is a conversation of one of them. */
import { useResource } from "../../api/resource";
import { href } from "../../router";
import { Card } from "../../ui/page";
import { EmptyState, ErrorState, Loading } from "../../ui/states";
import { listActors, listEvents, listMemories, listSessions, type MemoryEvent, type MemorySummary } from "../memory/api";
import { EventView } from "../memory/event";

/** A memory cannot be asked for a session without its actor, so actors are gone through; no more than this. */
const ACTORS_MAX = 40;
const SHOWN_EVENTS = 50;

interface Found {
  memory: MemorySummary;
  actor: string;
  events: MemoryEvent[];
}

async function findEvents(session: string, signal: AbortSignal): Promise<Found[]> {
  const memories = (await listMemories(undefined, signal)).items;
  const found = await Promise.all(memories.map((memory) => findIn(memory, session, signal)));
  return found.flat();
}

async function findIn(memory: MemorySummary, session: string, signal: AbortSignal): Promise<Found[]> {
  const actors = (await listActors(memory.id, undefined, signal)).items.slice(0, ACTORS_MAX);
  const found: Found[] = [];
  for (const { actorId } of actors) {
    const sessions = await listSessions(memory.id, actorId, undefined, signal);
    if (!sessions.items.some((one) => one.sessionId === session)) continue;
    const { items } = await listEvents(memory.id, actorId, session, "", undefined, signal);
    found.push({ memory, actor: actorId, events: items.slice(0, SHOWN_EVENTS) });
  }
  return found;
}

export function SessionMemory({ session }: { session: string }) {
  const found = useResource(`memory of ${session}`, (signal) => findEvents(session, signal));
  if (found.error !== null) return <ErrorState error={found.error} onRetry={found.reload} />;
  if (!found.data) return <Loading what="what is remembered" />;
  if (found.data.length === 0)
    return (
      <EmptyState icon="memory" title="No memory has a conversation of this id">
        <p>
          An agent decides what it remembers, and under which id; the example <code>examples/hybrid_agent</code> uses the
          session's own. <a href={href("/memory")}>Look into the memories</a>.
        </p>
      </EmptyState>
    );
  return (
    <div class="stack">
      {found.data.map(({ memory, actor, events }) => (
        <Card
          key={`${memory.id} ${actor}`}
          title={`${memory.id}, with ${actor}`}
          actions={<a href={href("/memory", memory.id, { actor, session })}>Open in Memory</a>}
        >
          <ol class="events">
            {[...events].reverse().map((event) => (
              <EventView key={event.eventId} event={event} />
            ))}
          </ol>
        </Card>
      ))}
    </div>
  );
}
