"""Articles that repeat one another: the text of an agency on several sites, or one inside a longer one.

Texts are compared as sets of shingles, runs of five syllables, title left out. Candidates are found by
MinHash (Broder 1997) and locality-sensitive hashing, then compared exactly, so what is said of two articles
does not depend on chance, nor on the order in which they come.
"""

from __future__ import annotations

import functools
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pandas as pd

from tinhgon.text import fold

SIMILAR = 0.7  # Jaccard similarity of the shingles of two copies
PART = 0.5  # share of an article's shingles in another that is reported
LENGTH = 5  # syllables of a shingle
PERMUTATIONS = 128
SAMPLED = 8  # one shingle in so many is looked up for parts of articles
MOST_KNOWN = 1 << 16  # words whose numbers are kept
CROWD = 30  # articles with one shingle, from which only the first is looked at

_word = re.compile(r"\w+")
_factors = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F],
    np.uint64,
)


def marked(articles: pd.DataFrame, similar: float = SIMILAR) -> pd.DataFrame:
    """The table `articles` with `duplicate_of`, `contained_in` and `containment`.

    The first of several copies, by date of publication, then by file, is the original; the others, with a
    Jaccard similarity to it of `similar` or more, name it in `duplicate_of`. An original of which half or
    more stands in another, longer one names that one in `contained_in` and the share in `containment` (two
    decimals). With `similar` 0 nothing is compared.

    >>> text = "Tin\\nTỉnh đã giảm gần một phần tư số bản và tiểu khu, kéo theo nhiều chi bộ được ghép lại"
    >>> table = pd.DataFrame({"article_id": ["b#1", "a#1"], "source_file": ["b", "a"], "article": [1, 1],
    ...     "title": ["Tin", "Tin"], "published": [None, None], "text": [text + ".", text]})
    >>> marked(table)["duplicate_of"].dropna().to_dict()
    {0: 'a#1'}
    """
    ids = articles["article_id"].tolist()
    copies, parts = _compared(articles, similar) if similar and len(ids) > 1 else ({}, {})
    nothing = (None, None)
    return articles.assign(
        duplicate_of=pd.Series(
            [ids[copies[at]] if at in copies else None for at in range(len(ids))], articles.index, "str"
        ),
        contained_in=pd.Series(
            [ids[parts[at][0]] if at in parts else None for at in range(len(ids))], articles.index, "str"
        ),
        containment=pd.Series(
            [parts.get(at, nothing)[1] for at in range(len(ids))], articles.index, "Float64"
        ),
    )


def _compared(articles: pd.DataFrame, similar: float) -> tuple[dict[int, int], dict[int, tuple[int, float]]]:
    """The original of each copy, and what each other article is a part of, by their positions."""
    dated = articles["published"].fillna("9999").tolist()
    keys = list(zip(dated, articles["source_file"], articles["article"], strict=True))
    order = sorted(range(len(keys)), key=keys.__getitem__)
    texts = [
        text if pd.isna(title) else text.partition("\n")[2]
        for text, title in zip(articles["text"], articles["title"], strict=True)
    ]

    @functools.lru_cache(maxsize=4096)
    def shingled(at: int) -> np.ndarray:
        return shingles(texts[at])

    copies = dict(_copies(order, shingled, similar))
    originals = [at for at in order if at not in copies]
    return copies, _parts(originals, shingled)


class _Numbers(dict[str, int]):
    """A number for each word, worked out when it is first asked for."""

    def __missing__(self, word: str) -> int:
        if len(self) > MOST_KNOWN:
            self.clear()
        return self.setdefault(word, zlib.crc32(word.encode()))


_number = _Numbers().__getitem__


def shingles(text: str) -> np.ndarray:
    """The set of shingles of a text as sorted 32-bit numbers; a text of fewer syllables is one shingle."""
    words = [*map(_number, _word.findall(fold(text)))]
    words += [0] * (LENGTH - len(words))
    numbers = np.array(words, dtype=np.uint64)
    last = len(numbers) - LENGTH + 1
    mixed = sum(numbers[at : at + last] * _factors[at] for at in range(LENGTH))
    found = (mixed >> np.uint64(32)).astype(np.uint32)
    found.sort()
    return found[np.r_[True, found[1:] != found[:-1]]]


def _copies(
    order: list[int], shingled: functools._lru_cache_wrapper[np.ndarray], similar: float
) -> Iterator[tuple[int, int]]:
    """Each copy with its original: the first before it that is none itself and similar enough."""
    from datasketch import MinHash, MinHashLSH

    empty = MinHash(PERMUTATIONS, hashfunc=int, scheme="affine32")
    index = MinHashLSH(threshold=max(0.1, similar - 0.2), num_perm=PERMUTATIONS)
    rank = {at: place for place, at in enumerate(order)}
    for at in order:
        sketch = empty.copy()
        sketch.update_batch(shingled(at).tolist())
        near = sorted(index.query(sketch), key=rank.__getitem__)
        original = next(
            (other for other in near if _similarity(shingled(at), shingled(other)) >= similar), None
        )
        if original is None:
            index.insert(at, sketch, check_duplication=False)
        else:
            yield at, original


def _shared(one: np.ndarray, other: np.ndarray) -> int:
    return len(np.intersect1d(one, other, assume_unique=True))


def _similarity(one: np.ndarray, other: np.ndarray) -> float:
    shared = _shared(one, other)
    return shared / (len(one) + len(other) - shared)


def _parts(
    order: list[int], shingled: functools._lru_cache_wrapper[np.ndarray]
) -> dict[int, tuple[int, float]]:
    """The longer article that holds most of each, and the share, where that is PART or more."""
    sizes = {at: len(shingled(at)) for at in order}
    rank = {at: place for place, at in enumerate(order)}
    best: dict[int, tuple[int, float]] = {}
    for one, other in sorted(_met(order, shingled, sizes)):
        short, long = sorted((one, other), key=lambda at: (sizes[at], -rank[at]))
        share = _shared(shingled(short), shingled(long)) / sizes[short]
        before = best.get(short, (long, 0.0))
        if share >= PART and (share, -rank[long]) > (before[1], -rank[before[0]]):
            best[short] = (long, share)
    return {at: (long, round(share, 2)) for at, (long, share) in best.items()}


def _met(
    order: list[int], shingled: functools._lru_cache_wrapper[np.ndarray], sizes: dict[int, int]
) -> Iterator[tuple[int, int]]:
    """Pairs of articles that share enough of a sample of their shingles to be looked at."""
    sampled = [shingled(at)[shingled(at) % SAMPLED == 0] for at in order]
    if not sampled:
        return
    numbers = np.concatenate(sampled)
    owners = np.repeat(np.arange(len(order)), [len(sample) for sample in sampled])
    sort = np.argsort(numbers, kind="stable")
    numbers, owners = numbers[sort], owners[sort]
    ends = np.flatnonzero(np.diff(numbers)) + 1
    pairs: Counter[tuple[int, int]] = Counter()
    for group in np.split(owners, ends):
        if 1 < len(group) <= CROWD:
            pairs.update(combinations(group.tolist(), 2))
        elif len(group) > CROWD:
            pairs.update((int(group[0]), int(other)) for other in group[1:])
    for (one, other), shared in pairs.items():
        if shared >= 0.5 * PART * min(len(sampled[one]), len(sampled[other])):
            yield order[one], order[other]
