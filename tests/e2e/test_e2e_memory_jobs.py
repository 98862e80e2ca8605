"""`headwater memory jobs`: what a strategy could not read is listed with its reason, and tried again."""

import pytest
from click.testing import CliRunner

from headwater.cli.main import cli
from servers import wait_until


@pytest.fixture
def failing(make_server):
    """A server, and a memory with an event that no record can be made of."""
    server = make_server(HEADWATER_MEMORY__EXTRACTION_DELAY_S=0.01)
    memory = server.control.create_memory(
        name="failing",
        eventExpiryDuration=30,
        memoryStrategies=[{"semanticMemoryStrategy": {"name": "facts"}}],
    )["memory"]
    payload = [{"conversational": {"content": {"text": "scripted: unreadable"}, "role": "USER"}}]
    server.data.create_event(
        memoryId=memory["id"], actorId="ada", sessionId="chat", eventTimestamp=1, payload=payload
    )
    wait_until(
        lambda: server.data.list_memory_extraction_jobs(memoryId=memory["id"])["jobs"], 60, "a failed job"
    )
    return server


def test_failed_jobs_are_listed_and_tried_again(failing):
    def run(*arguments):
        return CliRunner(env={"HEADWATER_URL": failing.url}).invoke(
            cli, ["memory", "jobs", "failing", *arguments]
        )

    listed = run().stdout.splitlines()
    job_id = listed[1].split()[0]
    retried = run("--retry", job_id)
    unknown = run("--retry", "none")

    assert listed[0].split() == ["JOB", "STRATEGY", "ACTOR", "SESSION", "MESSAGES", "WHY"]
    assert listed[1].split()[1:5] == ["facts", "ada", "chat", "1"]
    assert len(listed[1].split()) > 5, "no reason is given"
    assert (retried.exit_code, retried.stderr) == (0, "1 job will be tried again\n")
    assert unknown.exit_code != 0
    assert "none" in unknown.stderr
    wait_until(lambda: len(run().stdout.splitlines()) == 2, 60, "the job to fail again")
    assert run("--retry-all").exit_code == 0
