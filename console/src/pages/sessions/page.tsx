import { PageHead } from "../../ui/page";
import { EmptyState } from "../../ui/states";

export default function SessionsPage() {
  return (
    <>
      <PageHead title="Sessions" />
      <EmptyState icon="sessions" title="This page is being made" />
    </>
  );
}
