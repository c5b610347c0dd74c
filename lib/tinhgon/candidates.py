"""Terms that the corpus proposes: runs of words that hold together, to be pasted into `rules/terms.txt`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pandas as pd

from tinhgon import association, tables
from tinhgon import rules as rulebooks
from tinhgon.counts import stopwords, without_duplicates
from tinhgon.passages import passages, phrase
from tinhgon.words import is_word

tables.declare("candidates", "term frequency:integer document_frequency:integer log_dice:number")

AND = "và"


def candidates(
    articles: pd.DataFrame, n: int = 4, minimum: int = 5, documents: int = 2, rules: str | Path = ""
) -> pd.DataFrame:
    """Table `candidates`: runs of 2 to `n` words that might be terms and are not in `terms.txt` yet; those
    that hold together best first.

    A run stands `minimum` times or more, in `documents` articles or more, and has no stopword but `và`
    between two words. `log_dice` (Rychlý 2008) is that of its weakest seam: of the two parts of which it
    could most easily have come together by chance. A run that stands only inside one longer run is left out.
    """
    kept = without_duplicates(articles)
    counts: Counter[tuple[str, ...]] = Counter()
    where: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
    for article, run in _runs(kept, rules, n):
        counts[run] += 1
        where[run].add(article)
    stop = stopwords(rules)
    known = {tuple(phrase(label)) for label in rulebooks.book(rules).lines("terms")}
    chosen = {
        run
        for run, count in counts.items()
        if len(run) > 1
        and count >= minimum
        and len(where[run]) >= documents
        and not stop & {run[0], run[-1], *(set(run) - {AND})}
    }
    inside = {part for run in chosen for part in _parts(run) if counts[part] == counts[run]}
    rows = [
        {
            "term": " ".join(run),
            "frequency": counts[run],
            "document_frequency": len(where[run]),
            "log_dice": round(_weakest(run, counts), 2),
        }
        for run in chosen - inside
        if tuple(" ".join(run).split(" ")) not in known
    ]
    found = tables.frame("candidates", rows)
    return found.sort_values(["log_dice", "term"], ascending=[False, True], ignore_index=True)


def _parts(run: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The shorter runs inside a run."""
    for length in range(1, len(run)):
        for first in range(len(run) - length + 1):
            yield run[first : first + length]


def _weakest(run: tuple[str, ...], counts: Counter[tuple[str, ...]]) -> float:
    seams = [(run[:seam], run[seam:]) for seam in range(1, len(run))]
    return min(float(association.log_dice(counts[run], counts[a], counts[b])) for a, b in seams)


def _runs(articles: pd.DataFrame, rules: str | Path, n: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Every run of 1 to `n` words that no figure or sign interrupts, with the article it stands in."""
    for passage in passages(articles, rules):
        for are_words, stretch in groupby(passage.keys, is_word):
            words = tuple(stretch)
            for first in range(len(words)) if are_words else ():
                for last in range(first + 1, min(first + n, len(words)) + 1):
                    yield passage.article, words[first:last]
