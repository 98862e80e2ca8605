import { PageHead } from "../../ui/page";
import { EmptyState } from "../../ui/states";

export default function EdgePage() {
  return (
    <>
      <PageHead title="Edge" />
      <EmptyState icon="edge" title="This page is being made" />
    </>
  );
}
