"""What a container holds back."""

import pytest
from botocore.exceptions import ClientError
from boxes import PROCESSES_MAX_COUNT

pytestmark = pytest.mark.containers


def test_an_agent_is_an_ordinary_user_without_rights(box, agent, session_id):
    rights = box.server.ask(agent, {"rights": 1}, session_id)

    assert rights["uid"] == rights["gid"] == 1000
    assert set(rights["capabilities"]) == {"0"}
    assert (rights["no_new_privs"], rights["seccomp"]) == ("1", "2")


def test_the_root_is_read_only_save_tmp_and_home(box, agent, session_id):
    files = ["/x", "/app/x", "/usr/x", "/tmp/x", "/home/session/x"]

    written = box.server.ask(agent, {"write": files}, session_id)

    assert [written[file] for file in files] == ["Read-only file system"] * 3 + ["written"] * 2


def test_what_one_session_wrote_another_does_not_see(box, agent, new_session_id):
    box.server.ask(agent, {"write": ["/tmp/mine"]}, new_session_id())

    assert box.server.ask(agent, {"list": "/tmp"}, new_session_id()) == []


def test_the_number_of_processes_is_limited(box, agent, session_id):
    tried = box.server.ask(agent, {"processes": 2 * PROCESSES_MAX_COUNT}, session_id)

    assert tried["started"] < PROCESSES_MAX_COUNT
    assert "error" in tried


def test_an_agent_that_takes_too_much_memory_is_killed_and_its_caller_told(box, agent, session_id):
    with pytest.raises(ClientError) as failure:
        box.server.invoke(agent, {"hog": 1}, session_id)

    answer = failure.value.response
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 424
    assert "killed by signal 9" in answer["Error"]["Message"]
    assert box.server.ask(agent, {"count": 1}, session_id)["count"] == 1


def test_an_image_whose_user_is_root_under_another_name_is_refused(box):
    image = box.build("boss", changes=["USER boss"])

    agent = box.create(image, expect="CREATE_FAILED")

    assert "root under another name" in agent.failure_reason


def test_an_images_own_user_is_kept(box, session_id):
    image = box.build("user", changes=["USER 4711"])

    assert box.server.ask(box.create(image), {"rights": 1}, session_id)["uid"] == 4711
