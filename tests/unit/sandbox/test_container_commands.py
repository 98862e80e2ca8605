"""Command lines of container engines, and what is read from their answers."""

import itertools
import json
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.core.errors import AgentError
from headwater.sandbox.containers import probe_image
from headwater.sandbox.containers.command import (
    ContainerLimits,
    ContainerPlan,
    ImageFacts,
    build_remove,
    build_run,
    choose_user,
    is_pin_of,
    object_to_architecture,
    parse_image,
    parse_pid,
    parse_port,
    pin_name,
    split_environment,
    summarize_error,
)

LIMITS = ContainerLimits(
    memory_max_bytes=1 << 30, processes_max_count=99, open_files_max_count=77, scratch_max_bytes=5 << 20,
    cpus_max_count=1.5,
)  # fmt: skip


def plan(**members):
    return ContainerPlan(**{
        "name": "headwater-w-1", "image": "abc", "label": "id", "user": "1000:1000", "limits": LIMITS,
        "network": "none", **members,
    })  # fmt: skip


def value_after(arguments, option):
    return [b for a, b in itertools.pairwise(arguments) if a == option]


@pytest.mark.parametrize("kind", ["podman", "docker"])
def test_every_container_is_confined(kind):
    arguments = build_run(kind, plan())

    assert arguments[:2] == ["run", "--rm"]
    assert "--read-only" in arguments
    assert value_after(arguments, "--cap-drop") == ["all"]
    assert value_after(arguments, "--security-opt") == ["no-new-privileges"]
    assert value_after(arguments, "--user") == ["1000:1000"]
    assert value_after(arguments, "--memory") == value_after(arguments, "--memory-swap") == [str(1 << 30)]
    assert value_after(arguments, "--pids-limit") == ["99"]
    assert value_after(arguments, "--cpus") == ["1.5"]
    assert "nofile=77:77" in value_after(arguments, "--ulimit")
    assert [text.partition(":")[0] for text in value_after(arguments, "--tmpfs")] == ["/tmp", "/home/session"]
    assert all("size=5m" in text for text in value_after(arguments, "--tmpfs"))
    assert value_after(arguments, "--pull") == ["never"]
    assert "--privileged" not in arguments
    assert arguments[-1] == "abc"


@pytest.mark.parametrize("kind", ["podman", "docker"])
def test_no_port_is_published_unless_asked_for(kind):
    assert "--publish" not in build_run(kind, plan())
    assert value_after(build_run(kind, plan(published_port=8080)), "--publish") == ["127.0.0.1::8080"]


@pytest.mark.parametrize("kind", ["podman", "docker"])
def test_a_journal_is_one_file_of_the_hosts_and_bounded(kind):
    arguments = build_run(kind, plan(journal=Path("/data/journals/w-1.journal")))

    (mount,) = value_after(arguments, "--mount")
    assert mount.startswith("type=bind,source=/data/journals/w-1.journal,target=/")
    target = mount.rpartition("=")[2]
    assert f"HEADWATER_JOURNAL_FILE={target}" in value_after(arguments, "--env")
    bound = str((5 << 20) + (1 << 20))
    assert f"fsize={bound}:{bound}" in value_after(arguments, "--ulimit")
    assert "--mount" not in build_run(kind, plan())


def test_the_operators_arguments_come_last_and_so_win():
    arguments = build_run("podman", plan(arguments=("--runtime", "runc")), ("/probe",))

    assert arguments[-4:] == ["--runtime", "runc", "abc", "/probe"]


def test_only_podman_is_asked_to_keep_proxies_out_and_to_write_the_pid(tmp_path):
    with_pid = plan(pid_file=tmp_path / "pid")

    assert "--http-proxy=false" in build_run("podman", with_pid)
    assert value_after(build_run("podman", with_pid), "--pidfile") == [str(tmp_path / "pid")]
    assert not {"--http-proxy=false", "--pidfile"} & set(build_run("docker", with_pid))


def test_removing_does_not_wait():
    assert build_remove("podman", ["a", "b"]) == ["rm", "--force", "--time", "0", "a", "b"]
    assert build_remove("docker", ["a"]) == ["rm", "--force", "a"]


def test_values_with_line_breaks_are_handed_over_by_name():
    text, others = split_environment({"A": "b c", "KEY": "x\ny", "EMPTY": "", "LONG": "x" * 100_000})

    assert text == "A=b c\nEMPTY=\n"
    assert others == {"KEY": "x\ny", "LONG": "x" * 100_000}


@pytest.mark.parametrize(
    "name", ["PATH", "LD_PRELOAD", "DOCKER_HOST", "CONTAINERS_CONF", "https_proxy", "GODEBUG"]
)
def test_the_engine_itself_is_led_by_no_agents_variable(name):
    assert split_environment({name: "x"}) == (f"{name}=x\n", {})
    with pytest.raises(AgentError, match=name):
        split_environment({name: "x\ny"})


@pytest.mark.parametrize("name", ["GOOGLE_CREDENTIALS", "LDAP_KEY", "PATHS", "MY_PATH"])
def test_names_that_only_look_alike_are_free(name):
    assert split_environment({name: "x\ny"}) == ("", {name: "x\ny"})


@pytest.mark.parametrize("name", ["", "A B", "#A", "A\nB", "A*", " A"])
def test_a_name_that_an_env_file_would_misread_is_refused_unsaid(name):
    with pytest.raises(AgentError) as caught:
        split_environment({name: "secret"})

    assert "secret" not in caught.value.message


@given(
    st.dictionaries(
        st.from_regex(r"[A-Z_]{1,9}", fullmatch=True), st.text().map(lambda t: t.replace("\0", ""))
    )
)
def test_every_variable_goes_one_way(variables):
    try:
        text, others = split_environment(variables)
    except AgentError:
        return
    in_file = dict(line.split("=", 1) for line in text.split("\n")[:-1])

    assert in_file | others == variables
    assert not in_file.keys() & others.keys()


def test_what_an_engine_says_of_an_image():
    said = [{
        "Id": "sha256:" + "a" * 64, "Architecture": "amd64", "RepoTags": ["x:1"], "RepoDigests": None,
        "Config": {"User": "app"},
    }]  # fmt: skip

    facts = parse_image(json.dumps(said))

    assert (facts.image_id, facts.architecture, facts.user, facts.names) == (
        "a" * 64,
        "amd64",
        "app",
        ("x:1",),
    )


@pytest.mark.parametrize("said", ["", "[]", "{}", "[1]", "null", "not json"])
def test_an_answer_that_is_no_image(said):
    with pytest.raises(ValueError):
        parse_image(said)


@pytest.mark.parametrize("user", ["", "0", "root", "0:0", "root:root", "00", "0:1000"])
def test_root_becomes_an_ordinary_user(user):
    assert choose_user(ImageFacts(image_id="a", architecture="", user=user), 1000) == "1000:1000"


@pytest.mark.parametrize("user", ["app", "1001", "1001:0", "10"])
def test_an_images_own_user_stays(user):
    assert choose_user(ImageFacts(image_id="a", architecture="", user=user), 1000) is None


def test_an_image_for_another_machine_is_refused_with_what_to_do():
    facts = ImageFacts(image_id="a", architecture="arm64", user="")

    assert object_to_architecture("x", facts, "aarch64") is None
    assert "--platform linux/amd64" in (object_to_architecture("x", facts, "x86_64") or "")


def test_pins_are_found_by_runtime_and_version():
    pin = pin_name("weather-AbC", 12)

    assert is_pin_of(pin, "weather-AbC", None)
    assert is_pin_of(pin, "weather-AbC", 12)
    assert not is_pin_of(pin, "weather-AbC", 1)
    assert not is_pin_of(pin, "weather", None)
    assert not is_pin_of("localhost/headwater-probe:1", "weather-AbC", None)


@pytest.mark.parametrize(("said", "pid"), [("", None), ("0", None), ("x", None), ("-1", None), ("42\n", 42)])
def test_a_pid_is_told_once_there_is_one(said, pid):
    assert parse_pid(said) == pid


def test_a_published_port():
    assert parse_port("127.0.0.1:49153\n[::1]:49154\n") == 49153
    with pytest.raises((ValueError, IndexError)):
        parse_port("")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("", "it gave no reason"),
        (
            "Trying to pull x...\nError: initializing source x: not found\n",
            "initializing source x: not found",
        ),
        (
            "docker: Error response from daemon: No such image: x.\nSee 'docker run --help'.\n",
            "No such image: x.",
        ),
    ],
)
def test_the_reason_in_what_an_engine_printed(said, reason):
    assert summarize_error(said) == reason


@pytest.mark.parametrize(("machine", "number"), [("x86_64", 62), ("aarch64", 183)])
def test_the_probe_is_an_executable_for_the_machine(machine, number):
    archive = probe_image.build_archive(machine)

    assert archive is not None
    start = archive.index(b"\x7fELF")
    assert struct.unpack_from("<H", archive, start + 18) == (number,)


def test_there_is_no_probe_for_machines_nobody_tried():
    assert probe_image.build_archive("s390x") is None
