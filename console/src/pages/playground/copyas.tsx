/** The same request for a terminal or a program. */

import { useState } from "preact/hooks";
import { useResource } from "../../api/resource";
import { getStatus } from "../../api/routes";
import { buildSnippet, type SnippetKind } from "../../snippets";
import { CopyButton, Segments } from "../../ui/controls";
import { Dialog } from "../../ui/dialog";
import type { Question } from "./turn";

const KINDS: readonly (readonly [SnippetKind, string])[] = [["curl", "curl"], ["boto3", "boto3"], ["python", "headwater.Client"]];

export function CopyAs({ question, onClose }: { readonly question: Question; readonly onClose: () => void }) {
  const [kind, setKind] = useState<SnippetKind>("curl");
  const status = useResource("status", (signal) => getStatus({ signal }));
  const needsKey = status.data?.authentication === "keys";
  const request = { ...question, serverUrl: window.location.origin, region: status.data?.region ?? regionOf(question.runtimeArn), needsKey };
  const snippet = buildSnippet(kind, request);
  return (
    <Dialog title="The same request" onClose={onClose}>
      <div class="copy-as">
        <div class="row">
          <Segments label="Language" value={kind} options={KINDS} onChange={setKind} />
          <span class="spacer" />
          <CopyButton text={snippet} label="Copy the command" />
        </div>
        <pre tabIndex={0} aria-label={`Request as ${kind}`} data-snippet={kind}>{snippet}</pre>
        {needsKey && (
          <p class="muted">
            Keys come from <code>AWS_ACCESS_KEY_ID</code> and <code>AWS_SECRET_ACCESS_KEY</code>; <code>headwater keys create NAME</code> makes some.
          </p>
        )}
      </div>
    </Dialog>
  );
}

/** The fourth part of an ARN. */
function regionOf(arn: string): string {
  return arn.split(":")[3] ?? "us-west-2";
}
