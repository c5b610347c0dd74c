"""How well words are found, on sentences segmented by hand, beside underthesea's own default."""

from collections.abc import Callable
from pathlib import Path

import pytest
from underthesea import word_tokenize

from tinhgon.words import words

FILE = Path(__file__).parent / "cases" / "segmented.txt"
LINES = [line for line in FILE.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def spans(parts: list[str]) -> set[tuple[int, int]]:
    """Where words stand, counted without white space."""
    found, end = set(), 0
    for part in parts:
        start, end = end, end + len("".join(part.split()))
        found.add((start, end))
    return found


def f1(segment: Callable[[str], list[str]], lines: list[str] = LINES) -> float:
    """F1 of words, punctuation counted, over all sentences together."""
    right = wanted = given = 0
    for line in lines:
        gold, found = spans([part.strip() for part in line.split("|")]), spans(segment(line.replace("|", "")))
        right += len(gold & found)
        wanted += len(gold)
        given += len(found)
    return 2 * right / (wanted + given)


def ours(line: str) -> list[str]:
    return words([line])[0].surfaces


def test_there_are_enough_sentences():
    assert len(LINES) >= 100
    assert len(set(LINES)) == len(LINES)


def test_words_are_found_better_than_by_default():
    print(f"word F1 of {len(LINES)} sentences: underthesea {f1(word_tokenize):.3f}, ours {f1(ours):.3f}")
    assert f1(ours) >= 0.97
    assert f1(ours) > f1(word_tokenize) + 0.05


def test_words_without_figures_are_found_better_than_by_default():
    plain = [line for line in LINES if not any(char.isdigit() for char in line)]
    assert f1(ours, plain) >= 0.97
    assert f1(ours, plain) > f1(word_tokenize, plain) + 0.02


@pytest.mark.parametrize("line", ["tinh |giản", "|tinh giản"])
def test_a_wrong_boundary_costs(line):
    assert f1(lambda text: [text], [line]) < 1
