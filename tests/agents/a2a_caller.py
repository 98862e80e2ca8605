"""An agent that asks an A2A agent, whose ARN is in `PEER` or in the payload, as part of its own session."""

import os
from urllib.parse import quote

import httpx
from a2a.client import ClientConfig, ClientFactory
from a2a.helpers import get_stream_response_text, new_text_message
from a2a.types import Role, SendMessageRequest
from bedrock_agentcore.runtime import BedrockAgentCoreApp

from headwater.client import find_auth

app = BedrockAgentCoreApp()


@app.entrypoint
async def ask(payload, context):
    server = os.environ["AWS_ENDPOINT_URL_BEDROCK_AGENTCORE"]
    url = f"{server}/runtimes/{quote(payload.get('peer') or os.environ['PEER'], safe='')}/invocations"
    headers = {"X-Amzn-Bedrock-AgentCore-Runtime-Session-Id": context.session_id}
    async with httpx.AsyncClient(auth=find_auth(server), headers=headers, timeout=60) as http:
        client = await ClientFactory(ClientConfig(httpx_client=http)).create_from_url(url)
        message = new_text_message(payload["text"], role=Role.ROLE_USER)
        answer = client.send_message(SendMessageRequest(message=message))
        said = [get_stream_response_text(event) async for event in answer]
    return "".join(filter(None, said))


if __name__ == "__main__":
    app.run()
