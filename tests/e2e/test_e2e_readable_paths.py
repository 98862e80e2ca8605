"""Paths an agent may read stay readable where a session's private folders would cover them.

Test folders lie below /tmp, as a checkout with its interpreter may.
"""

import json

READER = """
    from pathlib import Path
    from headwater import App

    app = App()

    @app.entrypoint
    def read(payload):
        shared = Path(payload["path"])
        answer = {"text": shared.read_text()}
        try:
            shared.write_text("changed")
        except OSError as exc:
            answer["refused"] = exc.strerror
        Path("/tmp/own").write_text("mine")
        return answer

    app.run()
"""


def test_a_readable_path_below_tmp_is_there_and_read_only(make_server, tmp_path):
    folder = tmp_path / "shared"
    folder.mkdir()
    (folder / "data.txt").write_text("to be read")
    tmp_path.chmod(0o755)
    server = make_server(HEADWATER_SANDBOX__READABLE_PATHS=folder)
    agent = server.deploy(READER)

    reply = server.invoke(agent, {"path": str(folder / "data.txt")})

    answer = json.loads(reply["response"].read())
    assert answer["text"] == "to be read"
    assert "refused" in answer
    assert (folder / "data.txt").read_text() == "to be read"
