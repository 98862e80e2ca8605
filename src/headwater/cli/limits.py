"""`headwater limits` and `headwater warm`."""

from __future__ import annotations

from typing import Any

import click

from headwater.cli.options import Remote, remote_options
from headwater.cli.output import Output

_CLEARED = {"sessionsMaxCount": None, "budget": None, "whenBusy": None}


@click.command("limits")
@click.argument("agent")
@click.option(
    "--sessions-max", "sessions_max", type=int, metavar="N", help="Live sessions of the agent at most."
)
@click.option("--cpu-seconds", type=float, metavar="S", help="CPU time of one session, all its processes.")
@click.option("--wall-seconds", type=float, metavar="S", help="Life of one session.")
@click.option("--requests", type=int, metavar="N", help="Requests that one session serves.")
@click.option(
    "--when-busy",
    type=click.Choice(["concurrent", "queue", "reject", "interrupt"]),
    help="What becomes of a request for a session that serves another; its caller may say otherwise.",
)
@click.option("--clear", is_flag=True, help="Forget what was set before; `warm` is not touched.")
@remote_options
def limits_command(
    remote: Remote,
    agent: str,
    sessions_max: int | None,
    cpu_seconds: float | None,
    wall_seconds: float | None,
    requests: int | None,
    when_busy: str | None,
    clear: bool,
) -> None:
    """Show or set what the sessions of AGENT may use. What is not named stays as it is.

    A session that has used its budget is stopped, and the next call with its id starts a new one. Limits
    apply at once, to live sessions too, and outlive the server.
    """
    given = {"cpuSeconds": cpu_seconds, "wallSeconds": wall_seconds, "requests": requests}
    budget = {name: value for name, value in given.items() if value is not None}
    wanted: dict[str, object] = dict(_CLEARED) if clear else {}
    if sessions_max is not None:
        wanted["sessionsMaxCount"] = sessions_max
    if when_busy is not None:
        wanted["whenBusy"] = when_busy
    if budget:
        wanted["budget"] = {**dict.fromkeys(given), **budget} if clear else budget
    client = remote.client
    limits = client.set_limits(agent, wanted) if wanted else client.limits(agent)
    if remote.output.is_json:
        remote.output.json(limits)
    else:
        print_limits(remote.output, limits)


@click.command("warm")
@click.argument("agent")
@click.option("--sessions", "count", type=int, metavar="N", help="How many to keep ready; 0 for none at all.")
@click.option("--clear", is_flag=True, help="As many as the server keeps of any agent.")
@remote_options
def warm_command(remote: Remote, agent: str, count: int | None, clear: bool) -> None:
    """Keep N sessions of AGENT started ahead, or show how many are.

    New sessions take them and begin at once. They are of the version that DEFAULT serves, and made anew when
    that changes, when some were taken, and when the server starts.
    """
    if clear and count is not None:
        raise click.UsageError("say either --sessions N or --clear")
    if clear or count is not None:
        remote.client.set_limits(agent, {"warmSessions": count})
    found = describe_warm(remote.client.status(agent))
    if remote.output.is_json:
        remote.output.json(found)
        return
    remote.output.text(f"{found['ready']} of {found['wanted']} sessions ready, version {found['version']}")
    if not found["isSet"]:
        remote.output.note("as the server keeps of any agent; change it with --sessions N")


def describe_warm(status: dict[str, Any]) -> dict[str, Any]:  # Any: JSON
    """From an agent's status: how many sessions of what DEFAULT serves are wanted and ready."""
    endpoint: dict[str, Any] = next((e for e in status["endpoints"] if e["name"] == "DEFAULT"), {})
    version = endpoint.get("liveVersion") or endpoint.get("targetVersion")
    template: dict[str, Any] = next((t for t in status["templates"] if t["version"] == version), {})
    wanted = status["limits"]["warmSessions"]
    counts = template.get("warm") or {"wanted": 0, "ready": 0}
    return {
        "version": version,
        "wanted": counts["wanted"] if wanted is None else wanted,
        "ready": counts["ready"],
        "isSet": wanted is not None,
    }


def print_limits(output: Output, limits: dict[str, Any]) -> None:  # Any: JSON
    """What is set, a line each."""
    budget = limits["budget"] or {}
    for name, value, unit in (
        ("sessions at most", limits["sessionsMaxCount"], ""),
        ("CPU time", budget.get("cpuSeconds"), " s a session"),
        ("life", budget.get("wallSeconds"), " s a session"),
        ("requests", budget.get("requests"), " a session"),
    ):
        output.text(f"{name:<17} {'not limited' if value is None else f'{value:.10g}{unit}'}")
    output.text(f"{'when busy':<17} {limits.get('whenBusy') or 'concurrent'}")


def sum_up_limits(limits: dict[str, Any]) -> str:  # Any: JSON
    """What is set, in one line."""
    budget = limits["budget"] or {}
    parts = (
        (limits["sessionsMaxCount"], "sessions at most"),
        (budget.get("cpuSeconds"), "s of CPU time a session"),
        (budget.get("wallSeconds"), "s of life a session"),
        (budget.get("requests"), "requests a session"),
    )
    texts = [f"{value:.10g} {text}" for value, text in parts if value is not None]
    if limits.get("whenBusy"):
        texts.append(f"when busy {limits['whenBusy']}")
    return ", ".join(texts) or "none set"
