/** Light, dark, or what the system says. Kept in this browser. */
import { signal } from "@preact/signals";
import { type Chosen, keepChosen, paint, readChosen, systemTheme } from "./theme-paint";

/** What was chosen here; null: nothing, so that the system's counts. */
let chosen: Chosen = readChosen();
/** Counts changes of what is drawn, for charts: a canvas does not follow style sheets by itself. */
export const themeChanges = signal(0);

function repaint(): void {
  paint(chosen);
  themeChanges.value++;
}

export function isDark(): boolean {
  return document.documentElement.dataset.theme === "dark";
}

/** Light and dark in turn: what the button and the key do. */
export function toggleTheme(): void {
  chosen = isDark() ? "light" : "dark";
  keepChosen(chosen);
  repaint();
}

export function watchSystemTheme(): void {
  systemTheme().addEventListener("change", repaint);
}
