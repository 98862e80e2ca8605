/** Where one writes: a prompt or raw JSON. Ctrl+Enter sends, Escape stops, the arrow up brings the last one back. */

import { useRef } from "preact/hooks";
import { Button, Segments } from "../../ui/controls";

export type PayloadForm = "prompt" | "json";

export interface Draft {
  readonly form: PayloadForm;
  readonly text: string;
}

interface Props {
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  readonly isRunning: boolean;
  readonly isReady: boolean;
  readonly onSend: () => void;
  readonly onStop: () => void;
  readonly onRecall: () => void;
}

/** The body that a draft becomes. Raw JSON goes as it is written, also where it is none: the agent may want that. */
export function payloadOf(draft: Draft): string {
  return draft.form === "prompt" ? JSON.stringify({ prompt: draft.text }) : draft.text;
}

export function changeForm(draft: Draft, form: PayloadForm): Draft {
  if (form === draft.form) return draft;
  if (form === "json") return { form, text: JSON.stringify({ prompt: draft.text }, null, 2) };
  return { form, text: promptIn(draft.text) ?? "" };
}

function promptIn(json: string): string | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null && "prompt" in value ? String(value.prompt) : null;
  } catch {
    return null;
  }
}

/** The draft that a body came from: a prompt where it is nothing else. */
export function draftOf(payload: string): Draft {
  const prompt = promptIn(payload);
  return prompt !== null && payload === JSON.stringify({ prompt }) ? { form: "prompt", text: prompt } : { form: "json", text: payload };
}

/** What is wrong with raw JSON, or "". */
export function complainAbout(draft: Draft): string {
  if (draft.form === "prompt" || draft.text.trim() === "") return "";
  try {
    JSON.parse(draft.text);
    return "";
  } catch (error) {
    return `This is not JSON (${error instanceof Error ? error.message : "unreadable"}); it is sent as it is.`;
  }
}

export function Composer({ draft, onDraft, isRunning, isReady, onSend, onStop, onRecall }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const complaint = complainAbout(draft);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (!isRunning && isReady) onSend();
    } else if (event.key === "ArrowUp" && draft.text === "") {
      event.preventDefault();
      onRecall();
    }
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isRunning && isReady) onSend();
        field.current?.focus();
      }}
    >
      <textarea
        ref={field}
        id="playground-input"
        class={draft.form === "json" ? "mono" : undefined}
        rows={Math.min(10, Math.max(draft.form === "json" ? 4 : 2, draft.text.split("\n").length))}
        aria-label={draft.form === "json" ? "Payload as JSON" : "Prompt"}
        aria-describedby={complaint ? "payload-complaint" : undefined}
        placeholder={draft.form === "json" ? '{"prompt": "…"}' : "Ask the agent something…"}
        value={draft.text}
        spellcheck={draft.form === "prompt"}
        onInput={(event) => onDraft({ ...draft, text: event.currentTarget.value })}
        onKeyDown={onKeyDown}
      />
      {complaint && <p id="payload-complaint" class="complaint">{complaint}</p>}
      <div class="composer-bar">
        <Segments
          label="Payload"
          value={draft.form}
          options={[["prompt", "Prompt"], ["json", "JSON"]]}
          onChange={(form) => onDraft(changeForm(draft, form))}
        />
        <span class="spacer" />
        <span class="muted composer-hint">
          {isRunning ? <><kbd>Esc</kbd> stops</> : <><kbd>Ctrl</kbd> <kbd>Enter</kbd> sends</>}
        </span>
        {isRunning ? (
          <Button icon="stop" kind="danger" onClick={onStop}>
            Stop
          </Button>
        ) : (
          <Button icon="play" kind="primary" type="submit" disabled={!isReady}>
            Send
          </Button>
        )}
      </div>
    </form>
  );
}
