import { PageHead } from "../../ui/page";
import { EmptyState } from "../../ui/states";

export default function PlaygroundPage() {
  return (
    <>
      <PageHead title="Playground" />
      <EmptyState icon="playground" title="This page is being made" />
    </>
  );
}
