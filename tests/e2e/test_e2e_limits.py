"""The server's limits, set low: on sessions, on waiting for an answer, and on the length of a stream."""

import pytest
from botocore.exceptions import ClientError

from servers import AGENTS, new_session_id, read_events, running_server, wait_until


@pytest.fixture(scope="module")
def limited(tmp_path_factory):
    limits = {
        "HEADWATER_SESSIONS__LIVE_MAX_COUNT": "2",
        "HEADWATER_SESSIONS__FIRST_BYTE_TIMEOUT_S": "0.5",
        "HEADWATER_SESSIONS__STREAM_TIMEOUT_S": "0.5",
    }
    with running_server(tmp_path_factory.mktemp("limited"), limits) as server:
        yield server


@pytest.fixture(scope="module")
def probe(limited):
    return limited.deploy(AGENTS / "probe.py")


@pytest.fixture(scope="module")
def streams(limited):
    return limited.deploy(AGENTS / "streams.py")


@pytest.fixture
def own_session(limited, probe, streams):
    """A session id; what was started is stopped, or the quota would be used up."""
    yield new_session_id()
    for agent in (probe, streams):
        limited.http("POST", f"/headwater/v1/runtimes/{agent.name}/stop", b'{"all": true}')


def test_one_session_more_than_the_quota_is_refused(limited, probe, own_session):
    ids = [own_session, new_session_id(), new_session_id()]
    for session_id in ids[:2]:
        limited.ask(probe, {"do": "state"}, session_id)

    with pytest.raises(limited.data.exceptions.ServiceQuotaExceededException) as caught:
        limited.ask(probe, {"do": "state"}, ids[2])

    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 402
    assert "2 live sessions" in str(caught.value)
    assert limited.ask(probe, {"do": "state"}, ids[0])["calls"] == 2
    limited.stop_session(probe, ids[1])
    assert limited.ask(probe, {"do": "state"}, ids[2])["calls"] == 1


def test_an_agent_that_does_not_begin_to_answer_is_given_up(limited, probe, own_session):
    with pytest.raises(ClientError) as caught:
        limited.ask(probe, {"do": "meet", "name": "alone", "parties": 2}, own_session)

    assert caught.value.response["Error"]["Code"] == "RuntimeClientError"
    assert "did not begin to answer within 0.5 s" in str(caught.value)
    assert limited.ask(probe, {"do": "state"}, own_session)["calls"] == 2


def test_a_stream_that_does_not_end_is_cut_with_an_error_event(limited, streams, own_session):
    events = read_events(limited.invoke(streams, {"do": "endless", "record": "r"}, own_session))

    assert events[:2] == [1, 2]
    assert "cut after 0.5 s" in events[-1]["error"]
    # The caller is told before the agent has noticed.
    recorded = {"do": "record", "record": "r"}
    wait_until(lambda: limited.ask(streams, recorded, own_session)["ended"], what="the agent to be cut off")
