import { PageHead } from "../../ui/page";
import { EmptyState } from "../../ui/states";

export default function TracePage() {
  return (
    <>
      <PageHead title="Trace" />
      <EmptyState icon="traces" title="This page is being made" />
    </>
  );
}
