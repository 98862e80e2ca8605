/** `GET edge`, as the OpenAPI document describes it (`FrontDoors`). */
import { getJson } from "../../api/client";

export interface DoorHour {
  times: number[];
  requests: number[];
  refusals: Record<string, number[]>;
}

export interface DoorUse {
  requests: number;
  running: number;
  lastRequestAt: string | null;
  refusals: { rule: string; count: number; lastAt: string }[];
  lastHour: DoorHour;
}

export interface FrontDoor extends DoorUse {
  name: string;
  host: string | null;
  paths: { path: string; form: string | null }[];
  methods: string[];
  target: {
    kind: "agent" | "arn" | "files";
    agent: string | null;
    arn: string | null;
    qualifier: string | null;
    endpointUrl: string | null;
  };
  authentication: {
    kind: string;
    callerCount: number | null;
    issuer: string | null;
    failuresPerAddress: string[];
    failuresPerName: string[];
  };
  forms: string[];
  origins: string[];
  guards: {
    bodyMaxBytes: number;
    bodyTimeoutS: number;
    promptMaxChars: number | null;
    allow: string[];
    deny: string[];
    addressRate: string[];
    principalRate: string[];
    addressConcurrency: number | null;
    principalConcurrency: number | null;
    requestsPerDay: number | null;
    tokensPerDay: number | null;
    rules: { name: string; part: string; header: string | null; status: number }[];
  };
  keepAliveS: number;
  sendsUserId: boolean;
  showsAgentErrors: boolean;
}

export interface FrontDoors {
  url: string | null;
  doors: FrontDoor[];
  elsewhere: DoorUse | null;
  trustedProxies: string[];
}

export const getEdge = (signal: AbortSignal) => getJson<FrontDoors>("edge", { signal });
