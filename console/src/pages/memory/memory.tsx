/** One memory: its conversations, its records, and what makes records of conversations. */
import { useResource } from "../../api/resource";
import { href } from "../../router";
import type { PageProps } from "../../routes";
import { PageHead, Tabs } from "../../ui/page";
import { ErrorState, Loading } from "../../ui/states";
import { getMemory, nameOf, type Memory } from "./api";
import { Conversations } from "./conversations";
import { MemoryStatus } from "./more";
import { Records } from "./records";
import { Strategies } from "./strategies";

export default function MemoryDetailPage({ params }: PageProps) {
  const id = params.memory ?? "";
  const memory = useResource(id, (signal) => getMemory(id, signal));
  return (
    <>
      <PageHead
        title={memory.data?.name ?? nameOf(id)}
        above={{ label: "Memory", to: href("/memory") }}
        mark={memory.data && <MemoryStatus state={memory.data.status} />}
      />
      {memory.error ? (
        <ErrorState error={memory.error} onRetry={memory.reload} />
      ) : memory.data ? (
        <MemoryTabs memory={memory.data} />
      ) : (
        <Loading what="the memory" />
      )}
    </>
  );
}

function MemoryTabs({ memory }: { memory: Memory }) {
  return (
    <Tabs
      label="Parts of the memory"
      tabs={[
        { id: "conversations", label: "Conversations", draw: () => <Conversations memory={memory} /> },
        { id: "records", label: "Records", draw: () => <Records memory={memory} /> },
        { id: "strategies", label: "Strategies", draw: () => <Strategies memory={memory} /> },
      ]}
    />
  );
}
