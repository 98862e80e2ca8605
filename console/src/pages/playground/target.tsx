/** Whom one talks to: agent, endpoint, session. All three are in the address. */

import { useState } from "preact/hooks";
import { getJson, seg } from "../../api/client";
import { useLive } from "../../api/live";
import { type Resource, useResource, useThrottled } from "../../api/resource";
import { listSessions } from "../../api/routes";
import type { Session } from "../../api/types";
import { go, href, place, queryValue, setQuery } from "../../router";
import { shortSessionId } from "../../sessionid";
import { Button, Select } from "../../ui/controls";
import type { ServerProtocol } from "../../stream/speaking";

/** AgentCore's limits of a session id in a call. */
const SESSION_ID_MIN = 33;
const SESSION_ID_MAX = 256;
const OTHER = "\0other";
const SESSIONS_SHOWN = 50;
const REFRESH_MS = 1_000;

export interface Agent {
  readonly arn: string;
  readonly name: string;
  readonly status: string;
  readonly endpoints: readonly string[];
  readonly protocol: ServerProtocol;
}

interface AgentJson {
  readonly runtime: {
    readonly agentRuntimeArn: string;
    readonly agentRuntimeName: string;
    readonly status: string;
    readonly protocolConfiguration?: { readonly serverProtocol?: ServerProtocol };
  };
  readonly endpoints: readonly { readonly name: string }[];
}

export function useAgent(name: string): Resource<Agent | null> {
  return useResource<Agent | null>(`agent ${name}`, async (signal) => {
    if (name === "") return null;
    const found = await getJson<AgentJson>(`runtimes/${seg(name)}`, { signal });
    return {
      arn: found.runtime.agentRuntimeArn,
      name: found.runtime.agentRuntimeName,
      status: found.runtime.status,
      endpoints: found.endpoints.map((one) => one.name),
      protocol: found.runtime.protocolConfiguration?.serverProtocol ?? "HTTP",
    };
  });
}

/** "" while nothing is wrong. */
export function complainAboutSession(sessionId: string): string {
  if (sessionId === "" || (sessionId.length >= SESSION_ID_MIN && sessionId.length <= SESSION_ID_MAX)) return "";
  return `A session id has ${SESSION_ID_MIN} to ${SESSION_ID_MAX} characters; this one has ${sessionId.length}.`;
}

interface Props {
  readonly names: readonly string[];
  readonly agent: Agent | null;
  readonly name: string;
}

export function TargetBar({ names, agent, name }: Props) {
  const endpoints = agent?.endpoints.length ? agent.endpoints : ["DEFAULT"];
  const endpoint = queryValue("endpoint") || "DEFAULT";
  const known = endpoints.includes(endpoint) ? endpoints : [...endpoints, endpoint];
  return (
    <div class="target-bar">
      <Select
        label="Agent"
        value={name}
        options={names.map((one) => [one, one] as const)}
        onChange={(next) => go(href("/playground", next))}
      />
      <Select
        label="Endpoint"
        value={endpoint}
        options={known.map((one) => [one, one] as const)}
        onChange={(next) => setQuery({ endpoint: next === "DEFAULT" ? undefined : next, session: undefined })}
      />
      <SessionPicker name={name} endpoint={endpoint} />
    </div>
  );
}

/** A new session, one that lives, or one by its id. */
function SessionPicker({ name, endpoint }: { name: string; endpoint: string }) {
  const chosen = queryValue("session");
  const [isTyping, setTyping] = useState(false);
  const found = useResource(`sessions of ${name}`, (signal) => listSessions({ runtime: name, limit: SESSIONS_SHOWN }, { signal }), { keepsOld: true });
  const refresh = useThrottled(found.reload, REFRESH_MS);
  useLive((event) => {
    if (event.kind.startsWith("session") || event.kind === "reconnect") refresh();
  });
  const live = (found.data?.sessions ?? []).filter((one) => one.endpoint === endpoint && one.state !== "STOPPED");
  const options: [string, string][] = [["", "New session"], ...live.map(describeSession)];
  if (chosen !== "" && !live.some((one) => one.sessionId === chosen)) options.push([chosen, shortSessionId(chosen)]);
  const complaint = complainAboutSession(chosen);
  if (isTyping) {
    return (
      <span class="session-typed">
        <input
          type="text"
          aria-label="Session id"
          aria-invalid={complaint !== ""}
          placeholder={`A session id, ${SESSION_ID_MIN} characters or more`}
          value={chosen}
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => setQuery({ session: event.currentTarget.value.trim() })}
        />
        <Button kind="quiet" onClick={() => setTyping(false)}>
          List
        </Button>
        {complaint && <span class="complaint">{complaint}</span>}
      </span>
    );
  }
  return (
    <>
      <Select
        label="Session"
        value={chosen}
        options={[...options, [OTHER, "Type an id…"]]}
        onChange={(next) => (next === OTHER ? setTyping(true) : setQuery({ session: next }))}
      />
      {chosen !== "" && (
        <Button kind="quiet" onClick={() => setQuery({ session: undefined })}>
          New
        </Button>
      )}
    </>
  );
}

function describeSession(session: Session): [string, string] {
  return [session.sessionId, `${shortSessionId(session.sessionId)} · ${(session.state ?? "ended").toLowerCase()} · ${session.requestCount} calls`];
}

/** The session that answered is the one that goes on, unless the reader has chosen another since. */
export function stayInSession(asked: string, answered: string): void {
  if (place.peek().path.startsWith("/playground") && queryValue("session") === asked) setQuery({ session: answered });
}
