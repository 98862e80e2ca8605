import { signal } from "@preact/signals";

/** As in the style sheets: below it things stand below each other. */
const NARROW = "(max-width: 760px)";

const isNarrow = signal(false);
let isWatched = false;

/** Whether the page is as narrow as a phone's. */
export function useIsNarrow(): boolean {
  if (!isWatched) {
    isWatched = true;
    const query = matchMedia(NARROW);
    isNarrow.value = query.matches;
    query.addEventListener("change", () => (isNarrow.value = query.matches));
  }
  return isNarrow.value;
}
