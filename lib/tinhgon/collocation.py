"""Collocation: which words stand near a word more often than chance would have it, never across sentences.

Two notions of near (Evert 2008). By *window*, the tokens within some words of the node are one side of the
table and all other tokens the other. By *sentence*, the units are sentences, with the node or without.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd

from tinhgon import association, tables
from tinhgon import rules as rulebooks
from tinhgon.counts import stopwords, without_duplicates
from tinhgon.errors import InputError
from tinhgon.passages import occurrences, passages, phrase
from tinhgon.words import is_word, terms

tables.declare(
    "collocations",
    "node collocate span frequency:integer before:integer after:integer node_frequency:integer "
    "collocate_frequency:integer expected:number log_dice:number pmi:number npmi:number t_score:number "
    "z_score:number log_likelihood:number delta_p:number delta_p_reverse:number",
)
tables.declare(
    "cooccurrences", "first second frequency:integer log_dice:number pmi:number npmi:number t_score:number"
)

Sentence = list[str]


def collocations(
    articles: pd.DataFrame,
    node: str,
    span: str = "window",
    left: int = 5,
    right: int = 5,
    minimum: int = 3,
    rules: str | Path = "",
) -> pd.DataFrame:
    """Table `collocations` of `node`, a word or phrase in any case and tone style; highest logDice first.

    With `span="window"`, `frequency` counts tokens of the collocate among the `left` words before and `right`
    words after the node within its sentence, each once however many nodes are near; `before` and `after`
    count them by their nearest node. With `span="sentence"` all frequencies count sentences. Only
    words count, not figures and signs; stopwords and the node's own words are no collocates. The measures
    are those of `association`, `log_dice` with one co-occurrence a node at most; `delta_p` says how much
    likelier the collocate is with the node than without, `delta_p_reverse` the other way (Gries 2013).
    A node that does not occur has none.
    """
    if span not in ("window", "sentence"):
        raise InputError(f"span={span!r}: it is window or sentence")
    parts = phrase(node)
    tally = _Tally()
    for sentence in _sentences(articles, rules):
        hits = occurrences(sentence, parts)
        if span == "window":
            tally.window(sentence, hits, left, right)
        else:
            tally.sentence(sentence, hits)
    stop = stopwords(rules) | {" ".join(parts)} | set(parts)
    names = sorted(word for word, count in tally.near.items() if count >= minimum and word not in stop)
    return _measured(" ".join(parts), span, names, tally)


class _Tally:
    """What is counted while sentences pass: near the node, and everywhere."""

    def __init__(self) -> None:
        self.near, self.before, self.after, self.all = (Counter[str]() for _ in range(4))
        self.nodes = self.row = self.n = 0

    def window(self, sentence: Sentence, hits: Sequence[tuple[int, int]], left: int, right: int) -> None:
        """Tokens: `row` is how many stand in some node's window, `n` how many there are but the nodes."""
        inside = {position for hit in hits for position in range(*hit)}
        side: dict[int, tuple[int, bool]] = {}
        for first, last in hits:
            for position in range(max(first - left, 0), min(last + right, len(sentence))):
                if position not in inside:
                    away = first - position if position < first else position - last + 1
                    side[position] = min(
                        side.get(position, (away, position >= last)), (away, position >= last)
                    )
        for position, (_, follows) in side.items():
            self.near[sentence[position]] += 1
            (self.after if follows else self.before)[sentence[position]] += 1
        self.all.update(word for position, word in enumerate(sentence) if position not in inside)
        self.nodes += len(hits)
        self.row += len(side)
        self.n += len(sentence) - len(inside)

    def sentence(self, sentence: Sentence, hits: Sequence[tuple[int, int]]) -> None:
        """Sentences: `row` is how many have the node, `n` how many there are."""
        inside = {position for hit in hits for position in range(*hit)}
        others = {word for position, word in enumerate(sentence) if position not in inside}
        self.all.update(others)
        self.n += 1
        if hits:
            self.near.update(others)
            self.before.update(set(sentence[: hits[0][0]]) & others)
            self.after.update(set(sentence[hits[-1][1] :]) & others)
            self.nodes += 1
            self.row += 1


def _measured(node: str, span: str, names: list[str], tally: _Tally) -> pd.DataFrame:
    f, before, after, column = (
        np.array([counter[name] for name in names], dtype=np.int64)
        for counter in (tally.near, tally.before, tally.after, tally.all)
    )
    of = f, tally.row, column, tally.n
    found = pd.DataFrame(
        {
            "node": node,
            "collocate": pd.Series(names, dtype="str"),
            "span": span,
            "frequency": f,
            "before": before,
            "after": after,
            "node_frequency": tally.nodes,
            "collocate_frequency": column,
            "expected": association.expected(*of[1:]).round(2),
            "log_dice": association.log_dice(np.minimum(f, tally.nodes), tally.nodes, column).round(2),
            "pmi": association.pmi(*of).round(2),
            "npmi": association.npmi(*of).round(3),
            "t_score": association.t_score(*of).round(2),
            "z_score": association.z_score(*of).round(2),
            "log_likelihood": association.log_likelihood(*of).round(2),
            "delta_p": association.delta_p(*of).round(4),
            "delta_p_reverse": association.delta_p(f, column, tally.row, tally.n).round(4),
        }
    )
    kinds = {column: tables.DTYPES[kind] for column, kind in tables.COLUMNS["collocations"].items()}
    order = ["log_dice", "collocate"]
    return found.astype(kinds).sort_values(order, ascending=[False, True], ignore_index=True)


def cooccurrences(
    articles: pd.DataFrame, minimum: int = 5, words_kept: int = 60, rules: str | Path = ""
) -> pd.DataFrame:
    """Table `cooccurrences`, the edges of a network: pairs of the `words_kept` most frequent words that stand
    in `minimum` sentences or more together; highest logDice first. Frequencies count sentences. A term of
    `terms.txt` is one word here, so that its parts are not found to keep company."""
    stop = stopwords(rules)
    bags = [set(sentence) - stop for sentence in _with_terms(articles, rules)]
    single = Counter(word for bag in bags for word in bag)
    chosen = set(sorted(single, key=lambda word: (-single[word], word))[:words_kept])
    together = Counter(pair for bag in bags for pair in combinations(sorted(bag & chosen), 2))
    pairs = sorted(pair for pair, count in together.items() if count >= minimum)
    f, first, second = (
        np.array(values, dtype=np.int64)
        for values in (
            [together[p] for p in pairs],
            [single[a] for a, _ in pairs],
            [single[b] for _, b in pairs],
        )
    )
    found = pd.DataFrame(
        {
            "first": pd.Series([pair[0] for pair in pairs], dtype="str"),
            "second": pd.Series([pair[1] for pair in pairs], dtype="str"),
            "frequency": f,
            "log_dice": association.log_dice(f, first, second).round(2),
            "pmi": association.pmi(f, first, second, len(bags)).round(2),
            "npmi": association.npmi(f, first, second, len(bags)).round(3),
            "t_score": association.t_score(f, first, second, len(bags)).round(2),
        }
    )
    kinds = {column: tables.DTYPES[kind] for column, kind in tables.COLUMNS["cooccurrences"].items()}
    order = ["log_dice", "first", "second"]
    return found.astype(kinds).sort_values(order, ascending=[False, True, True], ignore_index=True)


def _sentences(articles: pd.DataFrame, rules: str | Path) -> Iterator[Sentence]:
    """The words of each sentence, as they are counted."""
    for passage in passages(without_duplicates(articles), rules):
        yield [word for word in passage.keys if is_word(word)]


def _with_terms(articles: pd.DataFrame, rules: str | Path) -> Iterator[Sentence]:
    """The words of each sentence, those of a term as the term."""
    book = rulebooks.book(rules)
    for passage in passages(without_duplicates(articles), rules):
        found = {term.first: term for term in terms(passage.keys, book)}
        inside = {place for term in found.values() for place in range(term.first + 1, term.last)}
        yield [
            found[place].label if place in found else word
            for place, word in enumerate(passage.keys)
            if is_word(word) and place not in inside
        ]
