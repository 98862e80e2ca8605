/**
 * The request of a page as commands to copy: curl, boto3 and `headwater.Client`. They run as they are, in bash and in
 * Python 3; tests/unit/console executes them.
 */

import { isNewA2a } from "./stream/speaking";

export interface InvocationRequest {
  readonly serverUrl: string;
  readonly region: string;
  readonly runtimeArn: string;
  readonly runtimeName: string;
  readonly qualifier: string;
  /** Empty: the server begins a new session. */
  readonly sessionId: string;
  /** The body's text, as it goes out. */
  readonly payload: string;
  /** Whether the server asks who calls; the snippets then take the key from the environment. */
  readonly needsKey: boolean;
}

export type SnippetKind = "curl" | "boto3" | "python";
const SESSION_HEADER = "X-Amzn-Bedrock-AgentCore-Runtime-Session-Id";
const DEFAULT_ENDPOINT = "DEFAULT";

export function buildSnippet(kind: SnippetKind, request: InvocationRequest): string {
  return { curl: buildCurl, boto3: buildBoto3, python: buildPython }[kind](request);
}

function buildCurl(request: InvocationRequest): string {
  const lines = [`curl -N ${shellQuote(invocationUrl(request))}`];
  if (request.needsKey) {
    lines.push(`--aws-sigv4 ${shellQuote(`aws:amz:${request.region}:bedrock-agentcore`)}`);
    lines.push('--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"');
  }
  lines.push("-H 'Content-Type: application/json'");
  if (isNewA2a(request.payload)) lines.push("-H 'A2A-Version: 1.0'");
  if (request.sessionId !== "") lines.push(`-H ${shellQuote(`${SESSION_HEADER}: ${request.sessionId}`)}`);
  // Not --data: it would take a first @ as a file's name and drop line ends.
  lines.push(`--data-raw ${shellQuote(request.payload)}`);
  return lines.join(" \\\n  ");
}

function buildBoto3(request: InvocationRequest): string {
  const keys = request.needsKey ? "" : ', aws_access_key_id="any", aws_secret_access_key="any"';
  const session = request.sessionId === "" ? [] : [`    runtimeSessionId=${pythonQuote(request.sessionId)},`];
  return [
    "import boto3",
    "",
    `client = boto3.client("bedrock-agentcore", endpoint_url=${pythonQuote(request.serverUrl)},`,
    `                      region_name=${pythonQuote(request.region)}${keys})`,
    "answer = client.invoke_agent_runtime(",
    `    agentRuntimeArn=${pythonQuote(request.runtimeArn)},`,
    `    qualifier=${pythonQuote(request.qualifier)},`,
    ...session,
    `    payload=${pythonQuote(request.payload)}.encode(),`,
    ")",
    "for line in answer[\"response\"].iter_lines(chunk_size=1):",
    "    print(line.decode())",
  ].join("\n");
}

function buildPython(request: InvocationRequest): string {
  const options = [
    ...(request.sessionId === "" ? [] : [`session_id=${pythonQuote(request.sessionId)}`]),
    ...(request.qualifier === DEFAULT_ENDPOINT ? [] : [`qualifier=${pythonQuote(request.qualifier)}`]),
    ...(isNewA2a(request.payload) ? ['headers={"A2A-Version": "1.0"}'] : []),
  ];
  const payload = `${pythonQuote(request.payload)}.encode()`;
  const call = [pythonQuote(request.runtimeName), payload, ...options].join(", ");
  return [
    "from headwater import Client",
    "",
    `with Client(${pythonQuote(request.serverUrl)}) as client:`,
    `    for event in client.invoke(${call}):`,
    "        print(event)",
  ].join("\n");
}

export function invocationUrl(request: Pick<InvocationRequest, "serverUrl" | "runtimeArn" | "qualifier">): string {
  return request.serverUrl + invocationPath(request.runtimeArn, request.qualifier);
}

/** The path of InvokeAgentRuntime, on the same server. */
export function invocationPath(runtimeArn: string, qualifier: string, rest = ""): string {
  const query = qualifier === DEFAULT_ENDPOINT ? "" : `?qualifier=${encodeURIComponent(qualifier)}`;
  return `/runtimes/${encodeURIComponent(runtimeArn)}/invocations${rest}${query}`;
}

/** A word of a POSIX shell. Inside single quotes nothing means anything but the single quote. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A literal of Python: a JSON string is one, but for characters outside the basic plane and lone halves of pairs. */
export function pythonQuote(text: string): string {
  return JSON.stringify(text).replaceAll("\u007f", "\\u007f");
}
