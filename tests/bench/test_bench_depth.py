"""A memory of many events is served in bounded RAM, and no slower at its end: so says the benchmark."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import effort

ROOT = Path(__file__).resolve().parents[2]
#: A page at the end by one at the beginning. Equal, but for what else the machine does meanwhile.
MAX_RATIO = 5
MAX_GROWTH_MB = 100


@effort.long
@pytest.mark.slow
@pytest.mark.timeout(3600 if effort.IS_LONG else 300)
def test_pages_filters_expiry_and_deletion_stay_within_bounds(tmp_path):
    output = tmp_path / "depth.json"
    size = [] if effort.IS_LONG else ["--quick"]
    command = [sys.executable, "-m", "bench.run", *size, "--only", "depth", "--output", str(output)]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
    rows = {row["name"]: row for row in json.loads(output.read_text())["rows"]}
    assert rows["depth_growth_mb"]["value"] <= MAX_GROWTH_MB
    ratios = {name: row["ratio"] for name, row in rows.items() if name.endswith("_at_depth_ms")}
    assert len(ratios) == 4
    assert max(ratios.values()) <= MAX_RATIO, ratios
