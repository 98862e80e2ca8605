import { PageHead } from "../../ui/page";
import { EmptyState } from "../../ui/states";

export default function AgentPage() {
  return (
    <>
      <PageHead title="Agent" />
      <EmptyState icon="agents" title="This page is being made" />
    </>
  );
}
