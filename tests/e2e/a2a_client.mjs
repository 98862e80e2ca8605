// A2A's client for JavaScript: finds the card, has a session with a tool; what it made of the answers.
//
//     node a2a_client.mjs URL SESSION
import { createRequire } from 'node:module'

const load = createRequire(process.env.NODE_MODULES_OF)
const { ClientFactory, DefaultAgentCardResolver, JsonRpcTransportFactory } = load('@a2a-js/sdk/client')
const { Role } = load('@a2a-js/sdk')
const [url, session] = process.argv.slice(2)

function fetchImpl(input, init) {
  const headers = new Headers(init?.headers ?? input.headers)
  headers.set('X-Amzn-Bedrock-AgentCore-Runtime-Session-Id', session)
  return fetch(input, { ...init, headers })
}

const factory = new ClientFactory({
  transports: [new JsonRpcTransportFactory({ fetchImpl })],
  cardResolver: new DefaultAgentCardResolver({ fetchImpl }),
})
const client = await factory.createFromUrl(url)
const message = (text) => ({
  message: { messageId: crypto.randomUUID(), role: Role.ROLE_USER, parts: [{ content: { $case: 'text', value: text } }] },
})
const events = []
for await (const event of client.sendMessageStream(message('20 and 22'))) events.push(event)
const whole = await client.sendMessage(message('1 and 2'))
console.log(JSON.stringify({ card: await client.getAgentCard(), events, whole }))
