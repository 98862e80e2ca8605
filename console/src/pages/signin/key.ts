/** What the sign-in page makes of what it is given. */
import { BASE } from "../../router";

/** Where to go after signing in: a page of the console and no other. */
export function safeNext(wanted: string): string {
  const isOurs = wanted === BASE || wanted.startsWith(`${BASE}/`) || wanted.startsWith(`${BASE}?`);
  return isOurs && !wanted.startsWith(`${BASE}/signin`) ? wanted : BASE;
}

interface Key {
  accessKeyId: string;
  secretAccessKey: string;
}

/** A key as JSON, as the command line prints it. */
export function readKey(text: string): Key | null {
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found !== "object" || found === null) return null;
    const { accessKeyId, secretAccessKey } = found as Partial<Record<keyof Key, unknown>>;
    if (typeof accessKeyId !== "string" || typeof secretAccessKey !== "string") return null;
    return { accessKeyId, secretAccessKey };
  } catch {
    return null;
  }
}

