"""Association: published values at the rounding at which they are stated, and what must hold of any table."""

import math
from functools import partial
from operator import itemgetter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import load_cases
from tinhgon import association as measure

FUNCTIONS = {
    "fisher_two-sided": measure.fisher,
    "fisher_less": partial(measure.fisher, alternative="less"),
    "fisher_greater": partial(measure.fisher, alternative="greater"),
    "pmi_log10": lambda *table: measure.pmi(*table) * math.log10(2),
    "pmi_ln": lambda *table: measure.pmi(*table) * math.log(2),
}
counts = st.integers(0, 50)
filled = st.integers(1, 50)


@pytest.mark.parametrize("case", load_cases("association"), ids=itemgetter("id"))
def test_published_values(case):
    for name, value in case["values"].items():
        of = case["of"][:3] if name in ("dice", "log_dice") else case["of"]
        found = float(FUNCTIONS.get(name, getattr(measure, name, None))(*of))
        if case.get("floor"):
            assert math.floor(found) == value
        else:
            assert found == pytest.approx(value, abs=0.501 * 10 ** -case["places"]), name


def table(a: int, b: int, c: int, d: int) -> tuple[int, int, int, int]:
    return a, a + b, a + c, a + b + c + d


@given(filled, filled, filled, filled)
def test_measures_agree_on_the_side(a, b, c, d):
    above = a * d > b * c
    signs = [
        measure.log_likelihood(*table(a, b, c, d)),
        measure.chi_squared(*table(a, b, c, d)),
        measure.log_ratio(*table(a, b, c, d)),
        measure.pmi(*table(a, b, c, d)),
        measure.percent_difference(*table(a, b, c, d)),
        measure.delta_p(*table(a, b, c, d)),
    ]
    for value in signs:
        assert (value > 1e-9) == above or abs(value) < 1e-9


@given(counts, counts, counts, counts)
def test_log_likelihood_and_chi_squared_as_scipy(a, b, c, d):
    from scipy.stats import chi2_contingency

    if 0 in (a + b, c + d, a + c, b + d):
        return
    g2 = chi2_contingency([[a, b], [c, d]], correction=False, lambda_="log-likelihood")
    chi2 = chi2_contingency([[a, b], [c, d]], correction=False)
    assert abs(measure.log_likelihood(*table(a, b, c, d))) == pytest.approx(max(g2.statistic, 0), abs=1e-8)
    assert abs(measure.chi_squared(*table(a, b, c, d))) == pytest.approx(chi2.statistic)
    assert measure.p_value(g2.statistic) == pytest.approx(g2.pvalue)


def test_arrays_in_arrays_out():
    found = measure.log_likelihood(np.array([7, 2]), 10, np.array([9, 9]), 19)
    assert found.shape == (2,)
    assert found[0] == measure.log_likelihood(7, 10, 9, 19)


@pytest.mark.parametrize(
    ("of", "value"),
    [((0, 10, 8, 20), math.log2(0.5 / 8)), ((8, 10, 8, 20), math.log2(8 / 0.5)), ((4, 10, 8, 20), 0)],
    ids=["none-in-the-target", "none-in-the-reference", "alike"],
)
def test_log_ratio_of_a_zero(of, value):
    assert measure.log_ratio(*of) == pytest.approx(value)


def test_percent_difference_to_nothing_is_missing():
    assert math.isnan(measure.percent_difference(5, 10, 5, 20))


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_false_discovery_as_scipy(p):
    from scipy.stats import false_discovery_control

    assert measure.false_discovery(p) == pytest.approx(false_discovery_control(p))
