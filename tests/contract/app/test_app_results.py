"""What an invocation answers that does not stream, by either SDK."""

import json

import pytest

VALUES = [
    None,
    True,
    42,
    1.5,
    "",
    'a "quoted" text\nof two lines',
    "日本語 🙂 \u2028 é",
    [1, "two", None],
    {"a": {"b": ["c"]}, "ü": "ß"},
]


@pytest.mark.parametrize("agent", ["echo", "echo_sync"])
@pytest.mark.parametrize("value", VALUES)
def test_a_value_is_json_once(server, agent, value):
    response = server.invoke(agent, value)

    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.content == json.dumps(value, ensure_ascii=False).encode()


@pytest.mark.parametrize("agent", ["echo", "echo_sync"])
def test_ten_megabytes_come_back_whole(server, agent):
    value = {"text": "0123456789あ" * 800_000}

    assert server.invoke(agent, value).json() == value


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("model", b'{"name": "m"}'),
        ("record", b'{"name": "r", "models": [{"name": "inner", "models": []}]}'),
        ("nested", b'{"all": [{"name": "m"}, {"name": "r", "models": []}]}'),
        ("set", b'["one"]'),
        ("tuple", b'["one", 2]'),
        ("nan", b"NaN"),
        ("keys", b'{"1": "int", "null": "none", "false": "false"}'),
        ("text", b'"its own text"'),
    ],
)
def test_objects_become_their_data(server, name, body):
    response = server.invoke("special", name)

    assert (response.status_code, response.content) == (200, body)


@pytest.mark.parametrize("body", [b"", b"{", b"nonsense", b"[1,]", b'{"a": 1} more'])
def test_invalid_json_is_400(server, body):
    response = server.client.post("/echo/invocations", content=body)

    assert response.status_code == 400
    assert response.json()["error"] == "Invalid JSON"
    with pytest.raises(json.JSONDecodeError) as expected:
        json.loads(body)
    assert response.json()["details"] == str(expected.value)


def test_undecodable_bytes_are_400(server):
    response = server.client.post("/echo/invocations", content=b'{"a": "\xff\xfe"}')

    assert response.status_code == 400
    assert response.json()["error"] == "Invalid encoding"
    assert "can't decode byte 0xff" in response.json()["details"]


def test_content_type_does_not_matter(server):
    response = server.client.post("/echo/invocations", content=b"[1]", headers={"content-type": "text/plain"})

    assert response.json() == [1]


@pytest.mark.parametrize("agent", ["fail", "fail_sync"])
def test_an_exception_is_500_with_its_text(server, agent):
    response = server.invoke(agent, {"with": "error"})

    assert (response.status_code, response.json()) == (500, {"error": "it went wrong: 失敗"})


@pytest.mark.parametrize("agent", ["fail", "fail_sync"])
def test_an_http_exception_keeps_its_status(server, agent):
    response = server.invoke(agent, {"with": "http"})

    assert (response.status_code, response.json()) == (418, {"error": "a teapot"})


@pytest.mark.parametrize("agent", ["fail", "fail_sync"])
def test_a_response_passes_through(server, agent):
    response = server.invoke(agent, {"with": "response"})

    assert (response.status_code, response.headers["x-mine"]) == (404, "1")
    assert response.json() == {"no": "such thing"}


def test_no_entrypoint_is_500(server):
    response = server.invoke("nothing", {})

    assert (response.status_code, response.json()) == (500, {"error": "No entrypoint defined"})


def test_wrong_method_and_path(server):
    assert server.client.get("/echo/invocations").status_code == 405
    assert server.client.post("/echo/ping").status_code == 405
    assert server.client.post("/echo/other").status_code == 404


def test_a_failed_call_leaves_the_next_unharmed(server):
    server.invoke("fail", {"with": "error"})

    assert server.invoke("echo", "still here").json() == "still here"
