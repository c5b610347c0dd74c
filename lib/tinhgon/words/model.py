"""The files of underthesea's segmentation model, as installed: where they are and what is in them."""

from __future__ import annotations

import functools
import hashlib
import re
import struct
from pathlib import Path
from typing import NamedTuple

import numpy as np


class Template(NamedTuple):
    """A question the model asks of tokens `first` to `last` around the one it decides on: their text itself
    (`kind` empty), their `lower` case, `isdigit`, `istitle` or `is_in_dict`. `name` is its spelling."""

    first: int
    last: int
    kind: str
    name: str


def folder() -> Path:
    """The folder of the installed segmentation model."""
    import underthesea

    (found,) = (Path(underthesea.__file__).parent / "pipeline" / "word_tokenize" / "models").glob("ws_crf*")
    return found


def digest() -> str:
    """SHA-256 of the model's files."""
    state = hashlib.sha256()
    for file in sorted(folder().glob("*.bin")):
        state.update(file.name.encode() + file.read_bytes())
    return state.hexdigest()


@functools.cache
def dictionary() -> frozenset[str]:
    """The words that the model knows, in lower case."""
    import joblib  # type: ignore[import-untyped]

    return frozenset(joblib.load(folder() / "dictionary.bin"))


@functools.cache
def syllables() -> frozenset[str]:
    """What the dictionary's words without a hyphen are made of."""
    return frozenset(part for word in dictionary() if "-" not in word for part in word.split())


def templates() -> list[Template]:
    """The model's questions."""
    import joblib  # type: ignore[import-untyped]

    found = []
    for name in joblib.load(folder() / "features.bin"):
        match = re.fullmatch(r"T\[(-?\d+)(?:,(-?\d+))?\](?:\.(\w+))?", name)
        if match is None:
            raise ValueError(f"a template of an unknown form: {name}")
        found.append(Template(int(match[1]), int(match[2] or match[1]), match[3] or "", name))
    return found


def weights() -> tuple[dict[str, dict[str, float]], np.ndarray]:
    """What the model learnt: for each template and answer, how far it speaks for joining (weight of `I-W`
    less weight of `B-W`); and the weights of `[from, to]` for labels 0 `B-W` and 1 `I-W`.

    The file is CRFsuite's: a header of nine numbers, 20-byte features (type, source, target, weight), and
    two constant databases of strings, the labels and the answers (`template=answer`).
    """
    data = (folder() / "models.bin").read_bytes()
    if data[:4] != b"lCRF":
        raise ValueError("not a CRFsuite model")
    at, labels_at, answers_at = struct.unpack_from("<3I", data, 28)
    labels, answers = _strings(data, labels_at), _strings(data, answers_at)
    if sorted(labels) != ["B-W", "I-W"]:
        raise ValueError(f"unknown labels: {labels}")
    (count,) = struct.unpack_from("<I", data, at + 8)
    kinds = np.dtype([("kind", "<u4"), ("source", "<u4"), ("target", "<u4"), ("weight", "<f8")])
    features = np.frombuffer(data, dtype=kinds, count=count, offset=at + 12)
    join = np.array([label == "I-W" for label in labels])
    state, move = features[features["kind"] == 0], features[features["kind"] == 1]
    gains = np.zeros(len(answers))
    np.add.at(gains, state["source"], np.where(join[state["target"]], state["weight"], -state["weight"]))
    moves = np.zeros((2, 2))
    moves[join[move["source"]].astype(int), join[move["target"]].astype(int)] = move["weight"]
    found: dict[str, dict[str, float]] = {}
    for answer, gain in zip(answers, gains.tolist(), strict=True):
        template, _, value = answer.partition("=")
        found.setdefault(template, {})[value] = gain
    return found, moves


def _strings(data: bytes, at: int) -> list[str]:
    """The strings of a constant database at `at`, by number."""
    count, table = struct.unpack_from("<2I", data, at + 16)
    found = []
    for offset in struct.unpack_from(f"<{count}I", data, at + table):
        (length,) = struct.unpack_from("<I", data, at + offset + 4)
        found.append(data[at + offset + 8 : at + offset + 7 + length].decode())
    return found
