"""What a noun that says little stands for: what the sentences before counted or named, else its own kind."""

from __future__ import annotations

from tinhgon.clauses import Sentence
from tinhgon.clauses.contexts import begins, ends, equals, says
from tinhgon.lexicon import Mention
from tinhgon.rules import Rulebook
from tinhgon.statistics.nouns import ANYTHING, is_called, kind_of, nouns_before
from tinhgon.statistics.record import Statistic

UNITS = {
    "service_units",
    "schools",
    "school_sites",
    "health_units",
    "party_cells",
    "party_committees",
}  # bodies that are no agencies
PLACES_OF = {"district": "districts", "commune": "communes", "village": "villages"}
TIER_WITHIN = 50  # characters behind agencies in which it says under which tier they are


def recalled(figure: Statistic, earlier: list[Statistic], kinds: set[str], rulebook: Rulebook) -> str:
    fitting = [s for s in earlier if s.object != "money" and fits(s.object, kinds, rulebook)]
    if is_agency(figure):
        fitting = [s for s in fitting if s.object not in UNITS]
    wholes = [s for s in fitting if s.role != "part"] or fitting
    wholes = [s for s in wholes if heads(figure, s)] or wholes
    if says(figure.sentence, figure.sentence.start, figure.start, "surplus"):
        surplus = [s for s in wholes if s.predicate == "over_limit"]
        wholes = [s for s in surplus if s.sentence is surplus[-1].sentence][:1] or wholes
    return wholes[-1].object if wholes else ""


def named_in_paragraph(
    figure: Statistic, preceding: list[Sentence], kinds: set[str], rulebook: Rulebook
) -> str:
    """The last noun of the sentences before, where they count nothing of that kind."""
    if figure.noun is None or not kinds & {"people"}:
        return ""
    for sentence in preceding:
        nouns = [m for m in nouns_before(sentence, sentence.end) if kind_of(m.id, rulebook) == "people"]
        if nouns:
            return nouns[-1].id
    return ""


def spelled_out(figure: Statistic) -> str:
    """`giảm 56 đơn vị, nâng tổng số đơn vị sự nghiệp …`: the noun that the sentence says in full behind."""
    noun, sentence = figure.noun, figure.sentence
    if noun is None or noun.object != ANYTHING:
        return ""
    head = sentence.between(noun.start, noun.end)
    said = sentence.said("objects", start=figure.end, form="phrases")
    full = [m for m in said if sentence.between(m.start, m.end).startswith(head + " ")]
    return full[0].id if full else ""


def of_model(figure: Statistic) -> str:
    """`Tỷ lệ bí thư kiêm chủ tịch đạt 12,3%`: a share of those who hold the posts."""
    told = any(model.end <= figure.start for model in figure.sentence.models)
    return "leaders" if told and figure.noun is None and figure.measure == "percent" else ""


def places_by_tier(figure: Statistic) -> str:
    """`Ở cấp huyện, bí thư kiêm chủ tịch ở 5/15 đơn vị`: the places of the tier that the sentence opens with;
    empty where no model runs in it."""
    sentence, noun = figure.sentence, figure.noun
    if noun is None or noun.object != ANYTHING or is_called(sentence, noun, "persons"):
        return ""
    said = sentence.said("tiers", end=figure.start, form="lead")
    if said and said[-1].id == "commune" and (_are_merged(figure) or _is_subject(figure, said[-1])):
        return PLACES_OF["commune"]  # communes have no units that could be meant
    parts = figure.measure in {"ratio", "percent"}  # "bí thư kiêm chủ tịch cấp huyện đạt 7/11 đơn vị"
    if parts:
        said = said or sentence.said("tiers", end=figure.start, form="phrases")
    elif not ends(sentence, figure.start, "runs_in"):
        return ""
    told = any(parts or model.end <= figure.start for model in sentence.models)
    return PLACES_OF.get(said[-1].id, "") if told and said else ""


def _is_subject(figure: Statistic, tier: Mention) -> bool:
    """`…, |cấp xã sẽ còn 65 đơn vị`: a tier that opens its clause, and of which a verb tells how many."""
    sentence = figure.sentence
    opens = sentence.between(sentence.start, tier.start).rstrip()[-1:] in {"", ",", ";"}
    return opens and equals(sentence, tier.end, figure.start, "comes_to") and figure.measure == "count"


def _are_merged(figure: Statistic) -> bool:
    sentence, at = figure.sentence, figure.numeral.number_start
    return any(m.end == at - 1 for m in sentence.said("cues", "one_body", end=at))


def of_sector(figure: Statistic) -> str:
    """`sự nghiệp giáo dục giảm 45 đơn vị`: units of a sector of public services."""
    noun, sentence = figure.noun, figure.sentence
    if noun is None or noun.object not in {ANYTHING, "focal_points"} or is_called(sentence, noun, "persons"):
        return ""
    start = sentence.segment(figure.start).start
    return "service_units" if says(sentence, start, figure.start, "sector_of_services") else ""


def by_default(figure: Statistic, kinds: set[str]) -> str:
    if figure.noun is not None and "bodies" in kinds and _under_province(figure):
        return "departments"
    if figure.noun is not None and figure.noun.object != ANYTHING:
        return figure.noun.object
    return "focal_points" if "bodies" in kinds else "payroll"


def heads(figure: Statistic, other: Statistic) -> bool:
    """Whether the noun of a figure heads that of another: `cơ quan` and `cơ quan chuyên môn`."""
    if figure.noun is None or other.noun is None or is_called(figure.sentence, figure.noun, "persons"):
        return False
    own = figure.sentence.between(figure.noun.start, figure.noun.end)
    return other.sentence.between(other.noun.start, other.noun.end).startswith(own)


def agency_by_tier(figure: Statistic) -> str:
    """Departments where `cơ quan, đơn vị` are said to be under the province, bodies of any kind below it;
    empty where the tier is not said."""
    sentence = figure.sentence
    end = min(sentence.end, figure.end + TIER_WITHIN)
    said = sentence.said("tiers", start=figure.end, end=end, form="phrases")
    said = (
        said or [m for m in sentence.said("tiers", end=figure.start, form="lead") if m.id == "province"][-1:]
    )
    if not said or said[0].id not in {"province", "district", "commune"}:
        return ""
    return "departments" if said[0].id == "province" else "focal_points"


def _under_province(figure: Statistic) -> bool:
    sentence = figure.sentence
    return says(sentence, sentence.start, figure.start, "under_province")


def is_part_of_agency(figure: Statistic) -> bool:
    """`Văn phòng mới có |12 đơn vị trực thuộc`: what one agency is made of."""
    sentence = figure.sentence
    start = sentence.segment(figure.start).start
    named = sentence.said("cues", "agency", start=start, end=figure.start)
    return begins(sentence, figure.end, "subordinate") and bool(named)


def is_subordinate(figure: Statistic) -> bool:
    """`UBND tỉnh còn |16 đơn vị trực thuộc`: its departments and the like."""
    sentence = figure.sentence
    start = sentence.segment(figure.start).start
    return begins(sentence, figure.end, "subordinate") and says(
        sentence, start, figure.start, "province_committee"
    )


def is_agency(figure: Statistic) -> bool:
    """`cơ quan` stands for departments, not for schools or service units."""
    return figure.noun is not None and figure.noun.object == "focal_points"


def fits(object_id: str, kinds: set[str], rulebook: Rulebook) -> bool:
    return not kinds or kind_of(object_id, rulebook) in kinds
