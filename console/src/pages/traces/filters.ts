/** What is searched for: it stands in the address, and goes to `GET traces`. */

import type { Query } from "../../api/client";

export interface Filters {
  readonly runtime: string;
  readonly session: string;
  readonly minMs: string;
  readonly errors: string;
  readonly search: string;
  /** How far back: a key of `RANGES`. */
  readonly range: string;
}

export const FILTER_NAMES = ["runtime", "session", "minMs", "errors", "search", "range"] as const;
export const RANGES: readonly (readonly [string, string, number])[] = [
  ["", "Any time", 0],
  ["5m", "Last 5 minutes", 5 * 60],
  ["1h", "Last hour", 60 * 60],
  ["24h", "Last day", 24 * 60 * 60],
  ["7d", "Last week", 7 * 24 * 60 * 60],
];
export const DURATIONS: readonly (readonly [string, string])[] = [
  ["", "Any duration"], ["100", "100 ms or more"], ["500", "0.5 s or more"], ["1000", "1 s or more"], ["5000", "5 s or more"], ["30000", "30 s or more"],
];

export function readFilters(query: URLSearchParams): Filters {
  const value = (name: (typeof FILTER_NAMES)[number]) => query.get(name) ?? "";
  return {
    runtime: value("runtime"), session: value("session"), minMs: value("minMs"), errors: value("errors"), search: value("search"), range: value("range"),
  };
}

export function isFiltered(filters: Filters): boolean {
  return FILTER_NAMES.some((name) => filters[name] !== "");
}

export function buildQuery(filters: Filters, nowMs: number, cursor: string | null, limit: number): Query {
  const rangeS = RANGES.find(([name]) => name === filters.range)?.[2] ?? 0;
  return {
    runtime: filters.runtime, session: filters.session, minMs: filters.minMs, errors: filters.errors === "1" ? "1" : undefined, search: filters.search,
    since: rangeS > 0 ? new Date(nowMs - rangeS * 1000).toISOString() : undefined,
    cursor, limit,
  };
}
