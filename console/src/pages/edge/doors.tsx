import { href } from "../../router";
import { Ago, formatCount } from "../../ui/format";
import { Card } from "../../ui/page";
import { Badge } from "../../ui/status";
import type { DoorUse, FrontDoor, FrontDoors } from "./api";

/** What came to no door, in the address. */
export const ELSEWHERE = "-";

const KINDS: Record<string, string> = {
  none: "open to all",
  open: "open to all",
  "api-key": "API keys",
  basic: "user and password",
  jwt: "bearer tokens",
  sigv4: "signatures",
  own: "own code",
};

export function authenticationName(kind: string): string {
  return KINDS[kind] ?? kind;
}

export function DoorTable({ edge, chosen }: { edge: FrontDoors; chosen: string }) {
  return (
    <Card
      title="Doors"
      isFlush
      actions={chosen ? <a href={href("/edge")}>Show all doors' figures</a> : <span class="muted">Choose one for its details</span>}
    >
      <div class="table-scroll">
        <table>
          <thead>
            <tr>
              <th>Door</th>
              <th>Address</th>
              <th>Opens to</th>
              <th>Who may call</th>
              <th class="number">Requests</th>
              <th class="number">Running</th>
              <th class="number">Refused</th>
              <th>Last request</th>
            </tr>
          </thead>
          <tbody>
            {edge.doors.map((door) => (
              <tr key={door.name} class={door.name === chosen ? "is-chosen" : undefined}>
                <td>
                  <DoorLink name={door.name} label={door.name} chosen={chosen} />
                </td>
                <td>
                  <code>
                    {door.host ?? ""}
                    {shortestPath(door)}
                  </code>
                  {door.paths.length > 1 && <span class="muted"> and {door.paths.length - 1} more</span>}
                </td>
                <td>
                  <Target door={door} />
                </td>
                <td>
                  <Badge tone={isOpen(door) ? "warn" : "ok"}>{authenticationName(door.authentication.kind)}</Badge>
                </td>
                <Figures use={door} />
              </tr>
            ))}
            {edge.elsewhere && edge.elsewhere.requests > 0 && (
              <tr class={chosen === ELSEWHERE ? "is-chosen" : undefined}>
                <td>
                  <DoorLink name={ELSEWHERE} label="no door" chosen={chosen} />
                </td>
                <td colSpan={3} class="muted">
                  Requests to addresses at which there is no door
                </td>
                <Figures use={edge.elsewhere} />
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

/** The door's own; those below it are its forms'. */
function shortestPath(door: FrontDoor): string {
  const paths = door.paths.map((one) => one.path);
  return paths.reduce((best, path) => (path.length < best.length ? path : best), paths[0] ?? "/");
}

export function isOpen(door: FrontDoor): boolean {
  return door.authentication.kind === "none" || door.authentication.kind === "open";
}

function DoorLink({ name, label, chosen }: { name: string; label: string; chosen: string }) {
  return (
    <a class="strong" href={href("/edge", { door: name })} aria-current={name === chosen ? "true" : undefined}>
      {label}
    </a>
  );
}

export function Target({ door }: { door: FrontDoor }) {
  const { kind, agent, arn, qualifier } = door.target;
  if (kind === "files") return <>files</>;
  return (
    <>
      {agent ? <a href={href("/agents", agent)}>{agent}</a> : <code>{arn}</code>}
      {qualifier && <span class="muted"> ({qualifier})</span>}
    </>
  );
}

function Figures({ use }: { use: DoorUse }) {
  const refused = use.refusals.reduce((sum, one) => sum + one.count, 0);
  return (
    <>
      <td class="number">{formatCount(use.requests)}</td>
      <td class="number">{formatCount(use.running)}</td>
      <td class="number">{formatCount(refused)}</td>
      <td class="nowrap">{use.lastRequestAt ? <Ago at={use.lastRequestAt} /> : "never"}</td>
    </>
  );
}
