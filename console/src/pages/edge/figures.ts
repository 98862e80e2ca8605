/** Doors' figures, added up for charts. */
import type { Series } from "../../ui/chart";
import type { DoorHour } from "./api";
import { reasonName } from "./reasons";

/** Reasons that have a colour of their own; the rest is added up. */
const SHOWN_REASONS = 5;
const COLOURS = [4, 2, 3, 1, 5] as const;

export interface EdgeLines {
  times: number[];
  requests: Series[];
  refusals: Series[];
}

export function addUp(hours: readonly DoorHour[]): EdgeLines {
  const times = hours[0]?.times ?? [];
  const zeros = () => times.map(() => 0);
  const came = zeros();
  const byRule = new Map<string, number[]>();
  for (const hour of hours) {
    addTo(came, hour.requests);
    for (const [rule, counts] of Object.entries(hour.refusals)) {
      if (!byRule.has(rule)) byRule.set(rule, zeros());
      addTo(byRule.get(rule)!, counts);
    }
  }
  const refused = zeros();
  for (const counts of byRule.values()) addTo(refused, counts);
  const served = came.map((count, index) => Math.max(0, count - (refused[index] ?? 0)));
  const rules = [...byRule].sort(([, a], [, b]) => total(b) - total(a));
  const first = rules.slice(0, SHOWN_REASONS);
  const rest = rules.slice(SHOWN_REASONS);
  const refusals: Series[] = first.map(([rule, values], index) => ({
    label: reasonName(rule),
    values,
    colour: COLOURS[index] ?? 6,
  }));
  if (rest.length > 0) {
    const values = zeros();
    for (const [, counts] of rest) addTo(values, counts);
    refusals.push({ label: "Other", values, colour: 6 });
  }
  const requests: Series[] = [
    { label: "Let in", values: served, colour: 1 },
    { label: "Refused", values: refused, colour: 4 },
  ];
  return { times, requests: total(came) > 0 ? requests : [], refusals };
}

function addTo(sums: number[], counts: readonly number[]): void {
  for (const [index, count] of counts.entries()) sums[index] = (sums[index] ?? 0) + count;
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
