/** A prompt in the terms of the agent that is to get it, and what is said of that. */

export const PROTOCOLS = ["HTTP", "MCP", "A2A", "AGUI"] as const;
export type ServerProtocol = (typeof PROTOCOLS)[number];

/** What an A2A agent takes, as its card says. */
export interface A2aDialect {
  readonly isNew: boolean;
  readonly streams: boolean;
}

const A2A_DIALECTS: readonly A2aDialect[] = [false, true].flatMap((isNew) => [true, false].map((streams) => ({ isNew, streams })));
/** Of agents whose card has not been read. */
const UNKNOWN: A2aDialect = { isNew: false, streams: true };

/** From 1.0 on a card lists interfaces; of an agent of both the newer version is taken. */
export function dialectOf(card: any): A2aDialect { // any: whatever JSON an agent answers with
  const interfaces: unknown[] = Array.isArray(card?.supportedInterfaces) ? card.supportedInterfaces : [];
  const isNew = interfaces.some((one: any) => !String(one?.protocolVersion ?? "0.").startsWith("0."));
  return { isNew, streams: card?.capabilities?.streaming === true };
}

/** Whether a body is a request of A2A 1.0, which agents take for one of 0.3 where no header says so. */
export function isNewA2a(payload: string): boolean {
  return /^[A-Z]/.test(methodOf(payload));
}

/** Whether a body is the request that a prompt becomes for an A2A agent whose card has not been read. */
export function isOldA2a(payload: string): boolean {
  return methodOf(payload) === "message/stream";
}

function methodOf(payload: string): string {
  try {
    const { jsonrpc, method } = JSON.parse(payload) as Record<string, unknown>;
    return jsonrpc === "2.0" && typeof method === "string" ? method : "";
  } catch {
    return "";
  }
}

function payloadOfMessage(prompt: string, sessionId: string, newId: () => string, { isNew, streams }: A2aDialect): string {
  const ids = { messageId: newId(), contextId: sessionId };
  const message = isNew
    ? { role: "ROLE_USER", ...ids, parts: [{ text: prompt }] }
    : { kind: "message", role: "user", ...ids, parts: [{ kind: "text", text: prompt }] };
  const [one, streamed] = isNew ? ["SendMessage", "SendStreamingMessage"] : ["message/send", "message/stream"];
  return JSON.stringify({ jsonrpc: "2.0", id: newId(), method: streams ? streamed : one, params: { message } });
}

/** The body that a prompt becomes; a session is the thread of AG-UI's runs, and the context of A2A's messages. */
export function payloadOfPrompt(
  protocol: ServerProtocol, prompt: string, sessionId: string, newId: () => string, dialect: A2aDialect = UNKNOWN,
): string {
  if (protocol === "AGUI") {
    const messages = [{ id: newId(), role: "user", content: prompt }];
    return JSON.stringify({ threadId: sessionId, runId: newId(), messages, tools: [], context: [], state: {}, forwardedProps: {} });
  }
  if (protocol === "A2A") return payloadOfMessage(prompt, sessionId, newId, dialect);
  return JSON.stringify({ prompt });
}

/** The prompt that a body was made of and holds nothing beside, or null. */
export function findPrompt(payload: string): string | null {
  const prompt = promptInPayload(payload);
  if (prompt === null) return null;
  // Whatever ids it was given.
  const shape = (text: string) => text.replace(/"(threadId|runId|id|messageId|contextId)":"[^"]*"/g, '"$1":""');
  const sent = shape(JSON.stringify(JSON.parse(payload)));
  const forms = [...PROTOCOLS.map((one) => payloadOfPrompt(one, prompt, "", () => "")), ...A2A_DIALECTS.map((one) => payloadOfMessage(prompt, "", () => "", one))];
  return forms.some((one) => shape(one) === sent) ? prompt : null;
}

/** The prompt in a body, which may hold more, or null if it holds none. */
export function promptInPayload(payload: string): string | null {
  try {
    const value = JSON.parse(payload) as Record<string, any>; // any: whatever JSON there is
    const text = value?.prompt ?? value?.messages?.[0]?.content ?? value?.params?.message?.parts?.[0]?.text;
    return typeof text === "string" ? text : null;
  } catch {
    return null;
  }
}

/** How a prompt goes to an agent, for whoever has not said anything yet. */
export const NOTES: Record<ServerProtocol, string> = {
  HTTP: 'The prompt goes as {"prompt": "…"}; with JSON you write the whole payload. Tokens, tool calls and timing show up as they happen.',
  AGUI: "This agent speaks AG-UI: the prompt goes as a run with one message, without tools of the page's. With JSON you write a whole RunAgentInput.",
  A2A: "This agent speaks A2A: the prompt goes as a message, in the version that its card names. With JSON you write a whole JSON-RPC request.",
  MCP: "This agent is an MCP server: it takes no prompts. With JSON you write a whole JSON-RPC request, such as tools/list; `headwater mcp` calls its tools.",
};
