import { PageHead } from "../../ui/page";
import { EmptyState } from "../../ui/states";

export default function SignInPage() {
  return (
    <>
      <PageHead title="SignIn" />
      <EmptyState icon="lock" title="This page is being made" />
    </>
  );
}
