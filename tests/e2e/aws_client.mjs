// Calls InvokeAgentRuntime and InvokeAgentRuntimeCommand as the JavaScript AWS SDK signs and reads them:
// URL, ARN, session id, key, secret -> JSON.
import { createRequire } from "node:module";
const load = createRequire(process.env.NODE_MODULES_OF);
// The SDK names the class of each operation after it, with "Command" at the end.
const { BedrockAgentCoreClient, InvokeAgentRuntimeCommand, InvokeAgentRuntimeCommandCommand } = load(
  "@aws-sdk/client-bedrock-agentcore",
);

const [endpoint, agentRuntimeArn, runtimeSessionId, accessKeyId, secretAccessKey] = process.argv.slice(2);
const client = new BedrockAgentCoreClient({
  endpoint,
  region: "us-west-2",
  credentials: { accessKeyId, secretAccessKey },
  maxAttempts: 1,
});
const payload = new TextEncoder().encode(JSON.stringify({ prompt: "水 🌊" }));
try {
  const answer = await client.send(
    new InvokeAgentRuntimeCommand({ agentRuntimeArn, runtimeSessionId, payload, contentType: "application/json" }),
  );
  const body = await answer.response.transformToString();
  const ran = await client.send(
    new InvokeAgentRuntimeCommandCommand({
      agentRuntimeArn,
      runtimeSessionId,
      body: { command: "echo 水; sleep 0.1; echo err >&2; exit 3" },
    }),
  );
  const chunks = [];
  for await (const event of ran.stream) chunks.push(event.chunk);
  console.log(JSON.stringify({ status: answer.statusCode, body, chunks }));
} catch (error) {
  console.log(JSON.stringify({ error: error.name }));
}
