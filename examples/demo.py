"""What `make demo` runs: a server, the streaming agent on it, its questions, and what holds sessions apart.

Everything goes into a folder that is removed at the end, but the embedded model's weights, which are kept for
the next time. Exits with 0 when all of it worked, with 1 and a sentence when something did not.
"""

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from contextlib import contextmanager
from pathlib import Path

from headwater import Client, settings
from headwater.core.errors import HeadwaterError

EXAMPLES = Path(__file__).resolve().parent
HEADWATER = [sys.executable, "-m", "headwater.cli.main"]
QUESTIONS = ("what the weather is like?", "How much is 2+1", "What time is it?")
START_TIMEOUT_S = 60
STOP_TIMEOUT_S = 30
MODEL_TIMEOUT_S = 180
COLD_COUNT = 10
WARM_COUNT = 50


class DemoFailed(Exception):
    """Something that should have worked did not."""


def main():
    try:
        with tempfile.TemporaryDirectory(prefix="headwater-demo-") as folder:
            run(Path(folder))
    except DemoFailed as failure:
        return fail(failure)
    except HeadwaterError as error:
        return fail(error.message)
    except KeyboardInterrupt:
        print("\ndemo: stopped", file=sys.stderr)
        return 130
    return 0


def run(folder):
    fetch_model()
    with serving(folder) as (client, server):
        show_server(client)
        deploy(client, "streaming_agent", "weather")
        pids = ask_questions(client)
        ask_with_boto3(client)
        deploy(client, "counter_agent", "counter")
        pids |= prove_isolation(client)
        measure(client)
    heading("The end")
    check(server.returncode == 0, f"the server ended with {server.returncode}\n{read_log(folder)}")
    left = [pid for pid in pids if is_alive(pid)]
    check(not left, f"these processes of sessions outlived the server: {left}")
    say(f"The server has ended; of the {len(pids)} sessions' processes looked at, none is left.")


def fetch_model():
    """Fetch the embedded model's weights unless they are here; without them the scripted model answers."""
    if not settings.load().models.default.startswith("embedded"):
        return
    heading("The model")
    done = subprocess.run(
        [*HEADWATER, "models", "pull"], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True
    )
    if done.returncode:
        say("No weights can be had here (see above): the scripted model answers, which is a set of rules.")
    else:
        say(f"Weights: {', '.join(done.stdout.splitlines())}")


@contextmanager
def serving(folder):
    """A server of our own on a free port; gives a client of it and its process."""
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [*HEADWATER, "serve", "--port", "0", "--data-dir", str(folder / "data")],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,  # Ctrl-C is ours to handle
        )
    try:
        url = wait_for_url(server, folder)
        os.environ["HEADWATER_URL"] = url
        with Client(url) as client:
            yield client, server
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        server.stdout.close()


def wait_for_url(server, folder):
    """The address from the one line a server prints when it answers."""
    watchdog = threading.Timer(START_TIMEOUT_S, server.kill)
    watchdog.start()
    try:
        line = server.stdout.readline().decode().strip()
    finally:
        watchdog.cancel()
    check(line.startswith("listening on "), f"the server did not start:\n{read_log(folder)}")
    return line.removeprefix("listening on ")


def show_server(client):
    heading("The server")
    status = client.server_status()
    say(f"headwater {status['version']} at {status['url']}")
    say(f"Isolation: {status['isolation']['level']}")
    for line in status["isolation"]["detail"]:
        say(f"  - {line}")
    models = wait_for_model(client)
    say(f"Model: {models['default']}")
    if models.get("note"):
        say(f"  {models['note']}")


def wait_for_model(client):
    """Wait until the embedded model is loaded, where there is one; gives what `status` says of models."""
    deadline_s = time.monotonic() + MODEL_TIMEOUT_S
    while True:
        models = client.server_status()["models"]
        state = models.get("embedded", {}).get("state", "ready")
        if state == "ready":
            return models
        failure = models["embedded"].get("failure")
        check(state != "failed", f"the embedded model does not start: {failure}")
        check(time.monotonic() < deadline_s, f"the embedded model was not loaded in {MODEL_TIMEOUT_S} s")
        time.sleep(0.2)


def deploy(client, folder, name):
    heading(f"headwater deploy examples/{folder} --name {name}")
    run_command([*HEADWATER, "deploy", str(EXAMPLES / folder), "--name", name])
    status = client.status(name)
    runtime, template = status["runtime"], status["templates"][-1]
    check(runtime["status"] == "READY", f"{name} is {runtime['status']}: {runtime.get('failureReason')}")
    how = "a fork of it" if template["mode"] == "fork" else "a fresh process"
    say(f"{runtime['status']}: loaded once in {template['loadMs'] / 1000:.1f} s; each session is {how}.")


def ask_questions(client):
    """Ask the agent, each time in a new session; gives the sessions' process ids."""
    pids = set()
    for question in QUESTIONS:
        heading(f'headwater invoke weather "{question}"')
        with client.invoke("weather", {"prompt": question}) as answer:
            for piece in answer.pieces():
                print(piece.text or piece.event, end="", flush=True)
        print()
        check(answer.error is None, f"the agent reported: {answer.error and answer.error.message}")
        check(answer.text.strip(), "the agent said nothing")
        tools = tools_called(client, answer.session_id)
        timings = answer.timings
        say(
            f"[new session; {len(answer.events)} events; tools called: {', '.join(tools) or 'none'};"
            f" first token after {timings.time_to_first_token_s:.2f} s, all after {timings.total_s:.2f} s]"
        )
        check(tools, f"the agent answered {question!r} without its tools")
        pids.add(find_session(client, "weather", answer.session_id)["pid"])
    return pids


def tools_called(client, session_id):
    """What Strands prints when the model calls a tool, from the session's log."""
    lines = (line["text"] for line in client.logs("weather", session_id=session_id))
    return [line.partition(": ")[2].strip() for line in lines if line.startswith("Tool #")]


def ask_with_boto3(client):
    heading("python examples/streaming_agent/invoke_boto3.py weather")
    run_command([sys.executable, str(EXAMPLES / "streaming_agent" / "invoke_boto3.py"), "weather"])


def prove_isolation(client):
    """Two sessions of one agent at the same time; gives their process ids."""
    heading("Two sessions of one agent: what they share, and what not")
    ada, bob = f"ada-{uuid.uuid4()}", f"bob-{uuid.uuid4()}"

    def visit(session_id, **payload):
        result = client.invoke("counter", payload, session_id=session_id).result
        pid = find_session(client, "counter", session_id)["pid"]
        say(f"  {session_id[:3]}: process {pid}, visits {result['visits']}, notes {result['notes']}")
        return result, pid

    first, ada_pid = visit(ada, note="Ada's secret")
    again, ada_pid_again = visit(ada)
    check(ada_pid == ada_pid_again, "the same session id reached two processes")
    check((first["visits"], again["visits"]) == (1, 2), "a session forgot its memory")
    check(again["notes"] == ["Ada's secret"], "a session forgot its file")
    say("The same session id reached the same process: memory and files were still there.")

    store = f"{client.server_status()['dataDir']}/headwater.db"
    paths = [f"/proc/{ada_pid}/cwd/notes.txt", f"/proc/{ada_pid}/environ", store]
    other, bob_pid = visit(bob, peek=paths)
    check(bob_pid != ada_pid, "two session ids reached one process")
    check((other["visits"], other["notes"]) == (1, []), "a session saw another's memory or file")
    say("Another session id got another process, with a memory and a folder of its own.")
    if client.server_status()["isolation"]["level"] == "namespaces":
        for path, found in other["peeks"].items():
            say(f"  bob reads {path}: {found}")
            check(found.startswith("refused"), f"a session read {path}")
        check(ada_pid not in other["processes"], "a session sees another's process")
        say(f"  bob sees these processes and no other: {other['processes']}")
    else:
        say("This host has no namespaces: sessions are separate processes, and could look at each other.")
    return {ada_pid, bob_pid}


def measure(client):
    """Time to the first byte of new sessions, and of calls to one that lives. Other work shows in it."""
    heading("Timings, at the median")
    cold_s = [first_byte_s(client, f"cold-{uuid.uuid4()}") for _ in range(COLD_COUNT)]
    warm_id = f"warm-{uuid.uuid4()}"
    first_byte_s(client, warm_id)
    warm_s = [first_byte_s(client, warm_id) for _ in range(WARM_COUNT)]
    say(f"First byte from a new session: {statistics.median(cold_s) * 1000:.1f} ms ({COLD_COUNT} sessions)")
    say(f"First byte from a live session: {statistics.median(warm_s) * 1000:.1f} ms ({WARM_COUNT} calls)")


def first_byte_s(client, session_id):
    answer = client.invoke("counter", {}, session_id=session_id)
    check("visits" in answer.result, f"the counter agent answered {answer.result!r}")
    return answer.timings.time_to_first_byte_s


def find_session(client, agent, session_id):
    for session in client.sessions(agent):
        if session["sessionId"] == session_id:
            return session
    raise DemoFailed(f"session {session_id} of {agent} does not live")


def run_command(command):
    done = subprocess.run(command, stdin=subprocess.DEVNULL)
    check(done.returncode == 0, f"{' '.join(command)} ended with {done.returncode}")


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def read_log(folder):
    """The end of what the server said."""
    lines = (folder / "server.log").read_text(errors="replace").splitlines()
    return "\n".join(lines[-20:])


def check(is_good, message):
    if not is_good:
        raise DemoFailed(message)


def heading(text):
    say(f"\n\033[1m{text}\033[0m" if sys.stdout.isatty() else f"\n== {text}")


def say(text):
    print(text, flush=True)


def fail(message):
    sys.stdout.flush()
    print(f"\ndemo: failed: {message}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
