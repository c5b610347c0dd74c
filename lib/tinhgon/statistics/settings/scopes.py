"""Scope: whether a figure covers all of its kind in its place, a named part of it, or an unnamed one."""

from __future__ import annotations

from tinhgon.clauses.contexts import begins, ends, equals, says
from tinhgon.rules import Rulebook
from tinhgon.statistics.nouns import is_called, kind_of
from tinhgon.statistics.record import Statistic
from tinhgon.statistics.settings.tiers import OF_SECTORS, goes_on, holder_of, in_central_list, phrase_end
from tinhgon.statistics.settings.topics import AGENCY, BLOC, CENTRAL, SECTOR, Topic, labelled_by_place

WHOLE_KINDS = {"departments", "districts", "communes", "villages"}  # `thuộc tỉnh` is no part of these
ALL = 100  # percent
LABEL_WITHIN = 12  # characters between a tier and the figure that it labels: "cấp huyện là 79"
OF_NEED = {"over_limit", "short", "standard_met"}  # standards that hold a number against what is needed
NEVER_PARTED = {"districts", "communes", "villages", "money", "residents", "households"}


def scope_of(
    figure: Statistic,
    before: list[Statistic],
    earlier: list[Statistic],
    topic: Topic | None,
    rulebook: Rulebook,
) -> str:
    """`whole`, `subset` or `some`.

    `before` are the figures of the sentence to its left, `earlier` those of the sentence before.
    """
    if before and (figure.rule == "equivalent" or goes_on(figure, before[-1])):
        return before[-1].scope
    if figure.role == "part":
        parted = _of_topic(figure, topic, rulebook) and not _labelled_by_tier(figure)
        return "subset" if parted else _part_scope(figure, [*earlier, *before], rulebook)
    if figure.rule.startswith("model."):
        of_agency = figure.object == "departments" and _of_topic(figure, topic, rulebook)
        return "subset" if of_agency or _is_named_bodies(figure) else "whole"
    if _came_of_some(figure, before):
        return "subset"
    if _is_of_some(figure, before):
        return "some"
    if _is_of_those_before(figure, earlier, rulebook):
        return _part_scope(figure, earlier, rulebook)
    if restricted(figure) or in_central_list(figure, before) or _is_list_of_places(figure):
        return "subset"
    if _of_topic(figure, topic, rulebook) or _is_effect(figure, before, rulebook):
        return "subset"
    holder = holder_of(figure, before, rulebook)
    return _held_scope(figure, holder) if holder is not None else _listed_scope(figure, before, rulebook)


def _is_of_some(figure: Statistic, before: list[Statistic]) -> bool:
    """Whether the clause speaks of an unnamed part: `nhiều sở có 4 phó giám đốc`; a counted `một quận` is
    none."""
    cues = figure.sentence.said("cues", "some", start=_clause_start(figure), end=figure.start)
    return any(cue.start not in {s.start for s in before} for cue in cues)


def _listed_scope(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> str:
    """What goes on a list has the scope of its head, unless a place or a tier of its own labels it."""
    sentence = figure.sentence
    heads = [s for s in before if s.role != "part" and sentence.bracket(s.start) is None]
    if not heads or figure.rule != "coordination" or kind_of(figure.object, rulebook) == "places":
        return "whole"
    named = any(heads[-1].end <= place.start and place.end <= figure.start for place in sentence.places)
    return "whole" if named or _labelled_by_tier(figure) else heads[-1].scope


def _clause_start(figure: Statistic) -> int:
    """Where the segment of the figure, or what stands behind the last colon in it, begins."""
    sentence = figure.sentence
    start = sentence.segment(figure.start).start
    return max(start, sentence.text.rfind(":", start, figure.start) + 1)


def _is_of_those_before(figure: Statistic, earlier: list[Statistic], rulebook: Rulebook) -> bool:
    """`Có 912 người xin nghỉ. Trong đó, 653 người …`: the sentence says that it divides the one before."""
    sentence = figure.sentence
    counted = [s for s in earlier if s.measure == "count" and s.sentence.line == sentence.line]
    if not counted or figure.measure != "count" or not begins(sentence, sentence.start, "of_those"):
        return False
    if labelled_by_place(sentence, figure.start):
        return False
    other = counted[-1]
    same = kind_of(other.object, rulebook) == kind_of(figure.object, rulebook)
    return same and figure.numeral.value < other.numeral.value and figure.tier == other.tier


def _held_scope(figure: Statistic, holder: Statistic) -> str:
    """`5 sở có 4 cấp phó` is of five departments; what merging all of them set free is all there is."""
    if holder.object == "departments" and holder.change != "adoption" and holder.numeral.value != ALL:
        return "subset"
    return holder.scope


def _came_of_some(figure: Statistic, before: list[Statistic]) -> bool:
    """What came of those that were merged (`4 sở thành 2 sở`), and what is called new (`2 sở mới`); where all
    of them went `xuống 9`, that is all that is left."""
    if figure.change != "level":
        return False
    sentence = figure.sentence
    if begins(sentence, figure.end, "come_of_it") or ends(sentence, figure.start, "founded"):
        return True
    cue = sentence.last_before(figure.numeral.number_start, sentence.said("cues", "result"))
    if figure.role != "to" or cue is None or says(sentence, cue.start, cue.end, "downwards"):
        return False
    origins = [s for s in before if s.role == "from"]
    merged = bool(origins) and origins[-1].change == "adoption"
    return merged or says(sentence, cue.start, cue.end, "becomes")


def _part_scope(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> str:
    """A part is a subset; a kind of people that its total does not name is all of that kind."""
    if figure.object in {"residents", "households"} or _is_property(figure, before):
        return "whole"
    if _labelled_by_tier(figure):
        return "whole"
    totals = [s for s in before if s.role == "total"] or before[-1:]
    if not totals or totals[-1].scope != "whole" or totals[-1].object == figure.object:
        return "subset"
    people = kind_of(figure.object, rulebook) == "people"
    return "whole" if people and _names_its_kind(figure) and not restricted(figure) else "subset"


def _names_its_kind(figure: Statistic) -> bool:
    """Whether a noun behind it, or before it in its clause, says which kind it is: `viên chức 73 người`."""
    if figure.noun is not None and not figure.noun.generic:
        return True
    sentence = figure.sentence
    start = max([sentence.start, *(n.end for n in sentence.numerals if n.end <= figure.start)])
    return bool(sentence.said("objects", start=start, end=figure.start, form="phrases"))


def _labelled_by_tier(figure: Statistic) -> bool:
    """`(cấp tỉnh 1.178, cấp huyện 745)`: all there is on a tier."""
    sentence = figure.sentence
    leads = sentence.said("tiers", start=figure.start - LABEL_WITHIN - 20, end=figure.start, form="lead")
    items = [m for m in leads if sentence.last_mark(m.start) in {"", ",", ";", ":", "("}]
    gaps = [sentence.between(m.end, figure.start) for m in items]
    return any(len(gap) < LABEL_WITHIN and not set(gap) & set(",;:(") for gap in gaps)


def _is_property(figure: Statistic, before: list[Statistic]) -> bool:
    """A part that is too many or too few, which all such are: `có 623 người, dôi dư 207 người`."""
    totals = [s for s in before if s.role == "total"]
    return figure.predicate in OF_NEED and bool(totals) and totals[-1].predicate != figure.predicate


def restricted(figure: Statistic) -> bool:
    """Words behind the noun that pick out a part: `24 phòng thuộc các sở`, `62 xã khó khăn`."""
    sentence = figure.sentence
    if _is_named_bodies(figure):
        return True
    if figure.measure == "count" and _points_back(figure):
        return True
    start = figure.end if _is_called(figure, "full_name") else figure.numeral.end
    found = sentence.said("cues", "part_of", start=start, end=phrase_end(figure))
    if figure.object in WHOLE_KINDS:
        return any(m.start >= figure.end and begins(sentence, m.start, "bloc_or_poor") for m in found)
    return bool(found)


def _points_back(figure: Statistic) -> bool:
    """`hai sở này`, `21 cán bộ dôi dư này`."""
    sentence = figure.sentence
    if begins(sentence, figure.end, "of_before"):
        return True
    properties = sentence.said("standards", start=figure.end, end=phrase_end(figure))
    return any(begins(sentence, m.end, "of_before") for m in properties)


def _is_named_bodies(figure: Statistic) -> bool:
    """`hợp nhất 3 văn phòng`: bodies of one name, which are never all of the departments."""
    return _is_called(figure, "named_bodies")


def _is_called(figure: Statistic, context: str) -> bool:
    return figure.noun is not None and is_called(figure.sentence, figure.noun, context)


def _is_list_of_places(figure: Statistic) -> bool:
    """`ba bản là Nà Hỳ, Nà Khoa và Nậm Chua có một chi bộ`: a stock of places that are named one by one."""
    if figure.change != "level" or figure.object not in WHOLE_KINDS or figure.role:
        return False
    return any(equals(figure.sentence, figure.end, place.start, "copula") for place in figure.sentence.places)


def _of_topic(figure: Statistic, topic: Topic | None, rulebook: Rulebook) -> bool:
    """Whether what the clause speaks of has only a part of what is counted."""
    if topic is None or figure.object in NEVER_PARTED:
        return False
    bodies = kind_of(figure.object, rulebook) == "bodies"
    if bodies and begins(figure.sentence, topic.start, "bloc_of_units"):
        return False
    if topic.kind == CENTRAL:
        return figure.object != "other"  # ministries are all of themselves
    if topic.kind == SECTOR:
        return figure.object not in OF_SECTORS and figure.object != "departments"
    if figure.object in OF_SECTORS:
        return False
    if figure.object == "departments":
        return topic.kind == AGENCY and figure.change in {"adoption", "transfer", "increase"}
    return topic.kind in (AGENCY, BLOC)


def _is_effect(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> bool:
    """What one model, told just before, has saved: `mô hình này giúp giảm 27 đầu mối`, `…, giảm 36 người`."""
    if kind_of(figure.object, rulebook) not in {"people", "bodies"}:
        return False
    sentence = figure.sentence
    if says(sentence, sentence.start, figure.start, "of_the_merged"):
        return says(sentence, sentence.start, sentence.end, "merger_named")
    if figure.change != "decrease":
        return False
    said = sentence.said("cues", "effect", end=figure.start)
    if effect := [m for m in said if not begins(sentence, m.end, "assisting")]:
        return not says(sentence, sentence.start, effect[-1].start, "scheme_as_subject")
    segment = sentence.segment(figure.start)
    return any(s.rule.startswith("model.") and s.start >= segment.start for s in before)
