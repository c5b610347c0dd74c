"""Why a number is no figure, as a class of the ledger: a name, a legal limit, what was inspected."""

from __future__ import annotations

from tinhgon.clauses import Sentence
from tinhgon.clauses.numbers import before_only, context, enumerates
from tinhgon.numerals import Numeral
from tinhgon.rules import Rulebook
from tinhgon.statistics.candidates.asides import is_aside, is_in_name
from tinhgon.statistics.candidates.norms import is_norm, is_of_inspection, is_of_places_elsewhere
from tinhgon.statistics.graded import is_admitted
from tinhgon.statistics.nouns import Noun, is_called


def refusal(sentence: Sentence, numeral: Numeral, noun: Noun | None, rulebook: Rulebook) -> str:
    """The class of the ledger of a number that states no fact of the apparatus; "" where it may be a figure.

    `noun` is the noun phrase behind it, if the rules know one.
    """
    if claimed := _claimed(sentence, numeral, noun, rulebook):
        return claimed
    if is_norm(sentence, numeral, noun):
        return "norm"
    if noun is None and is_in_name(sentence, numeral):
        return "name"
    apart = (
        is_aside(sentence, numeral, noun)
        or is_of_inspection(sentence, numeral, noun)
        or is_of_places_elsewhere(sentence, numeral, noun)
    )
    return "other" if apart else ""


def _claimed(sentence: Sentence, numeral: Numeral, noun: Noun | None, rulebook: Rulebook) -> str:
    """A name, an ordinal, an item's number: what the words around the number make it."""
    folded, start, end = sentence.folded, numeral.number_start, numeral.end
    if any(0 <= start - place.end <= 1 for place in sentence.places):
        return ""  # "Tân Kỳ 12 thôn": the name is no ordinal's
    if enumerates(folded, start, end):
        return "enumerator"
    if before_only(folded, start, "ordinal", rulebook):
        return "ordinal"
    if numeral.measure != "count":
        return ""
    if noun is None:
        kind = "" if is_admitted(sentence, numeral) else context(folded, start, end, rulebook)
        return "" if kind == "norm" else kind
    if noun.object == "anything" and is_called(sentence, noun, "persons"):
        return ""  # "hợp đồng 330 người"
    loose = noun.generic or numeral.in_words or noun.start - end > 1
    return "name" if loose and before_only(folded, start, "name", rulebook) else ""
