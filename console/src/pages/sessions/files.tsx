import { EmptyState } from "../../ui/states";

export function SessionFiles({ isLive }: { runtime: string; session: string; isLive: boolean }) {
  return (
    <EmptyState icon="file" title={isLive ? "Files cannot be shown yet" : "Files go with their session"}>
      {!isLive && <p>What a session writes to its own files is removed at its end.</p>}
    </EmptyState>
  );
}
