"""How fast words are found, against underthesea and pyvi on the same text.

The text is generated: chains of the shipped corpus's own words, with words of the model's dictionary strewn
in, so that tokens meet in new ways. Throughput is in syllables a second of processor time, of one process.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable

from benchmarks import made
from benchmarks.timing import least
from tinhgon import words as segmentation
from tinhgon.text import normalise
from tinhgon.words import fast, model, reference

Segment = Callable[[list[str]], object]


def measured(quick: bool = False) -> dict[str, float | bool | None]:
    """`words_vs_underthesea` and `words_vs_pyvi` (None where pyvi is not installed), `words_identical`:
    whether the tables and the reference path give the same words on all of the text."""
    lines = generated(8_000 if quick else 1_200_000)
    segmentation.words(lines[:100])  # now the tables are loaded, and so are the peers' models
    ours = _throughput(segmentation.words, lines, 3)
    theirs = {name: _throughput(segment, lines, 1) for name, segment in _peers().items()}
    compared = {f"words_vs_{name}": round(ours / one, 1) if one else None for name, one in theirs.items()}
    return {
        "words_bytes": sum(len(line.encode()) + 1 for line in lines),
        "words_syllables_a_second": round(ours),
        **compared,
        "words_identical": _identical(lines),
    }


def generated(size: int, seed: int = 18) -> list[str]:
    """Lines of at least `size` bytes together."""
    chance = random.Random(seed)
    follow: defaultdict[str, list[str]] = defaultdict(list)
    pages = [normalise(file.read_text("utf-8")) for file in sorted(made.CORPUS.rglob("*.txt"))]
    for chunks in (line.split() for page in pages for line in page.splitlines()):
        for before, after in zip(["", *chunks], [*chunks, ""], strict=True):
            follow[before].append(after)
    listed = sorted(model.dictionary())
    lines: list[str] = []
    written = 0
    while written < size:
        chunks = [chance.choice(follow[""])]
        while chunks[-1] and len(chunks) < 60:
            chunks.append(chance.choice(follow[chunks[-1]]))
            if chance.random() < 0.05:
                chunks[-1:] = [chance.choice(listed), chance.choice(list(follow[chunks[-1]]))]
        lines.append(normalise(" ".join(chunks)).strip())
        written += len(lines[-1].encode()) + 1
    return lines


def _throughput(segment: Segment | None, lines: list[str], rounds: int) -> float:
    """Syllables a second, the best of some rounds; 0 where there is nothing to measure."""
    if segment is None:
        return 0.0
    segment(lines[:10])
    return sum(len(line.split()) for line in lines) / least(lambda: segment(lines), rounds)


def _identical(lines: list[str]) -> bool:
    forms = [segmentation.tokens(line).forms for line in lines]
    return fast.joined(forms) == reference.joined(forms)


def _peers() -> dict[str, Segment | None]:
    from underthesea import word_tokenize

    found: dict[str, Segment | None] = {"underthesea": lambda lines: [word_tokenize(line) for line in lines]}
    try:
        from pyvi import ViTokenizer
    except ImportError:
        return found | {"pyvi": None}
    return found | {"pyvi": lambda lines: [ViTokenizer.tokenize(line) for line in lines]}
