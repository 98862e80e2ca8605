"""Pictures of every page of the console, for the documents: `python docs/screenshots.py [FOLDER]`.

Starts a server of its own, deploys agents, talks with them, takes each page at a desk's and a phone's width,
light and dark, into docs/screenshots. Needs Chromium and Playwright (both as in tests/console).
"""

from __future__ import annotations

import io
import json
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from chromium import ARGUMENTS, CHROMIUM  # noqa: E402  # found by the line above
from replies import ask  # noqa: E402
from servers import (  # noqa: E402
    AGENTS,
    SESSION_HEADER,
    Deployed,
    Server,
    invocation_path,
    new_session_id,
    running_server,
)

FOLDER = ROOT / "docs" / "screenshots"
SIZES = {"desktop": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}
THEMES = ("light", "dark")
#: All pictures together: they are in every clone of the repository.
MAX_BYTES = 3_000_000
QUALITY = 72
CALL_TIMEOUT_S = 30
PLACES = ("Kyoto", "Porto", "Lisbon", "Oslo", "Bern", "Turin")
COMMANDS = (
    "python --version; grep -c yield agent.py; cat missing.txt",
    'echo \'{"city": "Porto"}\' > /mnt/notes/plans.json; ls -l /mnt/notes',
    "du -h /mnt/notes; python -m json.tool /mnt/notes/plans.json",
)
TURNS = (
    ("USER", "A quiet table for two tonight, please. I do not eat fish."),
    ("ASSISTANT", "Booked at the Garden House, by the window, at eight. I told them about the fish."),
    ("USER", "And something to see in the afternoon? We like gardens."),
    ("ASSISTANT", "The old palace garden is open until five; it is ten minutes from your hotel."),
    ("USER", "Perfect. We will be back in spring."),
    ("ASSISTANT", "I will remember: a quiet table, no fish, and gardens."),
)
DOORS = """
[listen]
port = 0
[[door]]
name = "public"
path = "/public"
form = "openai"
target.agent = "concierge"
guards.body_max_bytes = 65536
[[door]]
name = "staff"
path = "/staff"
target.agent = "weather"
guards.allow = ["192.0.2.0/24"]
"""


@dataclass(frozen=True, kw_only=True)
class Content:
    """What was put on the server, and is looked at."""

    session_id: str
    memory_id: str


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="headwater-screenshots-") as place:
        doors = Path(place) / "doors.toml"
        doors.write_text(DOORS)
        with running_server(Path(place), {"HEADWATER_EDGE__CONFIG": str(doors)}) as server:
            content = populate(server)
            with sync_playwright() as started:
                browser = started.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
                taken = [path for path in folder.glob("*.webp")]
                for path in taken:
                    path.unlink()
                take_all(browser, server, content, folder)
                browser.close()
    total = sum(path.stat().st_size for path in folder.glob("*.webp"))
    print(f"{len(list(folder.glob('*.webp')))} pictures, {total / 1e6:.1f} MB")
    return 0 if total <= MAX_BYTES else 1


def populate(server: Server) -> Content:
    """Agents with versions and endpoints, conversations, an agent that fails to deploy, a memory."""
    environment = {"BOOKING_URL": "https://example.org", "API_TOKEN": "hunter2"}
    storage = [{"sessionStorage": {"mountPath": "/mnt/notes"}}]
    concierge = server.deploy(
        AGENTS / "concierge.py",
        name="concierge",
        environment=environment,
        description="Plans days in cities",
        filesystemConfigurations=storage,
    )
    server.control.create_agent_runtime_endpoint(
        agentRuntimeId=concierge.id, name="canary", agentRuntimeVersion="1", description="5 % of callers"
    )
    weather = server.deploy(ROOT / "examples/streaming_agent/strands_claude_streaming.py", name="weather")
    counter = server.deploy(ROOT / "examples/counter_agent/agent.py", name="counter")
    server.deploy("import nothing_of_that_name\n", name="unfinished", expect=None)
    session_id = talk(server, concierge)
    for _ in range(3):
        say(server, weather, "what the weather is like?")
        say(server, counter, "2")
    call_doors(server)
    server.update(
        concierge,
        AGENTS / "concierge.py",
        environment=environment,
        description="Plans days in cities",
        filesystemConfigurations=storage,
    )
    say(server, concierge, "Ghent")
    return Content(session_id=session_id, memory_id=remember(server, session_id))


def talk(server: Server, concierge: Deployed) -> str:
    """Conversations of several sessions; some end badly. The id of one that is worth looking at."""
    ids = [new_session_id() for _ in PLACES]
    for round_ in range(4):
        for place, session_id in zip(PLACES, ids, strict=True):
            say(server, concierge, place if round_ % 2 == 0 else f"{place} in the rain", session_id)
        time.sleep(10)  # the finest step of charts
    for bad in ("!die", "!fail"):
        say(server, concierge, bad)
    server.stop_session(concierge, ids[0])
    for prompt in ("Porto", "Porto by night", "!wait"):
        start_run(server, concierge, prompt, ids[1])
    return ids[1]


def start_run(server: Server, agent: Deployed, prompt: str, session_id: str) -> None:
    """An invocation that goes on by itself."""
    headers = {SESSION_HEADER: session_id, "Headwater-Detached": "1"}
    server.http("POST", invocation_path(agent), json.dumps({"prompt": prompt}), headers)


def call_doors(server: Server) -> None:
    """Some calls that are answered, and some that are refused."""
    marker = "front doors: listening on "
    url = next(line for line in server.log_text().splitlines() if marker in line).partition(marker)[2].strip()
    body = {"model": "agent", "messages": [{"role": "user", "content": "Ghent"}]}

    def call(path: str, body: Any) -> None:
        ask(
            url, "POST", path, json.dumps(body).encode(), {"Content-Type": "application/json"}, CALL_TIMEOUT_S
        )

    for _ in range(4):
        call("/public/v1/chat/completions", body)
        call("/staff", {"prompt": "what the weather is like?"})
    call("/public/v1/chat/completions", {"messages": "x" * 70_000})


def say(server: Server, agent: Deployed, prompt: str, session_id: str | None = None) -> None:
    with suppress(Exception):  # those that are meant to fail
        server.invoke(agent, {"prompt": prompt}, session_id or new_session_id())["response"].read()


def remember(server: Server, session_id: str) -> str:
    """A memory with a conversation."""
    memory = server.control.create_memory(
        name="guests",
        eventExpiryDuration=30,
        memoryStrategies=[
            {"semanticMemoryStrategy": {"name": "preferences", "namespaces": ["/guests/{actorId}"]}}
        ],
    )["memory"]["id"]
    for number, (role, text) in enumerate(TURNS):
        server.data.create_event(
            memoryId=memory,
            actorId="ada",
            sessionId=session_id,
            eventTimestamp=time.time() + number,
            payload=[{"conversational": {"role": role, "content": {"text": text}}}],
        )
    return str(memory)


def list_views(content: Content) -> dict[str, str]:
    """Name of a picture -> path below /console."""
    session = f"/sessions/concierge/{content.session_id}"
    return {
        "overview": "",
        "agents": "/agents",
        "agent": "/agents/concierge",
        "agent-log": "/agents/concierge?tab=logs",
        "agent-configuration": "/agents/concierge?tab=configuration",
        "sessions": "/sessions",
        "session": session,
        "session-commands": f"{session}?tab=commands",
        "session-runs": f"{session}?tab=runs",
        "session-memory": f"{session}?tab=memory",
        "playground": f"/playground/concierge?session={content.session_id}",
        "traces": "/traces",
        "memory": f"/memory/{content.memory_id}?actor=ada&session={content.session_id}",
        "edge": "/edge",
        "signin": "/signin",
    }


def take_all(browser: Browser, server: Server, content: Content, folder: Path) -> None:
    for size, viewport in SIZES.items():
        for theme in THEMES:
            context = browser.new_context(viewport=viewport, color_scheme=theme, is_mobile=size == "phone")
            page = context.new_page()
            for name, path in list_views(content).items():
                page.goto(f"{server.url}/console{path}")
                prepare(page, name)
                keep(page, folder / f"{name}-{size}-{theme}.webp")
            page.goto(f"{server.url}/console/traces")
            page.locator("main tbody a").first.click()
            prepare(page, "trace")
            keep(page, folder / f"trace-{size}-{theme}.webp")
            context.close()


def prepare(page: Page, name: str) -> None:
    """Bring a page to where there is most to see."""
    expect(page.locator("#main h1").first).to_be_visible(timeout=20_000)
    expect(page.locator(".loading, [aria-busy=true]")).to_have_count(0, timeout=20_000)
    if name == "session":
        page.get_by_role("button", name="Replay").first.click()
        expect(page.locator(".player")).to_be_visible()
    elif name == "session-commands":
        for command in COMMANDS:
            page.get_by_role("textbox", name="Command").fill(command)
            page.keyboard.press("Enter")
            region = page.get_by_role("region", name=command, exact=True)
            expect(region).to_contain_text("exit", timeout=20_000)
    elif name == "playground":
        page.get_by_role("textbox", name="Prompt").fill("Kyoto")
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_text("Shall I book the train as well?").first).to_be_visible(timeout=20_000)
    page.wait_for_timeout(400)


def keep(page: Page, path: Path) -> None:
    picture: Any = Image.open(io.BytesIO(page.screenshot()))
    picture.convert("RGB").save(path, "WEBP", quality=QUALITY, method=6)


if __name__ == "__main__":
    sys.exit(main())
