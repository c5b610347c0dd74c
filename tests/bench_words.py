"""How fast words are found: python tests/bench_words.py [MEGABYTES] (`make bench`). Writes out/bench.json.

The text is generated: chains of the shipped corpus's own words, with words of the model's dictionary strewn
in, so that tokens meet in new ways. Throughput is in syllables a second of processor time, of one process;
pyvi, which the project does not install, is measured where it can be imported.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from underthesea import word_tokenize

from tinhgon import words as segmentation
from tinhgon.text import normalise
from tinhgon.words import fast, model, reference

CORPUS = Path(__file__).parent.parent / "corpus" / "raw"


def generated(size: int, seed: int = 18) -> list[str]:
    """Lines of at least `size` bytes together."""
    chance = random.Random(seed)
    follow: defaultdict[str, list[str]] = defaultdict(list)
    pages = [normalise(file.read_text("utf-8")) for file in sorted(CORPUS.rglob("*.txt"))]
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


def throughput(segment: Callable[[list[str]], object], lines: list[str], rounds: int = 1) -> float:
    """Syllables a second, the best of some rounds."""
    syllables = sum(len(line.split()) for line in lines)
    best = 0.0
    for _ in range(rounds):
        began = time.process_time()
        segment(lines)
        best = max(best, syllables / (time.process_time() - began))
    return best


def identical(lines: list[str]) -> bool:
    """Whether the tables and the reference path give the same words on all lines."""
    forms = [segmentation.tokens(line).forms for line in lines]
    return fast.joined(forms) == reference.joined(forms)


def by_pyvi() -> Callable[[list[str]], object] | None:
    try:
        from pyvi import ViTokenizer
    except ImportError:
        return None
    return lambda lines: [ViTokenizer.tokenize(line) for line in lines]


def main(megabytes: float) -> None:
    lines = generated(int(megabytes * 1e6))
    segmentation.words(lines)  # now the tables are loaded, and so is underthesea's model
    ours = throughput(segmentation.words, lines, rounds=3)
    default = throughput(lambda text: [word_tokenize(line) for line in text], lines)
    pyvi = by_pyvi()
    theirs = throughput(pyvi, lines) if pyvi else None
    found = {
        "words_bytes": sum(len(line.encode()) + 1 for line in lines),
        "words_syllables_a_second": round(ours),
        "underthesea_syllables_a_second": round(default),
        "words_vs_underthesea": round(ours / default, 1),
        "words_vs_pyvi": round(ours / theirs, 1) if theirs else None,
        "words_identical": identical(lines),
    }
    file = Path("out/bench.json")
    file.parent.mkdir(exist_ok=True)
    known = json.loads(file.read_text("utf-8")) if file.exists() else {}
    file.write_text(json.dumps(known | found, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.2)
