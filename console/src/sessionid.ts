/** Ids of sessions that the console begins, and how ids are shown where there is little room. */

const PREFIX = "console-";
const SHOWN_WHOLE_CHARS = 16;

/** One that nothing else uses. Made here, so that it is known before the answer, also when there is none. */
export function newSessionId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return PREFIX + [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Beginning and end of an id. */
export function shortSessionId(id: string): string {
  const own = id.startsWith(PREFIX) ? id.slice(PREFIX.length) : id;
  return own.length > SHOWN_WHOLE_CHARS ? `${own.slice(0, 8)}…${own.slice(-4)}` : own;
}
