"""The verb or standard behind a figure that tells what happened to it, or what property it has."""

from __future__ import annotations

import re

from tinhgon.clauses import Sentence
from tinhgon.clauses.contexts import begins, consists, ends, equals, search
from tinhgon.clauses.verbs import GOVERNING
from tinhgon.lexicon import Mention
from tinhgon.rules import Rulebook
from tinhgon.statistics.changes.verbs import ACTING, WEAK_REACH, is_met, only_dates
from tinhgon.statistics.nouns import kind_of
from tinhgon.statistics.record import Statistic

ACTIVE = ("adoption", "transfer")  # changes that things undergo in the active voice: "18 bản nhập thành 9"
REACH = 70  # characters between a figure and the standard behind it
FAR_REACH = 120  # the same where "thuộc diện" says that it is theirs
WORDS_OF_PHRASE = 5  # words of a noun phrase between a figure and its verb
FORWARD_REACH = 40  # characters between a standard and the number that it governs

_clause_break = re.compile(r"[,;:]")


def behind(figure: Statistic, after: Statistic | None, rulebook: Rulebook) -> Mention | None:
    """The verb or standard behind the figure, before the next figure or clause; a passive verb says more than
    a standard that only picks out (`143 xã không đủ tiêu chí sẽ được sáp nhập`)."""
    sentence = figure.sentence
    home = sentence.bracket(figure.start)
    end = _clause_end(figure, after)
    said = sentence.said("changes", *ACTING, start=figure.end, end=end)
    acting = [m for m in said if not ends(sentence, m.start, "negation")]
    acting = [m for m in acting if not (only_dates(sentence, m) and _acts_on_number(sentence, m))]
    passive = [
        m
        for m in acting
        if (m.form == "behind" and not _is_of_people(figure, m, rulebook))
        or (m.form == "phrases" and _acts_on(figure, m))
    ]
    told = property_behind(figure, end, rulebook)
    verb = sentence.first_after(figure.end, passive, home)
    people = figure.noun is not None and figure.noun.kind == "people"  # whom nobody merges
    if verb is None or (people and equals(sentence, verb.start, verb.end, "rearranging")):
        return told
    picked = told is not None and told.end <= verb.start
    return told if only_dates(sentence, verb) and (people or picked) else verb


def property_behind(figure: Statistic, end: int, rulebook: Rulebook) -> Mention | None:
    """The first standard behind the figure and before `end` that is said of it."""
    sentence = figure.sentence
    until = _property_end(figure, min(end, figure.end + FAR_REACH))
    said = sentence.said("standards", start=figure.end, end=until, form="phrases")
    near = [m for m in said if m.end <= figure.end + REACH or ends(sentence, m.start, "in_class")]
    percents = [n.start for n in sentence.numerals if n.measure == "percent" and n.start >= figure.end]
    near = [m for m in near if m.id != "plan_done" or not percents or m.start < percents[0]]
    near = [m for m in near if m.id != "standard_met" or not ends(sentence, m.start, "negation")]
    standards = [
        m
        for m in near
        if is_met(figure, m, rulebook) and not (_forward(figure, m) or _has_subject(figure, m))
    ]
    return sentence.first_after(figure.end, standards, sentence.bracket(figure.start))


def _has_subject(figure: Statistic, said: Mention) -> bool:
    """`giảm 12 phòng, người đứng đầu thiếu gương mẫu`: a clause of its own, which says of whom it is."""
    sentence = figure.sentence
    comma = sentence.folded.rfind(",", figure.end, said.start)
    if comma < 0 or sentence.bracket(comma) is not None:
        return False
    if begins(sentence, comma + 1, "deed_as_subject") or begins(sentence, comma + 1, "own_subject"):
        return True
    return bool(sentence.said("objects", start=comma, end=said.start))


def _is_of_people(figure: Statistic, verb: Mention, rulebook: Rulebook) -> bool:
    """`5/15 huyện đã làm, người dôi dư |nghỉ hưu`: what people do behind a comma, no places or bodies."""
    sentence = figure.sentence
    comma = sentence.folded.rfind(",", figure.end, verb.start)
    if comma < 0 or kind_of(figure.object, rulebook) not in {"places", "bodies"}:
        return False
    nouns = sentence.said("objects", start=comma, end=verb.start)
    return any(
        kind_of(m.id, rulebook) == "people" or equals(sentence, m.start, m.end, "persons") for m in nouns
    )


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
    people = kind_of(figure.object, sentence.rulebook) == "people"
    united = begins(sentence, verb.end, "into") and not (people and only_dates(sentence, verb))
    if verb.id == "adoption" and (united or _is_subject_of(figure, verb)):
        return True
    if equals(sentence, verb.start, verb.end, "undergone_alone") and not _has_object(sentence, verb):
        return consists(sentence, figure.end, verb.start, "auxiliary") or ends(sentence, verb.start, "tense")
    if verb.start - figure.end <= 1 and equals(sentence, verb.start, verb.end, "shrinks"):
        return not _has_number(sentence, verb)
    undergone = equals(sentence, verb.start, verb.end, "people_cut") or (placed and verb.id == "adoption")
    if undergone and _ends_clause(sentence, verb):
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


def _acts_on_number(sentence: Sentence, verb: Mention) -> bool:
    """`7 phường, sau khi nhập |3 phường`: a verb with figures of its own; not `sau khi nhập chỉ còn 3`."""
    return any(0 <= n.start - verb.end <= 1 for n in sentence.numerals)


def _has_number(sentence: Sentence, verb: Mention) -> bool:
    return any(
        0 <= n.start - verb.end < WEAK_REACH
        and not _clause_break.search(sentence.between(verb.end, n.start))
        and not equals(sentence, n.start, n.end, "number_homograph")
        for n in sentence.numerals
    )
