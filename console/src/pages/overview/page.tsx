import { PageHead } from "../../ui/page";
import { EmptyState } from "../../ui/states";

export default function OverviewPage() {
  return (
    <>
      <PageHead title="Overview" />
      <EmptyState icon="overview" title="This page is being made" />
    </>
  );
}
