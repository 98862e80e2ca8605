"""The process that runs the embedded model: `python -m headwater.models.embedded_server PARENT_PID`.

It reads one line of JSON from stdin (`SidecarConfig`), loads the weights, prints one line of JSON with its
address, and serves llama.cpp's HTTP API on loopback until stdin ends or its parent dies. The key it demands
comes by stdin, so that no other user sees it in the list of processes.

Its parent sets OMP_WAIT_POLICY=passive: llama.cpp's threads otherwise spin at barriers, which costs nine
tenths of the speed as soon as one other process is busy.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
from dataclasses import asdict, dataclass
from typing import Any

#: Below the gateway and the agents: a token late by a millisecond is nothing, a late relay is.
_NICENESS = 5
#: Conversations' prompts kept for reuse; llama.cpp's own default is 8 GiB.
_PROMPT_CACHE_MIB = 256
_EMBEDDING_BATCH_TOKENS = 512
_EUCLIDEAN = 2  # llama.cpp's number for vectors of length 1
_PR_SET_PDEATHSIG = 1
_QUIET = 1  # llama.cpp's verbosity: errors only


@dataclass(frozen=True, slots=True, kw_only=True)
class SidecarConfig:
    """What the parent tells the sidecar."""

    weights: str
    prompts_dir: str
    """Where prompts that were read once are kept, so that the next start need not read them again."""
    api_key: str
    slots_count: int
    context_tokens: int
    threads_count: int
    is_embedding: bool = False
    """The model gives vectors, each the mean of its tokens', of length 1; it writes no text."""

    def encode(self) -> bytes:
        """One line of JSON."""
        return json.dumps(asdict(self)).encode() + b"\n"


def main() -> int:
    """Serve until the parent is gone."""
    _die_with_parent(int(sys.argv[1]))
    os.nice(_NICENESS)
    line = sys.stdin.buffer.readline()
    if not line:
        return 0
    config = SidecarConfig(**json.loads(line))
    server = _serve(config)
    print(json.dumps({"url": server.listening_address}), flush=True)
    sys.stdin.buffer.read()
    # The parent is gone, so nobody waits for an answer: no need to let the generations end.
    os._exit(0)


def _serve(config: SidecarConfig) -> Any:  # Any: xllamacpp has no types, and is imported below only
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = config.weights
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [config.api_key]
    params.ui = False
    params.slot_save_path = f"{config.prompts_dir}/"  # llama.cpp appends the bare file name
    params.cache_ram_mib = _PROMPT_CACHE_MIB
    params.n_parallel = config.slots_count
    params.n_ctx = config.context_tokens * config.slots_count  # shared by all slots
    params.cpuparams.n_threads = config.threads_count
    params.verbosity = _QUIET
    if config.is_embedding:
        params.embedding = True
        params.pooling_type = xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_MEAN
        params.embd_normalize = _EUCLIDEAN
        # Attention goes both ways, so that a text has to be in one physical batch.
        params.n_ubatch = max(config.context_tokens, _EMBEDDING_BATCH_TOKENS)
        params.cache_ram_mib = 0
    return xllamacpp.Server(params)


def _die_with_parent(parent_pid: int) -> None:
    """Ask Linux for SIGKILL when the parent dies; elsewhere the end of stdin has to do."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent_pid:  # it died before we asked
        os._exit(0)


if __name__ == "__main__":
    raise SystemExit(main())
