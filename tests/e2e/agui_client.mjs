// AG-UI's own client: a run with the agent's tool, then one that calls a tool of the client's; what it made of both.
//
//     node agui_client.mjs URL SESSION
import { createRequire } from 'node:module'

const load = createRequire(process.env.NODE_MODULES_OF)
const { HttpAgent } = load('@ag-ui/client')
const [url, session] = process.argv.slice(2)
const headers = { 'X-Amzn-Bedrock-AgentCore-Runtime-Session-Id': session }
const setColor = {
  name: 'set_color',
  description: 'Paint the page',
  parameters: { type: 'object', properties: { color: { type: 'string' } } },
}

const agent = new HttpAgent({ url, headers, threadId: 'thread-1' })
const types = []
const watch = { onEvent: ({ event }) => void types.push(event.type) }
agent.addMessage({ id: '1', role: 'user', content: '20 and 22' })
await agent.runAgent({ runId: 'run-1' }, watch)
const answer = agent.messages.at(-1).content

agent.addMessage({ id: '2', role: 'user', content: 'color' })
await agent.runAgent({ runId: 'run-2', tools: [setColor] }, watch)
const call = agent.messages.at(-1).toolCalls[0]
agent.addMessage({ id: '3', role: 'tool', toolCallId: call.id, content: 'painted' })
await agent.runAgent({ runId: 'run-3', tools: [setColor] }, watch)
const after = agent.messages.at(-1).content

agent.addMessage({ id: '4', role: 'user', content: 'die' })
let failure = null
await agent.runAgent({ runId: 'run-4' }, { ...watch, onRunErrorEvent: ({ event }) => void (failure = event) })
console.log(JSON.stringify({ answer, call: call.function, after, failure, types }))
