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
from tinhgon.words import is_word, terms

tables.declare("candidates", "term frequency:integer document_frequency:integer log_dice:number")

AND = "và"
Run = tuple[str, ...]


def candidates(
    articles: pd.DataFrame, n: int = 4, minimum: int = 5, documents: int = 2, rules: str | Path = ""
) -> pd.DataFrame:
    """Table `candidates`: runs of 2 to `n` words that might be terms and are not in `terms.txt` yet; those
    that hold together best first.

    A run stands `minimum` times or more, in `documents` articles or more, and has no stopword but `và`
    between two words. `log_dice` (Rychlý 2008) is that of its weakest seam: of the two parts of which it
    could most easily have come together by chance. A run that stands only inside one longer run is left out,
    and so is one that a figure mostly touches (`nghị quyết số 18`) or that mostly is a part of a known term.
    """
    kept = without_duplicates(articles)
    counts: Counter[Run] = Counter()
    bound: Counter[Run] = Counter()
    where: defaultdict[Run, set[int]] = defaultdict(set)
    for article, run, is_bound in _runs(kept, rules, n):
        counts[run] += 1
        bound[run] += is_bound
        where[run].add(article)
    stop = stopwords(rules)
    known = {tuple(phrase(label)) for label in rulebooks.book(rules).lines("terms")}
    chosen = {
        run
        for run, count in counts.items()
        if len(run) > 1
        and count >= minimum
        and len(where[run]) >= documents
        and bound[run] <= count / 2
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


def _parts(run: Run) -> Iterator[Run]:
    """The shorter runs inside a run."""
    for length in range(1, len(run)):
        for first in range(len(run) - length + 1):
            yield run[first : first + length]


def _weakest(run: Run, counts: Counter[Run]) -> float:
    seams = [(run[:seam], run[seam:]) for seam in range(1, len(run))]
    return min(float(association.log_dice(counts[run], counts[a], counts[b])) for a, b in seams)


def _runs(articles: pd.DataFrame, rules: str | Path, n: int) -> Iterator[tuple[int, Run, bool]]:
    """Every run of 1 to `n` words that no figure or sign interrupts, with the article it stands in, and
    whether a figure stands beside it or a known term around it."""
    book = rulebooks.book(rules)
    for passage in passages(articles, rules):
        keys, start = passage.keys, 0
        within = [(term.first, term.last) for term in terms(keys, book)]
        for are_words, stretch in groupby(keys, is_word):
            end = start + len(list(stretch))
            for first in range(start, end) if are_words else ():
                for last in range(first + 1, min(first + n, end) + 1):
                    beside = [*keys[:first][-1:], *keys[last : last + 1]]
                    is_bound = any(word[0].isdigit() for word in beside)
                    is_bound = is_bound or any(low <= first and last <= high for low, high in within)
                    yield passage.article, tuple(keys[first:last]), is_bound
            start = end
