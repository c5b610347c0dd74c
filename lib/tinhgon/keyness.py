"""Key words: what the articles of one group say more, or less, often than others do.

The tests count words as if each were drawn alone, which in an article they are not; so the interval of the
log ratio comes from drawing whole articles again, and a word that few articles have is no key word.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from tinhgon import association, tables
from tinhgon.counts import Counts, counted, group_rows, without_duplicates
from tinhgon.errors import InputError
from tinhgon.words import key

tables.declare(
    "keyness",
    "term group reference frequency:integer reference_frequency:integer per_million:number "
    "reference_per_million:number document_frequency:integer reference_document_frequency:integer "
    "log_likelihood:number chi_squared:number test p_value:number q_value:number log_ratio:number "
    "log_ratio_low:number log_ratio_high:number percent_difference:number dispersion_dpnorm:number",
)

REST = "rest"
DRAWS = 1000
BATCH = 50
LEAST_ARTICLES = 3
LEAST_WORDS = 500


class Refusal(NamedTuple):
    """A side (`group`, `reference`) of which there is `has` of what (`words`, `articles`) it `needs` more of.

    >>> str(Refusal("group", "articles", 2, 3))
    'the group has 2 articles; at least 3 are needed'
    """

    side: str
    what: str
    has: int
    needs: int

    def __str__(self) -> str:
        return f"the {self.side} has {self.has} {self.what}; at least {self.needs} are needed"


@dataclass(frozen=True)
class Sides:
    """The two sides of a comparison: a matrix of articles by terms for each, and the words of each article.

    A list of frequencies without articles is a side of one row, and is not drawn again.
    """

    names: list[str]
    target: sparse.csr_array
    target_sizes: np.ndarray
    reference: sparse.csr_array
    reference_sizes: np.ndarray

    def refusal(self) -> Refusal | None:
        """Why these sides are too small to say anything; None where they are not."""
        for name, matrix, sizes in (
            ("group", self.target, self.target_sizes),
            ("reference", self.reference, self.reference_sizes),
        ):
            articles, words = matrix.shape[0], int(sizes.sum())
            if words < LEAST_WORDS:
                return Refusal(name, "words", words, LEAST_WORDS)
            if articles < LEAST_ARTICLES and not (name == "reference" and articles == 1):
                return Refusal(name, "articles", articles, LEAST_ARTICLES)
        return None


def keyness(
    articles: pd.DataFrame,
    group: str,
    by: str = "provinces",
    reference: str | Mapping[str, int] = "",
    rules: str | Path = "",
    minimum: int = 5,
    documents: int = 2,
    n: int = 1,
    seed: int = 18,
) -> pd.DataFrame:
    """Table `keyness` of the articles whose column `by` has `group`, against the rest, another group of that
    column, or a list of frequencies of one's own; strongest first, what the other side says more often last.

    A row is a term of at least `minimum` occurrences in at least `documents` articles of the side that has
    more of it, relative to its size. `log_likelihood` (Dunning 1993) and `chi_squared` are signed; `test`
    says what `p_value` is of: Fisher's exact test where a cell is expected to be below 5; `q_value` is the
    rate of false discoveries over all rows (Benjamini & Hochberg 1995). `log_ratio` (Hardie 2014) has a 95 %
    interval from 1,000 draws of articles, the same for the same `seed`. `dispersion_dpnorm` is over the
    articles of the side that has more; a list has no articles. Raises InputError where a side is too small
    to say anything.
    """
    found, refusal = attempt(articles, group, by, reference, rules, minimum, documents, n, seed)
    if refusal:
        raise InputError(f"keyness of {group}: {refusal}")
    return found


def attempt(
    articles: pd.DataFrame,
    group: str,
    by: str = "provinces",
    reference: str | Mapping[str, int] = "",
    rules: str | Path = "",
    minimum: int = 5,
    documents: int = 2,
    n: int = 1,
    seed: int = 18,
) -> tuple[pd.DataFrame, Refusal | None]:
    """What `keyness` returns, and None; where a side is too small, a table without a row and the reason. No
    `group` is one without an article.

    >>> attempt(pd.DataFrame({"text": ["hai xã"], "provinces": ["Lào Cai"]}), "Lào Cai")[1].has
    2
    """
    if not group:
        return tables.frame("keyness", []), Refusal("group", "articles", 0, LEAST_ARTICLES)
    kept = without_duplicates(articles)
    counts = counted(kept, rules, n)
    sides = _sides(kept, counts, group, by, reference)
    if refusal := sides.refusal():
        return tables.frame("keyness", []), refusal
    label = REST if reference == "" else "list" if isinstance(reference, Mapping) else reference
    return table(sides, group, label, minimum, documents, seed), None


def largest(articles: pd.DataFrame, by: str = "provinces") -> str:
    """The group of the column `by` with the most articles, the first by name of several; empty of none.

    >>> largest(pd.DataFrame({"text": ["a", "b"], "provinces": ["Lào Cai", "Hà Giang;Lào Cai"]}))
    'Lào Cai'
    """
    groups = group_rows(without_duplicates(articles), by)
    return max(groups, key=lambda group: len(group[1]))[0] if groups else ""


def listed(file: str | Path) -> dict[str, int]:
    """A reference list of one's own: words and frequencies, the first columns of a CSV file with a heading.

    Raises InputError where the file cannot be read or holds something else.
    """
    try:
        with Path(file).open(encoding="utf-8-sig", newline="") as lines:
            _, *rows = csv.reader(lines)
        return {row[0]: int(row[1]) for row in rows if row}
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}") from error
    except (ValueError, IndexError) as error:
        raise InputError(f"{file}: not a CSV file of words and whole numbers below a heading") from error


def _sides(
    articles: pd.DataFrame, counts: Counts, group: str, by: str, reference: str | Mapping[str, int]
) -> Sides:
    groups = dict(group_rows(articles, by))
    for name in (group, reference) if isinstance(reference, str) and reference else (group,):
        if name not in groups:
            raise InputError(f"{by}={name!r}: no such group; there are {', '.join(groups) or 'none'}")
    rows = groups[group]
    matrix = sparse.csr_array(
        (counts.frequency, (counts.article, counts.term)), (len(counts.sizes), len(counts.names))
    )
    if isinstance(reference, Mapping):
        return _against_list(counts, matrix[rows], counts.sizes[rows], reference)
    others = groups[reference] if reference else np.arange(len(counts.sizes))
    others = np.setdiff1d(others, rows)
    return Sides(counts.names, matrix[rows], counts.sizes[rows], matrix[others], counts.sizes[others])


def _against_list(
    counts: Counts, target: sparse.csr_array, sizes: np.ndarray, reference: Mapping[str, int]
) -> Sides:
    """A list's size is the sum of its frequencies; its words are compared by key."""
    listed: dict[str, int] = {}
    for word, frequency in reference.items():
        listed[key(word)] = listed.get(key(word), 0) + frequency
    other = sparse.csr_array(np.array([[listed.get(key(name), 0) for name in counts.names]]))
    return Sides(counts.names, target, sizes, other, np.array([sum(listed.values())]))


def table(
    sides: Sides, group: str, reference: str, minimum: int = 5, documents: int = 2, seed: int = 18
) -> pd.DataFrame:
    """Table `keyness` of two sides that are large enough."""
    inside, outside = (np.asarray(matrix.sum(axis=0)).ravel() for matrix in (sides.target, sides.reference))
    spread, spread_outside = (
        np.asarray((matrix > 0).sum(axis=0)).ravel() for matrix in (sides.target, sides.reference)
    )
    size, other = int(sides.target_sizes.sum()), int(sides.reference_sizes.sum())
    ours = inside * other > outside * size
    listed = sides.reference.shape[0] == 1
    wide = np.where(ours, spread >= documents, listed | (spread_outside >= documents))
    kept = np.flatnonzero((np.where(ours, inside, outside) >= minimum) & wide)
    if not len(kept):
        return tables.frame("keyness", [])
    low, high = _interval(sides, kept, seed)
    found = pd.DataFrame(
        {
            "term": [sides.names[index] for index in kept],
            "group": group,
            "reference": reference,
            "frequency": inside[kept],
            "reference_frequency": outside[kept],
            "per_million": (1e6 * inside[kept] / size).round(2),
            "reference_per_million": (1e6 * outside[kept] / other).round(2),
            "document_frequency": spread[kept],
            "reference_document_frequency": pd.NA if listed else spread_outside[kept],
            **_tested(inside[kept], size, inside[kept] + outside[kept], size + other),
            "log_ratio_low": low.round(2),
            "log_ratio_high": high.round(2),
            "dispersion_dpnorm": _spread(sides, kept, ours).round(4),
        }
    )
    kinds = {column: tables.DTYPES[kind] for column, kind in tables.COLUMNS["keyness"].items()}
    order = ["log_likelihood", "term"]
    return found[list(kinds)].astype(kinds).sort_values(order, ascending=[False, True], ignore_index=True)


def _tested(f: np.ndarray, size: int, both: np.ndarray, n: int) -> dict[str, np.ndarray]:
    """The columns that are computed from the four cells."""
    few = min(size, n - size) * np.minimum(both, n - both) / n < 5
    g2 = association.log_likelihood(f, size, both, n)
    p = association.p_value(g2)
    p[few] = association.fisher(f[few], size, both[few], n)
    return {
        "log_likelihood": g2.round(2),
        "chi_squared": association.chi_squared(f, size, both, n).round(2),
        "test": np.where(few, "fisher", "log_likelihood"),
        "p_value": p.round(6),
        "q_value": association.false_discovery(p).round(6),
        "log_ratio": association.log_ratio(f, size, both, n).round(2),
        "percent_difference": association.percent_difference(f, size, both, n).round(1),
    }


def _interval(sides: Sides, terms: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """The 2.5th and 97.5th percentile of the log ratio when the articles of each side are drawn again."""
    chance = np.random.default_rng(seed)
    target, reference = sides.target[:, terms], sides.reference[:, terms]
    drawn = []
    for _ in range(0, DRAWS, BATCH):
        inside, size = _draw(target, sides.target_sizes, chance)
        outside, other = _draw(reference, sides.reference_sizes, chance)
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = association.log_ratio(inside, size, inside + outside, size + other)
        drawn.append(ratio.astype(np.float32))
    low, high = np.quantile(np.concatenate(drawn), [0.025, 0.975], axis=0)
    return low.astype(np.float64), high.astype(np.float64)


def _draw(
    matrix: sparse.csr_array, sizes: np.ndarray, chance: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Frequencies and words of `BATCH` draws of as many articles as there are, with replacement."""
    articles = matrix.shape[0]
    times = chance.multinomial(articles, np.full(articles, 1 / articles), BATCH)
    return np.asarray(matrix.T @ times.T).T, (times @ sizes)[:, None]


def _spread(sides: Sides, terms: np.ndarray, ours: np.ndarray) -> np.ndarray:
    """DPnorm of each term over the articles of the side that has more of it."""
    values = []
    for matrix, sizes in ((sides.target, sides.target_sizes), (sides.reference, sides.reference_sizes)):
        found = matrix[:, terms].tocoo()
        row, column = found.coords
        share = sizes / max(int(sizes.sum()), 1)
        total = np.bincount(column, found.data, len(terms))
        apart = np.bincount(column, np.abs(found.data / total[column] - share[row]) - share[row], len(terms))
        greatest = 1 - share.min()
        values.append((1 + apart) / 2 / greatest if greatest > 0 else np.full(len(terms), np.nan))
    return np.clip(np.where(ours[terms], *values), 0, 1)
