/**
 * Where the reader is: the address bar, as signals. Every view has an address of its own that can be shared, so
 * filters and the like live in the query (`setQuery`) and not in components.
 */
import { computed, signal } from "@preact/signals";

export const BASE = "/console";

export interface Place {
  /** Below `BASE`, percent-encoded, without a slash at the end: `/agents/a`, `/` for the first page. */
  readonly path: string;
  readonly query: URLSearchParams;
}

export type Params = Readonly<Record<string, string>>;

function readPlace(): Place {
  return parsePlace(window.location.pathname, window.location.search);
}

export function parsePlace(pathname: string, search: string): Place {
  const below = pathname.startsWith(BASE) ? pathname.slice(BASE.length) : pathname;
  return { path: `/${below.replace(/^\/+|\/+$/g, "")}`, query: new URLSearchParams(search) };
}

export const place = signal<Place>(
  typeof window === "undefined" ? { path: "/", query: new URLSearchParams() } : readPlace(),
);
export const path = computed(() => place.value.path);

/** An address of the console: `href("/agents", name)`, `href("/sessions", {state: "IDLE"})`. Parts are encoded. */
export function href(first: string, ...rest: (string | Record<string, string | undefined>)[]): string {
  let address = first === "/" ? BASE : BASE + first;
  for (const part of rest) {
    if (typeof part === "string") address += `/${encodeURIComponent(part)}`;
    else address += encodeQuery(part);
  }
  return address;
}

function encodeQuery(values: Record<string, string | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value) query.set(name, value);
  const text = query.toString();
  return text ? `?${text}` : "";
}

/** Go to an address of the console. `replace`: without a step that "back" would return to. */
export function go(address: string, { replace = false }: { replace?: boolean } = {}): void {
  if (replace) window.history.replaceState(null, "", address);
  else window.history.pushState(null, "", address);
  const before = place.value.path;
  place.value = readPlace();
  if (place.value.path !== before && !replace) window.scrollTo(0, 0);
}

/** Change the query of the present address; empty values are left out. Replaces, as one types in filters. */
export function setQuery(values: Record<string, string | undefined>): void {
  const query = new URLSearchParams(place.value.query);
  for (const [name, value] of Object.entries(values)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const text = query.toString();
  go(window.location.pathname + (text ? `?${text}` : ""), { replace: true });
}

/** One value of the query; reading it in a component draws the component again when it changes. */
export function queryValue(name: string): string {
  return place.value.query.get(name) ?? "";
}

/** Parameters of `path` by a pattern like `/agents/:name`; null where it does not fit. */
export function matchPath(pattern: string, at: string): Params | null {
  const wanted = pattern.split("/");
  const given = at.split("/");
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? "";
    if (part.startsWith(":")) {
      if (value === "") return null;
      params[part.slice(1)] = decodePart(value);
    } else if (part !== value) return null;
  }
  return params;
}

function decodePart(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value; // a `%` that begins no code: taken as it stands
  }
}

/** Plain links to the console are followed without loading the page anew; all others stay the browser's. */
export function followLinks(): void {
  window.addEventListener("popstate", () => (place.value = readPlace()));
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
      return;
    const link = (event.target as Element | null)?.closest?.("a[href]") as HTMLAnchorElement | null;
    if (!link || link.target || link.hasAttribute("download") || link.origin !== window.location.origin) return;
    if (link.pathname !== BASE && !link.pathname.startsWith(`${BASE}/`)) return;
    if (link.hash && link.pathname === window.location.pathname) return;
    event.preventDefault();
    go(link.pathname + link.search + link.hash);
  });
}
