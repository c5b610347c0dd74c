"""The words that can govern a figure: verbs before it, verbs and standards behind it."""

from __future__ import annotations

import re

from tinhgon.clauses import Sentence
from tinhgon.lexicon import Mention
from tinhgon.rules import Rulebook
from tinhgon.statistics.record import Statistic

_ACTING = ("adoption", "decrease", "transfer", "increase")
_COUNTED = re.compile(r"(?<!\w)(?:số|số lượng|tổng số)\s")
REACH = 70  # characters between a figure and the standard behind it
GOVERNING = ("over_limit", "short")
_NEGATED = re.compile(r"(?:không|chưa)\s+$")
_NEW_CLAUSE = re.compile(
    r",\s*(?:đồng thời|trong đó|còn|đến|từ|gồm|bao gồm|tuy|nhưng|song|ngoài|với|"
    r"đã|đang|sẽ|có|giảm|tăng)(?!\w)"
)
_FROM_LEVEL = re.compile(r"(?<!\w)(?:mức|loại|từ|đạt|danh hiệu)\s+$")
_AUXILIARIES = re.compile(r"\s*(?:(?:mới|khác|nữa|này|trên|còn lại|đã|sẽ|cũng|đều|cùng|nay|hiện)\s+)*")
_PASSIVE = re.compile(
    r"(?<!\w)(?:được|bị|phải|sau khi|thuộc diện|trong diện|diện)\s+(?:sẽ\s+|phải\s+|được\s+)?$"
)


def verbs(sentence: Sentence) -> list[Mention]:
    """Verbs of change and standards that govern forwards; `giảm` in `chưa giảm` left out, and verbs that only
    name a topic: `đề án tinh giản biên chế`."""
    standards = sentence.said("standards", *GOVERNING)
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


def before_it(figure: Statistic, before: list[Statistic]) -> Mention | None:
    """The verb before the figure: the nearest strong one, or a weak one that stands next to it."""
    sentence, at = figure.sentence, figure.numeral.number_start
    reaching = _reaching(figure, verbs(sentence))
    segment = sentence.segment(at)
    own = [m for m in reaching if segment.start <= m.start < at]
    if before and before[-1].end <= segment.start and not own:
        return None
    strong = sentence.last_before(at, [m for m in reaching if m.form == "phrases"])
    weak = sentence.last_before(at, [m for m in reaching if m.form == "weak"])
    if weak is None or at - weak.end > 25 or re.search(r"[,;:]", sentence.between(weak.end, at)):
        return strong
    said = [
        m
        for m in sentence.said("standards", end=weak.start)
        if weak.start - m.end < 12 and not GOVERNING.count(m.id)
    ]
    copula = sentence.between(weak.start, weak.end) == "là"
    if said and copula:
        return said[-1]
    if strong is None or strong.end > weak.end:
        return strong or weak
    if copula and _COUNTED.match(sentence.folded[segment.start :].lstrip()) and strong.start > segment.start:
        return strong
    near = 60 if figure.measure == "percent" else 25
    joined = _same_clause(sentence, strong, weak, near) and not _prepositional(sentence, weak)
    return strong if joined else weak


def _prepositional(sentence: Sentence, weak: Mention) -> bool:
    """`dôi dư tại 3 văn phòng`: the number tells where, the verb does not count it."""
    return sentence.between(weak.start, weak.end) in {"tại", "ở", "của"}


def _reaching(figure: Statistic, verbs: list[Mention]) -> list[Mention]:
    """A verb does not reach over a semicolon into a segment that has its own verb or model."""
    sentence = figure.sentence
    segment = sentence.segment(figure.start)
    inside = [m for m in verbs if m.start >= segment.start]
    own = [m for m in inside if m.end <= figure.end or m.form == "phrases"]
    models = [m for m in sentence.models if segment.start <= m.start < segment.end]
    return inside if own or models else verbs


def _same_clause(sentence: Sentence, strong: Mention, weak: Mention, near: int) -> bool:
    gap = sentence.between(strong.end, weak.start)
    return not re.search(r"[;:(]" if near > 25 else r"[;:,(]", gap) and len(gap) < near


def behind(figure: Statistic, after: Statistic | None, rulebook: Rulebook) -> Mention | None:
    """The verb or standard behind the figure, before the next figure or clause; a passive verb says more than
    a standard that only picks out (`143 xã không đủ tiêu chí sẽ được sáp nhập`)."""
    sentence = figure.sentence
    end = min(sentence.segment(figure.start).end, after.start if after else sentence.end)
    if clause := _NEW_CLAUSE.search(sentence.folded, figure.end, end):
        end = clause.start()
    passive = [
        m
        for m in sentence.said("changes", *_ACTING, start=figure.end, end=end)
        if m.form == "behind" or (m.form == "phrases" and _acts_on(sentence, figure, m))
    ]
    standards = [
        m
        for m in sentence.said("standards", start=figure.end, end=min(end, figure.end + REACH))
        if m.form == "phrases" and _is_met(figure, m, rulebook) and not _forward(sentence, m)
    ]
    home = sentence.bracket(figure.start)
    verb = sentence.first_after(figure.end, passive, home)
    return verb or sentence.first_after(figure.end, standards, home)


def _forward(sentence: Sentence, standard: Mention) -> bool:
    """`…, dôi dư 21 cán bộ`: a standard that governs what follows it."""
    return standard.id in GOVERNING and any(0 <= n.start - standard.end < 3 for n in sentence.numerals)


def _acts_on(sentence: Sentence, figure: Statistic, verb: Mention) -> bool:
    """Whether a verb behind the figure is its predicate: passive, or next to it (`18 bản nhập thành 9`)."""
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


def property_before(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> Mention | None:
    """A standard before the figure with at most a weak verb between: `hoàn thành nhiệm vụ 9,1%`,
    `từ mức hoàn thành tốt nhiệm vụ trở lên có 604`."""
    sentence, at = figure.sentence, figure.numeral.number_start
    percent = figure.measure == "percent"
    start = max([sentence.segment(at).start, *(s.end for s in before if s.end <= at)])
    said = [
        m
        for m in sentence.said("standards", start=start, end=at)
        if m.id not in GOVERNING and _is_met(figure, m, rulebook) and (m.form == "phrases" or percent)
    ]
    if not said or at - said[-1].end > 30:
        return None
    first = said[-1].start
    if figure.measure == "count" and not _FROM_LEVEL.search(sentence.folded, start, first):
        return None
    if start > sentence.segment(at).start and not re.search(r"[,;:(]", sentence.between(start, first)):
        return None
    ruled = [m for m in sentence.said("changes", start=first, end=at) if m.form == "phrases"]
    return None if any(m.id != "level" for m in ruled) else said[-1]
