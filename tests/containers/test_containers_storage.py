"""What sessions in containers store at /mnt is there again in their next container."""

import pytest

from servers import wait_until

pytestmark = pytest.mark.containers

STORAGE = [{"sessionStorage": {"mountPath": "/mnt/work"}}]


@pytest.fixture(scope="module")
def keeper(box):
    return box.create(filesystemConfigurations=STORAGE)


def test_it_is_found_again_and_by_nobody_else(box, keeper, new_session_id):
    one, other = new_session_id(), new_session_id()
    assert box.server.ask(keeper, {"write": ["/mnt/work/a"]}, one) == {"/mnt/work/a": "written"}
    box.server.stop_session(keeper, one)
    wait_until(lambda: box.server.find_session(keeper, one) is None)
    assert box.server.ask(keeper, {"list": "/mnt/work"}, one) == ["a"]
    assert box.server.ask(keeper, {"list": "/mnt/work"}, other) == []
    path = f"runtimes/{keeper.name}/sessions/{one}/files?path=/mnt/work"
    assert [entry["name"] for entry in box.server.get_json(path)["entries"]] == ["a"]
