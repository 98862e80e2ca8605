/** A prompt in the terms of the agent that is to get it, and what is said of that. */

export const PROTOCOLS = ["HTTP", "MCP", "A2A", "AGUI"] as const;
export type ServerProtocol = (typeof PROTOCOLS)[number];

/** The body that a prompt becomes; a session is the thread of AG-UI's runs, and the context of A2A's messages. */
export function payloadOfPrompt(protocol: ServerProtocol, prompt: string, sessionId: string, newId: () => string): string {
  if (protocol === "AGUI") {
    const messages = [{ id: newId(), role: "user", content: prompt }];
    return JSON.stringify({ threadId: sessionId, runId: newId(), messages, tools: [], context: [], state: {}, forwardedProps: {} });
  }
  if (protocol === "A2A") {
    const parts = [{ kind: "text", text: prompt }];
    const message = { kind: "message", role: "user", messageId: newId(), contextId: sessionId, parts };
    return JSON.stringify({ jsonrpc: "2.0", id: newId(), method: "message/stream", params: { message } });
  }
  return JSON.stringify({ prompt });
}

/** The prompt that a body was made of and holds nothing beside, or null. */
export function findPrompt(payload: string): string | null {
  const prompt = promptInPayload(payload);
  if (prompt === null) return null;
  // Whatever ids it was given.
  const shape = (text: string) => text.replace(/"(threadId|runId|id|messageId|contextId)":"[^"]*"/g, '"$1":""');
  const sent = shape(JSON.stringify(JSON.parse(payload)));
  return PROTOCOLS.some((one) => shape(payloadOfPrompt(one, prompt, "", () => "")) === sent) ? prompt : null;
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
  A2A: "This agent speaks A2A: the prompt goes as message/stream, in the form of version 0.3 that agents of 1.0 mostly take too. With JSON you write a whole JSON-RPC request.",
  MCP: "This agent is an MCP server: it takes no prompts. With JSON you write a whole JSON-RPC request, such as tools/list; `headwater mcp` calls its tools.",
};
