"""Exporters' threads do not run before the fork, and run once after it."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import headwater.template

_ROOT = str(Path(headwater.template.__file__).parents[2])
_SCRIPT = """
import os, sys, threading
sys.path.insert(0, sys.argv[1])
from headwater.template import deferral
deferral.install()
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult

class Exporter(SpanExporter):
    def export(self, spans):
        os.write(1, f"{os.getpid() - os.getppid() > 0} {[span.name for span in spans]}\\n".encode())
        return SpanExportResult.SUCCESS

provider = TracerProvider()
provider.add_span_processor(BatchSpanProcessor(Exporter(), schedule_delay_millis=10))
tracer = provider.get_tracer("mine")
def names():
    return sorted(thread.name for thread in threading.enumerate() if thread.name.startswith("Otel"))
"""


def run(script):
    code = _SCRIPT + textwrap.dedent(script)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, _ROOT],
        capture_output=True, text=True, timeout=60, env={**os.environ}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_no_thread_runs_before_the_fork_and_one_after_it():
    lines = run("""
        other = threading.Thread(target=print, args=("another thread runs",))
        other.start()
        other.join()
        print(names(), threading.active_count(), flush=True)
        pid = os.fork()
        if pid:
            os._exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
        print(names(), flush=True)
        deferral.release()
        deferral.release()
        print(names(), flush=True)
        tracer.start_span("of the session").end()
        provider.force_flush()
        provider.shutdown()
        print(names(), flush=True)
    """)

    assert lines[:3] == ["another thread runs", "[] 1", "[]"]
    assert lines[3].startswith("['OtelBatchSpan")
    assert lines[4].endswith("['of the session']")
    assert lines[5:] == ["[]"]


def test_a_file_that_does_not_load_ends_as_it_would():
    lines = run("""
        tracer.start_span("before the end").end()
        deferral.release()
    """)

    assert [line.partition(" ")[2] for line in lines] == ["['before the end']"]
