import { PageHead } from "../../ui/page";
import { EmptyState } from "../../ui/states";

export default function MemoryPage() {
  return (
    <>
      <PageHead title="Memory" />
      <EmptyState icon="memory" title="This page is being made" />
    </>
  );
}
