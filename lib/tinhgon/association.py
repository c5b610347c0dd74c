"""Measures of association of a two-by-two table, for keyness and for collocation. Pure functions of arrays.

Every function takes `f` (how often both stand together), `row` and `column` (how often each stands at all)
and `n` (all there is); f, row - f, column - f and the rest are the four cells. For keyness, `f` is
the frequency in the target, `column` in both, `row` the size of the target, `n` of both.
"""

from __future__ import annotations

import functools
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Numbers = float | np.ndarray


def expected(row: Numbers, column: Numbers, n: Numbers) -> Array:
    """What `f` would be if the two were independent: row × column / n.

    >>> float(expected(20, 50, 1000))
    1.0
    """
    return np.asarray(np.multiply(row, column, dtype=np.float64) / n)


def cells(f: Numbers, row: Numbers, column: Numbers, n: Numbers) -> Array:
    """The four cells O11, O12, O21, O22 of each table; first axis: the cell."""
    f, row, column, n = np.broadcast_arrays(*(np.asarray(x, dtype=np.float64) for x in (f, row, column, n)))
    return np.stack([f, row - f, column - f, n - row - column + f])


def _expected_cells(f: Numbers, row: Numbers, column: Numbers, n: Numbers) -> Array:
    _, row, column, n = np.broadcast_arrays(*(np.asarray(x, dtype=np.float64) for x in (f, row, column, n)))
    return np.stack([row * column, row * (n - column), (n - row) * column, (n - row) * (n - column)]) / n


def _quiet(function: Callable[..., Array]) -> Callable[..., Array]:
    """Zero cells are dealt with by the functions themselves."""

    @functools.wraps(function)
    def silent(*args: Numbers) -> Array:
        with np.errstate(divide="ignore", invalid="ignore"):
            return function(*args)

    return silent


@_quiet
def log_likelihood(f: Numbers, row: Numbers, column: Numbers, n: Numbers) -> Array:
    """G² = 2 Σ O ln(O/E) over the four cells (Dunning 1993), negative where `f` is below its expected value.

    >>> float(log_likelihood(110, 2552, 221, 31777).round(2))
    270.72
    """
    observed, wanted = cells(f, row, column, n), _expected_cells(f, row, column, n)
    terms = np.where(observed > 0, observed * np.log(observed / wanted), 0.0)
    return _signed(np.maximum(2 * terms.sum(axis=0), 0), observed, wanted)


@_quiet
def chi_squared(f: Numbers, row: Numbers, column: Numbers, n: Numbers) -> Array:
    """Pearson's χ² of the four cells, signed as `log_likelihood`."""
    observed, wanted = cells(f, row, column, n), _expected_cells(f, row, column, n)
    terms = np.where(wanted > 0, (observed - wanted) ** 2 / wanted, 0.0)
    return _signed(terms.sum(axis=0), observed, wanted)


def _signed(value: Array, observed: Array, wanted: Array) -> Array:
    return np.where(observed[0] < wanted[0], -value, value)


def fisher(f: Numbers, row: Numbers, column: Numbers, n: Numbers, alternative: str = "two-sided") -> Array:
    """p of Fisher's exact test of each table; `alternative` is `two-sided`, `less` or `greater`."""
    from scipy.stats import fisher_exact

    tables = cells(f, row, column, n).reshape(4, -1).T.reshape(-1, 2, 2)
    values = [fisher_exact(table.astype(np.int64), alternative=alternative).pvalue for table in tables]
    return np.array(values).reshape(np.broadcast(f, row, column, n).shape)


def p_value(statistic: Numbers) -> Array:
    """p of G² or χ² with one degree of freedom; the sign does not matter."""
    from scipy.stats import chi2

    return np.asarray(chi2.sf(np.abs(np.asarray(statistic, dtype=np.float64)), 1))


def false_discovery(p: Numbers) -> Array:
    """q of a list of p: the least rate of false discoveries at which each is one (Benjamini & Hochberg 1995).

    >>> false_discovery([0.01, 0.04, 0.03]).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    values = np.asarray(p, dtype=np.float64)
    order = np.argsort(values, kind="stable")[::-1]
    ranks = np.arange(len(values), 0, -1)
    adjusted = np.minimum.accumulate(np.minimum(values[order] * len(values) / ranks, 1))
    found = np.empty_like(values)
    found[order] = adjusted
    return found


@_quiet
def log_ratio(f: Numbers, row: Numbers, column: Numbers, n: Numbers) -> Array:
    """log₂ of the relative frequency in the target over that in the rest (Hardie 2014): 1 is twice as often.

    ½ stands for a frequency of zero, and only for that.
    """
    inside, _, outside, _ = cells(f, row, column, n)
    inside, outside = np.where(inside == 0, 0.5, inside), np.where(outside == 0, 0.5, outside)
    size = np.asarray(row, dtype=np.float64)
    return np.asarray(np.log2((inside / size) / (outside / (n - size))))


@_quiet
def percent_difference(f: Numbers, row: Numbers, column: Numbers, n: Numbers) -> Array:
    """%DIFF: by how much of the reference's relative frequency the target's is higher, per cent
    (Gabrielatos & Marchi 2011); missing where the reference has none."""
    inside, _, outside, _ = cells(f, row, column, n)
    size = np.asarray(row, dtype=np.float64)
    rate, other = inside / size, outside / (n - size)
    return np.where(other > 0, 100 * (rate - other) / other, np.nan)


@_quiet
def pmi(f: Numbers, row: Numbers, column: Numbers, n: Numbers) -> Array:
    """log₂(O/E), pointwise mutual information (Church & Hanks 1990); minus infinity where `f` is zero."""
    return np.asarray(np.log2(np.asarray(f, dtype=np.float64) / expected(row, column, n)))


@_quiet
def npmi(f: Numbers, row: Numbers, column: Numbers, n: Numbers) -> Array:
    """PMI over -log₂(f/n) (Bouma 2009): 1 always together, 0 independent, -1 never."""
    count = np.asarray(f, dtype=np.float64)
    value = np.asarray(pmi(f, row, column, n) / -np.log2(count / n))
    return np.where(count == 0, -1.0, np.where(count == n, 1.0, value))


@_quiet
def dice(f: Numbers, row: Numbers, column: Numbers) -> Array:
    """2f / (row + column) (Smadja et al. 1996)."""
    return np.asarray(2 * np.asarray(f, dtype=np.float64) / np.add(row, column))


@_quiet
def log_dice(f: Numbers, row: Numbers, column: Numbers) -> Array:
    """14 + log₂ of Dice (Rychlý 2008): at most 14, two more points are four times as strong, whatever n.

    >>> float(log_dice(300, 3000, 3000).round(5))
    10.67807
    """
    return np.asarray(14 + np.log2(dice(f, row, column)))


@_quiet
def t_score(f: Numbers, row: Numbers, column: Numbers, n: Numbers) -> Array:
    """(O - E) / √O (Church et al. 1991)."""
    count = np.asarray(f, dtype=np.float64)
    return np.asarray((count - expected(row, column, n)) / np.sqrt(count))


@_quiet
def z_score(f: Numbers, row: Numbers, column: Numbers, n: Numbers) -> Array:
    """(O - E) / √E (Dennis 1965)."""
    wanted = expected(row, column, n)
    return np.asarray((np.asarray(f, dtype=np.float64) - wanted) / np.sqrt(wanted))


@_quiet
def delta_p(f: Numbers, row: Numbers, column: Numbers, n: Numbers) -> Array:
    """How much likelier the column is where the row is than where it is not: O11/R1 - O21/R2 (Gries 2013).
    Directional: exchange `row` and `column` for the other way."""
    a, b, c, d = cells(f, row, column, n)
    return np.asarray(a / (a + b) - c / (c + d))
