/** Short notices: seen in a corner, and read out. What one has to act on belongs in the page instead. */
import { signal } from "@preact/signals";
import { IconButton } from "./controls";

interface Toast {
  id: number;
  text: string;
  kind: "news" | "error";
}

const LASTS_MS = { news: 4000, error: 10_000 };
const toasts = signal<readonly Toast[]>([]);
let count = 0;

/** Say something that has happened. */
export function say(text: string, kind: Toast["kind"] = "news"): void {
  const toast = { id: ++count, text, kind };
  toasts.value = [...toasts.peek().slice(-3), toast];
  setTimeout(() => dismiss(toast.id), LASTS_MS[kind]);
}

/** Say what went wrong. */
export function sayError(error: unknown): void {
  say(error instanceof Error ? error.message : String(error), "error");
}

function dismiss(id: number): void {
  toasts.value = toasts.peek().filter((one) => one.id !== id);
}

export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map((one) => (
        <div key={one.id} class={`toast is-${one.kind}`}>
          <span>{one.text}</span>
          <IconButton icon="close" label="Dismiss" onClick={() => dismiss(one.id)} />
        </div>
      ))}
    </div>
  );
}
