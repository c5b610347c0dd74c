"""Which model a figure tells of: one of the sentence, or a merger of what is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tinhgon.clauses import Model, Sentence
from tinhgon.clauses.contexts import begins, consists, ends, says, search, search_last
from tinhgon.lexicon import Mention
from tinhgon.rules import Rulebook
from tinhgon.statistics.models.modelled import POSTS, by_examination, right_behind, told_before
from tinhgon.statistics.nouns import is_called, kind_of
from tinhgon.statistics.record import Statistic
from tinhgon.text import Span

OBJECT_WITHIN = 16  # characters behind a verb in which its object begins
GAINS = ("decrease", "increase")
CUT_WITHIN = 15  # characters before people in which the verb stands that they undergo
HOLDING_WITHIN = 30  # characters behind a figure in which it says that people hold two posts
HOLDERS = {
    "cell_secretaries",
    "departments",
    "health_units",
    "leaders",
    "other",
    "party_cells",
}  # they run models
OPEN_SHARES = {"", "plan_done", "other_standard"}  # predicates of shares that a model may take the place of


def adopt(figures: list[Statistic], preceding: Sequence[Sentence], rulebook: Rulebook) -> None:
    """Settle adoptions: a part of the places (or of those who hold the posts) that runs a model.

    A figure that stands for two models becomes two rows of `figures`.
    """
    for figure in list(figures):
        if by_examination(figure):
            figure.tell("adoption", "competitive_selection", "model.competitive_selection")
            continue
        if not _may_adopt(figure, rulebook) or _leaves_to_parts(figure, figures):
            continue
        models = _models_of(figure, figures, preceding)
        if figure.object in POSTS:
            models = [m for m in models if "one_body" not in rulebook.by_id("models")[m.id]]
        for number, model in enumerate(models):
            row = figure if number == 0 else replace(figure)
            row.tell("adoption", model.id, f"model.{model.id}")
            row.tier = row.tier or model.tier
            if number:
                figures.insert(figures.index(figure) + number, row)


def _may_adopt(figure: Statistic, rulebook: Rulebook) -> bool:
    if begins(figure.sentence, figure.end, "not_done"):
        return False
    if kind_of(figure.object, rulebook) == "bodies" and ends(figure.sentence, figure.start, "with_parts"):
        return False
    if figure.change == "decrease" or (figure.change == "increase" and not right_behind(figure)):
        return False
    merged = figure.object == "party_committees" and figure.change == "adoption"
    if not merged and kind_of(figure.object, rulebook) != "places" and figure.object not in HOLDERS:
        return False
    if figure.change == "share" and figure.predicate not in OPEN_SHARES:
        return False
    if figure.rule == "standard.other_standard" and figure.governor is not None:
        return False  # "100% trưởng thôn là đảng viên"
    if _is_merged_itself(figure):
        return False
    if figure.change == "adoption" and figure.role == "from":
        return any(m.start <= figure.start and figure.end <= m.end for m in figure.sentence.models)
    if figure.role in {"from", "to"} and _counts_those_with(figure):
        return True
    share = figure.measure == "percent" and figure.object in HOLDERS  # "tỷ lệ A kiêm B từ 9,8% lên 61,5%"
    own = figure.role == "part" and (bool(right_behind(figure)) or _names(figure))
    return (share or own or figure.role not in {"to", "from", "part"}) and figure.rule != "whole"


def _is_merged_itself(figure: Statistic) -> bool:
    """`…; sáp nhập 9/9 trung tâm vào bệnh viện`: merged by a verb of its segment, which tells of no model."""
    if figure.rule != "verb.adoption" or figure.governor is None:
        return False
    segment = figure.sentence.segment(figure.start)
    models = [m for m in figure.sentence.models if segment.start <= m.start < segment.end]
    return segment.start > figure.sentence.start <= figure.governor.start >= segment.start and not models


def _counts_those_with(figure: Statistic) -> bool:
    """`số nơi bí thư kiêm trưởng thôn tăng từ 412 thôn lên 1.103 thôn`: a clause on how many run it."""
    sentence = figure.sentence
    start = sentence.segment(figure.start).start
    told = [m for m in sentence.models if start <= m.start and m.end <= figure.start]
    return bool(told) and says(sentence, start, told[-1].start, "number_of_those")


def _leaves_to_parts(figure: Statistic, figures: list[Statistic]) -> bool:
    """`12 tổ dân phố, trong đó 10 tổ có bí thư kiêm tổ trưởng`: only the part runs the model."""
    if right_behind(figure):
        return False
    parts = [s for s in figures if s.start >= figure.end and (right_behind(s) or _names(s))]
    return any(figure.sentence.said("cues", "breakdown", start=figure.end, end=s.start) for s in parts)


def _names(figure: Statistic) -> bool:
    """`trong đó 1.288 bí thư chi bộ kiêm trưởng thôn`: the model begins with the noun of the figure."""
    return any(figure.start <= m.start < figure.end < m.end for m in figure.sentence.models)


def _models_of(figure: Statistic, figures: list[Statistic], preceding: Sequence[Sentence]) -> Sequence[Model]:
    """The models told of the figure: the one right behind it, those before it up to the figure before, else
    the next behind it, else the last of the sentence, or of the sentence before."""
    sentence = figure.sentence
    if not sentence.models:
        return told_before(figure, preceding)
    if own := right_behind(figure):
        return own
    bracket = sentence.bracket(figure.start)
    segment = sentence.segment(bracket.start - 2 if bracket else figure.start)  # outside of the bracket
    others = [s for s in figures if s.end <= figure.start and sentence.bracket(s.start) is None]
    last = others[-1].end if others else sentence.start
    if around := [m for m in sentence.models if m.start <= figure.start and figure.end <= m.end]:
        return around[:1]
    taken = [m for s in others for m in right_behind(s) if m.start < segment.start]
    again = says(sentence, figure.end, segment.end, "model_recalled")
    ahead = [m for m in sentence.models if m.end <= figure.start and (again or m not in taken)]
    clause = search_last(sentence, last, figure.start, "other_clause")
    own = [m for m in ahead if m.start >= (clause.start if clause else last)]
    if own and own[-1].start >= segment.start:
        return list({m.id: m for m in own}.values())
    behind = _behind(figure, figures, segment)
    inside = any(m.start >= segment.start for m in ahead)
    return behind[:1] if behind and not inside else ahead[-1:]


def _behind(figure: Statistic, figures: list[Statistic], segment: Span) -> list[Model]:
    """The models behind a figure in its segment, but for those that a later figure alone runs."""
    later = [s for s in figures if s.start >= figure.end and s.rule != "whole"]
    taken = [m for s in later if not _shares_list(figure, s) for m in right_behind(s)]
    begun = [m for m in figure.sentence.models if any(s.start <= m.start < s.end for s in later)]
    return [
        m
        for m in figure.sentence.models
        if figure.start <= m.start < segment.end and m.end > figure.end and m not in (*taken, *begun)
    ]


def _shares_list(figure: Statistic, later: Statistic) -> bool:
    """Whether two figures stand side by side, so that what is told behind both is of both."""
    return consists(figure.sentence, figure.end, later.start, "place_list")


def merger(figure: Statistic, rulebook: Rulebook) -> str:
    """The model of a merger; provinces that merge places of theirs run `places_merged`."""
    if owned := _owned(figure, rulebook):
        return merger_of(owned, rulebook)
    if figure.object != "other":
        return merger_of(figure.object, rulebook)
    if figure.noun is not None and is_called(figure.sentence, figure.noun, "provinces_elsewhere"):
        return merger_of("districts", rulebook)
    inside = figure.sentence.said("objects", "districts", "communes", "villages", start=figure.end)
    return merger_of(inside[0].id, rulebook) if inside else "other_model"


def _owned(figure: Statistic, rulebook: Rulebook) -> str:
    """`các trung tâm của |10/10 huyện đã nhập làm một`: whose bodies, of places or departments, merge."""
    sentence = figure.sentence
    owners = figure.object == "departments" or kind_of(figure.object, rulebook) == "places"
    if not owners or not ends(sentence, figure.start, "owned_by"):
        return ""
    start = sentence.segment(figure.start).start
    bodies = [
        m
        for m in sentence.said("objects", start=start, end=figure.start)
        if kind_of(m.id, rulebook) == "bodies"
    ]
    return bodies[-1].id if bodies else ""


def merger_of(object_id: str, rulebook: Rulebook) -> str:
    """The model that merging things of this object is.

    >>> from tinhgon.rules import book
    >>> merger_of("villages", book()), merger_of("payroll", book())
    ('places_merged', 'other_model')
    """
    for entry in rulebook.entries("models"):
        if object_id in entry.get("merged", ()):
            return str(entry["id"])
    return "other_model"


def merged_by(figure: Statistic, verb: Mention, rulebook: Rulebook) -> str:
    """The merger that places or bodies carry out on what stands behind the verb: `hai huyện nhập xã`.

    Empty where the verb stands before the figure or has no object.
    """
    sentence = figure.sentence
    if verb.start < figure.end:
        return ""
    near = sentence.said("objects", start=verb.end, end=min(sentence.end, verb.end + OBJECT_WITHIN))
    number = next((n.start for n in sentence.numerals if n.start >= verb.end), sentence.end)
    others = [
        m
        for m in near
        if m.form == "phrases"
        and m.id != figure.object
        and m.end <= number
        and not ends(sentence, m.start, "noun_modifier")
    ]
    return merger_of(others[0].id, rulebook) if others else ""


def posts_held(figure: Statistic, after: Statistic | None, rulebook: Rulebook) -> str:
    """The model that people with two posts run: `19 cán bộ kiêm trưởng ấp`; empty where they have one."""
    sentence = figure.sentence
    if figure.measure == "money" or kind_of(figure.object, rulebook) != "people":
        return ""
    end = min(sentence.segment(figure.start).end, after.start if after else sentence.end)
    noun = figure.noun
    first = sentence.numerals[0].start == figure.numeral.start
    if (
        first
        and not sentence.said(
            "changes", "decrease", "increase", start=figure.start - CUT_WITHIN, end=figure.start
        )
        and noun is not None
        and noun.generic
        and says(sentence, sentence.start, figure.start, "posts_topic")
    ):
        figure.object = "other"
        return "other_model"
    holding = search(sentence, figure.end, min(end, figure.end + HOLDING_WITHIN), "holds_posts")
    if holding is None or "," in sentence.between(figure.end, holding.start):
        return ""
    own = [m for m in sentence.models if figure.start <= m.start < end]
    return own[0].id if own else "other_model"
