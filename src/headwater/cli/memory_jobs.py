"""`headwater memory jobs`: what could not be made into records."""

from __future__ import annotations

from typing import Any

import click

from headwater.cli.exits import EPILOG
from headwater.cli.options import Remote, remote_options


@click.command("jobs", epilog=EPILOG)
@click.argument("memory")
@click.option(
    "--retry", "job_ids", multiple=True, metavar="ID", help="Try this one again; may be given several times."
)
@click.option("--retry-all", is_flag=True, help="Try all of them again.")
@remote_options
def jobs_command(remote: Remote, memory: str, job_ids: tuple[str, ...], retry_all: bool) -> None:
    """List the events that a strategy failed to make records of, and why; or try again.

    Nothing of them is lost: they wait here until trying again succeeds.
    """
    memories = remote.memories
    memory_id = memories.resolve(memory)
    if job_ids or retry_all:
        wanted = [str(job["jobID"]) for job in memories.jobs(memory_id)] if retry_all else [*job_ids]
        for job_id in wanted:
            memories.start_job(memory_id, job_id)
        if remote.output.is_json:
            remote.output.json({"started": wanted})
        else:
            remote.output.note(f"{len(wanted)} job{'' if len(wanted) == 1 else 's'} will be tried again")
        return
    found = [*memories.jobs(memory_id)]
    if remote.output.is_json:
        remote.output.json({"jobs": found})
        return
    strategies = {s["strategyId"]: s["name"] for s in memories.get(memory_id)["strategies"]}
    columns = ("Job", "Strategy", "Actor", "Session", "Messages", "Why")
    remote.output.table(columns, [_row(job, strategies) for job in found], empty="no failed jobs")


def _row(job: dict[str, Any], strategies: dict[str, str]) -> tuple[object, ...]:  # Any: members of the API
    strategy_id = job.get("strategyId", "")
    return (
        job["jobID"],
        strategies.get(strategy_id, strategy_id),
        job.get("actorId"),
        job.get("sessionId"),
        len(job["messages"]["messagesList"]),
        job.get("failureReason"),
    )
