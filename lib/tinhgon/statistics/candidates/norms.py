"""Numbers that are no facts of the apparatus: legal limits, what an inspection looked at, other places."""

from __future__ import annotations

from tinhgon.clauses import Sentence
from tinhgon.clauses.contexts import begins, consists, ends, equals, says
from tinhgon.lexicon import Mention
from tinhgon.numerals import Numeral
from tinhgon.statistics.flows import FLOWS
from tinhgon.statistics.nouns import Noun, is_called

INNER = {
    "deputies",
    "leaders",
    "party_members",
    "residents",
    "households",
    "payroll",
    "anything",
}  # what norms are set for
LIMIT_REACH = 25  # characters between a verb and a limit: "giảm … không quá 3" is a fact
AT_LEAST_WITHIN = 40  # characters behind a number in which "trở lên" stands
AT_ONCE = 6  # characters between "kiểm tra" and what was inspected


def is_norm(sentence: Sentence, numeral: Numeral, noun: Noun | None) -> bool:
    """Whether a number is a legal limit or standard: `không quá 3 phó giám đốc`, `8.000 người trở lên`,
    `50% tiêu chuẩn`."""
    at = numeral.number_start
    if ends(sentence, numeral.start, "threshold"):
        apart = sentence.said("standards", "over_limit", "short", end=at)  # "thiếu so với định mức là 1.312"
        return numeral.measure != "count" or not apart
    if noun is None and numeral.measure != "percent" and begins(sentence, numeral.end, "criteria"):
        return True
    if numeral.measure == "percent" and begins(sentence, numeral.end, "share_of_standard"):
        return not is_of_population(sentence, numeral)
    if numeral.measure == "percent" and _opens_range(sentence, numeral):
        return True
    rule = sentence.last_before(at, [m for m in sentence.said("cues", "norm") if not _is_ground(sentence, m)])
    if ends(sentence, at, "limit"):
        taken_on = sentence.last_before(at, sentence.said("changes", *FLOWS, form="phrases"))
        if taken_on is not None and taken_on.id == "increase" and numeral.measure == "percent":
            return True  # "tuyển mới không quá 50% số đã tinh giản"
        return rule is not None or numeral.start - _last_flow(sentence, at) > LIMIT_REACH
    if noun is not None and noun.kind in {"other", "any"} and _is_minimum(sentence, numeral):
        return True
    if noun is not None and numeral.measure == "count" and _is_criterion(sentence, numeral, noun):
        return True
    if rule is None or noun is None or noun.object not in INNER:
        return False
    return _last_flow(sentence, at) <= rule.end and _is_told_as_rule(sentence, numeral, rule)


def _opens_range(sentence: Sentence, percent: Numeral) -> bool:
    """`từ 50% đến dưới 100% quy mô`: the lower end of a share of a standard."""
    upper = next((n for n in sentence.numerals if n.start >= percent.end), None)
    if upper is None or upper.measure != "percent" or upper.start == percent.end:
        return False
    joined = consists(sentence, percent.end, upper.start, "measures_up")
    return joined and begins(sentence, upper.end, "share_of_standard")


def is_of_population(sentence: Sentence, percent: Numeral) -> bool:
    """Whether a share of the standard is what a counted population reaches: `dân số 9.415 người (đạt 188% so
    với tiêu chuẩn)`."""
    bracket = sentence.bracket(percent.start)
    counted = [n for n in sentence.numerals if bracket is not None and n.end <= bracket.start]
    if bracket is None or not counted or counted[-1].measure != "count":
        return False
    return consists(sentence, counted[-1].end, bracket.start - 1, "residents_counted")


def _is_ground(sentence: Sentence, rule: Mention) -> bool:
    """Whether a decree is only that under which something happened: `2.739 người nghỉ theo Nghị định 178`, or
    a rule what a percent is taken of: `33 xã dưới 50% quy định`."""
    if any(n.measure == "percent" and 0 <= rule.start - n.end <= 1 for n in sentence.numerals):
        return True
    if _is_of_counted(sentence, rule):
        return True
    if not equals(sentence, rule.start, rule.end, "decree"):
        return False
    if any(n.end <= rule.start for n in sentence.numerals) or sentence.said(
        "changes", *FLOWS, end=rule.start
    ):
        return True
    if ends(sentence, rule.start, "contract_under"):
        return True
    return ends(sentence, rule.start, "under") and bool(sentence.said("changes", "decrease", start=rule.end))


def _is_of_counted(sentence: Sentence, rule: Mention) -> bool:
    """`1.790 người |được bố trí về xã`: what became of those who were counted."""
    nouns = [m for m in sentence.said("objects", end=rule.start) if rule.start - m.end <= 1]
    return any(0 <= m.start - n.end <= 1 for m in nouns for n in sentence.numerals)


def _last_flow(sentence: Sentence, at: int) -> int:
    """Where the last strong verb of change before `at` ends; far before the text if there is none."""
    flow = sentence.last_before(at, sentence.said("changes", *FLOWS, form="phrases"))
    return flow.end if flow else -LIMIT_REACH - 1


def _is_minimum(sentence: Sentence, numeral: Numeral) -> bool:
    if ends(sentence, numeral.start, "from_number") and says(
        sentence, sentence.start, sentence.end, "at_least"
    ):
        return True
    limit = min(numeral.end + AT_LEAST_WITHIN, sentence.end)
    return numeral.qualifier == "≥" and says(sentence, numeral.end, limit, "at_least")


def _is_criterion(sentence: Sentence, numeral: Numeral, noun: Noun) -> bool:
    """Whether a number says which ones are meant: `các xã có từ 2 trường trở lên`, `những xã chưa đầy 1.000
    dân`, `không còn phòng nào dưới 5 người`."""
    if ends(sentence, numeral.start, "has_from") and begins(sentence, noun.end, "or_more"):
        return True
    if numeral.qualifier != "<" or noun.object not in INNER:
        return False
    heads = [m for m in sentence.said("objects", end=numeral.start) if m.end < numeral.start]
    if not heads or not consists(sentence, heads[-1].end, numeral.start, "of_size"):
        return False
    if measured_by(sentence, heads[-1], numeral):
        return True  # "1.106 bản dưới 100 hộ"
    return begins(sentence, heads[-1].end, "any_such") or ends(sentence, heads[-1].start, "all_such")


def measured_by(sentence: Sentence, noun: Mention, numeral: Numeral) -> bool:
    """Whether a bound says how large those are that were just counted: `1.106 bản |dưới 100 hộ`."""
    counted = any(0 <= noun.start - n.end <= 1 for n in sentence.numerals)
    return counted and numeral.start - noun.end <= 1


def _is_told_as_rule(sentence: Sentence, numeral: Numeral, rule: Mention) -> bool:
    """Whether the sentence states the rule, and neither turns to the facts nor holds them against it."""
    return not (
        sentence.said("cues", "contrast", start=rule.end, end=numeral.start)
        or ends(sentence, rule.start, "measured_by_rule")
        or sentence.said("standards", "over_limit", "short")
    )


def is_of_inspection(sentence: Sentence, numeral: Numeral, noun: Noun | None) -> bool:
    """Whether a number is of what an inspection or a meeting comprised: `kiểm tra 10 tổ chức đảng`."""
    if noun is not None and begins(sentence, noun.end, "inspected"):
        return True
    posts = sentence.said("objects", form="phrases")  # "người làm việc" is no "làm việc"
    said = [m for m in sentence.said("cues", "unlike") if not any(p.start < m.start < p.end for p in posts)]
    cue = sentence.last_before(numeral.start, said)
    if cue is None or ";" in sentence.between(cue.end, numeral.start):
        return False
    if any(m.start <= cue.start < m.end for m in sentence.models) or any(
        m.start <= cue.start < m.end for m in sentence.said("offices")
    ):
        return False  # "Thanh tra tại 6 huyện" ends a model, "Ủy ban Kiểm tra có 5 đồng chí" is a body
    if sentence.said("changes", start=cue.end, end=numeral.start, form="phrases"):
        return False
    if says(sentence, cue.end, numeral.start, "tells_of_itself"):
        return False
    return (
        _first_counted(sentence, cue, numeral).start - cue.end < AT_ONCE
        or bool(sentence.said("cues", "breakdown", start=cue.end, end=numeral.start))
        or ends(sentence, numeral.start, "concerning", since=cue.end)
    )


def _first_counted(sentence: Sentence, cue: Mention, numeral: Numeral) -> Numeral:
    """The first number of the list in which a number stands behind an inspection: `kiểm tra |12 tổ chức đảng
    và 30 đảng viên`; the number itself where it is in no list."""
    behind = [n for n in sentence.numerals if cue.end <= n.start <= numeral.start]
    listed = all(ends(sentence, n.start, "list_next") for n in behind[1:])
    return behind[0] if listed else numeral


def is_of_places_elsewhere(sentence: Sentence, numeral: Numeral, noun: Noun | None) -> bool:
    """Whether a number is of provinces in which something else was done: `16 đồng chí tại 12 địa phương`."""
    if noun is None or numeral.measure != "count" or not is_called(sentence, noun, "provinces_elsewhere"):
        return False
    if sentence.models:
        return False
    doing = [
        m
        for m in sentence.verbs
        if m.id in FLOWS and m.id != "adoption" and consists(sentence, noun.end, m.start, "auxiliary")
    ]
    if doing and any(0 <= n.start - doing[0].end < LIMIT_REACH for n in sentence.numerals):
        return True
    return ends(sentence, numeral.start, "provinces_elsewhere")
