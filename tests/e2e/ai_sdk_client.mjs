// The AI SDK as a client of front doors: what its own readers make of the answers, as JSON on standard output.
//
//     node ai_sdk_client.mjs ui URL PROMPT       what useChat does: DefaultChatTransport, readUIMessageStream
//     node ai_sdk_client.mjs openai URL PROMPT   @ai-sdk/openai-compatible, streamed and not
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

// The packages are in a cache and not beside this file.
const require = createRequire(process.env.NODE_MODULES_OF)
const load = (name) => import(pathToFileURL(require.resolve(name)))
const { DefaultChatTransport, generateText, readUIMessageStream, streamText } = await load('ai')
const [how, url, prompt] = process.argv.slice(2)

async function readMessage() {
  const user = { id: 'user-1', role: 'user', parts: [{ type: 'text', text: prompt }] }
  const transport = new DefaultChatTransport({ api: url })
  const stream = await transport.sendMessages({
    chatId: 'chat-of-the-ai-sdk',
    messages: [user],
    trigger: 'submit-message',
    abortSignal: undefined,
  })
  const errors = []
  let message, versions = 0
  for await (message of readUIMessageStream({ stream, onError: (error) => errors.push(String(error)) })) versions++
  return { message, versions, errors }
}

async function complete() {
  const { createOpenAICompatible } = await load('@ai-sdk/openai-compatible')
  const provider = createOpenAICompatible({ name: 'edge', baseURL: url, includeUsage: true })
  const errors = []
  const stream = streamText({
    model: provider.chatModel('agent'), prompt, maxRetries: 0, onError: ({ error }) => errors.push(String(error)),
  })
  const deltas = []
  for await (const delta of stream.textStream) deltas.push(delta)
  const whole = await generateText({ model: provider.chatModel('agent'), prompt, maxRetries: 0 })
  const used = await stream.totalUsage
  return { deltas, finish: await stream.finishReason, used, text: whole.text, wholeUsed: whole.totalUsage, errors }
}

console.log(JSON.stringify(await (how === 'ui' ? readMessage() : complete())))
