"""Which of a file's objects is its app, where the file does not say so by running one."""

import pytest

HEAD = """
from starlette.applications import Starlette
async def plain(scope, receive, send): pass
class Callable:
    async def __call__(self, scope, receive, send): pass
class Named(Starlette):
    title = None
def named(title):
    made = Named()
    made.title = title
    return made
"""


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("app = named('app')", "app"),
        ("application = named('application')", "application"),
        ("agent_app = named('agent_app')", "agent_app"),
        ("service = named('only one')", "only one"),
        ("service = named('one')\nalias = service", "one"),
        ("other = named('other')\napp = named('app')", "app"),
        ("api = named('api')\napp = named('app')", "app"),
        ("mcp = named('mcp')\nfirst = named('first')", "mcp"),
    ],
)
def test_the_app_is_the_one_with_a_usual_name_or_the_only_one(load_file, source, title):
    outcome = load_file(HEAD + source)

    assert outcome.get("title") == title, outcome


@pytest.mark.parametrize("source", ["app = plain", "app = Callable()", "application = plain"])
def test_a_plain_asgi_callable_needs_a_usual_name(load_file, source):
    assert load_file(HEAD + source)["served"]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("", ["without serving"]),
        ("one = named('1')\ntwo = named('2')", ["several apps", "one, two"]),
        ("app = Starlette", ["without serving"]),  # the class, not an app
        ("app = 5", ["without serving"]),
        ("app = lambda scope, receive, send: None", ["without serving"]),
        ("async def app(request): pass", ["without serving"]),
        ("service = plain", ["without serving"]),
    ],
)
def test_what_is_no_app_is_not_served(load_file, source, words):
    outcome = load_file(HEAD + source)

    assert outcome.get("kind") == "no_app", outcome
    for word in words:
        assert word in outcome["summary"]


def test_an_app_that_lacks_its_server_is_told_so(load_file):
    """The interpreter of the agent may have no uvicorn."""
    code = """
    import sys
    for name in [n for n in sys.modules if n.split(".")[0] == "uvicorn"]:
        del sys.modules[name]
    sys.modules["uvicorn"] = None
    """
    outcome = load_file(HEAD + "app = plain" + code.replace("\n    ", "\n"))

    assert outcome["kind"] == "no_app"
    assert "install uvicorn" in outcome["summary"]


MCP_PACKAGE = """
from starlette.applications import Starlette
class MCPServer:
    def __init__(self, title): self.title = title
    def streamable_http_app(self):
        app = Starlette()
        app.title = self.title
        return app
FastMCP = type("FastMCP", (MCPServer,), {})
"""


@pytest.mark.parametrize(
    ("source", "title", "words"),
    [
        ("tools = MCPServer('tools')", "tools", ""),
        ("mcp = FastMCP('tools')\nalias = mcp", "tools", ""),
        ("mcp = FastMCP('tools')\napp = mcp.streamable_http_app()\napp.title = 'app'", "app", ""),
        ("one = MCPServer('1')\ntwo = FastMCP('2')", None, "several apps (one, two)"),
        ("server = MCPServer", None, "without serving"),
        ("import sys\nmcp = FastMCP('x')\nsys.stdout.close()", None, 'transport="streamable-http"'),
    ],
)
def test_an_mcp_server_that_is_not_run_over_http_is_served_so(load_file, source, title, words):
    files = {"mcp/__init__.py": MCP_PACKAGE}
    outcome = load_file("from mcp import FastMCP, MCPServer\n" + source, files=files)

    assert outcome.get("title") == title, outcome
    assert words in outcome.get("summary", "")
