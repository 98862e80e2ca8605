"""What sessions store at /mnt: theirs alone, and there again after whatever end. As root and as a user."""

import pytest

from servers import wait_until

STORAGE = [{"sessionStorage": {"mountPath": "/mnt/work"}}, {"sessionStorage": {"mountPath": "/mnt/notes/"}}]


@pytest.fixture(scope="module")
def keeper(inside):
    """An agent whose sessions have storage."""
    return inside.deploy(filesystemConfigurations=STORAGE)


def put(inside, agent, session_id, path, text):
    return inside.value(f"open({path!r}, 'w').write({text!r})\nresult = True", session_id, agent)


def get(inside, agent, session_id, path):
    code = f"import os\nresult = open({path!r}).read() if os.path.exists({path!r}) else None"
    return inside.value(code, session_id, agent)


def stop(inside, agent, session_id):
    inside.server.stop_session(agent, session_id)
    wait_until(lambda: inside.server.find_session(agent, session_id) is None)


def test_it_is_empty_and_writable_at_first(inside, keeper, sid):
    code = """
        import os
        result = [os.listdir("/mnt"), os.listdir("/mnt/work"), os.listdir("/mnt/notes")]
        open("/mnt/work/x", "w").write("x"); os.mkdir("/mnt/notes/d")
    """
    names, work, notes = inside.value(code, sid, keeper)
    assert (sorted(names), work, notes) == (["notes", "work"], [], [])


def test_it_is_found_again_after_a_stop(inside, keeper, sid):
    put(inside, keeper, sid, "/mnt/work/a", "kept")
    put(inside, keeper, sid, "/mnt/notes/b", "too")
    put(inside, keeper, sid, "/tmp/c", "not")
    stop(inside, keeper, sid)
    found = [get(inside, keeper, sid, path) for path in ("/mnt/work/a", "/mnt/notes/b", "/tmp/c")]
    assert found == ["kept", "too", None]


def test_it_is_found_again_after_a_kill_of_the_agent(inside, keeper, sid):
    put(inside, keeper, sid, "/mnt/work/a", "kept")
    with pytest.raises(inside.server.data.exceptions.RuntimeClientError):
        inside.run("import os, signal; os.kill(os.getpid(), 9)", sid, keeper)
    assert get(inside, keeper, sid, "/mnt/work/a") == "kept"


def test_it_is_no_other_sessions(inside, keeper, sid, other_sid):
    put(inside, keeper, sid, "/mnt/work/a", "mine")
    assert get(inside, keeper, other_sid, "/mnt/work/a") is None
    assert get(inside, keeper, sid, "/mnt/work/a") == "mine"
