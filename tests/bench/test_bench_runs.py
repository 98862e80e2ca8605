"""The benchmarks run and write what others read; what they measure here says nothing."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import effort

ROOT = Path(__file__).resolve().parents[2]
NAMES = {"warm_overhead_ms", "read_turns_ms", "create_event_ms"}


USUAL = "warm,events"
#: The last of them installs what the tutorial's agent needs, several times.
LONG = (
    "chunks,streams,sockets,cold,app,memory,recovery,burst,crowd,retrieval,append,telemetry,storage,redeploy"
)


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("only", [USUAL, pytest.param(LONG, marks=effort.long)])
def test_a_quick_run_writes_every_row(tmp_path, only):
    output = tmp_path / "latest.json"
    done = subprocess.run(
        [sys.executable, "-m", "bench.run", "--quick", "--only", only, "--output", str(output)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(output.read_text())
    assert {"rows", "machine", "date", "commit"} <= set(result)
    assert only == LONG or {row["name"] for row in result["rows"]} >= NAMES
    for row in result["rows"]:
        assert {"name", "value", "unit", "reference", "reference_value", "ratio"} <= set(row)
        assert row["value"] > 0
        assert row["reference_value"] > 0
        assert row["ratio"] == pytest.approx(row["value"] / row["reference_value"], rel=1e-3)
