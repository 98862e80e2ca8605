/** Where one writes: a prompt or raw JSON. Ctrl+Enter sends, Escape stops, the arrow up brings the last one back. */

import { useRef } from "preact/hooks";
import { newSessionId } from "../../sessionid";
import { Button, Segments } from "../../ui/controls";
import { findPrompt, payloadOfPrompt, promptInPayload, type ServerProtocol } from "../../stream/speaking";

export type PayloadForm = "prompt" | "json";

export interface Draft {
  readonly form: PayloadForm;
  readonly text: string;
}

interface Props {
  readonly draft: Draft;
  readonly protocol: ServerProtocol;
  readonly onDraft: (draft: Draft) => void;
  readonly isRunning: boolean;
  readonly isReady: boolean;
  readonly onSend: () => void;
  readonly onStop: () => void;
  readonly onRecall: () => void;
}

/** The body that a draft becomes. Raw JSON goes as it is written, also where it is none: the agent may want that. */
export function payloadOf(draft: Draft, protocol: ServerProtocol, sessionId: string): string {
  return draft.form === "prompt" ? payloadOfPrompt(protocol, draft.text, sessionId, newSessionId) : draft.text;
}

export function changeForm(draft: Draft, form: PayloadForm, protocol: ServerProtocol = "HTTP"): Draft {
  if (form === draft.form) return draft;
  if (form === "prompt") return { form, text: promptInPayload(draft.text) ?? "" };
  const payload = payloadOfPrompt(protocol, draft.text, newSessionId(), newSessionId);
  return { form, text: JSON.stringify(JSON.parse(payload), null, 2) };
}

/** The draft that a body came from: a prompt where it is nothing else. */
export function draftOf(payload: string): Draft {
  const prompt = findPrompt(payload);
  return prompt === null ? { form: "json", text: payload } : { form: "prompt", text: prompt };
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

export function Composer({ draft, protocol, onDraft, isRunning, isReady, onSend, onStop, onRecall }: Props) {
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
          onChange={(form) => onDraft(changeForm(draft, form, protocol))}
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
