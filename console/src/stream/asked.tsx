/** What an agent was asked: a prompt as its text; any other payload as the JSON it is. */

import { findPrompt } from "./speaking";

const MAX_CHARS = 20_000;

export function Asked({ payload }: { readonly payload: string }) {
  const prompt = findPrompt(payload);
  const text = prompt ?? payload;
  const shown = text.length > MAX_CHARS ? `${text.slice(0, MAX_CHARS)}… (${text.length.toLocaleString()} characters)` : text;
  return prompt !== null ? (
    <div class="asked" dir="auto">
      {shown}
    </div>
  ) : (
    <pre class="asked is-json" tabIndex={0} aria-label="Payload">
      {shown}
    </pre>
  );
}
