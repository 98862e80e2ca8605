/** Keyboard shortcuts. A page adds its own with `useShortcut`; all of them are listed by `?`. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { go, href } from "../router";
import { NAVIGATION } from "../routes";
import { toggleTheme } from "../theme";
import { isHelpOpen } from "./help";
import { isPaletteOpen } from "./palette";

export interface Shortcut {
  /** `KeyboardEvent.key`, or two of them with a space between that are pressed one after the other. */
  keys: string;
  does: string;
  run: () => void;
}

/** A second key has to follow the first within this. */
const SEQUENCE_MS = 1200;

const everywhere: Shortcut[] = [
  { keys: "?", does: "Show the keyboard shortcuts", run: () => (isHelpOpen.value = true) },
  { keys: "/", does: "Search on this page", run: focusSearch },
  { keys: "d", does: "Switch between light and dark", run: toggleTheme },
  ...NAVIGATION.map((one) => ({
    keys: `g ${one.letter}`,
    does: `Go to ${one.label}`,
    run: () => go(href(one.path)),
  })),
];

const ofPage = signal<readonly Shortcut[]>([]);

export function allShortcuts(): { everywhere: readonly Shortcut[]; page: readonly Shortcut[] } {
  return { everywhere, page: ofPage.value };
}

/** Shortcuts that work while the component is there. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  useEffect(() => {
    ofPage.value = [...ofPage.peek(), ...shortcuts];
    return () => void (ofPage.value = ofPage.peek().filter((one) => !shortcuts.includes(one)));
  }, []);
}

function focusSearch(): void {
  const box = document.querySelector<HTMLInputElement>("#main input[type=search]");
  box?.focus();
  box?.select();
}

/** Where letters are typed, they are not shortcuts. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

export function listenForKeys(): () => void {
  let first = "";
  let firstAt = 0;
  const listener = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      isPaletteOpen.value = !isPaletteOpen.value;
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    const pressed = event.timeStamp - firstAt < SEQUENCE_MS && first ? `${first} ${event.key}` : event.key;
    const known = [...ofPage.peek(), ...everywhere];
    const found = known.find((one) => one.keys === pressed) ?? known.find((one) => one.keys === event.key);
    first = "";
    if (found) {
      event.preventDefault();
      found.run();
    } else if (known.some((one) => one.keys.startsWith(`${event.key} `))) {
      first = event.key;
      firstAt = event.timeStamp;
    }
  };
  window.addEventListener("keydown", listener);
  return () => window.removeEventListener("keydown", listener);
}
