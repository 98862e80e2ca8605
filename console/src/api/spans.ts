/** What spans are of. */

/** AgentCore's operations that are no invocations -> in a word. */
const OTHERS: Readonly<Record<string, string>> = {
  InvokeAgentRuntimeCommand: "command",
  InvokeAgentRuntimeCommandShell: "shell",
  InvokeAgentRuntimeWithWebSocketStream: "WebSocket",
};

/** "" for an invocation. */
export function kindOf(span: { readonly attributes: Readonly<Record<string, unknown>> }): string {
  return OTHERS[String(span.attributes["aws.operation.name"] ?? "")] ?? "";
}
