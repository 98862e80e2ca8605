// Calls InvokeAgentRuntime as the JavaScript AWS SDK signs it: URL, ARN, session id, key, secret -> JSON.
import { createRequire } from "node:module";
const load = createRequire(process.env.NODE_MODULES_OF);
const { BedrockAgentCoreClient, InvokeAgentRuntimeCommand } = load("@aws-sdk/client-bedrock-agentcore");

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
  console.log(JSON.stringify({ status: answer.statusCode, body: await answer.response.transformToString() }));
} catch (error) {
  console.log(JSON.stringify({ error: error.name }));
}
