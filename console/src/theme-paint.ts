/** Which theme is shown: the one that was chosen in this browser, else the system's. Style sheets know `data-theme` alone. */
const KEY = "headwater-theme";

export type Chosen = "light" | "dark" | null;

export function readChosen(): Chosen {
  try {
    const chosen = localStorage.getItem(KEY);
    return chosen === "light" || chosen === "dark" ? chosen : null;
  } catch {
    return null; // Storage is closed to this page: the system's theme it is.
  }
}

export function keepChosen(chosen: Chosen): void {
  try {
    if (chosen === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, chosen);
  } catch {
    // It lasts until the page is left, then.
  }
}

export function systemTheme(): MediaQueryList {
  return matchMedia("(prefers-color-scheme: dark)");
}

export function paint(chosen: Chosen): void {
  document.documentElement.dataset.theme = chosen ?? (systemTheme().matches ? "dark" : "light");
}
