/** Actors, their sessions, and what was said in one: three columns, of which a phone shows the last that is chosen. */
import type { ComponentChildren, RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { href, queryValue, setQuery } from "../../router";
import { Select } from "../../ui/controls";
import { Ago, formatWhen } from "../../ui/format";
import { Icon } from "../../ui/icons";
import { Command, EmptyState } from "../../ui/states";
import { listActors, listEvents, listSessions, type Memory } from "./api";
import { EventView } from "./event";
import { Paged } from "./more";
import { usePages } from "./pages";

export function Conversations({ memory }: { memory: Memory }) {
  const actor = queryValue("actor");
  const session = queryValue("session");
  const actors = usePages(`actors ${memory.id}`, (token, signal) => listActors(memory.id, token, signal));
  const isNone = actors.items.length === 0 && !actors.isLoading && !actors.error && !actors.hasMore;
  if (isNone) return <NoConversations memory={memory} />;
  return (
    <div class={`panes ${session ? "is-at-session" : actor ? "is-at-actor" : ""}`}>
      <Pane title="Actors" kind="actors">
        <Paged pages={actors} what="actors" empty={null}>
          {(items) => (
            <ul class="pane-list">
              {items.map((one) => (
                <Choice
                  key={one.actorId}
                  to={href("/memory", memory.id, { actor: one.actorId })}
                  isChosen={one.actorId === actor}
                >
                  {one.actorId}
                </Choice>
              ))}
            </ul>
          )}
        </Paged>
      </Pane>
      {actor ? (
        <Sessions key={actor} memory={memory} actor={actor} session={session} />
      ) : (
        <Pane title="Sessions" kind="sessions">
          <p class="pane-hint">Choose an actor: whoever your agent talked with.</p>
        </Pane>
      )}
      {actor && session ? (
        <Events key={`${actor} ${session}`} memory={memory} actor={actor} session={session} />
      ) : (
        <Pane title="Events" kind="events">
          <p class="pane-hint">Choose a session to read what was said.</p>
        </Pane>
      )}
    </div>
  );
}

function NoConversations({ memory }: { memory: Memory }) {
  return (
    <EmptyState icon="memory" title="Nothing was said yet">
      <p>
        Events come from agents, by <code>CreateEvent</code>. An agent that is deployed with this memory writes its
        turns here; conversations kept elsewhere can be brought along.
      </p>
      <Command>{`headwater memory import ${memory.id} events.jsonl`}</Command>
    </EmptyState>
  );
}

interface PaneProps {
  title: string;
  kind: string;
  /** Where a phone goes back to. */
  back?: string;
  actions?: ComponentChildren;
  body?: RefObject<HTMLDivElement | null>;
  children: ComponentChildren;
}

function Pane({ title, kind, back, actions, body, children }: PaneProps) {
  return (
    <section class={`pane is-${kind}`} aria-label={title}>
      <header class="pane-head">
        {back && (
          <a class="pane-back" href={back} aria-label="Back">
            <Icon name="right" />
          </a>
        )}
        <h2>{title}</h2>
        {actions}
      </header>
      <div class="pane-body" ref={body ?? null}>{children}</div>
    </section>
  );
}

function Choice({ to, isChosen, children }: { to: string; isChosen: boolean; children: ComponentChildren }) {
  return (
    <li>
      <a href={to} aria-current={isChosen ? "true" : undefined}>
        {children}
      </a>
    </li>
  );
}

function Sessions({ memory, actor, session }: { memory: Memory; actor: string; session: string }) {
  const sessions = usePages(`sessions ${memory.id} ${actor}`, (token, signal) =>
    listSessions(memory.id, actor, token, signal),
  );
  return (
    <Pane title="Sessions" kind="sessions" back={href("/memory", memory.id)}>
      <Paged pages={sessions} what="sessions" empty={<p class="pane-hint">No sessions of {actor} are left.</p>}>
        {(items) => (
          <ul class="pane-list">
            {items.map((one) => (
              <Choice
                key={one.sessionId}
                to={href("/memory", memory.id, { actor, session: one.sessionId })}
                isChosen={one.sessionId === session}
              >
                <span class="pane-name">{one.sessionId}</span>
                <span class="muted">
                  <Ago at={one.createdAt * 1000} />
                </span>
              </Choice>
            ))}
          </ul>
        )}
      </Paged>
    </Pane>
  );
}

function Events({ memory, actor, session }: { memory: Memory; actor: string; session: string }) {
  const branch = queryValue("branch");
  const events = usePages(`events ${memory.id} ${actor} ${session} ${branch}`, (token, signal) =>
    listEvents(memory.id, actor, session, branch, token, signal),
  );
  const branches = useBranches(events.items.flatMap((one) => one.branch?.name ?? []));
  const first = events.items.at(-1);
  const body = useReadDownwards(events.items.length, events.hasMore);
  return (
    <Pane
      body={body}
      title={session}
      kind="events"
      back={href("/memory", memory.id, { actor })}
      actions={
        branches.length > 0 && (
          <Select
            label="Branch"
            value={branch}
            options={[["", "all events"], ...branches.map((name) => [name, name] as const)]}
            onChange={(name) => setQuery({ branch: name })}
          />
        )
      }
    >
      <Paged
        pages={events}
        what="events"
        moreAt="start"
        moreLabel="Show earlier events"
        empty={<p class="pane-hint">No events are left in this session.</p>}
      >
        {(items) => (
          <>
            {!events.hasMore && first && <p class="events-begin">Begins {formatWhen(first.eventTimestamp * 1000)}</p>}
            <ol class="events">
              {items.toReversed().map((event) => (
                <EventView key={event.eventId} event={event} />
              ))}
            </ol>
          </>
        )}
      </Paged>
    </Pane>
  );
}

/** A long conversation is shown from its end; what is read on above does not move what one reads. */
function useReadDownwards(count: number, hasMore: boolean): RefObject<HTMLDivElement | null> {
  const body = useRef<HTMLDivElement>(null);
  const before = useRef({ count: 0, height: 0 });
  useLayoutEffect(() => {
    const { current } = body;
    if (!current) return;
    const height = current.scrollHeight;
    if (before.current.count === 0 && count > 0 && hasMore) current.scrollTop = height;
    else if (count > before.current.count && before.current.count > 0) current.scrollTop += height - before.current.height;
    before.current = { count, height };
  }, [count, hasMore]);
  return body;
}

/** All branches seen so far: one that is chosen hides the others' events, not their names. */
function useBranches(found: string[]): string[] {
  const [seen] = useState(() => new Set<string>());
  for (const name of found) seen.add(name);
  const chosen = queryValue("branch");
  if (chosen) seen.add(chosen);
  return [...seen].sort();
}
