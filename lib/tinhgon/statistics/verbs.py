"""The word that can govern a figure: a verb before it, a verb or standard behind it."""

from __future__ import annotations

import re

from tinhgon.clauses import Sentence
from tinhgon.clauses.contexts import begins, consists, ends, equals, says, search
from tinhgon.clauses.verbs import GOVERNING, opening_clause_end
from tinhgon.lexicon import Mention
from tinhgon.rules import Rulebook
from tinhgon.statistics.record import Statistic
from tinhgon.text import Span

ACTING = ("adoption", "decrease", "transfer", "increase")
ACTIVE = ("adoption", "transfer")  # changes that things undergo in the active voice: "18 bản nhập thành 9"
REACH = 70  # characters between a figure and the standard behind it
FAR_REACH = 120  # the same where "thuộc diện" says that it is theirs
WEAK_REACH = 25  # characters between a weak verb and its figure, or a strong verb and the weak one behind it
PERCENT_REACH = 60  # the same for a percent: "giảm biên chế của các cơ quan … được 5%"
PROPERTY_REACH = 30  # characters between a standard before a figure and the figure
WORDS_OF_PHRASE = 5  # words of a noun phrase between a figure and its verb
CLAUSES = 3  # stretches between commas before a verb in which the thing is named whose number is told
NEXT_TO = 12  # characters between a standard and the copula that gives its number
FORWARD_REACH = 40  # characters between a standard and the number that it governs
NEEDED_WITHIN = 14  # characters before a figure in which the verb of its standard stands

_clause_break = re.compile(r"[,;:]")
_weak_break = re.compile(r"[,;:]|\bcùng\b")
_phrase_break = re.compile(r"[,;:(]")
_long_break = re.compile(r"[;:(]")


def before_it(figure: Statistic, before: list[Statistic]) -> Mention | None:
    """The verb before the figure: the nearest strong one, or a weak one that stands next to it."""
    sentence, at = figure.sentence, figure.numeral.number_start
    reaching = _reaching(figure)
    segment = sentence.segment(at)
    own = any(segment.start <= m.start < at for m in reaching)
    if before and before[-1].end <= segment.start and not own:
        return None
    reaching = [m for m in reaching if not says(sentence, m.end, at, "clause_of_time")]
    strong = sentence.last_before(at, [m for m in reaching if m.form == "phrases"])
    weak = sentence.last_before(at, [m for m in reaching if m.form == "weak"])
    if weak is None or at - weak.end > WEAK_REACH or _weak_break.search(sentence.between(weak.end, at)):
        return strong
    return _nearer(figure, strong, weak, segment)


def _reaching(figure: Statistic) -> list[Mention]:
    """A verb does not reach over a semicolon into a segment that has its own verb or model."""
    sentence = figure.sentence
    segment = sentence.segment(figure.start)
    opening = opening_clause_end(sentence)
    open_verbs = [m for m in sentence.verbs if opening >= figure.start or m.start >= opening]
    inside = [m for m in open_verbs if m.start >= segment.start]
    own = any(m.end <= figure.end or m.form == "phrases" for m in inside)
    modelled = any(segment.start <= m.start < segment.end for m in sentence.models)
    return inside if own or modelled else open_verbs


def _nearer(figure: Statistic, strong: Mention | None, weak: Mention, segment: Span) -> Mention:
    """Of a strong verb and a weak one next to the figure, the one that counts it."""
    sentence = figure.sentence
    if strong is not None and _is_stock_of(sentence, strong, weak):
        return weak  # "cơ quan hợp nhất có 3 phòng", "trước hợp nhất là 45"
    copula = equals(sentence, weak.start, weak.end, "copula")
    if copula and (topic := _topic_standard(sentence, weak)):
        return topic
    if copula and (undergone := _undergone(sentence, segment, weak)):
        return undergone
    if strong is None or strong.end > weak.end:
        return strong or weak
    if copula and _numbers_topic(sentence, segment, strong):
        return strong
    near = PERCENT_REACH if figure.measure == "percent" else WEAK_REACH
    only_tells_where = equals(sentence, weak.start, weak.end, "where")
    return strong if _same_clause(sentence, strong, weak, near) and not only_tells_where else weak


def _is_stock_of(sentence: Sentence, merger: Mention, weak: Mention) -> bool:
    """Whether a weak verb right behind a merger counts what the merged has, or had at that time."""
    if merger.id != "adoption" or not 0 <= weak.start - merger.end <= 1:
        return False
    return equals(sentence, weak.start, weak.end, "in_stock") or _only_dates(sentence, merger)


def _numbers_topic(sentence: Sentence, segment: Span, verb: Mention) -> bool:
    """`số biên chế bị thu hồi là 102`: the verb belongs to the thing whose number is told."""
    head = verb.start
    for _ in range(CLAUSES):
        head = max(segment.start, sentence.folded.rfind(",", segment.start, max(segment.start, head - 1)) + 1)
        if begins(sentence, head, "number_as_topic"):
            return verb.start > head
    return False


def _undergone(sentence: Sentence, segment: Span, copula: Mention) -> Mention | None:
    """`số biên chế bị thu hồi là 102`: the passive verb of the thing whose number is told."""
    said = sentence.said("changes", *ACTING, start=segment.start, end=copula.start)
    done = [m for m in said if not ends(sentence, m.start, "negation")]
    passive = [m for m in done if m.form == "behind" or ends(sentence, m.start, "passive")]
    return passive[-1] if passive and _numbers_topic(sentence, segment, passive[-1]) else None


def _topic_standard(sentence: Sentence, copula: Mention) -> Mention | None:
    """`số đảng viên hoàn thành nhiệm vụ là 91%`: the standard right before the copula."""
    said = [
        m
        for m in sentence.said("standards", end=copula.start)
        if copula.start - m.end < NEXT_TO and m.id not in {*GOVERNING, "plan_done"}
    ]
    return said[-1] if said else None


def _same_clause(sentence: Sentence, strong: Mention, weak: Mention, near: int) -> bool:
    gap = sentence.between(strong.end, weak.start)
    breaks = _long_break if near > WEAK_REACH else _phrase_break
    return len(gap) < near and not breaks.search(gap)


def property_before(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> Mention | None:
    """A standard before the figure with at most a weak verb between: `hoàn thành nhiệm vụ 9,1%`,
    `từ mức hoàn thành tốt nhiệm vụ trở lên có 604`."""
    sentence, at = figure.sentence, figure.numeral.number_start
    segment = sentence.segment(at)
    start = max([segment.start, *(s.end for s in before if s.end <= at)])
    said = [m for m in sentence.said("standards", start=start, end=at) if _is_property(figure, m, rulebook)]
    if not said or at - said[-1].end > PROPERTY_REACH:
        return None
    standard = said[-1]
    if figure.measure == "count" and not ends(sentence, standard.start, "level_reached", since=start):
        return None
    if start > segment.start and not _phrase_break.search(sentence.between(start, standard.start)):
        return None
    ruled = sentence.said("changes", start=standard.start, end=at, form="phrases")
    return None if any(m.id != "level" for m in ruled) else standard


def _is_property(figure: Statistic, standard: Mention, rulebook: Rulebook) -> bool:
    fitting = standard.form == "phrases" or figure.measure == "percent"
    if figure.sentence.between(standard.start, standard.end).endswith((",", ";", " và")):
        return False  # "5,8% hoàn thành và 0,4%": said of what stands before it
    return fitting and standard.id not in GOVERNING and _is_met(figure, standard, rulebook)


# --- Behind the figure -------------------------------------------------------------------------------


def behind(figure: Statistic, after: Statistic | None, rulebook: Rulebook) -> Mention | None:
    """The verb or standard behind the figure, before the next figure or clause; a passive verb says more than
    a standard that only picks out (`143 xã không đủ tiêu chí sẽ được sáp nhập`)."""
    sentence = figure.sentence
    home = sentence.bracket(figure.start)
    end = _clause_end(figure, after)
    said = sentence.said("changes", *ACTING, start=figure.end, end=end)
    acting = [m for m in said if not ends(sentence, m.start, "negation")]
    passive = [m for m in acting if m.form == "behind" or (m.form == "phrases" and _acts_on(figure, m))]
    told = property_behind(figure, end, rulebook)
    verb = sentence.first_after(figure.end, passive, home)
    people = figure.noun is not None and figure.noun.kind == "people"  # whom nobody merges
    if verb is None or (people and equals(sentence, verb.start, verb.end, "rearranging")):
        return told
    picked = told is not None and told.end <= verb.start
    return told if _only_dates(sentence, verb) and (people or picked) else verb


def _only_dates(sentence: Sentence, verb: Mention) -> bool:
    """`34 cán bộ dôi dư sau khi sáp nhập`: a verb that only says when."""
    return ends(sentence, verb.start, "at_a_change")


def property_behind(figure: Statistic, end: int, rulebook: Rulebook) -> Mention | None:
    """The first standard behind the figure and before `end` that is said of it."""
    sentence = figure.sentence
    until = _property_end(figure, min(end, figure.end + FAR_REACH))
    said = sentence.said("standards", start=figure.end, end=until, form="phrases")
    near = [m for m in said if m.end <= figure.end + REACH or ends(sentence, m.start, "in_class")]
    percents = [n.start for n in sentence.numerals if n.measure == "percent" and n.start >= figure.end]
    near = [m for m in near if m.id != "plan_done" or not percents or m.start < percents[0]]
    near = [m for m in near if m.id != "standard_met" or not ends(sentence, m.start, "negation")]
    standards = [m for m in near if _is_met(figure, m, rulebook) and not _forward(figure, m)]
    return sentence.first_after(figure.end, standards, sentence.bracket(figure.start))


def _property_end(figure: Statistic, end: int) -> int:
    """Where what is said of the figure ends: at a colon, or at a reason (`giữ nguyên 2 xã do đạt chuẩn`)."""
    sentence = figure.sentence
    colon = sentence.folded.find(":", figure.end, end)
    end = colon if colon >= 0 else end
    reason = search(sentence, figure.end, end, "reason")
    return reason.start if reason else end


def _clause_end(figure: Statistic, after: Statistic | None) -> int:
    """Where the words that can govern the figure from behind end."""
    sentence = figure.sentence
    end = min(sentence.segment(figure.start).end, after.start if after else sentence.end)
    clause = search(sentence, _aside_end(figure, end), end, "new_clause")
    return clause.start if clause else end


def _aside_end(figure: Statistic, end: int) -> int:
    """Where a percent that only restates the figure ends, with its comma: `…, tức 45,24%, sẽ chuyển`."""
    sentence = figure.sentence
    for other in sentence.numerals:
        if figure.end <= other.start < end and sentence.bracket(other.start) is None:
            aside = other.measure == "percent" and ends(sentence, other.start, "restates", since=figure.end)
            return min(end, other.end + 1) if aside else figure.end
    return figure.end


def _forward(figure: Statistic, standard: Mention) -> bool:
    """`…, dôi dư 21 cán bộ`: a standard that governs what follows it in its clause.

    Not `41 nơi thừa và 21 nơi thiếu`, nor where places or bodies are its subject: `ba xã đều thiếu 8 người`.
    """
    sentence = figure.sentence
    if standard.id not in GOVERNING or begins(sentence, standard.end, "verb_list_next"):
        return False
    if figure.noun is not None and figure.noun.kind in {"bodies", "places", "any"}:
        close = standard.start - figure.end <= 1 or ends(
            sentence, standard.start, "all_of_them", since=figure.end
        )
        if close:
            return False
    following = [n.start for n in sentence.numerals if 0 <= n.start - standard.end < FORWARD_REACH]
    return any(not _clause_break.search(sentence.between(standard.end, start)) for start in following)


def _acts_on(figure: Statistic, verb: Mention) -> bool:
    """Whether a verb behind the figure is its predicate: passive, or next to it (`18 bản nhập thành 9`)."""
    sentence = figure.sentence
    if ends(sentence, verb.start, "passive", since=figure.end):
        return True
    placed = figure.noun is not None and figure.noun.kind == "places"
    if verb.id == "transfer" and (placed or begins(sentence, verb.end, "changes_over")):
        return False
    if verb.start - figure.end <= 1 and equals(sentence, verb.start, verb.end, "people_cut"):
        return verb.id == "decrease"
    if verb.id == "adoption" and (begins(sentence, verb.end, "into") or _is_subject_of(figure, verb)):
        return True
    if equals(sentence, verb.start, verb.end, "undergone_alone") and not _has_object(sentence, verb):
        return consists(sentence, figure.end, verb.start, "auxiliary") or ends(sentence, verb.start, "tense")
    if equals(sentence, verb.start, verb.end, "people_cut") and _ends_clause(sentence, verb):
        return ends(sentence, verb.start, "tense")
    if verb.id == "transfer" and figure.noun is not None and ends(sentence, verb.start, "tense"):
        strong = sentence.said("changes", start=figure.end, end=verb.start, form="phrases")
        moved = figure.noun.kind in {"people", "any"} or begins(sentence, verb.end, "moves_to")
        return moved and not strong and not _has_object(sentence, verb)
    tiers = sentence.said("tiers", start=figure.end, end=verb.start, form="phrases")
    start = tiers[-1].end if tiers else figure.end
    return verb.id in ACTIVE and consists(sentence, start, verb.start, "auxiliary")


def _is_subject_of(figure: Statistic, verb: Mention) -> bool:
    """`hai huyện vùng cao nhập xã`: some words of the noun phrase, then the verb with its object."""
    sentence = figure.sentence
    home = sentence.bracket(figure.start)
    gap = [
        w
        for w in sentence.words[sentence.word_at(figure.end) : sentence.word_at(verb.start)]
        if sentence.bracket(w.start) == home and w.text not in "()"
    ]
    if len(gap) > WORDS_OF_PHRASE or not all(w.text.isalnum() for w in gap) or _has_number(sentence, verb):
        return False
    if sentence.said("changes", start=figure.end, end=verb.start, form="phrases"):
        return False
    return begins(sentence, verb.end, "merged_thing")


def _ends_clause(sentence: Sentence, verb: Mention) -> bool:
    """Whether a mark or the end stands right behind the verb, so that it can have no object."""
    return not sentence.between(verb.end, sentence.end).strip()[:1].isalnum()


def _has_object(sentence: Sentence, verb: Mention) -> bool:
    """Whether a number or a noun stands right behind the verb."""
    nouns = sentence.said("objects", start=verb.end)
    return _has_number(sentence, verb) or any(m.start - verb.end <= 1 for m in nouns)


def _has_number(sentence: Sentence, verb: Mention) -> bool:
    return any(
        0 <= n.start - verb.end < WEAK_REACH
        and not _clause_break.search(sentence.between(verb.end, n.start))
        and not equals(sentence, n.start, n.end, "number_homograph")
        for n in sentence.numerals
    )


def _is_met(figure: Statistic, standard: Mention, rulebook: Rulebook) -> bool:
    """Some standards hold only behind a verb: `đạt 76% kế hoạch`, not `704 hợp đồng có chỉ tiêu`."""
    needs = rulebook.by_id("standards")[standard.id].get("needs", ())
    if not needs:
        return True
    start = max(figure.sentence.start, figure.start - NEEDED_WITHIN)
    return not set(needs).isdisjoint(figure.sentence.between(start, standard.start).split())
