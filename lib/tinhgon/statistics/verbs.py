"""What happened to what a figure counts: which verb, standard or model governs it."""

from __future__ import annotations

import re
from dataclasses import replace

from tinhgon.clauses import Model, Sentence
from tinhgon.lexicon import Mention
from tinhgon.rules import Rulebook
from tinhgon.statistics.nouns import kind_of, nouns_before
from tinhgon.statistics.record import Statistic

# Standards that govern like verbs, from before the figure: `thừa 161 phó chủ tịch`.
_GOVERNING = ("over_limit", "short")
_EQUIVALENT = re.compile(r"(?:\(|,)?\s*(?:tương đương|bằng|đạt|chiếm|tức|khoảng|tỷ lệ|đạt tỷ lệ|tương ứng|chiếm tỷ lệ|với)?\s*(?:hơn|trên|gần)?\s*$")
REACH = 70  # characters between a figure and the standard behind it
_NEGATED = re.compile(r"(?:không|chưa)\s+$")
_NEW_CLAUSE = re.compile(r",\s*(?:đồng thời|trong đó|còn|đến|từ|gồm|bao gồm|tuy|nhưng|song|ngoài|với|đã|đang|sẽ|có|giảm|tăng)(?!\w)")
_FROM_LEVEL = re.compile(r"(?<!\w)(?:mức|loại|từ|đạt|danh hiệu)\s+$")
_HEAD = re.compile(r"(?<!\w)(?:số|số lượng|tổng số|tỷ lệ|quân số)\s+$")
_OF_PLAN = re.compile(r"\s+(?:số\s+)?(?:chỉ tiêu|kế hoạch|mục tiêu|lộ trình)")
_AUXILIARIES = re.compile(r"\s*(?:(?:mới|khác|nữa|này|trên|còn lại|đã|sẽ|cũng|đều|cùng|nay|hiện)\s+)*")
_PASSIVE = re.compile(r"(?<!\w)(?:được|bị|phải|sau khi|thuộc diện|trong diện|diện)\s+(?:sẽ\s+|phải\s+|được\s+)?$")


def govern(figures: list[Statistic], earlier: list[Statistic], rulebook: Rulebook) -> None:
    """Settle object, change, predicate and role of the figures of one sentence, from left to right.

    `earlier` are the figures of the sentences just before, which a noun that says nothing may stand for.
    """
    for index, figure in enumerate(figures):
        before = figures[:index]
        open_air = [s for s in figures[index + 1 :] if s.sentence.bracket(s.start) == figure.sentence.bracket(figure.start)]
        after = open_air[0] if open_air else None
        _object(figure, before, earlier, rulebook)
        if _plan_done(figure, before) or _equivalent(figure, before) or _part(figure, before, rulebook):
            continue
        _govern_one(figure, before, after, rulebook)
        _result(figure, before, rulebook)
    _shares_of_wholes(figures)
    _models(figures, rulebook)
    _plans_done(figures)
    for figure in figures:
        if figure.measure == "ratio" and figure.change == "level" and figure.rule != "verb.level":
            figure.change, figure.predicate = "share", "other_standard"


# --- Object ----------------------------------------------------------------------------------------


def _object(figure: Statistic, before: list[Statistic], earlier: list[Statistic], rulebook: Rulebook) -> None:
    noun, sentence = figure.noun, figure.sentence
    if figure.measure == "money":
        figure.object = "money"
        return
    if noun is not None and not noun.generic:
        figure.object = _narrowed(figure, noun.object, before)
        return
    kinds = _kinds(figure)
    inside = [s for s in before if s.object and (not kinds or kind_of(s.object, rulebook) in kinds)]
    named = [m for m in nouns_before(sentence, figure.start) if not kinds or kind_of(m.id, rulebook) in kinds]
    mention = sentence.last_before(figure.start, named)
    if noun is None and inside and (figure.measure == "percent" or _same_verb(sentence, inside[-1], figure)):
        figure.object = inside[-1].object
    elif headed := [m for m in named if _HEAD.search(sentence.folded, sentence.start, m.start)]:
        figure.object = headed[-1].id
    elif mention is not None and (not inside or mention.start > inside[-1].start):
        figure.object = mention.id
    elif inside:
        figure.object = inside[-1].object
    elif figure.measure == "percent" and sentence.said("changes", "decrease", end=figure.end):
        figure.object = "payroll"
    elif noun is not None and noun.object in {"districts", "leaders"}:
        figure.object = noun.object
    elif loose := _loose(figure, kinds, rulebook):
        figure.object = loose[-1].id
    elif recalled := [s for s in earlier if s.object != "money" and (not kinds or kind_of(s.object, rulebook) in kinds)]:
        figure.object = recalled[-1].object
    elif noun is not None and noun.object != "anything":
        figure.object = noun.object
    else:
        figure.object = "focal_points" if "bodies" in kinds else "payroll"


def _loose(figure: Statistic, kinds: set[str], rulebook: Rulebook) -> list[Mention]:
    """Nouns before the figure that say a little: `cán bộ`."""
    said = figure.sentence.said("objects", end=figure.start)
    return [m for m in said if m.form == "generic" and m.id != "anything" and (not kinds or kind_of(m.id, rulebook) in kinds)]


def _kinds(figure: Statistic) -> set[str]:
    """The kinds of things that the noun of a figure can stand for; empty: any."""
    noun = figure.noun
    if noun is None:
        return set()
    if noun.object != "anything":
        return {noun.kind}
    if figure.sentence.folded[noun.start : noun.end] in {"người", "trường hợp", "lượt người"}:
        return {"people", "other"}
    return {"bodies", "places"}


def _narrowed(figure: Statistic, named: str, before: list[Statistic]) -> str:
    """`biên chế` alone is of the kind that the sentence named before: `Về biên chế công chức, đã giảm 164 biên chế`."""
    if named != "payroll":
        return named
    sentence = figure.sentence
    kinds = [m for m in nouns_before(sentence, figure.start) if m.id in {"civil_servants", "public_employees"}]
    posts = [m for m in kinds if sentence.between(m.start, m.end).startswith("biên chế")]
    return posts[-1].id if posts and len(before) <= 1 else named


def _same_verb(sentence: Sentence, one: Statistic, other: Statistic) -> bool:
    """`thừa 23 cán bộ, huyện Thạch Thành thừa 16`: the same verb counts the same thing."""
    first = sentence.last_before(one.start, _verbs(sentence))
    second = sentence.last_before(other.start, _verbs(sentence))
    return first is not None and second is not None and sentence.between(*first[:2]) == sentence.between(*second[:2])


# --- The same figure said twice, totals and parts ----------------------------------------------------


def _plan_done(figure: Statistic, before: list[Statistic]) -> bool:
    """`kết nạp 21 đảng viên, đạt 105% chỉ tiêu`: a share of the plan for what was counted before."""
    if figure.measure != "percent" or not _OF_PLAN.match(figure.sentence.folded, figure.numeral.end):
        return False
    if not re.search(r"(?<!\w)(?:đạt|bằng|hoàn thành|vượt)\s+(?:trên |hơn |gần )?$", figure.sentence.between(figure.sentence.start, figure.numeral.number_start)):
        return False
    if before:
        figure.object = before[-1].object
    figure.change, figure.predicate, figure.rule = "share", "plan_done", "standard.plan_done"
    return True


def _equivalent(figure: Statistic, before: list[Statistic]) -> bool:
    """A percent right behind the count or ratio that it restates, or the count in brackets behind a percent."""
    if not before:
        return False
    other, sentence = before[-1], figure.sentence
    if other.rule == "whole" and len(before) > 1 and sentence.bracket(figure.start):
        other = before[-2]
    gap = sentence.between(other.end, figure.start)
    alone = {figure.measure, other.measure} & {"percent"} and figure.measure != other.measure
    if not alone or len(gap) > 90 or ";" in gap:
        return False
    bracket = sentence.bracket(figure.start)
    bracketed = bracket is not None and sentence.bracket(other.start) != bracket and gap.count("(") == 1
    inline = figure.measure == "percent" and re.search(r"(?:tương đương|bằng|đạt|chiếm|tương ứng|tỷ lệ|tức|tức là)\s*$", gap)
    if not (bracketed or inline):
        return False
    figure.object = other.object
    figure.change, figure.predicate, figure.rule = other.change, other.predicate, "equivalent"
    figure.role = other.role
    return True


def _part(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> bool:
    """A figure of a breakdown takes the verb of its total."""
    total = _total(figure, before)
    if total is None or _is_result(figure) or _is_origin(figure):
        return False
    verb = figure.sentence.last_before(figure.start, _verbs(figure.sentence))
    if verb is not None and verb.start > total.end and verb.form == "phrases" and verb.id != total.change:
        return False
    total.role = total.role or "total"
    figure.role, figure.rule = "part", "breakdown"
    figure.change, figure.predicate = total.change, total.predicate
    silent = figure.noun is None or (figure.noun.generic and figure.noun.object == "anything")
    if silent and not any(m.start >= total.end for m in nouns_before(figure.sentence, figure.start)):
        figure.object = total.object
    return True


def _total(figure: Statistic, before: list[Statistic]) -> Statistic | None:
    """The figure that the breakdown, in brackets or behind `gồm`, `trong đó`, divides."""
    sentence = figure.sentence
    bracket = sentence.bracket(figure.start)
    outside = [s for s in before if sentence.bracket(s.start) is None]
    if bracket is not None:
        near = [s for s in outside if 0 <= bracket.start - s.end < 30]
        if near:
            return near[-1]
    opener = sentence.last_before(figure.start, sentence.said("cues", "breakdown"))
    if opener is None:
        return None
    heads = [s for s in outside if s.end <= opener.start and s.role != "part"]
    if not heads or ";" in sentence.between(heads[-1].end, opener.start).rstrip(" ;"):
        return None
    alike = [s for s in heads if s.measure == figure.measure and ";" not in sentence.between(s.end, heads[-1].start)]
    return alike[-1] if alike else heads[-1]


# --- The governing verb ------------------------------------------------------------------------------


def _verbs(sentence: Sentence) -> list[Mention]:
    """Verbs of change and standards that govern forwards; `giảm` in `chưa giảm` left out, and verbs that only
    name a topic: `đề án tinh giản biên chế`."""
    standards = sentence.said("standards", *_GOVERNING)
    changes = [m for m in sentence.said("changes") if m.form != "behind"]
    return [
        m
        for m in [*changes, *standards]
        if not _NEGATED.search(sentence.folded, sentence.start, m.start) and not _is_topic(sentence, m)
    ]


def _is_topic(sentence: Sentence, verb: Mention) -> bool:
    """A strong verb behind `về, do, việc, đề án…` that no number follows at once."""
    if verb.form != "phrases" or verb.id == "level":
        return False
    marker = sentence.last_before(verb.start, sentence.said("cues", "topic"))
    if marker is None or sentence.between(marker.end, verb.start).strip():
        return False
    return not any(0 <= n.start - verb.end < 14 for n in sentence.numerals)


def _govern_one(figure: Statistic, before: list[Statistic], after: Statistic | None, rulebook: Rulebook) -> None:
    right = _right(figure, after, rulebook)
    left = _left(figure, before)
    if known := _property(figure, before, rulebook):
        _settle(figure, known, rulebook)
    elif _whole_of(figure, before):
        figure.change, figure.rule = "level", "whole"
    elif right is not None and (left is None or left.form == "weak" or _spent(left, figure, before) or right.concern == "standards"):
        _settle(figure, right, rulebook)
        _spread(figure, before, rulebook)
    elif left is None and before and _same_breath(figure, before[-1]):
        previous = before[-1]
        figure.change, figure.predicate, figure.rule = previous.change, previous.predicate, "coordination"
        if figure.change == "adoption" and previous.rule.startswith("verb."):
            figure.predicate = _merger(figure, rulebook)
    else:
        _settle(figure, left, rulebook)


def _left(figure: Statistic, before: list[Statistic]) -> Mention | None:
    """The verb before the figure: the nearest strong one, or a weak one that stands next to it."""
    sentence, at = figure.sentence, figure.numeral.number_start
    verbs = _reaching(figure, _verbs(sentence))
    segment = sentence.segment(at)
    if before and before[-1].end <= segment.start and not any(segment.start <= m.start < at for m in verbs):
        return None
    strong = sentence.last_before(at, [m for m in verbs if m.form == "phrases"])
    weak = sentence.last_before(at, [m for m in verbs if m.form == "weak"])
    if weak is None or at - weak.end > 25 or re.search(r"[,;:]", sentence.between(weak.end, at)):
        return strong
    said = [m for m in sentence.said("standards", end=weak.start) if weak.start - m.end < 12 and not _GOVERNING.count(m.id)]
    if said and sentence.between(weak.start, weak.end) == "là":
        return said[-1]
    if strong is None or strong.end > weak.end:
        return strong or weak
    near = 60 if figure.measure == "percent" else 25
    return strong if _same_clause(sentence, strong, weak, near) and not _prepositional(sentence, weak) else weak


def _prepositional(sentence: Sentence, weak: Mention) -> bool:
    """`dôi dư tại 3 văn phòng`: the number tells where, the verb does not count it."""
    return sentence.between(weak.start, weak.end) in {"tại", "ở", "của"}


def _spent(left: Mention, figure: Statistic, before: list[Statistic]) -> bool:
    """Whether a verb has counted another figure before a comma: `chỉ còn 7, một cơ quan phải giải thể`."""
    sentence = figure.sentence
    return any(left.end <= s.start for s in before) and "," in sentence.between(before[-1].end, figure.start)


def _same_breath(figure: Statistic, previous: Statistic) -> bool:
    """A figure without a verb takes the one before it, but not over a semicolon into a segment with a model."""
    sentence = figure.sentence
    segment = sentence.segment(figure.start)
    own = any(segment.start <= m.start < segment.end for m in sentence.models)
    return not (own and previous.end <= segment.start)


def _reaching(figure: Statistic, verbs: list[Mention]) -> list[Mention]:
    """A verb does not reach over a semicolon into a segment that has its own verb or model."""
    sentence = figure.sentence
    segment = sentence.segment(figure.start)
    inside = [m for m in verbs if m.start >= segment.start]
    own = [m for m in inside if m.end <= figure.end or m.form == "phrases"]
    models = [m for m in sentence.models if segment.start <= m.start < segment.end]
    return inside if own or models else verbs


def _whole_of(figure: Statistic, before: list[Statistic]) -> bool:
    """`10% trong số gần 140.000 biên chế`: the whole that a percent is taken of is a stock."""
    if not before or before[-1].measure != "percent" or figure.measure != "count":
        return False
    return re.fullmatch(r"\s*(?:trong|của|trên)(?:\s+(?:tổng số|tổng|số))?\s*", figure.sentence.between(before[-1].end, figure.start)) is not None


def _spread(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> None:
    """What stands behind a list holds for all of it: `hai huyện và 23 xã đạt cả hai tiêu chí`."""
    at = figure
    for other in reversed(before):
        gap = figure.sentence.between(other.end, at.start)
        gap = re.sub(r"\([^()]*\)", "", gap)
        joined = re.fullmatch(r"\s*(?:\w+\s+){0,2}?(?:\w+\s*)?(,|và|cùng|thuộc|của|ở|tại)\s*(?:và\s*)?", gap)
        if other.rule == "equivalent":
            other.change, other.predicate = figure.change, figure.predicate
            continue
        if not joined or other.rule not in {"no_verb", "weak.level", "coordination"}:
            return
        other.change, other.predicate, other.rule = figure.change, figure.predicate, figure.rule
        if figure.change == "adoption":
            other.predicate = merger_of(other.object, rulebook)
            if joined[1] in {"thuộc", "của", "ở", "tại"}:
                figure.predicate = other.predicate
        at = other


def _same_clause(sentence: Sentence, strong: Mention, weak: Mention, near: int) -> bool:
    gap = sentence.between(strong.end, weak.start)
    return not re.search(r"[;:(]" if near > 25 else r"[;:,(]", gap) and len(gap) < near


def _right(figure: Statistic, after: Statistic | None, rulebook: Rulebook) -> Mention | None:
    """The verb or standard behind the figure, before the next figure or clause; a passive verb says more than
    a standard that only picks out (`143 xã không đủ tiêu chí sẽ được sáp nhập`)."""
    sentence = figure.sentence
    end = min(sentence.segment(figure.start).end, after.start if after else sentence.end)
    if clause := _NEW_CLAUSE.search(sentence.folded, figure.end, end):
        end = clause.start()
    passive = [
        m
        for m in sentence.said("changes", "adoption", "decrease", "transfer", start=figure.end, end=end)
        if m.form == "behind" or (m.form == "phrases" and _acts_on(sentence, figure, m))
    ]
    standards = [m for m in sentence.said("standards", start=figure.end, end=min(end, figure.end + REACH)) if _is_met(figure, m, rulebook)]
    standards = [m for m in standards if not _forward(sentence, m)]
    home = sentence.bracket(figure.start)
    return sentence.first_after(figure.end, passive, home) or sentence.first_after(figure.end, standards, home)


def _forward(sentence: Sentence, standard: Mention) -> bool:
    """`…, dôi dư 21 cán bộ`: a standard that governs what follows it."""
    return standard.id in _GOVERNING and any(0 <= n.start - standard.end < 3 for n in sentence.numerals)


def _acts_on(sentence: Sentence, figure: Statistic, verb: Mention) -> bool:
    """Whether a verb behind the figure is its predicate: passive, or right behind the noun (`18 bản nhập thành 9`)."""
    if _PASSIVE.search(sentence.folded, figure.end, verb.start):
        return True
    if verb.id != "adoption":
        return False
    if re.match(r"\s+(?:thành|lại thành|làm một)\b", sentence.folded[verb.end : verb.end + 20]):
        return True
    return _AUXILIARIES.fullmatch(sentence.folded, figure.end, verb.start) is not None


def _is_met(figure: Statistic, standard: Mention, rulebook: Rulebook) -> bool:
    """Some standards hold only behind a verb: `đạt 76% kế hoạch`, not `704 hợp đồng có chỉ tiêu`."""
    needs = rulebook.by_id("standards")[standard.id].get("needs", ())
    around = figure.sentence.folded[max(figure.sentence.start, figure.start - 14) : standard.start]
    return not needs or any(word in around.split() for word in needs)


def _property(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> Mention | None:
    """A standard between the figure before and this one, with only a weak verb behind it: `hoàn thành nhiệm vụ 9,1%`,
    `từ mức hoàn thành tốt nhiệm vụ trở lên có 604`."""
    sentence, at = figure.sentence, figure.numeral.number_start
    start = max([sentence.segment(at).start, *(s.end for s in before if s.end <= at)])
    said = [m for m in sentence.said("standards", start=start, end=at) if m.id not in _GOVERNING and _is_met(figure, m, rulebook)]
    if not said or at - said[-1].end > 30 or (figure.measure == "count" and not _FROM_LEVEL.search(sentence.folded, start, said[-1].start)):
        return None
    if start > sentence.segment(at).start and not re.search(r"[,;:(]", sentence.between(start, said[-1].start)):
        return None
    strong = [m for m in sentence.said("changes", start=said[-1].end, end=at) if m.form == "phrases" and m.id != "level"]
    return None if strong else said[-1]


def _settle(figure: Statistic, verb: Mention | None, rulebook: Rulebook) -> None:
    if verb is None:
        figure.change, figure.rule = "level", "no_verb"
    elif verb.concern == "standards":
        figure.change, figure.predicate, figure.rule = "share", verb.id, f"standard.{verb.id}"
    else:
        figure.change, figure.rule = verb.id, f"{'weak' if verb.form == 'weak' else 'verb'}.{verb.id}"
        if verb.id == "adoption":
            figure.predicate = _merger(figure, rulebook)


def _merger(figure: Statistic, rulebook: Rulebook) -> str:
    """The model of a merger; provinces that merge places of theirs run `places_merged`."""
    sentence = figure.sentence
    if figure.object == "other":
        inside = sentence.said("objects", "districts", "communes", "villages", start=figure.end)
        return merger_of(inside[0].id, rulebook) if inside else "other_model"
    return merger_of(figure.object, rulebook)


def merger_of(object_id: str, rulebook: Rulebook) -> str:
    """The model that merging things of this object is."""
    for entry in rulebook.entries("models"):
        if object_id in entry.get("merged", ()):
            return str(entry["id"])
    return "other_model"


def _result(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> None:
    """`sáp nhập 4 sở thành 2 sở`, `từ 15 phòng xuống 9`: the first is from, the second to, and a stock."""
    sentence = figure.sentence
    if _is_origin(figure):
        figure.change, figure.predicate, figure.role, figure.rule = "level", "", "from", "from_to"
        return
    if _later(figure, before) or not _is_result(figure):
        return
    merging = bool(sentence.said("changes", "adoption", end=figure.start))
    first = next((s for s in reversed(before) if s.object == figure.object and s.measure == figure.measure), None)
    if first is not None and first.role == "" and merging and first.change in {"adoption", "level"}:
        first.role = "from"
        if first.change == "level" and kind_of(first.object, rulebook) != "people":
            first.change, first.predicate = "adoption", merger_of(first.object, rulebook)
    if figure.change == "adoption" or (first is not None and first.role == "from"):
        figure.change, figure.predicate, figure.rule = "level", "", "from_to"
    if first is not None and first.role == "from":
        figure.role = "to"


def _is_origin(figure: Statistic) -> bool:
    """Whether `từ` stands right before the figure."""
    lead = figure.sentence.between(max(figure.sentence.start, figure.start - 14), figure.start)
    return re.search(r"(?<!\w)từ\s+(?:chỗ\s+(?:có\s+)?)?$", lead) is not None


def _later(figure: Statistic, before: list[Statistic]) -> bool:
    """`từ 30 đảng viên với 6 chi bộ, đến nay có 73 đảng viên`, `trước đây có 2 …, hiện có 1`: stocks of two times."""
    if figure.change != "level" or not before:
        return False
    sentence, first = figure.sentence, before[0]
    origin = sentence.last_before(first.numeral.number_start, sentence.said("cues", "origin"))
    if origin is None or before[-1].change != "level":
        return False
    if sentence.said("cues", "now", start=first.end, end=figure.start):
        earlier = [s for s in before if not sentence.said("cues", "now", start=first.end, end=s.start)]
        for other in earlier:
            other.role, other.rule = other.role or "from", "from_to"
        figure.role, figure.rule = "to", "from_to"
    return figure.role == "to"


def _is_result(figure: Statistic) -> bool:
    """Whether `thành`, `còn`, `xuống` stands right before the figure."""
    sentence, at = figure.sentence, figure.numeral.number_start
    lead = sentence.last_before(at, sentence.said("cues", "result"))
    return lead is not None and at - lead.end < 14 and not re.search(r"[;,:]", sentence.between(lead.end, at))


def _shares_of_wholes(figures: list[Statistic]) -> None:
    """`gần một nửa trong hơn 700 đơn vị cấp huyện` counts districts."""
    for share, whole in zip(figures, figures[1:], strict=False):
        if whole.rule == "whole" and share.noun is None:
            share.object = whole.object


# --- Models ------------------------------------------------------------------------------------------


def _models(figures: list[Statistic], rulebook: Rulebook) -> None:
    """A part of the places (or of those who hold the posts) that runs a model is adoption; a figure that
    stands for two models is two rows."""
    for figure in list(figures):
        if not _may_adopt(figure, rulebook):
            continue
        told = _models_of(figure, figures)
        for number, model in enumerate(told):
            row = figure if number == 0 else replace(figure)
            row.change, row.predicate, row.rule = "adoption", model.id, f"model.{model.id}"
            row.tier = row.tier or model.tier
            if number:
                figures.insert(figures.index(figure) + number, row)


def _may_adopt(figure: Statistic, rulebook: Rulebook) -> bool:
    places = kind_of(figure.object, rulebook) == "places"
    holders = figure.object in {"cell_secretaries", "other", "departments", "health_units"}
    if not (places or holders) or figure.change in {"decrease", "increase"}:
        return False
    if figure.change == "share" and figure.predicate not in {"", "plan_done", "other_standard"}:
        return False
    return figure.role not in {"to", "from", "part"} and figure.rule != "whole"


def _models_of(figure: Statistic, figures: list[Statistic]) -> list[Model]:
    """The models told of the figure: those before it up to the figure before, else the next behind it, else
    the last of the sentence."""
    sentence = figure.sentence
    if not sentence.models:
        return []
    bracket = sentence.bracket(figure.start)
    segment = sentence.segment(bracket.start - 2 if bracket else figure.start)
    others = [s for s in figures if s.end <= figure.start and sentence.bracket(s.start) is None]
    last = others[-1].end if others else sentence.start
    ahead = [m for m in sentence.models if m.end <= figure.start]
    own = [m for m in ahead if m.start >= last]
    if own and own[-1].start >= segment.start:
        return list({m.id: m for m in own}.values())
    behind = [m for m in sentence.models if figure.end <= m.start < segment.end]
    inside = [m for m in ahead if m.start >= segment.start]
    if behind and not inside:
        return behind[:1]
    return ahead[-1:]


def _plans_done(figures: list[Statistic]) -> None:
    """`đã giảm 164/213 biên chế, đạt hơn 76% kế hoạch`: both are shares of the plan."""
    for ratio, percent in zip(figures, figures[1:], strict=False):
        plan = figures and percent.sentence.said("standards", "plan_done", start=percent.end, end=percent.end + 30)
        if percent.measure == "percent" and plan and "đạt" in percent.sentence.between(ratio.end, percent.start):
            for figure in (ratio, percent):
                figure.change, figure.predicate, figure.rule = "share", "plan_done", "standard.plan_done"
            percent.object = ratio.object
