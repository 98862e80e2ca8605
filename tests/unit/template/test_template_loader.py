"""What becomes of a file: it serves, or it is told why it does not."""

import pytest

APP = """
from starlette.applications import Starlette
app = Starlette()
"""


def test_a_file_runs_as_a_script_would(load_file, tmp_path):
    outcome = load_file(APP + "import uvicorn\nuvicorn.run(app)", argv=["--flag", "x"])

    assert outcome["served"] == "ProxyHeadersMiddleware"
    assert outcome["argv"] == [str(tmp_path / "agent.py"), "--flag", "x"]
    assert outcome["name"] == "__main__"
    assert outcome["file"] == str(tmp_path / "agent.py")
    assert outcome["path"] == str(tmp_path)


def test_what_stands_beside_the_file_can_be_imported(load_file):
    outcome = load_file("from tools.parts import app", files={"tools/__init__.py": "", "tools/parts.py": APP})

    assert outcome["served"]


def test_the_guard_of_scripts_holds(load_file):
    assert load_file(APP + "import uvicorn\nif __name__ == '__main__':\n    uvicorn.run(app)")["served"]


def test_annotations_are_what_the_file_says_and_not_text(load_file):
    # Libraries look at them: mcp before 1.12 took a tool's Context for one of its arguments.
    assert load_file(APP + "def tool(n: int): ...\nassert tool.__annotations__ == {'n': int}")["served"]
    assert load_file(
        "from __future__ import annotations" + APP + "n: int = 1\nassert __annotations__['n'] == 'int'"
    )["served"]


@pytest.mark.parametrize(
    "call",
    [
        "uvicorn.run(app)",
        "uvicorn.run(app, host='0.0.0.0', port=80, workers=4, reload=True)",
        "uvicorn.run('agent:app')",
        "uvicorn.Server(uvicorn.Config(app)).run()",
        "import asyncio; asyncio.run(uvicorn.Server(uvicorn.Config(app)).serve())",
        "from uvicorn import run; run(app)",
        "from uvicorn.main import run; run(app)",
        "uvicorn.run(app, uds='/tmp/x.sock')",
        "uvicorn.run(app, ssl_keyfile='/no/such/key', ssl_certfile='/no/such/file')",
    ],
)
def test_every_way_to_serve_is_caught(load_file, call):
    outcome = load_file(APP + f"import uvicorn\nif __name__ == '__main__':\n    {call}")

    assert outcome["served"], outcome
    assert outcome["reasons"] == []


def test_serving_from_a_running_loop_is_told(load_file):
    code = """
    import asyncio, uvicorn
    asyncio.run(uvicorn.Server(uvicorn.Config(app)).serve())
    """
    outcome = load_file(APP + __import__("textwrap").dedent(code))

    assert outcome["in_loop"]
    assert outcome["reasons"] == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("def broken(:\n", ["SyntaxError", "agent.py, line 1"]),
        ("x = 1\nraise ValueError('no key')", ["ValueError: no key", "agent.py, line 2"]),
        (
            "import no_such_module_at_all",
            ["ModuleNotFoundError", "no_such_module_at_all", "requirements.txt"],
        ),
        ("import beside", ["ZeroDivisionError", "agent.py, line 1"]),
        ("raise KeyboardInterrupt", ["KeyboardInterrupt"]),
        ("raise BaseExceptionGroup('several', [ValueError('one')])", ["several"]),
        ("class Odd(Exception):\n  def __str__(self): raise RuntimeError\nraise Odd", ["Odd"]),
        (b"x = '\xff'", ["SyntaxError"]),
        (b"\x00", ["null byte"]),
    ],
)
def test_an_exception_is_told_with_its_place(load_file, source, words):
    outcome = load_file(source, files={"beside.py": "1 / 0"})

    assert outcome["event"] == "failed"
    assert outcome["kind"] == "exception"
    for word in words:
        assert word in outcome["summary"], outcome["summary"]
    assert "headwater/template/" not in outcome["traceback"]


def test_an_error_in_an_imported_file_has_its_traceback(load_file):
    outcome = load_file("import beside", files={"beside.py": "def f():\n    1 / 0\nf()"})

    assert "beside.py" in outcome["traceback"]
    assert "ZeroDivisionError" in outcome["traceback"]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("import sys; sys.exit(3)", "code 3"),
        ("import sys; sys.exit()", "code None"),
        ("import sys; sys.exit('no config found')", "'no config found'"),
        ("raise SystemExit(0)", "code 0"),
    ],
)
def test_an_exit_before_serving_is_told(load_file, source, words):
    outcome = load_file(source)

    assert outcome["kind"] == "exit"
    assert words in outcome["summary"]


def test_a_file_that_is_missing_is_told(load_file):
    outcome = load_file(None, entry="nowhere.py")

    assert outcome["kind"] == "exception"
    assert "nowhere.py" in outcome["summary"]


def test_a_file_without_an_app_is_told_what_to_do(load_file):
    outcome = load_file("x = 1")

    assert outcome["kind"] == "no_app"
    assert "app.run()" in outcome["summary"]


@pytest.mark.parametrize(
    "source",
    [
        "from http.server import *\nHTTPServer(('127.0.0.1', 0), BaseHTTPRequestHandler).serve_forever()",
        "from socketserver import *\nTCPServer(('127.0.0.1', 0), BaseRequestHandler).serve_forever()",
    ],
)
def test_a_server_that_is_no_asgi_server_is_refused_by_name(load_file, source):
    outcome = load_file(source)

    assert outcome["kind"] == "not_asgi"
    assert "ASGI" in outcome["summary"]


def test_a_refusal_is_not_caught_by_the_files_own_handler(load_file):
    outcome = load_file(
        """
        import http.server
        try:
            http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler).serve_forever()
        except Exception:
            print("swallowed")
        """
    )

    assert outcome["kind"] == "not_asgi"


def test_an_enormous_error_is_cut_to_fit_the_control_pipe(load_file):
    outcome = load_file("raise ValueError('x' * 20_000_000)")

    assert len(outcome["summary"]) <= 4000
    assert len(outcome["traceback"]) <= 200_000
