import type { ComponentChildren } from "preact";

export type Tone = "ok" | "busy" | "warn" | "bad" | "off";

/** States of sessions, runtimes and endpoints. What is unknown is shown without a colour. */
const TONES: Record<string, Tone> = {
  READY: "ok",
  ACTIVE: "busy",
  IDLE: "ok",
  STARTING: "warn",
  STOPPING: "warn",
  CREATING: "warn",
  UPDATING: "warn",
  DELETING: "warn",
  STOPPED: "off",
  CREATE_FAILED: "bad",
  UPDATE_FAILED: "bad",
  DELETE_FAILED: "bad",
};

export function toneOf(state: string): Tone {
  return TONES[state] ?? "off";
}

/** A state in a word, with a colour that says the same. */
export function Status({ state, children }: { state: string; children?: ComponentChildren }) {
  return <Badge tone={toneOf(state)}>{children ?? state.toLowerCase().replaceAll("_", " ")}</Badge>;
}

export function Badge({ tone, children, title }: { tone: Tone; children: ComponentChildren; title?: string }) {
  return (
    <span class={`badge is-${tone}`} title={title}>
      {children}
    </span>
  );
}
