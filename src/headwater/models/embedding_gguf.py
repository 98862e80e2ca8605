"""Turns the published MiniLM into a file that llama.cpp runs: safetensors and a vocabulary -> GGUF.

Every number is copied as it is, so that the vectors are the publisher's own. The same input gives the same
bytes, which is why `catalog` can name the digest of the result.

Source: GGUF specification, version 3 (ggml); llama.cpp's names of a BERT encoder's tensors; the safetensors
format (8 bytes of length, a JSON header, then the data).
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

_ALIGNMENT_BYTES = 32
_COPY_BYTES = 1024 * 1024
_F32 = 0  # ggml's type of tensors
_UINT32, _INT32, _FLOAT32, _BOOL, _STRING, _ARRAY = 4, 5, 6, 7, 8, 9  # GGUF's types of values
_MEAN_POOLING = 1
_NORMAL, _CONTROL = 1, 3  # llama.cpp's types of tokens
#: Marks the beginning of a word, where the vocabulary marks what continues one.
_WORD_START = "\u2581"
_BLOCKS_COUNT = 6

_OUTER_TENSORS: Mapping[str, str] = {
    "embeddings.word_embeddings.weight": "token_embd.weight",
    "embeddings.position_embeddings.weight": "position_embd.weight",
    "embeddings.token_type_embeddings.weight": "token_types.weight",
    "embeddings.LayerNorm": "token_embd_norm",
}
_BLOCK_TENSORS: Mapping[str, str] = {
    "attention.self.query": "attn_q",
    "attention.self.key": "attn_k",
    "attention.self.value": "attn_v",
    "attention.output.dense": "attn_output",
    "attention.output.LayerNorm": "attn_output_norm",
    "intermediate.dense": "ffn_up",
    "output.dense": "ffn_down",
    "output.LayerNorm": "layer_output_norm",
}


@dataclass(frozen=True, slots=True)
class _Tensor:
    """One tensor: its name in the GGUF, and where its bytes are in the safetensors file."""

    name: str
    shape: tuple[int, ...]
    offset: int
    size_bytes: int


def convert_minilm(safetensors: Path, tokenizer: Path, target: Path) -> None:
    """Write `target` from the publisher's `model.safetensors` and `tokenizer.json`.

    Raises:
        ValueError: they are not what this converter knows.
        OSError: a file cannot be read or written.
    """
    with safetensors.open("rb") as source, target.open("wb") as file:
        tensors = _read_header(source)
        values = [*_describe_model(), *_describe_vocabulary(json.loads(tokenizer.read_bytes()))]
        file.write(b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(values)))
        file.writelines(values)
        file.writelines(_describe_tensors(tensors))
        _pad(file)
        for tensor in tensors:
            source.seek(tensor.offset)
            _copy(source, file, tensor.size_bytes)
            _pad(file)


def _read_header(source: BinaryIO) -> list[_Tensor]:
    (length,) = struct.unpack("<Q", source.read(8))
    header: dict[str, Any] = json.loads(source.read(length))  # Any: JSON
    tensors = []
    for ours, theirs in _names():
        entry = header.get(theirs)
        if entry is None or entry["dtype"] != "F32":
            raise ValueError(f"the published model has no tensor {theirs!r} of type F32")
        begin, end = entry["data_offsets"]
        tensors.append(_Tensor(ours, tuple(entry["shape"]), 8 + length + begin, end - begin))
    return tensors


def _names() -> Iterator[tuple[str, str]]:
    """llama.cpp's name and the publisher's, of every tensor."""
    pairs = [(theirs, ours) for theirs, ours in _OUTER_TENSORS.items()]
    for block in range(_BLOCKS_COUNT):
        pairs += [
            (f"encoder.layer.{block}.{theirs}", f"blk.{block}.{ours}")
            for theirs, ours in _BLOCK_TENSORS.items()
        ]
    for theirs, ours in pairs:
        if theirs.endswith(".weight"):
            yield ours, theirs
        else:
            yield f"{ours}.weight", f"{theirs}.weight"
            yield f"{ours}.bias", f"{theirs}.bias"


def _describe_tensors(tensors: list[_Tensor]) -> Iterator[bytes]:
    offset = 0
    for tensor in tensors:
        dimensions = tensor.shape[::-1]  # ggml counts from the innermost
        yield _string(tensor.name)
        yield struct.pack(f"<I{len(dimensions)}QIQ", len(dimensions), *dimensions, _F32, offset)
        offset += tensor.size_bytes + -tensor.size_bytes % _ALIGNMENT_BYTES


def _describe_model() -> Iterator[bytes]:
    yield _value("general.architecture", _STRING, "bert")
    yield _value("general.name", _STRING, "all-MiniLM-L6-v2")
    yield _value("general.license", _STRING, "apache-2.0")
    yield _value("general.file_type", _UINT32, 0)
    yield _value("bert.block_count", _UINT32, _BLOCKS_COUNT)
    yield _value("bert.context_length", _UINT32, 512)
    yield _value("bert.embedding_length", _UINT32, 384)
    yield _value("bert.feed_forward_length", _UINT32, 1536)
    yield _value("bert.attention.head_count", _UINT32, 12)
    yield _value("bert.attention.layer_norm_epsilon", _FLOAT32, 1e-12)
    yield _value("bert.attention.causal", _BOOL, False)
    yield _value("bert.pooling_type", _UINT32, _MEAN_POOLING)


def _describe_vocabulary(tokenizer: dict[str, Any]) -> Iterator[bytes]:  # Any: JSON
    ids: dict[str, int] = tokenizer["model"]["vocab"]
    special = {token["content"] for token in tokenizer["added_tokens"] if token["special"]}
    words = sorted(ids, key=ids.__getitem__)
    if tokenizer["model"]["type"] != "WordPiece" or [ids[word] for word in words] != list(range(len(words))):
        raise ValueError("the published vocabulary is not WordPiece with consecutive ids")
    texts = [word if word in special else _spell(word) for word in words]
    types = [_CONTROL if word in special else _NORMAL for word in words]
    yield _value("tokenizer.ggml.model", _STRING, "bert")
    yield _value("tokenizer.ggml.pre", _STRING, "default")
    yield _value("tokenizer.ggml.token_type_count", _UINT32, 2)
    yield _array("tokenizer.ggml.tokens", _STRING, texts)
    yield _array("tokenizer.ggml.token_type", _INT32, types)
    for name, word in (
        ("unknown", "[UNK]"),
        ("seperator", "[SEP]"),  # llama.cpp spells it so
        ("padding", "[PAD]"),
        ("cls", "[CLS]"),
        ("bos", "[CLS]"),
        ("eos", "[SEP]"),
        ("mask", "[MASK]"),
    ):
        yield _value(f"tokenizer.ggml.{name}_token_id", _UINT32, ids[word])


def _spell(word: str) -> str:
    return word[2:] if word.startswith("##") else _WORD_START + word


def _value(name: str, kind: int, value: object) -> bytes:
    return _string(name) + struct.pack("<I", kind) + _encode(kind, value)


def _array(name: str, kind: int, values: list[Any]) -> bytes:  # Any: texts or numbers
    head = _string(name) + struct.pack("<IIQ", _ARRAY, kind, len(values))
    return head + b"".join(_encode(kind, value) for value in values)


def _encode(kind: int, value: Any) -> bytes:  # Any: what the kind says
    if kind == _STRING:
        return _string(value)
    return struct.pack({_UINT32: "<I", _INT32: "<i", _FLOAT32: "<f", _BOOL: "<?"}[kind], value)


def _string(text: str) -> bytes:
    data = text.encode()
    return struct.pack("<Q", len(data)) + data


def _copy(source: BinaryIO, file: BinaryIO, size_bytes: int) -> None:
    while size_bytes:
        chunk = source.read(min(size_bytes, _COPY_BYTES))
        if not chunk:
            raise ValueError("the published model is shorter than its header says")
        file.write(chunk)
        size_bytes -= len(chunk)


def _pad(file: BinaryIO) -> None:
    file.write(bytes(-file.tell() % _ALIGNMENT_BYTES))
