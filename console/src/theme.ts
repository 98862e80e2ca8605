/** Light, dark, or what the system says. Kept in this browser. */
import { signal } from "@preact/signals";

export type Theme = "system" | "light" | "dark";
const KEY = "headwater-theme";

function read(): Theme {
  const chosen = document.documentElement.dataset.theme;
  return chosen === "light" || chosen === "dark" ? chosen : "system";
}

export const theme = signal<Theme>(typeof document === "undefined" ? "system" : read());
/** Counts changes of what is drawn, for charts: a canvas does not follow style sheets by itself. */
export const themeChanges = signal(0);

export function setTheme(chosen: Theme): void {
  theme.value = chosen;
  if (chosen === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
  themeChanges.value++;
  try {
    if (chosen === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, chosen);
  } catch {
    // It lasts until the page is left, then.
  }
}

export function isDark(): boolean {
  return theme.value === "dark" || (theme.value === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
}

/** Light and dark in turn: what the button and the key do. */
export function toggleTheme(): void {
  setTheme(isDark() ? "light" : "dark");
}

export function watchSystemTheme(): void {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => themeChanges.value++);
}
