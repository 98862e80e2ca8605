import { PageHead } from "../../ui/page";
import { EmptyState } from "../../ui/states";

export default function AgentsPage() {
  return (
    <>
      <PageHead title="Agents" />
      <EmptyState icon="agents" title="This page is being made" />
    </>
  );
}
