"""An agent with hybrid memory: RAM while its session is warm, durable memory in any other session.

    {"mode": "ping"}                    whether the session is warm; asks no model
    {"mode": "memory_query", …}         what durable memory holds of a conversation; asks no model
    {"mode": "chat", "prompt": …, …}    an answer

"stream" says whether the answer is a stream: a chat's is unless it says false, others are if it says true.

"user_id" says who speaks and "memory_session_id" which conversation of theirs is meant; it goes on in every
session of the runtime, and after every redeployment. Nobody is given what another user said.
"""

import ast
import operator
import os
import threading
import time

from bedrock_agentcore.runtime import BedrockAgentCoreApp
from strands import Agent, tool
from strands.models import BedrockModel

from headwater.memory import HybridMemory, Window
from headwater.memory.hybrid.strands import HybridSessionManager

MODEL_ID = os.environ.get("MODEL_ID", "global.anthropic.claude-haiku-4-5-20251001-v1:0")
REGION = os.environ.get("AWS_REGION", "us-west-2")
#: `headwater deploy`, `dev` and `launch` make a memory for code that reads this, and set it.
MEMORY_ID = os.environ.get("BEDROCK_AGENTCORE_MEMORY_ID", "")
SYSTEM_PROMPT = (
    "You are a helpful assistant. Calculate with the calculator. "
    "Use what was said before in this conversation, and say so where something was not."
)
#: What the model is shown of a conversation, and what `memory_query` looks at.
CHAT_WINDOW = Window(turns=40, tokens=8000)
QUERY_WINDOW = Window(turns=1000)
#: An answer ends when durable memory has it too, or after so long: it is safe on disk before that.
DELIVERY_TIMEOUT_S = 1.0

app = BedrockAgentCoreApp()
# What is made here is made once and is there in every call: the model's client, and what a session counts.
model = BedrockModel(model_id=MODEL_ID, region_name=REGION)


class Warmth:
    """What this session knows of itself. It begins with its first call."""

    def __init__(self):
        self._lock = threading.Lock()
        self._started_at = None
        self._count = 0

    def count_call(self, session_id):
        """The session's facts, for an answer."""
        with self._lock:
            self._count += 1
            self._started_at = self._started_at or time.monotonic()
            return {
                "session_id": session_id,
                "cache_status": "COLD_START" if self._count == 1 else "WARM",
                "invocation_count": self._count,
                "uptime_s": round(time.monotonic() - self._started_at, 3),
            }


warmth = Warmth()


@app.entrypoint
def handle(payload, context):
    """Choose the mode. What is returned is the answer: a generator is streamed, all else goes as it is."""
    facts = warmth.count_call(context.session_id)
    mode = payload.get("mode", "chat")
    if mode == "ping":
        return as_asked(payload, {"status": "ok", **facts})
    if mode == "memory_query":
        return with_memory(payload, facts, QUERY_WINDOW, query_memory)
    if mode == "chat":
        return with_memory(payload, facts, CHAT_WINDOW, chat)
    return {"error": f"mode {mode!r} is none of ping, memory_query and chat"}


def with_memory(payload, facts, window, work):
    """What `work` makes of the payload and the memory of the conversation that it names."""
    if not MEMORY_ID:
        return {
            "error": "BEDROCK_AGENTCORE_MEMORY_ID is not set; `headwater deploy` makes a memory and sets it"
        }
    actor_id = payload.get("user_id", "guest")
    conversation_id = payload.get("memory_session_id", "main")
    try:
        memory = HybridMemory(MEMORY_ID, actor_id=actor_id, session_id=conversation_id, window=window)
    except ValueError as problem:  # a name that the Memory API would not take
        return {"error": str(problem)}
    return work(payload, memory, {**facts, "user_id": actor_id, "memory_session_id": conversation_id})


def chat(payload, memory, facts):
    """An answer to the prompt."""
    prompt = payload.get("prompt")
    if not isinstance(prompt, str) or not prompt.strip():
        return {
            "error": 'what should be answered? Send JSON like {"prompt": "What is 10*5?", "user_id": "ada"}'
        }
    if payload.get("stream", True):
        return stream_answer(memory, prompt, facts)
    return answer(memory, prompt, facts)


def query_memory(payload, memory, facts):
    """What durable memory holds of the conversation, whatever this session has in RAM."""
    loaded = memory.load(refresh=True)
    said = [turn for turn in loaded.turns if turn.text and not turn.has_tool_result]
    found = {
        "metadata": {**facts, "memory_source": loaded.source},
        "turn_count": len(said),
        "user_turn_count": sum(turn.role == "user" for turn in said),
        "assistant_turn_count": sum(turn.role == "assistant" for turn in said),
        "turns": [{"role": turn.role, "text": turn.text} for turn in said],
    }
    return as_asked(payload, found)


def as_asked(payload, value):
    """A value, or if the caller wants a stream, one of a single event."""
    return iter_once(value) if payload.get("stream") else value


def iter_once(value):
    yield value


async def stream_answer(memory, prompt, facts):
    """Metadata, the answer's pieces as the model makes them, metadata."""
    agent, metadata = make_agent(memory, facts)
    yield {"metadata": metadata}
    async for event in agent.stream_async(prompt):
        if piece := find_text(event):
            yield piece
    delivered = await memory.aflush(DELIVERY_TIMEOUT_S)
    yield {"metadata": finish(metadata, agent, delivered)}


def answer(memory, prompt, facts):
    """The same in one piece."""
    agent, metadata = make_agent(memory, facts)
    pieces = []
    agent.callback_handler = lambda **event: pieces.append(find_text(event))
    agent(prompt)
    delivered = memory.flush(DELIVERY_TIMEOUT_S)
    return {"response": "".join(pieces), "metadata": finish(metadata, agent, delivered)}


def make_agent(memory, facts):
    """An agent that knows the conversation and keeps what is said, and what to tell the caller of it."""
    manager = HybridSessionManager(memory)
    agent = Agent(
        model=model,
        tools=[calculator],
        system_prompt=SYSTEM_PROMPT,
        session_manager=manager,
        callback_handler=None,
    )
    return agent, {**facts, "memory_source": manager.source, "loaded_message_count": len(agent.messages)}


def find_text(event):
    """What a caller reads of one of Strands' events. What is said before a tool is used is a line alone."""
    blocks = event.get("message", {}).get("content", [])
    return "\n" if any("toolUse" in block for block in blocks) else event.get("data", "")


def finish(metadata, agent, delivered):
    """Metadata as they are after the answer."""
    return {**metadata, "message_count": len(agent.messages), "in_durable_memory": delivered}


OPERATIONS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Mod: operator.mod,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}


@tool
def calculator(expression: str) -> str:
    """Calculate with numbers.

    Args:
        expression: numbers with + - * / % and brackets, like (3 + 4) * 5.
    """
    try:
        value = calculate(ast.parse(expression.strip(), mode="eval").body)
        return str(value) if isinstance(value, int) else f"{value:.12g}"
    except (ValueError, SyntaxError, ArithmeticError, RecursionError) as problem:
        return f"cannot calculate {expression!r}: {problem}"


def calculate(node):
    """The value of a parsed expression; ValueError for anything but arithmetic."""
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return node.value
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATIONS:
        return OPERATIONS[type(node.op)](calculate(node.left), calculate(node.right))
    if isinstance(node, ast.UnaryOp) and type(node.op) in OPERATIONS:
        return OPERATIONS[type(node.op)](calculate(node.operand))
    raise ValueError("only numbers, + - * / % and brackets are known")


if __name__ == "__main__":
    app.run()
