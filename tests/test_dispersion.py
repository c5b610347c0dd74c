"""Dispersion: published values, and what must hold of any term."""

import math
from operator import itemgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import load_cases
from tinhgon import dispersion

parts = st.lists(st.tuples(st.integers(0, 20), st.integers(20, 500)), min_size=2, max_size=12)


@pytest.mark.parametrize("case", load_cases("dispersion"), ids=itemgetter("id"))
def test_published_values(case):
    function = getattr(dispersion, case["measure"])
    sizes = case.get("sizes", [1000] * len(case["counts"]))
    found = function(case["counts"]) if case["measure"] == "range_share" else function(case["counts"], sizes)
    if case["value"] is None:
        assert math.isnan(found)
    else:
        assert found == pytest.approx(case["value"], abs=0.501 * 10 ** -case["places"])


@given(parts)
def test_the_scale_holds(given_parts):
    counts, sizes = zip(*given_parts, strict=True)
    if not sum(counts):
        assert math.isnan(dispersion.dp(counts, sizes))
        return
    assert 0 <= dispersion.dp(counts, sizes) <= dispersion.dp_norm(counts, sizes) + 1e-12
    assert dispersion.dp_norm(counts, sizes) <= 1 + 1e-12
    assert -1e-9 <= dispersion.juilland_d(counts, sizes) <= 1


@given(parts, st.randoms())
def test_the_order_of_parts_does_not_matter(given_parts, random):
    shuffled = random.sample(given_parts, len(given_parts))
    for function in (dispersion.dp, dispersion.dp_norm, dispersion.juilland_d):
        one, two = (function(*zip(*order, strict=True)) for order in (given_parts, shuffled))
        assert one == pytest.approx(two, nan_ok=True)


def test_parts_and_frequencies_must_pair():
    with pytest.raises(ValueError, match="parts"):
        dispersion.dp([1, 2], [10])
