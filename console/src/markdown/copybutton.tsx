/** A button that puts a text on the clipboard and says so. */

import { useSignal } from "@preact/signals";

const SAID_MS = 1_500;

export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const said = useSignal("");
  const copy = async () => {
    said.value = (await copyText(text)) ? "Copied" : "Not allowed";
    setTimeout(() => {
      said.value = "";
    }, SAID_MS);
  };
  return (
    <button type="button" class="copy-button" aria-label={label} onClick={copy}>
      <span aria-live="polite">{said.value || "Copy"}</span>
    </button>
  );
}

/** The clipboard's own interface is there on HTTPS and on this machine only; elsewhere a selected field does it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "offscreen";
  document.body.append(field);
  field.select();
  try {
    return document.execCommand("copy");
  } finally {
    field.remove();
  }
}
