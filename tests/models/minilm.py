"""all-MiniLM-L6-v2 by the book, in numpy: a reference for what the embedded one answers."""

import json
import struct
import unicodedata

import numpy as np


class Reference:
    """The published tensors and vocabulary, and the forward pass over one text."""

    def __init__(self, safetensors, tokenizer):
        data = safetensors.read_bytes()
        (length,) = struct.unpack("<Q", data[:8])
        header = json.loads(data[8 : 8 + length])
        self._tensors = {
            name: np.frombuffer(_part(data, length, entry), "<f4").reshape(entry["shape"])
            for name, entry in header.items()
            if name != "__metadata__" and entry["dtype"] == "F32"
        }
        self._ids = json.loads(tokenizer.read_text())["model"]["vocab"]

    def embed(self, text, tokens_max=256):
        """The text's vector: the mean of its tokens', of length 1."""
        tokens = [101, *self._tokenize(text)[: tokens_max - 2], 102]
        words, positions, types = (
            self._tensors[f"embeddings.{kind}_embeddings.weight"]
            for kind in ("word", "position", "token_type")
        )
        x = self._norm(words[tokens] + positions[: len(tokens)] + types[0], "embeddings.LayerNorm")
        for block in range(6):
            x = self._block(x, f"encoder.layer.{block}.")
        mean = x.mean(axis=0)
        return mean / np.linalg.norm(mean)

    def _block(self, x, at):
        query, key, value = (
            self._dense(x, f"{at}attention.self.{name}").reshape(len(x), 12, 32).transpose(1, 0, 2)
            for name in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 2, 1) / np.sqrt(32)
        weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        mixed = (weights @ value).transpose(1, 0, 2).reshape(len(x), 384)
        x = self._norm(
            x + self._dense(mixed, f"{at}attention.output.dense"), f"{at}attention.output.LayerNorm"
        )
        inner = _gelu(self._dense(x, f"{at}intermediate.dense"))
        return self._norm(x + self._dense(inner, f"{at}output.dense"), f"{at}output.LayerNorm")

    def _dense(self, x, name):
        return x @ self._tensors[f"{name}.weight"].T + self._tensors[f"{name}.bias"]

    def _norm(self, x, name):
        centred = x - x.mean(axis=-1, keepdims=True)
        scale = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-12)
        return centred / scale * self._tensors[f"{name}.weight"] + self._tensors[f"{name}.bias"]

    def _tokenize(self, text):
        plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
        spaced = "".join(c if c.isalnum() else f" {c} " for c in plain)
        return [token for word in spaced.split() for token in self._pieces(word)]

    def _pieces(self, word):
        pieces, start = [], 0
        while start < len(word):
            mark = "##" if start else ""
            end = next(
                (end for end in range(len(word), start, -1) if mark + word[start:end] in self._ids), None
            )
            if end is None:
                return [self._ids["[UNK]"]]
            pieces.append(self._ids[mark + word[start:end]])
            start = end
        return pieces


def _part(data, length, entry):
    begin, end = entry["data_offsets"]
    return data[8 + length + begin : 8 + length + end]


def _gelu(x):
    # The error function by numerical recipe (Abramowitz and Stegun 7.1.26): off by 1.5e-7 at most.
    z = np.abs(x) / np.sqrt(2)
    t = 1 / (1 + 0.3275911 * z)
    series = (((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592
    erf = np.sign(x) * (1 - series * t * np.exp(-z * z))
    return 0.5 * x * (1 + erf)
