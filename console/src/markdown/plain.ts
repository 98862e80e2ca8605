/** What a terminal would obey and a person cannot read: taken out of text before it is shown. */

// Escape sequences of terminals (ECMA-48): CSI, OSC up to its terminator, and the two-character ones.
const SEQUENCES = /\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b[ -/]*[0-Z\\^-~]/g;
const UNFINISHED = /\u001b(?:\[[0-?]*[ -/]*|\][^\u0007\u001b]*\u001b?|[ -/]*)?$/;
// Control characters but tab and line feed, and marks that turn the direction of what follows them.
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
/** A sequence that does not end by then is no sequence. */
const MAX_SEQUENCE_CHARS = 256;

/** `text` without escape sequences and control characters; CR LF is a line feed. */
export function plainText(text: string): string {
  return text.replace(SEQUENCES, "").replaceAll("\r\n", "\n").replace(CONTROLS, "");
}

/** Takes text in pieces; a sequence that two pieces share goes as one. */
export class PlainText {
  #held = "";

  push(piece: string): string {
    const text = this.#held + piece;
    const unfinished = text.endsWith("\r") ? text.length - 1 : (UNFINISHED.exec(text)?.index ?? text.length);
    const isHeld = text.length - unfinished <= MAX_SEQUENCE_CHARS;
    this.#held = isHeld ? text.slice(unfinished) : "";
    return plainText(isHeld ? text.slice(0, unfinished) : text);
  }
}

/** `text` with its control characters made visible, for those who look at what really came. */
export function visibleControls(text: string): string {
  return text.replace(CONTROLS, (char) => {
    const code = char.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}
