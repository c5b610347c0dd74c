"""Which numbers of a sentence are figures: those that count an object of the code book."""

from __future__ import annotations

import re

from tinhgon.clauses import Sentence
from tinhgon.clauses.numbers import before_only, context, enumerates
from tinhgon.numerals import Numeral
from tinhgon.rules import Rulebook
from tinhgon.statistics.nouns import Noun, kind_of, noun_after, nouns_before
from tinhgon.statistics.record import Statistic

_SHARE_OF_STANDARD = re.compile(
    r"\s*(?:của\s+)?(?:cả\s+)?(?:hai\s+|2\s+|các\s+|mức\s+)?"
    r"(?:tiêu chuẩn|tiêu chí|so với tiêu chuẩn|yêu cầu|diện tích)"
)
_BARE_END = re.compile(r"\s*(?:$|[.,;)…]|\(|so với|tại|ở|và|đến|do|trong|xuống|lên|thành|còn|thuộc|của)")
_BARE_LEAD = re.compile(
    r"(?<!\w)(?:giảm|tăng|còn|thừa|thiếu|dư|là|xuống|thành|lên|đạt|có|từ|bằng|dôi dư|còn lại|tới|thêm|góp|chiếm|nay|đóng góp|về)\s+(?:được\s+|lại\s+|tới\s+)?$"
)
_NOT_ONE = re.compile(
    r"\s+(?:trong|số|phần|cách|bộ phận|mặt|lần|chút|vài|bước|loạt|khi|việc|người đứng đầu|hoặc)\b"
)
_COUNT_LEAD = re.compile(r"(?<!\w)(?:gồm|có|là|còn|với|thành|hình thành|lập|đưa)\s+$")
_ONE_LEAD = re.compile(
    r"(?<!\w)(?:chỉ có|chỉ còn|còn|thêm|gồm|có|giảm|tăng|bổ sung|mới|tại|bớt|thí điểm|xuống|thành|làm|lập|nhập|ghép chung)\s+$"
)
_TIME_OR_TITLE = re.compile(
    r"(?<!\w)(?:trong|mỗi|hằng|hàng|các|đầu|cuối|nửa|qua|cả năm|ông|bà|anh|chị|đồng chí|từng)\s+$"
)
_PAY = re.compile(
    r"(?<!\w)(?:chi trả|quỹ lương|tiền lương|chi lương|chi phí|ngân sách|tổng chi|kinh phí|số tiền|chi cho)(?!\w)"
)
_VAGUE = re.compile(r"(?<!\w)(?:dăm|vài|mươi|phần|hàng|độ dăm)\s+$")
_HALF_OF = re.compile(r"\s+(?:trong|số|của|trên)\b")
_LIMIT = re.compile(r"(?<!\w)không\s+(?:có\s+)?(?:quá|vượt quá|hơn)\s+$")
_FLOWS = {"decrease", "increase", "adoption", "transfer"}


def candidates(sentence: Sentence, earlier: list[Statistic], rulebook: Rulebook) -> list[Statistic]:
    """The figures of `sentence`, in order, with their nouns; what they say is still open.

    `earlier` are the figures of the sentences just before: what a noun that says nothing may stand for.
    """
    found: list[Statistic] = []
    for numeral in sentence.numerals:
        noun = noun_after(sentence, numeral.end, rulebook)
        if _is_figure(sentence, numeral, noun, found, earlier, rulebook):
            end = noun.end if noun else numeral.end
            found.append(Statistic(numeral, sentence, noun, numeral.start, end))
    return found


def _is_figure(
    sentence: Sentence,
    numeral: Numeral,
    noun: Noun | None,
    before: list[Statistic],
    earlier: list[Statistic],
    rulebook: Rulebook,
) -> bool:
    if _belongs_elsewhere(sentence, numeral, noun, rulebook) or is_norm(sentence, numeral, noun):
        return False
    if _inspected(sentence, numeral, noun) or _elsewhere(sentence, numeral, noun):
        return False
    if numeral.measure == "money":
        return bool(
            sentence.said("changes", *_FLOWS)
            or sentence.said("objects", "money")
            or _PAY.search(sentence.folded, sentence.start, sentence.end)
        )
    if numeral.measure == "percent" and numeral.in_words and noun is None:
        return _HALF_OF.match(sentence.folded, numeral.end) is not None
    if numeral.measure == "percent":
        return (
            noun is not None
            or bool(sentence.said("changes"))
            or bool(sentence.said("objects", end=numeral.start))
        )
    if noun is not None:
        recalled = [s for s in earlier if kind_of(s.object, rulebook) in {"bodies", "places"}]
        return _counts(sentence, numeral, noun, before, recalled)
    if numeral.measure == "ratio":
        return bool(nouns_before(sentence, numeral.start))
    return _bare(sentence, numeral, before)


def _belongs_elsewhere(sentence: Sentence, numeral: Numeral, noun: Noun | None, rulebook: Rulebook) -> bool:
    """A name, an ordinal, an item's number: the words before it claim it."""
    folded, start = sentence.folded, numeral.number_start
    if enumerates(folded, start, numeral.end):
        return True
    if before_only(folded, start, "ordinal", rulebook):
        return True
    named = numeral.measure == "count" and before_only(folded, start, "name", rulebook)
    if named and (noun is None or noun.generic or numeral.in_words):
        return True
    return (
        noun is None
        and numeral.measure == "count"
        and context(folded, start, numeral.end, rulebook) not in {"", "norm"}
    )


# --- Numbers with a noun -----------------------------------------------------------------------------


def _counts(
    sentence: Sentence, numeral: Numeral, noun: Noun, before: list[Statistic], recalled: list[Statistic]
) -> bool:
    """Digits count; number words where they are no article and no part of a name; a noun that stands for
    another needs something to stand for."""
    if numeral.in_words and not _words_count(sentence, numeral, noun, before):
        return False
    return (
        not noun.generic or numeral.measure == "ratio" or _governed(sentence, numeral, noun, before, recalled)
    )


def _words_count(sentence: Sentence, numeral: Numeral, noun: Noun, before: list[Statistic]) -> bool:
    folded = sentence.folded
    printed = folded[numeral.number_start : numeral.end]
    if _VAGUE.search(folded, sentence.start, numeral.number_start):
        return False
    if printed == "một" and numeral.measure == "count":
        if _NOT_ONE.match(folded, numeral.end):
            return False
        if _ONE_LEAD.search(folded, sentence.start, numeral.start):
            return True
        close = bool(before) and numeral.start - before[-1].end < 40
        joined = re.search(r"(?:,|;|và|\()\s*$", folded[sentence.start : numeral.start]) is not None
        return (close and joined) or (noun.end < sentence.end and _subject_one(sentence, numeral, noun))
    if noun.generic and numeral.measure == "count" and not sentence.models and not before:
        said = _ONE_LEAD.search(folded, sentence.start, numeral.start) and nouns_before(
            sentence, numeral.start
        )
        return _acted_on(sentence, numeral, noun) or (bool(said) and noun.object == "anything")
    if printed in {"năm", "ba", "tư"}:
        return not _TIME_OR_TITLE.search(folded, sentence.start, numeral.start)
    return True


def _acted_on(sentence: Sentence, numeral: Numeral, noun: Noun) -> bool:
    """A verb of change right before the number or, in the passive, right behind its noun."""
    flows = [m for m in sentence.said("changes", *_FLOWS) if m.form in {"phrases", "behind"}]
    before = any(0 <= numeral.start - m.end < 8 for m in flows)
    return before or any(0 <= m.start - noun.end < 16 for m in flows)


def _subject_one(sentence: Sentence, numeral: Numeral, noun: Noun) -> bool:
    """`…, một cơ quan hoạt động không hiệu quả phải giải thể`: one thing that something happens to."""
    verb = sentence.first_after(
        noun.end, sentence.said("changes", "decrease", "adoption"), sentence.bracket(numeral.start)
    )
    opens = re.search(r"(?:^|[,;]\s*)$", sentence.folded[sentence.start : numeral.start]) is not None
    return opens and verb is not None and "," not in sentence.between(noun.end, verb.start)


def _governed(
    sentence: Sentence, numeral: Numeral, noun: Noun, before: list[Statistic], recalled: list[Statistic]
) -> bool:
    """Whether the sentence, or the one before it, names what the noun stands for."""
    if before or nouns_before(sentence, numeral.start) or sentence.models:
        return True
    if noun.object != "anything" and _COUNT_LEAD.search(sentence.folded, sentence.start, numeral.start):
        return True
    if (
        recalled
        and noun.object in {"anything", "communes", "focal_points"}
        and not _is_people(sentence, noun)
    ):
        return True
    verbs = [m for m in sentence.said("changes") if m.form in {"phrases", "behind"}]
    return bool(verbs or sentence.said("standards", "over_limit", "short"))


def _is_people(sentence: Sentence, noun: Noun) -> bool:
    return sentence.folded[noun.start : noun.end] in {"người", "trường hợp", "lượt người", "vị trí"}


# --- Numbers without a noun --------------------------------------------------------------------------


def _bare(sentence: Sentence, numeral: Numeral, before: list[Statistic]) -> bool:
    """A number without a noun is a figure where the sentence named the thing and a verb counts it."""
    folded = sentence.folded
    if not _BARE_END.match(folded, numeral.end):
        return False
    if not (nouns_before(sentence, numeral.start) or before):
        return False
    if numeral.in_words:
        return (
            re.search(r"(?<!\w)(?:chỉ còn|chỉ có|còn|xuống)\s+$", folded[sentence.start : numeral.start])
            is not None
            and numeral.value > 1
        )
    if _BARE_LEAD.search(folded, sentence.start, numeral.start):
        return True
    return bool(before) and _listed(sentence, numeral)


def _listed(sentence: Sentence, numeral: Numeral) -> bool:
    """An item of a list that divides a figure before it: `(750)`, `Ba Tri 118, Châu Thành 93`, `cấp huyện 745`."""
    lead = sentence.folded[sentence.start : numeral.start]
    if lead.endswith("(") or (sentence.bracket(numeral.start) and lead.rstrip().endswith(",")):
        return True
    if lead.rstrip().endswith(":"):
        return True
    closes = re.match(r"\s*(?:[,;.)]|và\b|$)", sentence.folded[numeral.end : sentence.end]) is not None
    labels = [
        *sentence.places,
        *sentence.said("tiers"),
        *sentence.said("objects"),
        *sentence.said("cues", "part_topic"),
    ]
    return closes and any(0 <= numeral.start - label.end <= 1 for label in labels)


# --- Numbers that are no facts -----------------------------------------------------------------------


def is_norm(sentence: Sentence, numeral: Numeral, noun: Noun | None) -> bool:
    """A legal limit or standard: `không quá 3 phó giám đốc`, `8.000 người trở lên`, `50% tiêu chuẩn`."""
    folded = sentence.folded
    if numeral.measure == "percent" and _SHARE_OF_STANDARD.match(folded, numeral.end):
        return True
    limited = _LIMIT.search(folded, sentence.start, numeral.number_start) is not None
    flow = sentence.last_before(
        numeral.number_start, [m for m in sentence.said("changes", *_FLOWS) if m.form == "phrases"]
    )
    rule = sentence.last_before(numeral.number_start, sentence.said("cues", "norm"))
    if limited:
        return flow is None or numeral.start - flow.end > 25 or rule is not None
    upward = numeral.qualifier == "≥" and "trở lên" in folded[numeral.end : numeral.end + 40]
    if upward and noun is not None and noun.kind in {"other", "any"}:
        return True
    if rule is None or (flow is not None and flow.end > rule.start):
        return False
    turned = sentence.said("cues", "contrast", start=rule.end, end=numeral.start)
    inner = noun is not None and noun.object in {
        "deputies",
        "leaders",
        "residents",
        "households",
        "payroll",
        "anything",
    }
    compared = (
        re.search(r"(?<!\w)(?:hơn|với|đúng|vượt|quá|trái)\s+$", folded[sentence.start : rule.start])
        is not None
    )
    return inner and not turned and not compared and not sentence.said("standards", "over_limit", "short")


def _inspected(sentence: Sentence, numeral: Numeral, noun: Noun | None) -> bool:
    """What an inspection or a meeting comprised is not of the apparatus: `kiểm tra 10 tổ chức đảng`."""
    if noun is not None and re.match(
        r"\s+(?:đã\s+)?được\s+(?:kiểm tra|thanh tra|giám sát)", sentence.folded[noun.end : noun.end + 30]
    ):
        return True
    cue = sentence.last_before(numeral.start, sentence.said("cues", "unlike"))
    if cue is None or ";" in sentence.between(cue.end, numeral.start):
        return False
    ruled = [m for m in sentence.said("changes", start=cue.end, end=numeral.start) if m.form == "phrases"]
    direct = numeral.start - cue.end < 6 or sentence.said(
        "cues", "breakdown", start=cue.end, end=numeral.start
    )
    return not ruled and (
        bool(direct) or re.search(r"đối với\s+$", sentence.between(cue.end, numeral.start)) is not None
    )


def _elsewhere(sentence: Sentence, numeral: Numeral, noun: Noun | None) -> bool:
    """A number of provinces in which something else was done: `16 đồng chí tại 12 địa phương`."""
    if noun is None or sentence.models or numeral.measure != "count":
        return False
    if sentence.folded[noun.start : noun.end] not in {
        "địa phương",
        "tỉnh",
        "tỉnh, thành",
        "tỉnh, thành phố",
        "tỉnh thành",
    }:
        return False
    return (
        re.search(r"(?<!\w)(?:tại|ở|của|từ)\s+$", sentence.folded[sentence.start : numeral.start]) is not None
    )
