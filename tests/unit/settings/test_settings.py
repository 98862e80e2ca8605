"""Where settings come from, and what is said of those that cannot be used."""

from pathlib import Path

import pytest

from headwater.settings import SettingsError, describe, load


@pytest.fixture(autouse=True)
def no_environment(monkeypatch):
    import os

    for name in list(os.environ):
        if name.startswith("HEADWATER_"):
            monkeypatch.delenv(name)


def test_later_sources_win(tmp_path, monkeypatch):
    file = tmp_path / "headwater.toml"
    file.write_text("[server]\nport = 1\nhost = '127.0.0.2'\nregion = 'eu-west-1'\n")
    monkeypatch.setenv("HEADWATER_SERVER__PORT", "2")
    monkeypatch.setenv("HEADWATER_SERVER__HOST", "127.0.0.3")

    settings = load({"server.port": 3}, config=file)

    assert (settings.server.port, settings.server.host, settings.server.region) == (
        3,
        "127.0.0.3",
        "eu-west-1",
    )
    origins = {key: origin for key, _, origin in describe(settings)}
    assert origins["server.port"] == "the command line"
    assert origins["server.host"] == "HEADWATER_SERVER__HOST"
    assert origins["server.region"] == str(file)
    assert origins["sandbox.uid"] == "default"


def test_text_becomes_what_the_setting_is(monkeypatch):
    monkeypatch.setenv("HEADWATER_SANDBOX__READABLE_PATHS", "/opt/a:/opt/b")
    monkeypatch.setenv("HEADWATER_AUTH__CORS_ORIGINS", '["http://localhost:6274", "*"]')
    monkeypatch.setenv("HEADWATER_SANDBOX__START_TIMEOUT_S", "2.5")
    monkeypatch.setenv("HEADWATER_SERVER__DATA_DIR", "~/data")

    settings = load()

    assert settings.sandbox.readable_paths == ("/opt/a", "/opt/b")
    assert settings.auth.cors_origins == ("http://localhost:6274", "*")
    assert settings.sandbox.start_timeout_s == 2.5
    assert settings.server.data_dir == Path.home() / "data"


def test_every_problem_is_told_at_once_with_its_origin(tmp_path, monkeypatch):
    file = tmp_path / "headwater.toml"
    file.write_text("[server]\nprot = 1\n[sandbox]\nisolation = 'magic'\n")
    monkeypatch.setenv("HEADWATER_SESSIONS__REAP_EVERY_S", "often")

    with pytest.raises(SettingsError) as caught:
        load(config=file)

    text = str(caught.value)
    assert "server.prot is not a setting; did you mean server.port?" in text
    assert "'magic' is not one of auto, namespaces, process" in text
    assert "HEADWATER_SESSIONS__REAP_EVERY_S" in text


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("sessions.live_max_count", -1),
        ("sessions.ping_every_s", 0),
        ("sandbox.start_timeout_s", 0),
        ("sandbox.uid", 0),
        ("server.port", 65_536),
        ("server.account_id", "abc"),
        ("server.region", "here"),
        ("auth.cors_origins", ["https://chat.example.com/page"]),
    ],
)
def test_values_that_cannot_be_meant_are_refused(key, value):
    with pytest.raises(SettingsError, match=key.replace(".", r"\.")):
        load({key: value})


def test_a_file_that_is_not_toml_or_not_there_is_named(tmp_path):
    broken = tmp_path / "broken.toml"
    broken.write_text("server = [")
    for path in (broken, tmp_path / "missing.toml"):
        with pytest.raises(SettingsError, match=path.name):
            load(config=path)


def test_provider_options_are_masked(tmp_path):
    file = tmp_path / "headwater.toml"
    file.write_text(
        "[models.providers.mine]\nkind = 'openai'\noptions = {api_key = 'sk-123', model_id = 'm'}\n"
    )

    shown = {key: value for key, value, _ in describe(load(config=file))}

    assert "sk-123" not in shown["models.providers"]
    assert "model_id = m" in shown["models.providers"]
