import { href } from "../../router";
import { EmptyState } from "../../ui/states";

/** What memories hold of a session is looked for by the Memory page. */
export function SessionMemory({ session }: { session: string }) {
  return (
    <EmptyState icon="memory" title="What is remembered of this session">
      <p>
        <a href={href("/memory", { session })}>Look for its events in the memories</a>
      </p>
    </EmptyState>
  );
}
