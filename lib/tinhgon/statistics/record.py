"""A figure as it is read, field by field."""

from __future__ import annotations

from dataclasses import dataclass, field

from tinhgon.clauses import Sentence
from tinhgon.lexicon import Mention
from tinhgon.numerals import Numeral
from tinhgon.statistics.nouns import Noun

UNRULED = {"no_verb", "weak.level", "coordination"}  # rules of figures that no strong verb governs


@dataclass(eq=False)
class Statistic:
    """A figure of a sentence; empty strings are what is not known. `text[start:end]` is its surface."""

    numeral: Numeral
    sentence: Sentence
    noun: Noun | None
    start: int
    end: int
    object: str = ""
    change: str = ""
    predicate: str = ""
    province: str = ""
    province_basis: str = ""
    place: str = ""
    period: str = ""
    target: bool = False
    as_of: str = ""
    as_of_basis: str = ""
    rule: str = ""
    tier: str = ""
    scope: str = "whole"
    role: str = ""
    base: str = ""
    stage: str = ""
    governor: Mention | None = None  # the verb or standard that says what happened

    measure: str = field(init=False)  # count, ratio, percent or money

    def __post_init__(self) -> None:
        self.measure = self.numeral.measure

    def tell(self, change: str, predicate: str, rule: str) -> None:
        """Settle what happened to what the figure counts, and the rule that says so."""
        self.change, self.predicate, self.rule = change, predicate, rule

    def follow(self, other: Statistic, rule: str) -> None:
        """Let the figure tell what `other` tells."""
        self.tell(other.change, other.predicate, rule)
        self.governor = other.governor

    @property
    def amount(self) -> float:
        """How many it counts: the numerator of a ratio, else the value."""
        return self.numeral.value if self.numeral.numerator is None else float(self.numeral.numerator)

    def is_less(self, total: Statistic) -> bool:
        """Whether it is a count below that of `total`."""
        return self.measure == "count" and self.numeral.value < total.amount
