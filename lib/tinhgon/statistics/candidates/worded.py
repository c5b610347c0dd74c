"""Numbers with a noun: which count it, where the number is a word or the noun stands for another."""

from __future__ import annotations

from tinhgon.clauses import Sentence
from tinhgon.clauses.contexts import begins, ends, equals, search
from tinhgon.numerals import Numeral
from tinhgon.statistics.flows import FLOWS, acting_flows
from tinhgon.statistics.nouns import Noun, is_called, nouns_before
from tinhgon.statistics.record import Statistic

RECALLING = {"anything", "communes", "focal_points"}  # objects of nouns that can stand for bodies told before
TELLING = ("over_limit", "self_financing", "short")  # properties that say what kind of thing has them
SAID_AT_MOST = 3  # of what truths in general are said of
SAID_WITHIN = 40  # characters behind a noun in which "thì" makes what is said of it a truth in general
POSTS_WITHIN = 30  # characters behind people in which it says that they hold two posts
OPENING = 25  # characters at the head of a sentence in which it says that it divides a figure before
NEIGHBOURS = 40  # characters between a figure and the "một" that continues its list
VERB_BEFORE = 8  # characters between a verb and its number: "giảm được "
VERB_BEHIND = 16  # characters between a noun and its passive verb: " đã sẽ phải được "


def counts(
    sentence: Sentence, numeral: Numeral, noun: Noun, before: list[Statistic], recalled: list[Statistic]
) -> bool:
    """Whether a number counts the noun behind it. Digits do; number words where they are no article and no
    part of a name; a noun that stands for another needs something to stand for.

    `before` are the figures before it in the sentence, `recalled` those of bodies and places just told.
    """
    if numeral.in_words and not _is_counting_word(sentence, numeral, noun, before):
        return False
    if numeral.in_words and (_is_saying(sentence, numeral, noun) or _are_named(sentence, noun)):
        return False
    if not noun.generic or numeral.measure == "ratio":
        return True
    return _stands_for_something(sentence, numeral, noun, before, recalled)


def _is_counting_word(sentence: Sentence, numeral: Numeral, noun: Noun, before: list[Statistic]) -> bool:
    if ends(sentence, numeral.number_start, "vague_number") or _is_no_number(sentence, numeral):
        return False
    if numeral.measure == "count" and equals(sentence, numeral.number_start, numeral.end, "one"):
        return _is_one_counted(sentence, numeral, noun, before)
    if numeral.measure == "count" and noun.generic and not sentence.models and not before:
        return _is_acted_on(sentence, numeral, noun) or (
            noun.object == "anything"
            and ends(sentence, numeral.start, "counted_one")
            and bool(nouns_before(sentence, numeral.start))
        )
    named = noun.object != "other" or bool(before or sentence.models)
    return named or any(m.id in FLOWS for m in sentence.verbs)


def _is_no_number(sentence: Sentence, numeral: Numeral) -> bool:
    """`mỗi năm các cơ quan`: a year, or a person's name."""
    alike = equals(sentence, numeral.number_start, numeral.end, "number_homograph")
    return alike and ends(sentence, numeral.start, "number_homograph")


def _is_saying(sentence: Sentence, numeral: Numeral, noun: Noun) -> bool:
    """`Ghép hai sở là ghép hai nếp làm việc`: a truth about any two of them, and no count."""
    acted_on = any(0 <= numeral.start - m.end < VERB_BEFORE for m in acting_flows(sentence))
    if acted_on and numeral.value <= SAID_AT_MOST:
        verb = sentence.last_before(numeral.start, acting_flows(sentence))
        return begins(sentence, noun.end, "saying") or (
            verb is not None and ends(sentence, verb.start, "gain_named")
        )
    then = search(sentence, noun.end, min(sentence.end, noun.end + SAID_WITHIN), "then")
    return then is not None and bool(sentence.said("changes", "adoption", start=noun.end, end=then.start))


def _are_named(sentence: Sentence, noun: Noun) -> bool:
    """`cùng hai phó bí thư: Lâm Văn Năm và …`: people who were there, by name."""
    if noun.kind != "people" or sentence.next_mark(noun.end) != ":":
        return False
    names = sentence.text[sentence.folded.index(":", noun.end) + 1 : sentence.end].split()[:2]
    return len(names) > 1 and all(name[0].isupper() for name in names)


def _is_one_counted(sentence: Sentence, numeral: Numeral, noun: Noun, before: list[Statistic]) -> bool:
    """`một` counts behind a verb that counts, in a list of figures, or as what something happens to."""
    if begins(sentence, numeral.end, "article_one"):
        return False
    if ends(sentence, numeral.start, "into_one") and begins(sentence, numeral.end, "hub"):
        return False
    if ends(sentence, numeral.start, "counted_one"):
        return bool(before) or not (sentence.models and ends(sentence, numeral.start, "becomes_one"))
    joined = sentence.last_mark(numeral.start) in {",", ";", "("} or ends(
        sentence, numeral.start, "conjunction"
    )
    if joined and before and numeral.start - before[-1].end < NEIGHBOURS:
        return True
    return noun.end < sentence.end and _is_subject(sentence, numeral, noun)


def _is_acted_on(sentence: Sentence, numeral: Numeral, noun: Noun) -> bool:
    """A verb of change right before the number or, in the passive, right behind its noun."""
    return any(
        0 <= numeral.start - m.end < VERB_BEFORE or 0 <= m.start - noun.end < VERB_BEHIND
        for m in acting_flows(sentence)
    )


def _is_subject(sentence: Sentence, numeral: Numeral, noun: Noun) -> bool:
    """`…, một cơ quan hoạt động không hiệu quả phải giải thể`: one thing that something happens to."""
    if sentence.last_mark(numeral.start) not in {"", ",", ";"}:
        return False
    verbs = sentence.said("changes", "decrease", "adoption")
    verb = sentence.first_after(noun.end, verbs, sentence.bracket(numeral.start))
    return verb is not None and "," not in sentence.between(noun.end, verb.start)


def _stands_for_something(
    sentence: Sentence, numeral: Numeral, noun: Noun, before: list[Statistic], recalled: list[Statistic]
) -> bool:
    """Whether the sentence, or the one before it, names what the noun stands for."""
    if is_called(sentence, noun, "kind_of_people"):
        return _divides_people(sentence, numeral, before)
    if before or nouns_before(sentence, numeral.start) or sentence.models:
        return True
    if _is_people(sentence, noun) and _hold_posts(sentence, noun):
        return True
    if noun.object != "anything" and ends(sentence, numeral.start, "counting"):
        return True
    if recalled and noun.object in RECALLING and not _is_people(sentence, noun):
        return True
    if sentence.said("cues", "partition", end=min(numeral.start, sentence.start + OPENING)):
        return True
    acting = [m for m in sentence.said("changes") if m.form in {"phrases", "behind"}]
    return bool(acting or sentence.said("standards", *TELLING))


def _hold_posts(sentence: Sentence, noun: Noun) -> bool:
    """`1.324 người đảm nhiệm 2 chức danh`: people in two posts, whoever they are."""
    posts = search(sentence, noun.end, min(sentence.end, noun.end + POSTS_WITHIN), "holds_posts")
    return posts is not None and "," not in sentence.between(noun.end, posts.start)


def _divides_people(sentence: Sentence, numeral: Numeral, before: list[Statistic]) -> bool:
    """Whether a kind of people (`61 nữ`) is one of those that were counted before."""
    if sentence.said("cues", "partition", end=min(numeral.start, sentence.start + OPENING)):
        return True
    return bool(before) and bool(sentence.said("cues", "breakdown", end=numeral.start))


def _is_people(sentence: Sentence, noun: Noun) -> bool:
    return is_called(sentence, noun, "persons") or is_called(sentence, noun, "position")
