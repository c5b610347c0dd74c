"""Which numbers of a sentence are figures: those that count an object of the code book."""

from __future__ import annotations

import re

from tinhgon.clauses import Sentence
from tinhgon.numerals import Numeral
from tinhgon.rules import Rulebook
from tinhgon.statistics.nouns import Noun, noun_after, noun_before
from tinhgon.statistics.record import Statistic

# Nouns that take a number as their name: `số 5`, `lớp 12`, `quận 3`.
_NAMING = re.compile(
    r"(?:\b(?:số|loại|lớp|hạng|khóa|cụm|nhóm|cấp|lần|thứ|đợt|bước|phần|chương|mục|điểm|vùng|tuyến|tổ|đội|"
    r"khu|đường|quốc lộ|km|giai đoạn|vị trí thứ|mã|trang|kỳ|bậc|mức|thôn|bản|ấp|khu phố|tổ dân phố|hợp đồng|chương trình|phiên)"
    r"\s+(?:thứ\s+)?)$"
)
_UNITS = re.compile(
    r"\s?(?:km2|km|m2|ha|kg|tấn|tuổi|lần|giờ|phút|ngày|tháng|năm|tuần|quý|lít|mét|điểm|bước|nội dung|nhiệm vụ|nhóm|giải pháp|"
    r"nghị quyết|văn bản|kế hoạch|ý kiến|bước|hộ chiếu|tỷ lệ|môn|câu|bài|mô hình|tiêu chí|tiêu chuẩn|mặt|khâu|mục tiêu)\b"
)
_STANDARD_SHARE = re.compile(r"\s*(?:của\s+)?(?:cả\s+)?(?:hai\s+|2\s+|các\s+)?(?:tiêu chuẩn|tiêu chí|yêu cầu|diện tích)")
_BARE_END = re.compile(r"\s*(?:$|[.,;)…]|\(|so với|tại|ở|và|đến|trong|\.\.\.)")
_ARTICLE_ONE = re.compile(r"\s+(?:trong|số|phần|cách|bộ phận|mặt|lần|chút|vài|nửa|bước|loạt|khi|việc|người đứng đầu)\b")
_ENUMERATOR = re.compile(r"(?:^|[\s;:.])\(?$")
_COUNTING = {"level", "decrease", "increase", "transfer", "adoption"}


def candidates(sentence: Sentence, rulebook: Rulebook) -> list[Statistic]:
    """The figures of `sentence`, in order, with their nouns; what they say is still open."""
    found: list[Statistic] = []
    for numeral in sentence.numerals:
        noun = noun_after(sentence, numeral.end, rulebook)
        if _is_figure(sentence, numeral, noun, found, rulebook):
            end = noun.end if noun else numeral.end
            found.append(Statistic(numeral, sentence, noun, numeral.start, end))
    return found


def _is_figure(sentence: Sentence, numeral: Numeral, noun: Noun | None, before: list[Statistic], rulebook: Rulebook) -> bool:
    folded = sentence.folded
    if numeral.measure == "count" and _NAMING.search(folded, max(sentence.start, numeral.start - 24), numeral.start):
        if noun is None or noun.generic or numeral.in_words:
            return False
    if is_norm(sentence, numeral, noun):
        return False
    if numeral.measure == "money":
        return bool(sentence.said("changes", "decrease", "increase") or sentence.said("objects", "money"))
    if numeral.measure == "percent":
        return noun is not None or _percent_of_something(sentence, numeral)
    if noun is not None:
        return _counts(sentence, numeral, noun, before)
    if numeral.measure == "ratio":
        return not numeral.in_words and bool(noun_before(sentence, numeral.start, rulebook))
    return _bare(sentence, numeral, before, rulebook)


def _counts(sentence: Sentence, numeral: Numeral, noun: Noun, before: list[Statistic]) -> bool:
    """A number with a noun: digits count, number words where they are not articles or parts of names."""
    folded = sentence.folded
    if _inspected(sentence, numeral, noun):
        return False
    if not numeral.in_words:
        return not (noun.generic and noun.object == "anything" and not _governed(sentence, numeral, before))
    bare = folded[numeral.number_start : numeral.end]
    if bare == "một" or (bare == "năm" and noun.generic):
        if _ARTICLE_ONE.match(folded, numeral.end) or noun.generic and noun.object != "anything":
            return False
        return _one_counts(sentence, numeral, before)
    if bare in {"năm", "ba", "tư"} and re.search(r"\b(?:trong|mỗi|hằng|hàng|các|đầu|cuối|nửa|qua|cả năm|ông|bà|anh|chị)\s+$", folded[max(0, numeral.start - 10) : numeral.start]):
        return False
    return not noun.generic or _governed(sentence, numeral, before)


def _one_counts(sentence: Sentence, numeral: Numeral, before: list[Statistic]) -> bool:
    """`một` counts where a verb of counting or another figure stands right before it."""
    lead = sentence.folded[max(sentence.start, numeral.start - 14) : numeral.start]
    if re.search(r"(?:chỉ có|chỉ còn|còn|thêm|gồm|có|giảm|tăng|bổ sung|mới|tại|bớt|thí điểm)\s+$", lead):
        return True
    near = [s for s in before if numeral.start - s.end < 40]
    return bool(near) and re.search(r"(?:,|;|và|\()\s*$", lead) is not None


def _governed(sentence: Sentence, numeral: Numeral, before: list[Statistic]) -> bool:
    """A noun that says nothing needs a verb that does, or a figure before it."""
    verbs = [m for m in sentence.said("changes", end=numeral.start) if m.form == "phrases"]
    if sentence.last_before(numeral.start, verbs) is not None or before:
        return True
    objects = sentence.said("objects", end=numeral.start)
    return bool(objects) and numeral.value > 1


def _percent_of_something(sentence: Sentence, numeral: Numeral) -> bool:
    if _STANDARD_SHARE.match(sentence.folded, numeral.end):
        return False
    return bool(sentence.said("changes")) or bool(sentence.said("objects", start=sentence.start, end=numeral.start))


def _bare(sentence: Sentence, numeral: Numeral, before: list[Statistic], rulebook: Rulebook) -> bool:
    """A number without a noun is a figure where the sentence named the thing and a verb counts it."""
    folded = sentence.folded
    if numeral.in_words and not re.search(r"(?:còn|có|xuống|là)\s+$", folded[max(0, numeral.start - 8) : numeral.start]):
        return False
    if not _BARE_END.match(folded, numeral.end) or _UNITS.match(folded, numeral.end):
        return False
    lead = folded[max(sentence.start, numeral.start - 30) : numeral.start]
    verb = re.search(
        r"(?:giảm|tăng|còn|thừa|thiếu|dư|là|xuống|thành|lên|đạt|có|từ|bằng|giảm được|dôi dư)\s+(?:được\s+)?$", lead
    )
    named = noun_before(sentence, numeral.start, rulebook) is not None or bool(before)
    opened = lead.endswith("(") and folded[numeral.end : numeral.end + 1] == ")" and bool(before)
    return named and (verb is not None or opened)


def is_norm(sentence: Sentence, numeral: Numeral, noun: Noun | None) -> bool:
    """A legal limit or standard: `không quá 3 phó giám đốc`, `8.000 người trở lên`, `50% tiêu chuẩn`."""
    folded = sentence.folded
    if numeral.measure == "percent" and _STANDARD_SHARE.match(folded, numeral.end):
        return True
    surface = folded[numeral.start : numeral.number_start or numeral.start]
    tail = folded[numeral.end : numeral.end + 40]
    if re.match(r"[^.,;]{0,30}?\btrở lên\b", tail) and noun is not None and noun.kind in {"other", "any"}:
        return True
    lead = folded[max(sentence.start, numeral.start - 60) : numeral.end]
    limited = surface.strip() in {"không quá", "không có quá", "không vượt quá", "không hơn"} or re.search(r"(?:không|không có) quá\b", lead[-40:])
    if limited and noun is not None and not sentence.said("cues", "plan", end=numeral.start):
        return True
    verb = sentence.last_before(numeral.start, sentence.said("changes", "decrease", "increase", "adoption"))
    rule = sentence.last_before(numeral.start, sentence.said("cues", "norm"))
    return rule is not None and numeral.start - rule.end < 45 and (verb is None or verb.end < rule.start) and limited is not None and bool(limited)


def _inspected(sentence: Sentence, numeral: Numeral, noun: Noun) -> bool:
    """What an inspection or a meeting comprised is not of the apparatus: `kiểm tra 10 tổ chức đảng`."""
    lead = sentence.folded[max(sentence.start, numeral.start - 45) : numeral.start]
    if re.search(r"(?:kiểm tra|giám sát|làm việc|thanh tra|tiếp xúc|gặp|khảo sát|thăm)(?:\s+(?:trực tiếp|công vụ|đột xuất))*(?:\s+(?:với|đối với|tại|ở))?\s+$", lead):
        return True
    return bool(re.match(r"\s+(?:được|đã được)\s+(?:kiểm tra|thanh tra|giám sát)", sentence.folded[noun.end : noun.end + 30]))
