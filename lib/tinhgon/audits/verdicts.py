"""What one check of a page's arithmetic says."""

from __future__ import annotations

from typing import NamedTuple

from tinhgon import amounts
from tinhgon.amounts import LANGUAGES, Said, number
from tinhgon.figures import Figure

FAILED = frozenset({"contradicts", "impossible", "cannot_be"})


class Audit(NamedTuple):
    """One check. `case` names its sentence in `rules/audits.yml` (`kind.verdict`, a variant after it),
    `numbers` are what the sentence speaks of; `figures` are the rows that it is about."""

    case: str
    figures: tuple[Figure, ...]
    printed: float | None
    computed: float | None
    numbers: dict[str, Said]

    @property
    def kind(self) -> str:
        """Which check it is."""
        return self.case.split(".")[0]

    @property
    def verdict(self) -> str:
        """How it came out."""
        return self.case.split(".")[1]


def audit(case: str, *figures: Figure, **numbers: Said) -> Audit:
    """An audit whose `printed` and `computed` are taken from its numbers."""
    printed, computed = (numbers.get(name) for name in ("printed", "computed"))
    return Audit(case, figures, _plain(printed), _plain(computed), numbers)


def as_printed(found: Audit, figure: Figure) -> Audit:
    """`found` with what is printed told as `figure` prints it: a ratio as one, a qualifier before it."""
    said = {language: _words(figure, language) for language in LANGUAGES}
    return found._replace(numbers={**found.numbers, "printed": said}, printed=figure.value)


def _words(figure: Figure, language: str) -> str:
    if figure.measure == "ratio" and figure.numerator is not None and figure.denominator is not None:
        return f"{number(figure.numerator, language)}/{number(figure.denominator, language)}"
    return amounts.printed(figure.value or 0.0, figure.measure, figure.qualifier, language)


def _plain(value: Said | None) -> float | None:
    return round(value, 4) if isinstance(value, (int, float)) else None
