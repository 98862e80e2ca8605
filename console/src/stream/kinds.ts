/** How kinds of events are called and told apart on the page. */

import type { Meaning, MeaningKind } from "./meaning";
import type { StreamEvent } from "./record";

/** What is made of a value for one line; the values themselves may be megabytes. */
const MAX_CHARS = 200;

export type Kind = "text" | "reasoning" | "tool" | "data" | "error" | "step";

/** In the order of the legend; a mark for several events has the kind that stands last here. */
export const KINDS: readonly (readonly [Kind, string])[] = [
  ["step", "Steps"],
  ["text", "Text"],
  ["reasoning", "Reasoning"],
  ["data", "Data"],
  ["tool", "Tools"],
  ["error", "Errors"],
];

const OF_MEANING: Record<MeaningKind, Kind> = {
  text: "text", reasoning: "reasoning", toolStart: "tool", toolInput: "tool", toolProgress: "tool", toolResult: "tool",
  usage: "step", stop: "step", step: "step", error: "error", data: "data",
};

export function kindOf(event: StreamEvent): Kind {
  const first = event.meanings.find((one) => one.kind !== "step") ?? event.meanings[0];
  return first === undefined ? "step" : OF_MEANING[first.kind];
}

const STEP_WORDS: Readonly<Record<string, string>> = {
  repeated: "said before, in another form",
  repr: "Python objects that are no JSON",
};

/** One line on what an event says. */
export function summarize(event: StreamEvent): string {
  return event.meanings.map((meaning) => summarizeMeaning(meaning, event)).join(" · ");
}

function summarizeMeaning(meaning: Meaning, event: StreamEvent): string {
  switch (meaning.kind) {
    case "text":
    case "reasoning":
      return JSON.stringify(meaning.text.slice(0, MAX_CHARS));
    case "toolStart":
      return `${meaning.name} is called`;
    case "toolInput":
      return `${meaning.name} ${meaning.whole ? "←" : "+"} ${meaning.input.slice(0, MAX_CHARS)}`;
    case "toolProgress":
      return `${meaning.name} … ${shorten(event.raw ?? "")}`;
    case "toolResult":
      return `${meaning.isError ? "failed" : "→"} ${meaning.content.slice(0, MAX_CHARS)}`;
    case "usage":
      return `${meaning.inputTokens} tokens in, ${meaning.outputTokens} out`;
    case "stop":
      return `stops: ${meaning.reason}`;
    case "error":
      return shorten(meaning.message);
    case "data":
      return shorten(event.raw ?? "");
    case "step":
      return STEP_WORDS[meaning.name] ?? meaning.name;
  }
}

function shorten(text: string): string {
  return text.slice(0, MAX_CHARS);
}
