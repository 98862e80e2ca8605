"""What the server pays at its start for having models."""

import subprocess
import sys


def test_the_registry_does_not_import_what_takes_seconds():
    program = "import sys, headwater.models.registry; print(*sys.modules)"

    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()

    assert {"strands", "boto3", "xllamacpp", "pydantic"}.isdisjoint(loaded)
