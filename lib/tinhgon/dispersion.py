"""How evenly a term is spread over the parts of a corpus. Parts have true sizes; none of a term is no answer.

Each function takes a term's frequency in every part and the size of every part in words, and returns a
number, or NaN where the term does not occur or there are not two parts with words.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from tinhgon import tables
from tinhgon.counts import counted, without_duplicates

tables.declare(
    "spread",
    "term frequency:integer document_frequency:integer range_share:number dispersion_dp:number "
    "dispersion_dpnorm:number juilland_d:number",
)

Numbers = npt.ArrayLike


def spread(articles: pd.DataFrame, terms: Sequence[str], rules: str | Path = "", n: int = 1) -> pd.DataFrame:
    """Table `spread` of these terms, in their order, with the articles as parts: each measure of this module.

    >>> articles = pd.DataFrame({"text": ["hai xã", "ba xã", "ba thôn"]})
    >>> spread(articles, ["xã"])[["term", "frequency", "document_frequency", "juilland_d"]]
      term  frequency  document_frequency  juilland_d
    0   xã          2                   2         0.5
    """
    counts = counted(without_duplicates(articles), rules, n)
    rows = []
    for term in terms:
        parts = np.zeros(len(counts.sizes), dtype=np.int64)
        found = counts.term == (counts.names.index(term) if term in counts.names else -1)
        parts[counts.article[found]] = counts.frequency[found]
        measured = {
            "range_share": range_share(parts),
            "dispersion_dp": dp(parts, counts.sizes),
            "dispersion_dpnorm": dp_norm(parts, counts.sizes),
            "juilland_d": juilland_d(parts, counts.sizes),
        }
        known = {name: None if math.isnan(value) else round(value, 4) for name, value in measured.items()}
        totals = {"frequency": int(parts.sum()), "document_frequency": int((parts > 0).sum())}
        rows.append({"term": term} | totals | known)
    order = {term: place for place, term in enumerate(terms)}
    return tables.frame("spread", rows).sort_values(
        "term", key=lambda names: names.map(order), ignore_index=True
    )


def dp(frequencies: Numbers, sizes: Numbers) -> float:
    """Deviation of proportions, ½ Σ |t - w| (Gries 2008): 0 spread as the words are, near 1 all in one part.

    >>> dp([3, 3, 3], [100, 100, 100])
    0.0
    """
    parts = _proportions(frequencies, sizes)
    return math.nan if parts is None else float(np.abs(parts[0] - parts[1]).sum() / 2)


def dp_norm(frequencies: Numbers, sizes: Numbers) -> float:
    """DP over its greatest possible value, 1 - the least share (Lijffijt & Gries 2012): 0 to 1.

    >>> round(dp_norm([2, 1, 0], [100, 100, 100]), 4)
    0.5
    """
    parts = _proportions(frequencies, sizes)
    return math.nan if parts is None else float(np.abs(parts[0] - parts[1]).sum() / 2 / (1 - parts[1].min()))


def juilland_d(frequencies: Numbers, sizes: Numbers) -> float:
    """Juilland's D, 1 - (σ / mean of the rates) / √(k - 1): 1 even, 0 all in one part; of parts with words.

    >>> round(juilland_d([0, 4, 3, 2, 1], [1, 1, 1, 1, 1]), 4)
    0.6464
    """
    if _proportions(frequencies, sizes) is None:
        return math.nan
    size = np.asarray(sizes, dtype=np.float64)
    rates = np.asarray(frequencies, dtype=np.float64)[size > 0] / size[size > 0]
    return float(1 - rates.std() / rates.mean() / math.sqrt(len(rates) - 1))


def range_share(frequencies: Numbers) -> float:
    """The share of parts in which the term occurs; NaN where it occurs in none.

    >>> range_share([2, 0, 1, 1])
    0.75
    """
    counts = np.asarray(frequencies)
    return float((counts > 0).mean()) if counts.sum() else math.nan


def _proportions(frequencies: Numbers, sizes: Numbers) -> tuple[np.ndarray, np.ndarray] | None:
    """The term's share and the words' share of each part."""
    counts, size = np.asarray(frequencies, dtype=np.float64), np.asarray(sizes, dtype=np.float64)
    if counts.shape != size.shape:
        raise ValueError(f"{counts.shape} frequencies of {size.shape} parts")
    if counts.sum() == 0 or (size > 0).sum() < 2:
        return None
    return counts / counts.sum(), size / size.sum()
