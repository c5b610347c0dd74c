"""On which tier a model runs: by its own words, those next to it, its place."""

from __future__ import annotations

from collections.abc import Iterator

from tinhgon.adoptions.holders import Holder
from tinhgon.clauses import Model, Sentence
from tinhgon.clauses.contexts import begins, consists, ends, equals, lengths, says, search
from tinhgon.clauses.unions import members
from tinhgon.text import Span

TIERS = {"province": "province_tier", "district": "district_tier", "commune": "commune_tier"}
RANKS = {"commune": 0, "district": 1, "province": 2}
NEXT_TO = 2  # words of a post between a model and its tier: "Chủ tịch MTTQ [Việt Nam] tỉnh"
MOST_BEFORE = 4  # models before one in a sentence whose level it can share
JOINED = 12  # characters between two models of a list: ", hoặc ", " và "
BEHIND = 160  # characters behind a model in which "ở cấp huyện" names its tier
SEVERAL = 3  # words of "tất cả các", "một số"
SMALLER = {"district", "commune"}
VERBS = ("one_body", "one_roof", "dissolved")
OF_AGENCIES = {"units_merged", "health_merged"}
OPENINGS = {"", ",", ":", ";"}  # behind which "huyện" or "xã" is who acts


def levels_of(sentence: Sentence, model: Model, holder: Holder) -> list[str]:
    """province, district, commune, village; several where the sentence joins them, none where it says none.

    The tier that the rules give the model, else the last named in its words or right behind them, before it
    (`ở cấp huyện, …`), behind it (`… ở cấp tỉnh và cấp huyện`), that of the place that runs it, that of its
    bodies (`Phòng Nội vụ` is a district's), that of the model before it in the sentence, else of the agency
    that merges units of its own (`UBND tỉnh đã …`).
    """
    if model.tier:
        return [model.tier]
    if told := _told(sentence, model):
        return told
    if holder.level in SMALLER:
        return [holder.level]
    within = _of_bodies(sentence, model) or _carried(sentence, model) or _of_agency(sentence, model)
    return within or _elsewhere(sentence, model)


def _told(sentence: Sentence, model: Model) -> list[str]:
    own = _of_words(sentence, model) or _before(sentence, model, sentence.segment(model.start).start)
    return own or _behind(sentence, model) or _before(sentence, model, sentence.start)


def _named(sentence: Sentence, start: int, end: int) -> list[tuple[Span, str]]:
    """The tiers named in a stretch, in order; none inside a compound (`xã hội`) or the name of a province."""
    found = [(span, tier) for tier, words in TIERS.items() for span in _spans(sentence, start, end, words)]
    whole = [(s, t) for s, t in found if not any(o.start <= s.start and s.end < o.end for o, _ in found)]
    own = sorted(pair for pair in whole if not _is_other(sentence, *pair))
    return [pair for i, pair in enumerate(own) if not (i and _explains(sentence, own[i - 1], pair))]


def _explains(sentence: Sentence, smaller: tuple[Span, str], larger: tuple[Span, str]) -> bool:
    """Whether a tier only tells where those of a smaller one lie: `các xã của |huyện`."""
    (before, tier), (behind, another) = smaller, larger
    return RANKS[another] > RANKS[tier] and equals(sentence, before.end, behind.start, "lies_in")


def _spans(sentence: Sentence, start: int, end: int, context: str) -> Iterator[Span]:
    while (span := search(sentence, start, end, context)) is not None:
        yield span
        start = span.end


def _is_other(sentence: Sentence, span: Span, tier: str) -> bool:
    if sentence.cuts_compound(span.start) or sentence.cuts_compound(span.end):
        return True
    if sentence.between(*span).startswith("cấp "):
        return False
    if ends(sentence, span.start, "whole") or (tier == "province" and ends(sentence, span.start, "many")):
        return True
    return any(p.level == "province" and p.start <= span.start < p.end for p in sentence.places)


def _of_words(sentence: Sentence, model: Model) -> list[str]:
    """The last tier that the model's own words name, or those next to it, up to a mark."""
    end = _end_of_list(sentence, model)
    first = sentence.word_at(end)
    for word in sentence.words[first : first + NEXT_TO + 1]:
        if not word.text.isalnum() or begins(sentence, word.start, "of_another"):
            break
        end = word.end
    for place in sentence.places:
        if place.level in SMALLER and place.start < end <= place.end:
            end = place.end
        if model.name and place.level == "province" and sentence.word_at(place.start) == first:
            return ["province"]
    named = _named(sentence, model.start, end)
    if model.id in OF_AGENCIES and named:  # "sáp nhập Trạm Khuyến nông huyện vào Trung tâm Khuyến nông tỉnh"
        return [named[0][1]]
    return _joined(sentence, *named[-1]) if named else []


def _joined(sentence: Sentence, span: Span, tier: str) -> list[str]:
    """A tier and those joined to it behind: `cấp tỉnh và cấp huyện`."""
    found = [tier]
    for other, another in _named(sentence, span.end, sentence.end):
        if another in found or not consists(sentence, span.end, other.start, "tier_joint"):
            break
        found.append(another)
        span = other
    return found


def _end_of_list(sentence: Sentence, model: Model) -> int:
    """Where the last body ends that is listed behind the model, or the rest of the model's own name:
    `A, B |và Trung tâm Chính trị`, `MTTQ và các tổ chức |chính trị - xã hội`."""
    end, index = model.end, sentence.word_at(model.end)
    if suffix := lengths(sentence, index, "body_suffix"):
        end = sentence.words[index + suffix[-1] - 1].end
    for body in members(sentence):
        listed = end <= body.start and consists(sentence, end, body.start, "body_joint")
        if listed and not any(m.start <= body.start < m.end for m in sentence.models):
            end = body.end
    return end


def _before(sentence: Sentence, model: Model, since: int) -> list[str]:
    """`Ở cấp huyện, …`, `… hai việc ở cấp huyện: …`: the last tier named before the model."""
    previous = [m.end for m in sentence.models if m.end <= model.start]
    for start in dict.fromkeys((max([since, *previous]), since)):
        named = [pair for pair in _named(sentence, start, model.start) if _is_topic(sentence, *pair)]
        if named:
            return [named[-1][1]]
    return []


def _is_topic(sentence: Sentence, span: Span, tier: str) -> bool:
    """`cấp huyện`, `ở các xã`, `Huyện đã …`; `trong tỉnh` names no tier, `trên cấp xã` another one."""
    if sentence.between(*span).startswith("cấp "):
        return not ends(sentence, span.start, "above")
    if tier == "province":
        return False
    return ends(sentence, span.start, "tier_next") or _opens_clause(sentence, span)


def _opens_clause(sentence: Sentence, span: Span) -> bool:
    """Whether a tier acts: `Huyện đã …`, `Tất cả các huyện đã …`."""
    index = sentence.word_at(span.start)
    words = sentence.words
    if any(place.start == span.start for place in sentence.places):
        return False  # "…, huyện Mường Khương, …": its holder has that level
    for before in range(max(index - SEVERAL, 0), index):
        if consists(sentence, words.starts[before], words.starts[index], "several"):
            index = before
            break
    return sentence.last_mark(words.starts[index]) in OPENINGS


def _behind(sentence: Sentence, model: Model) -> list[str]:
    """`… cũng được làm ở cấp huyện`, `… tại các xã`, up to the next model."""
    following = [m.start for m in sentence.models if m.start >= model.end]
    stop = min([sentence.segment(model.start).end, model.end + BEHIND, *following])
    named = [pair for pair in _named(sentence, model.end, stop) if _is_behind(sentence, model, *pair)]
    if named:
        return _joined(sentence, *named[0])
    smaller = [p for p in sentence.places if p.level in SMALLER and model.end <= p.start and p.end <= stop]
    return [p.level for p in smaller if ends(sentence, p.start, "holder_next")][:1]


def _is_behind(sentence: Sentence, model: Model, span: Span, tier: str) -> bool:
    """`… ở cấp huyện`, `… nhập thành Trung tâm Kiểm soát bệnh tật tỉnh`; behind a comma and a new verb
    (`…, đưa người về các trạm cấp xã`) it is that of something else, unless `ở` stands before it."""
    apart = says(sentence, model.end, span.start, "comma")
    if _is_topic(sentence, span, tier):
        verbs = apart and sentence.said("cues", *VERBS, start=model.end, end=span.start)
        return not verbs or ends(sentence, span.start, "tier_next") or _opens_clause(sentence, span)
    result = not apart and says(sentence, model.end, span.start, "new_body")
    return result and not sentence.next_mark(span.end).isalnum()


def _of_bodies(sentence: Sentence, model: Model) -> list[str]:
    """A department (`sở`) is a province's, a division (`phòng`) a district's."""
    bodies = [one for one in members(sentence) if model.start <= one.start < model.end]
    for words in (sentence.between(one.start, one.end).split() for one in bodies):
        if "sở" in words:
            return ["province"]
        if "phòng" in words and not {"văn", "chống", "dự"} & set(words):
            return ["district"]
    return []


def _carried(sentence: Sentence, model: Model) -> list[str]:
    """The level of the last model before it in the sentence that has one, else that named by one joined to
    it behind."""
    previous = [m for m in sentence.models if m.end <= model.start and not m.tier][-MOST_BEFORE:]
    for other in reversed(previous):
        told = _told(sentence, other) or _of_bodies(sentence, other)
        if told:
            return told
    joined = [m for m in sentence.models if 0 <= m.start - model.end <= JOINED and not m.tier]
    return _of_words(sentence, joined[0]) if joined else []


def _of_agency(sentence: Sentence, model: Model) -> list[str]:
    """The tier of the agency named last before a merger of units, else behind it: `UBND tỉnh đã sáp nhập …`,
    `Ngành Y tế đã …`, `… được UBND tỉnh ký`."""
    if model.id not in OF_AGENCIES:
        return []
    start, end = sentence.segment(model.start)
    if before := [t for span, t in _named(sentence, start, model.start) if _is_agency(sentence, span)]:
        return before[-1:]
    school = "trường" in sentence.between(model.start, model.end)
    if not school and sentence.said("cues", "province_agency", "sector", start=start, end=model.start):
        return ["province"]
    behind = _named(sentence, model.end, end)
    return [tier for span, tier in behind if _is_agency(sentence, span)][:1]


def _elsewhere(sentence: Sentence, model: Model) -> list[str]:
    """`…; người bệnh được chữa tại tuyến huyện`: behind the only model of a sentence."""
    if len(sentence.models) > 1:
        return []
    behind = _named(sentence, sentence.segment(model.start).end, sentence.end)
    return [tier for span, tier in behind if ends(sentence, span.start, "tier_next")][:1]


def _is_agency(sentence: Sentence, span: Span) -> bool:
    return sentence.between(*span).endswith("ủy") or ends(sentence, span.start, "agency_next")
