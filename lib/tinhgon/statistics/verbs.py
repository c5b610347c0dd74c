"""What happened to what a figure counts: which verb, standard or model governs it."""

from __future__ import annotations

import re

from tinhgon.clauses import Model, Sentence
from tinhgon.lexicon import Mention
from tinhgon.rules import Rulebook
from tinhgon.statistics.nouns import kind_of
from tinhgon.statistics.record import Statistic

# Standards that govern like verbs, from before the figure: `thừa 161 phó chủ tịch`.
_GOVERNING = ("over_limit", "short")
_EQUIVALENT = re.compile(r"(?:\(|,)?\s*(?:tương đương|bằng|đạt|chiếm|tức|khoảng|tỷ lệ|đạt tỷ lệ|tương ứng|chiếm tỷ lệ|với)?\s*(?:hơn|trên|gần)?\s*$")
_NEGATED = re.compile(r"(?:không|chưa)\s+$")
_topic = re.compile(r"\s+(?:biên chế|tổ chức|bộ máy)(?:\s+(?:và|,|gắn|của|theo|đến|trong))")


def govern(figures: list[Statistic], rulebook: Rulebook) -> None:
    """Settle object, change, predicate and role of the figures of one sentence, from left to right."""
    for index, figure in enumerate(figures):
        before = figures[:index]
        after = figures[index + 1] if index + 1 < len(figures) else None
        _object(figure, before, rulebook)
        if _equivalent(figure, before) or _part(figure, before, rulebook):
            continue
        _govern_one(figure, before, after, rulebook)
        _result(figure, before, rulebook)
    _models(figures, rulebook)
    _plans_done(figures)


# --- Object ----------------------------------------------------------------------------------------


def _object(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> None:
    noun, sentence = figure.noun, figure.sentence
    if figure.measure == "money":
        figure.object = "money"
        return
    if noun is not None and not noun.generic:
        figure.object = noun.object
        return
    kinds = {noun.kind} if noun is not None and noun.kind != "any" else set()
    if noun is not None and sentence.folded[noun.start : noun.end] in {"người", "trường hợp", "lượt người"}:
        kinds = {"people", "other"}
    elif noun is not None and noun.object == "anything":
        kinds = {"bodies", "places"}
    earlier = [s for s in before if s.object and (not kinds or kind_of(s.object, rulebook) in kinds)]
    named = [
        m
        for m in sentence.said("objects", end=figure.start)
        if m.form == "phrases" and (not kinds or kind_of(m.id, rulebook) in kinds)
    ]
    mention = sentence.last_before(figure.start, named)
    if noun is None and figure.numeral.measure == "percent" and earlier:
        figure.object = earlier[-1].object
    elif mention is not None and (not earlier or mention.start > earlier[-1].start):
        figure.object = mention.id
    elif earlier:
        figure.object = earlier[-1].object
    elif noun is not None and noun.object != "anything":
        figure.object = noun.object
    elif kinds == {"people", "other"} or noun is None:
        figure.object = "payroll"
    else:
        figure.object = "focal_points"


# --- The same figure said twice, totals and parts ----------------------------------------------------


def _equivalent(figure: Statistic, before: list[Statistic]) -> bool:
    """A percent right behind the count or ratio that it restates, or the count in brackets behind a percent."""
    if not before:
        return False
    other, sentence = before[-1], figure.sentence
    gap = sentence.between(other.end, figure.start)
    alone = {figure.measure, other.measure} & {"percent"} and figure.measure != other.measure
    if not alone or len(gap) > 60 or ";" in gap:
        return False
    bracket = sentence.bracket(figure.start)
    bracketed = bracket is not None and sentence.bracket(other.start) != bracket and gap.count("(") == 1
    inline = figure.measure == "percent" and figure.noun is None and re.search(r"(?:tương đương|bằng|đạt|chiếm|tương ứng|tỷ lệ)\s+(?:hơn |trên |gần )?$", gap + " ")
    if not (bracketed or inline):
        return False
    figure.object = other.object
    figure.change, figure.predicate, figure.rule = other.change, other.predicate, "equivalent"
    figure.role = other.role
    return True


def _part(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> bool:
    """A figure of a breakdown takes the verb of its total."""
    total = _total(figure, before)
    if total is None:
        return False
    verb = figure.sentence.last_before(figure.start, _verbs(figure.sentence))
    if verb is not None and verb.start > total.end and verb.form == "phrases" and verb.id != total.change:
        return False
    total.role = total.role or "total"
    figure.role, figure.rule = "part", "breakdown"
    figure.change, figure.predicate = total.change, total.predicate
    if figure.noun is None or (figure.noun.generic and figure.noun.object == "anything"):
        figure.object = total.object
    return True


def _total(figure: Statistic, before: list[Statistic]) -> Statistic | None:
    """The figure that the breakdown, in brackets or behind `gồm`, `trong đó`, divides."""
    sentence = figure.sentence
    bracket = sentence.bracket(figure.start)
    outside = [s for s in before if sentence.bracket(s.start) is None]
    if bracket is not None:
        near = [s for s in outside if 0 <= bracket.start - s.end < 30]
        return near[-1] if near else None
    opener = sentence.last_before(figure.start, sentence.said("cues", "breakdown"))
    if opener is None:
        return None
    heads = [s for s in outside if s.end <= opener.start and s.role != "part"]
    if not heads or ";" in sentence.between(heads[-1].end, opener.start):
        return None
    return heads[-1]


# --- The governing verb ------------------------------------------------------------------------------


def _verbs(sentence: Sentence) -> list[Mention]:
    """Verbs of change and standards that govern forwards, `giảm` in `chưa giảm` left out."""
    standards = sentence.said("standards", *_GOVERNING)
    return [m for m in [*sentence.said("changes"), *standards] if not _NEGATED.search(sentence.folded, sentence.start, m.start)]


def _govern_one(figure: Statistic, before: list[Statistic], after: Statistic | None, rulebook: Rulebook) -> None:
    sentence = figure.sentence
    verbs = _verbs(sentence)
    left = sentence.last_before(figure.start, verbs)
    strong = sentence.last_before(figure.start, [m for m in verbs if m.form == "phrases"])
    right = _right(figure, after)
    if left is not None and left.form == "weak":
        # A weak verb gives way to the strong one before it in the same clause: `giảm được 9 trường`.
        if strong is not None and _same_clause(sentence, strong, left):
            left = strong
    if right is not None and (left is None or left.form == "weak" or right.concern == "standards"):
        chosen: Mention | None = right
    else:
        chosen = left
    if chosen is None and before:
        previous = before[-1]
        figure.change, figure.predicate, figure.rule = previous.change, previous.predicate, "coordination"
        return
    _settle(figure, chosen, rulebook)


def _same_clause(sentence: Sentence, strong: Mention, weak: Mention) -> bool:
    gap = sentence.between(strong.end, weak.start)
    return not re.search(r"[;:,(]", gap) and len(gap) < 25


def _right(figure: Statistic, after: Statistic | None) -> Mention | None:
    """The verb or standard behind the figure, before the next figure or the end of the clause."""
    sentence = figure.sentence
    end = min(sentence.segment(figure.start).end, after.start if after else sentence.end)
    tail = [m for m in sentence.said("standards", start=figure.end, end=end)]
    passive = [
        m
        for m in sentence.said("changes", "adoption", "decrease", "transfer", start=figure.end, end=end)
        if m.form == "phrases" and re.search(r"(?:được|bị|phải|sẽ|sau khi|thuộc diện|diện|đã)\s+(?:sẽ |phải |được )?$", sentence.between(figure.end, m.start) + "")
    ]
    return sentence.first_after(figure.end, [*tail, *passive])


def _settle(figure: Statistic, verb: Mention | None, rulebook: Rulebook) -> None:
    if verb is None:
        figure.change, figure.rule = "level", "no_verb"
    elif verb.concern == "standards":
        figure.change, figure.predicate, figure.rule = "share", verb.id, f"standard.{verb.id}"
    else:
        figure.change, figure.rule = verb.id, f"verb.{verb.id}"
        if verb.id == "adoption":
            figure.predicate = merger_of(figure.object, rulebook)


def merger_of(object_id: str, rulebook: Rulebook) -> str:
    """The model that merging things of this object is."""
    for entry in rulebook.entries("models"):
        if object_id in entry.get("merged", ()):
            return str(entry["id"])
    return "other_model"


def _result(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> None:
    """`sáp nhập 4 sở thành 2 sở`, `từ 15 phòng xuống 9`: the first is from, the second to and a stock."""
    sentence = figure.sentence
    lead = sentence.last_before(figure.start, sentence.said("cues", "result"))
    close = lead is not None and not re.search(r"[;,]", sentence.between(lead.end, figure.start)) and figure.start - lead.end < 12
    origin = sentence.last_before(figure.start, sentence.said("cues", "origin"))
    if origin is not None and figure.start - origin.end < 3:
        figure.change, figure.predicate, figure.role, figure.rule = "level", "", "from", "from_to"
        return
    if not close or not before:
        return
    first = next((s for s in reversed(before) if s.object == figure.object or s.noun is None), None)
    merging = first is not None and (first.change == "adoption" or first.role == "from")
    if first is not None and merging and first.measure == figure.measure:
        first.role = "from"
        figure.change, figure.predicate, figure.role, figure.rule = "level", "", "to", "from_to"


# --- Models ------------------------------------------------------------------------------------------


def _models(figures: list[Statistic], rulebook: Rulebook) -> None:
    """A part of the places (or of those who hold the posts) that runs a model is adoption."""
    for figure in figures:
        if kind_of(figure.object, rulebook) != "places" and figure.object not in {"cell_secretaries", "other", "departments", "health_units"}:
            continue
        if figure.change in {"decrease", "increase"} or (figure.change == "share" and figure.predicate not in {"", "plan_done"}):
            continue
        if figure.role in {"to", "from", "part"}:
            continue
        model = _model_of(figure, figures)
        if model is not None:
            figure.change, figure.predicate, figure.rule = "adoption", model.id, f"model.{model.id}"
            figure.tier = figure.tier or model.tier


def _model_of(figure: Statistic, figures: list[Statistic]) -> Model | None:
    """The model told of the figure: the nearest before it with no other figure between, else the next behind it."""
    sentence = figure.sentence
    if not sentence.models:
        return None
    segment = sentence.segment(figure.start)
    if sentence.bracket(figure.start) is not None:
        segment = sentence.segment(sentence.bracket(figure.start).start - 2)  # type: ignore[union-attr]
    inside = [m for m in sentence.models if segment.start <= m.start < segment.end]
    behind = [m for m in inside if m.start >= figure.end]
    ahead = [m for m in inside if m.end <= figure.start]
    if ahead:
        return ahead[-1]
    if behind:
        return behind[0]
    earlier = [m for m in sentence.models if m.end <= figure.start]
    return earlier[-1] if earlier and not inside else None


def _plans_done(figures: list[Statistic]) -> None:
    """`đã giảm 164/213 biên chế, đạt hơn 76% kế hoạch`: both are shares of the plan."""
    for ratio, percent in zip(figures, figures[1:], strict=False):
        plan = figures and percent.sentence.said("standards", "plan_done", start=percent.end, end=percent.end + 30)
        if percent.measure == "percent" and plan and "đạt" in percent.sentence.between(ratio.end, percent.start):
            for figure in (ratio, percent):
                figure.change, figure.predicate, figure.rule = "share", "plan_done", "standard.plan_done"
            percent.object = ratio.object
