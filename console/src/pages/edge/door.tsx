/** One door: what is in force at it, and what it refused. */
import type { ComponentChildren } from "preact";
import { Ago, formatBytes, formatCount, formatDuration } from "../../ui/format";
import { Card, Facts } from "../../ui/page";
import { Badge } from "../../ui/status";
import type { FrontDoor } from "./api";
import { authenticationName, Target } from "./doors";
import { reasonName } from "./reasons";

export function DoorDetails({ door }: { door: FrontDoor }) {
  return (
    <div class="columns">
      <div class="stack">
        <Card title={`Door ${door.name}`}>
          <Door door={door} />
        </Card>
        <Card title="Who may call">
          <Authentication door={door} />
        </Card>
      </div>
      <div class="stack">
        <Card title="Limits">
          <Limits door={door} />
        </Card>
        <Card title="Refused since the start" isFlush>
          <Refusals door={door} />
        </Card>
      </div>
    </div>
  );
}

function Door({ door }: { door: FrontDoor }) {
  return (
    <Facts
      facts={[
        ["Host", door.host ?? "any"],
        ["Addresses", <Paths door={door} />],
        ["Methods", door.methods.join(", ")],
        ["Opens to", <Target door={door} />],
        door.target.endpointUrl ? ["At", <code>{door.target.endpointUrl}</code>] : null,
        door.forms.length > 0 && ["Forms of answers", <Marks items={door.forms} />],
        ["Pages that may call", door.origins.length > 0 ? <Codes items={door.origins} /> : "none of other origins"],
        ["Sign of life in silence", door.keepAliveS ? `every ${formatDuration(door.keepAliveS)}` : "none"],
        ["Tells the agent who calls", door.sendsUserId ? "yes" : "no"],
        ["Shows agents' errors", door.showsAgentErrors ? "yes" : "no"],
      ]}
    />
  );
}

function Paths({ door }: { door: FrontDoor }) {
  return (
    <ul class="plain-list">
      {door.paths.map((one) => (
        <li key={one.path}>
          <code>{one.path}</code> {one.form && <span class="muted">{one.form}</span>}
        </li>
      ))}
    </ul>
  );
}

function Marks({ items }: { items: readonly string[] }) {
  return (
    <span class="row">
      {items.map((one) => (
        <Badge key={one} tone="off">
          {one}
        </Badge>
      ))}
    </span>
  );
}

function Codes({ items }: { items: readonly string[] }) {
  return (
    <ul class="plain-list">
      {items.map((one) => (
        <li key={one}>
          <code>{one}</code>
        </li>
      ))}
    </ul>
  );
}

function Authentication({ door }: { door: FrontDoor }) {
  const { kind, callerCount, issuer, failuresPerAddress, failuresPerName } = door.authentication;
  return (
    <Facts
      facts={[
        ["By", authenticationName(kind)],
        callerCount !== null && ["Known callers", formatCount(callerCount)],
        issuer !== null && ["Tokens of", <code>{issuer}</code>],
        failuresPerAddress.length > 0 && ["Failures of an address", `at most ${failuresPerAddress.join(", ")}`],
        failuresPerName.length > 0 && ["Failures at a name", `at most ${failuresPerName.join(", ")}`],
      ]}
    />
  );
}

function Limits({ door }: { door: FrontDoor }) {
  const { guards } = door;
  const unbounded = <span class="muted">no limit</span>;
  const limit = (value: number | null): ComponentChildren => (value === null ? unbounded : formatCount(value));
  const rate = (values: readonly string[]): ComponentChildren => (values.length > 0 ? values.join(", ") : unbounded);
  return (
    <Facts
      facts={[
        ["Rate of an address", rate(guards.addressRate)],
        ["Rate of a caller", rate(guards.principalRate)],
        ["At once, from an address", limit(guards.addressConcurrency)],
        ["At once, of a caller", limit(guards.principalConcurrency)],
        ["Requests a day", limit(guards.requestsPerDay)],
        ["Tokens a day", limit(guards.tokensPerDay)],
        ["Body", `${formatBytes(guards.bodyMaxBytes)}, within ${formatDuration(guards.bodyTimeoutS)}`],
        ["Prompt", guards.promptMaxChars === null ? unbounded : `${formatCount(guards.promptMaxChars)} characters`],
        guards.allow.length > 0 && ["Addresses let in", <Codes items={guards.allow} />],
        guards.deny.length > 0 && ["Addresses refused", <Codes items={guards.deny} />],
        guards.rules.length > 0 && [
          "Rules",
          <ul class="plain-list">
            {guards.rules.map((rule) => (
              <li key={rule.name}>
                {rule.name} <span class="muted">{`looks at the ${rule.header ?? rule.part}, answers ${rule.status}`}</span>
              </li>
            ))}
          </ul>,
        ],
      ]}
    />
  );
}

function Refusals({ door }: { door: FrontDoor }) {
  if (door.refusals.length === 0) return <p class="card-note">Nothing was refused.</p>;
  return (
    <div class="table-scroll" tabIndex={0} role="group" aria-label="Refusals, table">
      <table>
        <thead>
          <tr>
            <th>Reason</th>
            <th class="number">Requests</th>
            <th>Last</th>
          </tr>
        </thead>
        <tbody>
          {door.refusals.map((one) => (
            <tr key={one.rule}>
              <td title={one.rule}>{reasonName(one.rule)}</td>
              <td class="number">{formatCount(one.count)}</td>
              <td class="nowrap">
                <Ago at={one.lastAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
