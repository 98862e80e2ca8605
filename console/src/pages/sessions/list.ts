/** The list of sessions as it is kept: pages put together, and what live events change in it. Pure. */
import type { Session, SessionState } from "../../api/types";

export interface SessionFilter {
  runtime: string;
  /** "" for all live ones, "ENDED" for those on record. */
  state: "" | Exclude<SessionState, "STOPPED"> | "ENDED";
  search: string;
  sort: string;
}

export const DEFAULT_SORT = "-created";

/** A session's place in the world: one id may live on several endpoints, and of several agents. */
export function keyOf(session: Session): string {
  return `${session.runtimeId} ${session.endpoint} ${session.sessionId}`;
}

export function fits(session: Session, filter: SessionFilter): boolean {
  if (filter.state && session.state !== filter.state) return false;
  if (filter.runtime && session.runtimeName !== filter.runtime && session.runtimeId !== filter.runtime) return false;
  const text = filter.search.toLowerCase();
  return !text || session.sessionId.toLowerCase().includes(text) || session.runtimeName.toLowerCase().includes(text);
}

/** A page behind what is there; what moved into it meanwhile is not shown twice. */
export function addPage(known: readonly Session[], page: readonly Session[]): Session[] {
  const keys = new Set(known.map(keyOf));
  return [...known, ...page.filter((one) => !keys.has(keyOf(one)))];
}

export interface Changes {
  changed: Session[];
  ended: Session[];
}

/**
 * What the list is after an event. Rows stay where they are, so that nothing jumps away under the pointer; new
 * ones come on top where the newest come first, and are left for the next look where another order was asked for.
 */
export function applyChanges(known: readonly Session[], { changed, ended }: Changes, filter: SessionFilter): Session[] {
  if (filter.state === "ENDED") return known as Session[];
  const updates = new Map(changed.map((one) => [keyOf(one), one]));
  const gone = new Set(ended.map(keyOf).filter((key) => !updates.has(key)));
  const list = [];
  for (const session of known) {
    const key = keyOf(session);
    const update = updates.get(key);
    updates.delete(key);
    if (gone.has(key) || (update && !fits(update, filter))) continue;
    list.push(update ? { ...session, ...update, memoryBytes: update.memoryBytes ?? session.memoryBytes ?? null } : session);
  }
  if (filter.sort !== DEFAULT_SORT) return list;
  const fresh = [...updates.values()].filter((one) => fits(one, filter));
  fresh.sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  return [...fresh, ...list];
}

/** The query of `GET sessions` for a filter. */
export function queryOf(filter: SessionFilter): Record<string, string> {
  const query: Record<string, string> = { runtime: filter.runtime, search: filter.search };
  if (filter.state === "ENDED") query.ended = "true";
  else {
    query.state = filter.state;
    query.sort = filter.sort;
  }
  return query;
}
