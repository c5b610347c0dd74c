"""Precision, recall, F1 and accuracy, each with an interval found by resampling the pages."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from tinhgon import tables
from tinhgon.quality.tallies import Tally

SEED = 18  # of the resolution
SAMPLES = 2000
TAILS = (2.5, 97.5)
Numbers = np.ndarray[Any, np.dtype[np.float64]]


def scores(counted: Tally, samples: int = SAMPLES) -> pd.DataFrame:
    """The table `scores`: one row a score, each of its figures between 0 and 1.

    Precision is hits ÷ found, recall hits ÷ gold, F1 their harmonic mean; accuracy is hits ÷ pairs for a
    field of figures, hits ÷ coded articles for what is known of articles. `_low` and `_high` are the 2.5th
    and 97.5th percentiles when as many pages are drawn with replacement `samples` times (Efron 1979, the
    percentile bootstrap); pages, not figures, since the figures of a page are not independent. One page
    alone has no interval.
    """
    generator = np.random.default_rng(SEED)
    n = len(counted.pages)
    drawn = generator.multinomial(n, [1 / n] * n, size=samples) if n > 1 else None
    rows = []
    for score, by_page in counted.counts.items():
        counts = np.array([by_page[page] for page in counted.pages], dtype=float).reshape(n, 4)
        rows.append({"score": score, "pages": n, **_row(counts, drawn)})
    return tables.frame("scores", rows)


def _row(counts: Numbers, drawn: Any) -> dict[str, Any]:
    whole = counts.sum(axis=0, keepdims=True)
    hits, found, gold, base = (int(n) for n in whole[0])
    row: dict[str, Any] = {"hits": hits}
    row |= {"found": found, "gold": gold} if found or gold else {}
    told = ["precision", "recall", "f1"] if found or gold else []
    told += ["accuracy"] if base else []
    points = measures(whole)
    samples = {} if drawn is None else measures(drawn @ counts)
    for name in told:
        row[name] = _rounded(points[name][0])
        if samples:
            low, high = np.percentile(samples[name][~np.isnan(samples[name])], TAILS)
            row |= {f"{name}_low": _rounded(low), f"{name}_high": _rounded(high)}
    return row


def measures(counts: Numbers) -> dict[str, Numbers]:
    """Precision, recall, F1 and accuracy of rows of counts (hits, found, gold, base).

    Where nothing is found, precision is 1 if nothing was there and else 0; recall where nothing was there
    is 1. An accuracy of nothing is not a number.

    >>> measures(np.array([[8.0, 10.0, 16.0, 9.0]]))["f1"].round(4)
    array([0.6154])
    """
    hits, found, gold, base = counts.T
    precision = np.where(found > 0, hits / np.maximum(found, 1), gold == 0)
    recall = np.where(gold > 0, hits / np.maximum(gold, 1), 1.0)
    both = precision + recall
    f1 = np.where(both > 0, 2 * precision * recall / np.where(both > 0, both, 1), 0.0)
    accuracy = np.where(base > 0, hits / np.maximum(base, 1), np.nan)
    return {"precision": precision, "recall": recall, "f1": f1, "accuracy": accuracy}


def _rounded(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 4)


def wilson(hits: int, trials: int, z: float = 1.959964) -> tuple[float, float]:
    """The interval of a share of few cases (Wilson 1927), 95 % unless `z` says otherwise.

    >>> [round(end, 3) for end in wilson(9, 10)]
    [0.596, 0.982]
    """
    if not trials:
        return 0.0, 1.0
    share, spread = hits / trials, z * z / trials
    middle = (share + spread / 2) / (1 + spread)
    reach = z * np.sqrt(share * (1 - share) / trials + spread / (4 * trials)) / (1 + spread)
    return max(0.0, float(middle - reach)), min(1.0, float(middle + reach))
