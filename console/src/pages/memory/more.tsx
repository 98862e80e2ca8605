import type { ComponentChildren } from "preact";
import { Button } from "../../ui/controls";
import { ErrorState, Loading } from "../../ui/states";
import { Badge, Status } from "../../ui/status";
import type { Pages } from "./pages";

/** Of a memory or a strategy; ACTIVE is what it should be, and not busy as a session is. */
export function MemoryStatus({ state }: { state: string }) {
  return state === "ACTIVE" ? <Badge tone="ok">active</Badge> : <Status state={state} />;
}

interface PagedProps<T> {
  pages: Pages<T>;
  what: string;
  empty: ComponentChildren;
  children: (items: readonly T[]) => ComponentChildren;
  /** Where older ones are asked for: above for conversations, which are read downwards. */
  moreAt?: "end" | "start";
  moreLabel?: string;
}

/** A list in pages, with what stands in its place, and a button for the next page. */
export function Paged<T>({ pages, what, empty, children, moreAt = "end", moreLabel = "Show more" }: PagedProps<T>) {
  const { items, error, isLoading, hasMore } = pages;
  if (items.length === 0) {
    if (error) return <ErrorState error={error} onRetry={pages.reload} />;
    if (isLoading) return <Loading what={what} />;
    if (!hasMore) return <>{empty}</>;
  }
  const more = error ? (
    <ErrorState error={error} onRetry={pages.more} />
  ) : (
    hasMore && (
      <div class="paged-more">
        <Button isBusy={isLoading} onClick={pages.more}>
          {moreLabel}
        </Button>
      </div>
    )
  );
  return (
    <>
      {moreAt === "start" && more}
      {children(items)}
      {moreAt === "end" && more}
    </>
  );
}
