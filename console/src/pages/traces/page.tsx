import { PageHead } from "../../ui/page";
import { EmptyState } from "../../ui/states";

export default function TracesPage() {
  return (
    <>
      <PageHead title="Traces" />
      <EmptyState icon="traces" title="This page is being made" />
    </>
  );
}
