/**
 * The text in an event that an agent could only say as Python's `repr`.
 *
 * The AgentCore SDK turns what JSON cannot hold into a string: a Strands agent that passes on every event sends
 * `"{'data': 'Hel', 'delta': …, 'agent': <strands.agent.agent.Agent object at 0x7f…>, …}"` beside the real ones.
 * That is no text for a person, so it is told apart here, and its text is read where it stands first.
 */

const REPR_MARKS = /<[\w.]+ object at 0x[0-9a-f]+>|\bUUID\('|^\{'result': AgentResult\(/;
const FIRST_MEMBER = /^\{'(data|reasoningText)': (['"])/;
const SIMPLE: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", "\\": "\\", "'": "'", '"': '"' };
/** Such a string is long; a longer one is not looked through. */
const MAX_SEARCHED_CHARS = 20_000;

export interface ReprEvent {
  readonly member: "data" | "reasoningText" | null;
  readonly text: string;
}

/** What the repr of an event holds, or null if `value` is no such thing. */
export function readReprEvent(value: string): ReprEvent | null {
  if (!value.startsWith("{'") || !value.endsWith("}")) return null;
  if (!REPR_MARKS.test(value.slice(0, MAX_SEARCHED_CHARS))) return null;
  const first = FIRST_MEMBER.exec(value);
  if (first === null) return { member: null, text: "" };
  const text = readPythonString(value, first[0].length, first[2] as string);
  if (text === null) return { member: null, text: "" };
  return { member: first[1] as "data" | "reasoningText", text };
}

/** The Python string literal whose content starts at `at`; null if it does not end. */
function readPythonString(source: string, at: number, quote: string): string | null {
  let text = "";
  while (at < source.length) {
    const char = source[at] as string;
    if (char === quote) return text;
    if (char !== "\\") {
      text += char;
      at += 1;
      continue;
    }
    const [piece, length] = readEscape(source, at + 1);
    text += piece;
    at += 1 + length;
  }
  return null;
}

function readEscape(source: string, at: number): [string, number] {
  const kind = source[at] ?? "";
  const digits = { x: 2, u: 4, U: 8 }[kind];
  if (digits !== undefined) {
    const code = Number.parseInt(source.slice(at + 1, at + 1 + digits), 16);
    if (code >= 0 && code <= 0x10ffff) return [String.fromCodePoint(code), 1 + digits];
  }
  return [SIMPLE[kind] ?? `\\${kind}`, 1];
}
