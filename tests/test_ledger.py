"""The account of numbers: each is in it once, under the right name."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings

from made_up_text import texts
from open_cases import cases
from tinhgon import ledger, statistics
from tinhgon.clauses import Article, read_article
from tinhgon.rules import book
from tinhgon.text import Span

RULES = book()
RUN = re.compile(r"\d+(?:[.,]\d+)*")


def account(text: str) -> tuple[Article, list[Span], list[ledger.Entry]]:
    """An article, the numbers of its figures, and the account of all."""
    article = read_article(text, RULES, ["Sơn La"])
    found, refused = statistics.read(article, RULES)
    figures = [Span(one.numeral.number_start, one.numeral.end) for one in found]
    return article, figures, ledger.account(article, figures, RULES, refused)


@pytest.mark.parametrize("case", cases("ledger"))
def test_account(case: dict[str, Any]) -> None:
    _, _, entries = account(case["text"])
    assert [[case["text"][one.start : one.end], one.kind] for one in entries] == case["entries"]


@given(texts() | texts(strange=True))
@example("giảm2.818 biên chế")
@settings(deadline=None, max_examples=100)
def test_every_digit_run_is_in_exactly_one_entry_and_entries_do_not_overlap(text: str) -> None:
    _, figures, entries = account(text)
    for one, other in pairwise(entries):
        assert one.end <= other.start
    for one in entries:
        assert 0 <= one.start < one.end <= len(text)
        assert one.kind in ledger.KINDS
    for match in RUN.finditer(text):
        home = [one for one in entries if one.start < match.end() and match.start() < one.end]
        assert len(home) == 1, f"{match[0]} stands in {len(home)} entries"
        assert home[0].start <= match.start()
        assert match.end() <= home[0].end
    assert {Span(one.start, one.end) for one in entries if one.kind == "statistic"} == set(figures)


@given(texts())
@settings(deadline=None)
def test_what_every_room_found_is_in_the_account(text: str) -> None:
    article, _, entries = account(text)
    covered = {at for one in entries for at in range(one.start, one.end)}
    for one in article.numerals:
        assert covered.issuperset(range(one.number_start, one.end))
    for date in article.dates:
        assert any(one.kind in {"date", "time", "duration"} and one.start == date.start for one in entries)
