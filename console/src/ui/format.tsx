/** Numbers, times and sizes as people read them. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

const UNITS = ["B", "KB", "MB", "GB", "TB"];

export function formatBytes(bytes: number | null | undefined): string {
  if (bytes === null || bytes === undefined) return "–";
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}

export function formatCount(value: number | null | undefined): string {
  if (value === null || value === undefined) return "–";
  if (value < 10_000) return String(Math.round(value));
  if (value < 1_000_000) return `${(value / 1000).toFixed(value < 100_000 ? 1 : 0)}k`;
  return `${(value / 1_000_000).toFixed(1)}M`;
}

export function formatMs(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return "–";
  if (ms === 0) return "0 ms";
  if (ms < 1) return `${ms.toFixed(2)} ms`;
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
  return formatDuration(ms / 1000);
}

/** Seconds in at most two units: `45s`, `3m 20s`, `2h 5m`, `4d 1h`. */
export function formatDuration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined) return "–";
  const s = Math.max(0, Math.floor(seconds));
  if (s < 60) return `${s}s`;
  if (s < 3600) return join(Math.floor(s / 60), "m", s % 60, "s");
  if (s < 86_400) return join(Math.floor(s / 3600), "h", Math.floor((s % 3600) / 60), "m");
  return join(Math.floor(s / 86_400), "d", Math.floor((s % 86_400) / 3600), "h");
}

function join(big: number, bigUnit: string, small: number, smallUnit: string): string {
  return small ? `${big}${bigUnit} ${small}${smallUnit}` : `${big}${bigUnit}`;
}

export function formatTime(iso: string | number | Date): string {
  return new Date(iso).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
}

/** Date and time in the reader's zone; today's without the date. */
export function formatWhen(iso: string | number | Date): string {
  const date = new Date(iso);
  const isToday = date.toDateString() === new Date().toDateString();
  const day = date.toLocaleDateString([], { year: "numeric", month: "short", day: "numeric" });
  return isToday ? formatTime(date) : `${day}, ${formatTime(date)}`;
}

/** The present second, for ages that grow while one looks. One timer for all of a page. */
export const nowMs = signal(Date.now());
let watchers = 0;
let timer: ReturnType<typeof setInterval> | undefined;

export function useNow(): number {
  useEffect(() => {
    if (watchers++ === 0) {
      nowMs.value = Date.now();
      timer = setInterval(() => (nowMs.value = Date.now()), 1000);
    }
    return () => {
      if (--watchers === 0) clearInterval(timer);
    };
  }, []);
  return nowMs.value;
}

/** `3m 20s ago`, with the time itself for whoever points at it. */
export function Ago({ at, suffix = " ago" }: { at: string | number | null | undefined; suffix?: string }) {
  const now = useNow();
  if (at === null || at === undefined || at === "") return <>–</>;
  const date = new Date(at);
  const seconds = (now - date.getTime()) / 1000;
  return (
    <time dateTime={date.toISOString()} title={date.toLocaleString()}>
      {seconds < 1 ? "now" : formatDuration(seconds) + suffix}
    </time>
  );
}
