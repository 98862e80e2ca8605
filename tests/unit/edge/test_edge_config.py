"""The edge's TOML file: what is read, and what is said of what is wrong."""

import pytest

from headwater.edge.config import EdgeConfigError, Overrides, find_paths, load

ARN = "arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/weather-0123456789"
INSIDE = Overrides(is_inside_server=True)


@pytest.fixture
def write(tmp_path):
    def write(text):
        path = tmp_path / "edge.toml"
        path.write_text(text)
        return path

    return write


def problems_of(path, overrides=INSIDE):
    with pytest.raises(EdgeConfigError) as caught:
        load(path, overrides)
    return [problem.removeprefix(f"{path}:") for problem in caught.value.problems]


def test_a_small_file_is_a_whole_configuration(write):
    config = load(write('[[door]]\nname = "a"\n'), Overrides(target=ARN, endpoint_url="http://127.0.0.1:1"))

    (door,) = config.doors
    assert (door.path, door.form, door.methods) == ("/", "original", ("GET", "POST"))
    assert (door.target.arn, door.target.region) == (ARN, "us-west-2")
    assert door.target.endpoint_url == "http://127.0.0.1:1"


def test_every_problem_is_told_with_its_line_and_key(write):
    path = write(
        """[listen]
port = "x"
hosst = "a"
[[door]]
path = "//"
form = "pretty"
[door.auth]
kind = "passwords"
[door.guards]
body_max_bytes = 0
address_rate = ["often"]
deny = ["10.0.0.0/8", "everybody"]
[[door.guards.rule]]
name = "r"
part = "body"
pattern = "("
"""
    )

    assert problems_of(path) == [
        "2: listen.port: 'x' is not a whole number",
        "3: listen.hosst: there is no such key; did you mean host?",
        "4: door[0].name: is required, and missing",
        "5: door[0].path: '//' is not a path such as / or /chat: letters, digits and . _ ~ - only",
        "6: door[0].form: 'pretty' is none of original, transformed, openai, ai-sdk,"
        " and not like module:function",
        "8: door[0].auth.kind: 'passwords' is not known: one of none, api-key, basic, jwt, sigv4, own",
        "10: door[0].guards.body_max_bytes: 0 is not between 1 and 100000000, which agents take at most",
        "11: door[0].guards.address_rate: 'often' is not a rate such as 5/second or 100/hour",
        "12: door[0].guards.deny: 'everybody' is neither an address nor a network such as 10.0.0.0/8",
        "16: door[0].guards.rule[0].pattern: '(' is not a regular expression of RE2: missing ): (",
    ]


@pytest.mark.parametrize(
    ("door", "problem"),
    [
        ("", "1: door[0].target: names no agent and no arn, and no --target was given"),
        (f'target = {{agent = "a", arn = "{ARN}"}}', "3: door[0].target: names an agent and an arn"),
        ('target = {arn = "arn:aws:s3:::x"}', "3: door[0].target.arn: 'arn:aws:s3:::x' is not the ARN"),
        ('target = {agent = "a", region = "x"}', "3: door[0].target.region: belongs to an arn"),
        ('target.agent = "a"\nmethods = []', "4: door[0].methods: is empty"),
        ('target.agent = "a"\nmethods = ["PUT"]', "4: door[0].methods[0]: 'PUT' is not one of GET, POST"),
        (
            'target.agent = "a"\ncors.origins = ["example"]',
            "4: door[0].cors.origins: 'example' is not an origin",
        ),
        (
            'target.agent = "a"\ncors = {origins = ["*"], allow_credentials = true}',
            "4: door[0].cors.allow_credentials: is for listed origins only",
        ),
        ('target.agent = "a"\nauth = {kind = "api-key", keys = {}}', "4: door[0].auth.keys: is empty"),
        (
            'target.agent = "a"\nauth = {kind = "api-key", keys = {a = "x"}}',
            "4: door[0].auth.keys: the hash of 'a'",
        ),
        (
            'target.agent = "a"\nauth = {kind = "basic", users = {a = "x"}}',
            "4: door[0].auth.users: the hash of 'a'",
        ),
        (
            'target.agent = "a"\nauth = {kind = "jwt", discovery_url = "http://x/.well-known/openid-configuration"}',
            "4: door[0].auth.discovery_url: 'http://x/.well-known/openid-configuration' must be https",
        ),
    ],
)
def test_a_bad_door_is_refused(write, door, problem):
    (found,) = problems_of(write(f'[[door]]\nname = "a"\n{door}\n'))

    assert found.startswith(problem)


def test_doors_may_not_share_an_address_or_a_name(write):
    door = '[[door]]\nname = "{}"\npath = "{}"\ntarget.agent = "a"\n{}\n'
    path = write(
        door.format("a", "/x/v1/models", "")
        + door.format("b", "/x", 'forms = ["openai"]')
        + door.format("a", "/y", "")
        + door.format("c", "/y", 'host = "other.example"')
    )

    assert problems_of(path) == [
        "8: door[1].path: door[0] has /x/v1/models at this host already",
        "12: door[2].name: door[0] is named 'a' already",
    ]


def test_agents_are_named_inside_a_server_only(write):
    (found,) = problems_of(write('[[door]]\nname = "a"\ntarget.agent = "a"\n'), Overrides())

    assert "only inside `headwater serve`" in found


def test_what_is_no_toml_is_told_with_its_line(write):
    assert "line 2" in problems_of(write("a = 1\nb\n"))[0]
    assert problems_of(write("")) == ["1: door: there is no [[door]], so nothing to open"]


def test_openai_and_ai_sdk_have_paths_of_their_own(write):
    text = '[[door]]\nname = "a"\npath = "/x"\nforms = ["openai", "ai-sdk"]\ntarget.agent = "a"\n'
    (door,) = load(write(text), INSIDE).doors

    assert find_paths(door) == {
        "/x": "original",
        "/x/v1/chat/completions": "openai",
        "/x/v1/models": None,
        "/x/api/chat": "ai-sdk",
    }


def test_a_table_without_keys_says_so(write):
    path = write('[[door]]\nname = "a"\n[door.auth]\nkind = "none"\nusers = "x"\n')

    assert problems_of(path) == ["5: door[0].auth.users: there is no such key, nor any other here"]


def test_what_has_no_form_in_json_is_told_before_it_is_sent(write):
    path = write(
        """[[door]]
name = "a"
[door.request.extra]
day = 2026-01-01
share = nan
tags = ["a", 1, 2.5, true, {b = "c"}]
"""
    )

    told = problems_of(path)
    assert [text.partition(" ")[0] for text in told] == ["4:", "5:"]
    assert all("JSON does not know; write it as text" in text for text in told)
