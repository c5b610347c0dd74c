"""No pattern takes more than linear time: each is timed on the worst texts that can be made for it."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import worst_cases
from tinhgon.words.tokens import LONGEST

SMALL, TIMES = 300, 8  # characters of the shorter text; how much longer the other is
MOST = 16  # factor of time above which a pattern is more than linear
SHORT = 0.0003  # seconds for the longer text below which nothing can be wrong: quadratic takes far more
ROUNDS = 5  # the best of
ENDLESS = 1.5  # seconds for all rounds of one text
THEIRS = "(?P<special>"  # how underthesea's pattern of tokens begins
# Where the pattern is what a researcher typed.
TYPED = {"concordance.py", "frequency.py"}
# It is not linear, and sees short pieces alone: the most characters of one, and the seconds that it may take.
PIECES = {"words/tokens.py": (LONGEST, 0.02)}


class Compiled(NamedTuple):
    """A pattern, where it is compiled and how it is asked."""

    pattern: str
    flags: int
    where: str
    methods: list[str]

    def __str__(self) -> str:
        return f"{self.where} {self.pattern[:40]}"


@pytest.fixture(scope="module")
def told() -> list[Any]:
    """Every pattern of TinhGon's code and rules, and places whose pattern is not known."""
    script = Path(__file__).with_name("compiled_patterns.py")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def collected(told: list[Any]) -> list[Compiled]:
    """Every pattern."""
    return [Compiled(*line) for line in told if isinstance(line, list)]


def test_no_pattern_is_passed_over(told: list[Any], collected: list[Compiled]) -> None:
    """Each call of `re` in the package was come by, or its pattern stands in the source."""
    assert {line.split(":")[0] for line in told if isinstance(line, str)} <= TYPED
    assert len(collected) > 400
    assert {found.where.split(":")[0] for found in collected} >= {
        "cleaning/furniture.py",
        "pages/decoding.py",
        "charts/drawing.py",
        "site/notebooks.py",
        "text.py",
    }


def ways(found: Compiled) -> list[Callable[[str], Any]]:
    """How the pattern is asked in earnest; one that nobody asked here is searched for, the hardest way."""
    made = re.compile(found.pattern, found.flags)
    known: dict[str, Callable[[str], Any]] = {
        "match": made.match,
        "fullmatch": made.fullmatch,
        "search": made.search,
        "finditer": lambda text: deque(made.finditer(text), maxlen=0),
    }
    asked = {method if method in known else "finditer" for method in found.methods} or {"search"}
    return [known[method] for method in sorted(asked)]


class Endless(Exception):
    """A text took longer than any linear pattern could."""


def interrupt(*_: object) -> None:
    """What the alarm does: `re` listens to signals while it matches."""
    raise Endless


def seconds(ask: Callable[[str], Any], text: str, rounds: int) -> float:
    """The best of some rounds, in seconds of this thread alone: others may be busy too."""
    best = float("inf")
    for _ in range(rounds):
        began = time.thread_time()
        ask(text)
        best = min(best, time.thread_time() - began)
    return best


def growth(ask: Callable[[str], Any], lead: str, piece: str) -> float:
    """How many times as long the long text takes, 1 where both take no time at all."""
    worst = 1.0
    for short, long in zip(
        worst_cases.texts(lead, piece, SMALL), worst_cases.texts(lead, piece, TIMES * SMALL), strict=True
    ):
        if seconds(ask, long, 1) < SHORT:
            continue
        for rounds in (1, ROUNDS, ROUNDS, ROUNDS):  # a busy machine is no fault of the pattern
            factor = seconds(ask, long, rounds) / seconds(ask, short, rounds)
            if factor <= MOST:
                break
        worst = max(worst, factor)
    return worst


def hardest(found: Compiled) -> tuple[float, str]:
    """The growth on the first text that is too hard, else on the hardest; and what that is made of."""
    worst = (1.0, "")
    signal.signal(signal.SIGPROF, interrupt)
    for ask in ways(found):
        for lead, piece in worst_cases.of(found.pattern, found.flags):
            signal.setitimer(signal.ITIMER_PROF, ENDLESS)
            try:
                factor = growth(ask, lead, piece)
            except Endless:
                factor = float("inf")
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
            worst = max(worst, (factor, f"{lead!r} + {piece!r} * n"))
            if worst[0] > MOST:
                return worst
    return worst


def test_no_pattern_is_more_than_linear(collected: list[Compiled]) -> None:
    whole = [found for found in collected if not in_pieces(found)]
    assert 0 < len(collected) - len(whole) < 10
    slow = {str(found): worst for found in whole if (worst := hardest(found))[0] > MOST}
    assert slow == {}


def in_pieces(found: Compiled) -> bool:
    """Whether the pattern is another's, and sees short pieces alone."""
    return found.where.split(":")[0] in PIECES and found.pattern.startswith(THEIRS)


def test_a_pattern_of_another_that_sees_pieces_alone_is_quick_on_them(collected: list[Compiled]) -> None:
    (theirs,) = filter(in_pieces, collected)
    most, allowed = PIECES[theirs.where.split(":")[0]]
    pieces = worst_cases.of(theirs.pattern, theirs.flags)
    for ask in ways(theirs)[:1]:
        for lead, piece in pieces:
            text = worst_cases.texts(lead, piece, most)[0][:most]
            assert seconds(ask, text, 1) < allowed or seconds(ask, text, ROUNDS) < allowed


@pytest.mark.parametrize(
    ("pattern", "method"),
    [(r"\s+-", "search"), ("(?:a+)+b", "match"), (r"[,.]*\s*$", "search"), (r"\d+,\d+", "finditer"),
     (r"x(?:a|aa)*y", "fullmatch"), (r"(?:\w+\s?)*:", "match"), ("<!--.*?-->", "finditer")],
)  # fmt: skip
def test_a_pattern_that_is_would_be_found(pattern: str, method: str) -> None:
    assert hardest(Compiled(pattern, 0, "", [method]))[0] > MOST


@pytest.mark.parametrize(
    ("pattern", "method"), [(r"(?<!\s)\s+-", "search"), ("a+b", "match"), (r"\d+(?:[.,]\d+)*", "finditer")]
)
def test_a_pattern_that_is_not_is_let_by(pattern: str, method: str) -> None:
    assert hardest(Compiled(pattern, 0, "", [method]))[0] <= MOST
