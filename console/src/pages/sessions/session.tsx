import { PageHead } from "../../ui/page";
import { EmptyState } from "../../ui/states";

export default function SessionPage() {
  return (
    <>
      <PageHead title="Session" />
      <EmptyState icon="sessions" title="This page is being made" />
    </>
  );
}
