import type { RuntimeDetail } from "../../api/types";
import { Identifier } from "../../ui/controls";
import { formatDuration } from "../../ui/format";
import { Card, Facts } from "../../ui/page";
import { EmptyState } from "../../ui/states";
import { Badge } from "../../ui/status";

/** How the latest version is set up: what it runs, in which isolation, with which environment and limits. */
export function Configuration({ detail }: { detail: RuntimeDetail }) {
  const { runtime } = detail;
  const code = runtime.agentRuntimeArtifact.codeConfiguration;
  const image = runtime.agentRuntimeArtifact.containerConfiguration?.containerUri;
  const storage = (runtime.filesystemConfigurations ?? []).flatMap((one) => one.sessionStorage?.mountPath ?? []);
  const life = runtime.lifecycleConfiguration;
  return (
    <div class="cards">
      <Card title="Runs">
        <Facts
          facts={[
            ["ARN", <Identifier value={runtime.agentRuntimeArn} />],
            ["Version", runtime.agentRuntimeVersion],
            code && ["Entry point", <code>{code.entryPoint.join(" ")}</code>],
            code && ["Python", code.runtime.replace("PYTHON_", "").replace("_", ".")],
            image && ["Image", <code class="breaks">{image}</code>],
            ["Protocol", runtime.protocolConfiguration?.serverProtocol ?? "HTTP"],
            storage.length > 0 && ["Storage", <code>{storage.join(" ")}</code>],
            ["Callers", runtime.authorizerConfiguration ? "show a bearer token (JWT)" : "sign their requests (SigV4)"],
            life?.idleRuntimeSessionTimeout !== undefined && ["Ends when idle for", formatDuration(life.idleRuntimeSessionTimeout)],
            life?.maxLifetime !== undefined && ["Lives at most", formatDuration(life.maxLifetime)],
          ]}
        />
      </Card>
      <IsolationCard detail={detail} />
      <Environment variables={runtime.environmentVariables ?? {}} />
      <Card title="Limits">
        <Facts
          facts={Object.entries(detail.limits).map(([name, value]) => [words(name), value === null ? "none of its own" : show(value)] as const)}
        />
        <p class="muted hint">
          Changed by <code>headwater limits {runtime.agentRuntimeName}</code>
        </p>
      </Card>
    </div>
  );
}

function IsolationCard({ detail }: { detail: RuntimeDetail }) {
  const { level, ...facts } = detail.isolation;
  const sentences = Array.isArray(facts.detail) ? facts.detail.map(String) : [];
  const isNone = level === "process" || level === "none";
  return (
    <Card title="Isolation in force" actions={<Badge tone={isNone ? "warn" : "ok"}>{level}</Badge>}>
      {sentences.length > 0 ? (
        <ul class="points">
          {sentences.flatMap((one) => one.split("; ")).map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      ) : (
        <Facts facts={Object.entries(facts).map(([name, value]) => [words(name), show(value)] as const)} />
      )}
    </Card>
  );
}

function Environment({ variables }: { variables: Record<string, string> }) {
  const names = Object.keys(variables).sort();
  return (
    <Card title="Environment">
      {names.length === 0 ? (
        <EmptyState icon="lock" title="No variables of its own">
          <p>
            Give some with <code>headwater deploy --env NAME=VALUE</code>. They are kept encrypted.
          </p>
        </EmptyState>
      ) : (
        <>
          <Facts facts={names.map((name) => [name, <code class="muted">{variables[name]}</code>] as const)} />
          <p class="muted hint">Values are kept encrypted and never shown here.</p>
        </>
      )}
    </Card>
  );
}

/** `sessionsMaxCount` -> `Sessions max count`. */
function words(name: string): string {
  const spaced = name.replace(/([A-Z])/g, " $1").toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

function show(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "object") return JSON.stringify(value);
  return String(value);
}
