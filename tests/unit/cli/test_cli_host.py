"""Commands about this host: serve, doctor, models, config."""

import signal
import urllib.request

from servers import wait_until


def test_serve_says_where_it_listens_and_ends_in_order(start, tmp_path):
    process = start(
        "serve", "--port", "0", "--data-dir", tmp_path / "data", HEADWATER_MODELS__DEFAULT="scripted"
    )

    line = process.stdout.readline().decode()
    assert line.startswith("listening on http://127.0.0.1:")
    url = line.removeprefix("listening on ").strip()
    with urllib.request.urlopen(f"{url}/healthz", timeout=10) as answer:
        assert answer.status == 200
    process.send_signal(signal.SIGINT)

    assert process.wait(30) == 0
    assert (tmp_path / "data").is_dir()


def test_serve_with_settings_that_are_wrong(start, tmp_path):
    (tmp_path / "headwater.toml").write_text("[server]\nprot = 1\n")

    process = start("serve", "--config", tmp_path / "headwater.toml")
    _, err = process.communicate(timeout=30)

    assert process.returncode == 1
    assert b"server.prot" in err
    assert b"Traceback" not in err


def test_serve_where_the_port_is_taken(start, server, tmp_path):
    port = server.url.rpartition(":")[2]

    process = start("serve", "--port", port, "--data-dir", tmp_path)
    _, err = process.communicate(timeout=30)

    assert process.returncode == 1
    assert port.encode() in err
    assert b"Traceback" not in err


def test_doctor_speaks_of_the_host_and_the_server(run, server):
    told = run("doctor", "--json").json

    assert {"name", "ok", "detail", "remedy"} == set(told["findings"][0])
    assert told["server"]["url"] == server.url
    assert "namespaces" in run("doctor").out


def test_doctor_needs_no_server(run):
    ran = run("doctor", "--json", url="http://127.0.0.1:1")

    assert ran.code == 0
    assert ran.json["server"] is None


def test_models_are_listed_with_the_one_in_use(run):
    models = run("models", "list", "--json").json["models"]

    assert [model["use"] for model in models if model["isChosen"]] == ["text", "embeddings"]
    assert all(model["sizeBytes"] > 0 for model in models)
    assert "MODEL" in run("models", "list").out


def test_pulling_what_is_there_prints_where(run, tmp_path, monkeypatch):
    weights = tmp_path / "own.gguf"
    weights.write_bytes(b"GGUF")
    monkeypatch.setenv("HEADWATER_MODELS__WEIGHTS_PATH", str(weights))
    monkeypatch.setenv("HEADWATER_MODELS__EMBEDDINGS", "none")

    assert run("models", "pull").out == f"{weights}\n"
    assert [model["path"] for model in run("models", "pull", "--json").json["models"]] == [str(weights)]
    assert run("models", "pull", "--model", "unheard-of").code == 2


def test_pulling_what_cannot_be_had_fails_in_words(run, tmp_path, monkeypatch):
    monkeypatch.setenv("HEADWATER_MODELS__WEIGHTS_PATH", str(tmp_path / "gone.gguf"))
    monkeypatch.setenv("HEADWATER_MODELS__EMBEDDINGS", "none")

    ran = run("models", "pull", "--json")

    assert ran.code == 1
    assert "gone.gguf" in ran.json["error"]["message"]


def test_config_shows_value_and_origin(run, tmp_path):
    (tmp_path / "c.toml").write_text("[server]\nport = 1234\n")

    told = run("config", "show", "--config", tmp_path / "c.toml", "--json").json["settings"]

    port = next(row for row in told if row["key"] == "server.port")
    assert (port["value"], port["origin"]) == ("1234", str(tmp_path / "c.toml"))
    assert "server.host" in run("config", "show").out


def test_follow_prints_new_lines_until_ctrl_c(start, run, agent):
    process = start("logs", agent, "--follow", "--limit", "1")
    process.stdout.readline()
    run("invoke", agent, "hello")

    assert wait_until(process.stdout.readline, what="a new line")
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert process.returncode == 130
