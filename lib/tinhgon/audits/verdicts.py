"""What one check of a page's arithmetic says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tinhgon import amounts
from tinhgon.amounts import LANGUAGES, number, percent
from tinhgon.figures import Figure

Said = float | Mapping[str, str]  # a number, or words by language

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


class _Printed:
    """A number as a template prints it: `{n}` a count, `{n:%}` a share; words as they are."""

    def __init__(self, value: Said, language: str) -> None:
        self.value, self.language = value, language

    def __format__(self, form: str) -> str:
        if isinstance(self.value, Mapping):
            return self.value[self.language]
        return percent(self.value, self.language) if form == "%" else number(self.value, self.language)


def say(template: str, numbers: dict[str, Said], language: str) -> str:
    """`template` with its numbers printed for `language`.

    >>> say("{part} trên {whole}", {"part": 756.0, "whole": 1716.0}, "vi")
    '756 trên 1.716'
    """
    return template.format_map({name: _Printed(value, language) for name, value in numbers.items()})
