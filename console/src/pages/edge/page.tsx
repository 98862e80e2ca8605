/** Front doors: what is in force at each, what came, and what was refused and why. */
import { useEffect } from "preact/hooks";
import { useResource } from "../../api/resource";
import { Identifier } from "../../ui/controls";
import { Card, Facts, PageHead } from "../../ui/page";
import { Command, EmptyState, ErrorState, Loading } from "../../ui/states";
import { queryValue } from "../../router";
import { getEdge, type FrontDoors } from "./api";
import { DoorDetails } from "./door";
import { DoorTable, ELSEWHERE } from "./doors";
import { EdgeCharts } from "./charts";

/** Nothing tells of doors live; so it is asked again, while somebody looks. */
const REFRESH_MS = 5000;

export default function EdgePage() {
  const edge = useResource("edge", getEdge);
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === "visible" && edge.reload(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [edge.reload]);
  return (
    <>
      <PageHead title="Edge" />
      {edge.data ? (
        edge.data.url === null ? (
          <NoDoors />
        ) : (
          <Doors edge={edge.data} />
        )
      ) : edge.error ? (
        <ErrorState error={edge.error} onRetry={edge.reload} />
      ) : (
        <Loading what="the front doors" />
      )}
    </>
  );
}

function NoDoors() {
  return (
    <EmptyState icon="edge" title="No front doors in this server">
      <p>
        A front door is an address for everybody, with an agent behind it: it has its own authentication, limits and form
        of answer. Declare one in a file, and serve it with the server, or beside it as a process of its own (
        <code>headwater edge</code>), which this page does not see.
      </p>
      <Command>HEADWATER_EDGE__CONFIG=edge.toml headwater serve</Command>
    </EmptyState>
  );
}

function Doors({ edge }: { edge: FrontDoors }) {
  const asked = queryValue("door");
  const chosen = edge.doors.find((door) => door.name === asked) ?? edge.doors[0];
  const uses = [...edge.doors, ...(edge.elsewhere ? [edge.elsewhere] : [])];
  const shown = asked === ELSEWHERE && edge.elsewhere ? [edge.elsewhere] : asked && chosen ? [chosen] : uses;
  return (
    <div class="stack">
      <EdgeCharts hours={shown.map((one) => one.lastHour)} of={asked && chosen ? asked : "all doors"} />
      <DoorTable edge={edge} chosen={asked} />
      {asked && asked !== ELSEWHERE && chosen && <DoorDetails door={chosen} />}
      <Card title="Listening">
        <Facts
          facts={[
            ["Address", edge.url && <Identifier value={edge.url} />],
            ["Trusted proxies", edge.trustedProxies.length > 0 ? <code>{edge.trustedProxies.join(", ")}</code> : "none"],
          ]}
        />
      </Card>
    </div>
  );
}
