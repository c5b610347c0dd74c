"""Numbers without a noun: figures where the sentence named the thing and a verb counts it."""

from __future__ import annotations

from tinhgon.clauses import Sentence
from tinhgon.clauses.contexts import begins, consists, ends, says
from tinhgon.numerals import Numeral
from tinhgon.statistics.flows import FLOWS
from tinhgon.statistics.nouns import Noun, noun_after, nouns_before
from tinhgon.statistics.record import Statistic

CLOSING = {",", ";", ".", ")"}  # marks behind an item of a list
ENDING = CLOSING | {"…", "("}  # marks behind a number that counts nothing that follows

PARTING = {",", ";", ":", "(", ")"}  # marks before the name of an item
DASHES = {"-", "–", "/", "&"}  # marks inside the name of an item
LABEL_WORDS = 7  # words in the name of an item of a list

WORDS_OF_ITEM = 8  # words and marks between two numbers of a list
OPENING = 15  # characters at the head of a sentence in which it says that it divides a figure before
LOOK_AHEAD = 4  # characters behind a number among which the next mark stands


def is_bare_figure(
    sentence: Sentence, numeral: Numeral, before: list[Statistic], recalled: list[Statistic]
) -> bool:
    """Whether the number counts what was named before it; `before` are the figures of the sentence so far,
    `recalled` those of bodies and places in the sentences before."""
    if not _ends_phrase(sentence, numeral.end):
        return False
    if noun_in_turn(sentence, numeral) is not None:
        return True
    if ends(sentence, numeral.start, "from_number") and _changes_to_counted(sentence, numeral):
        return True
    if not before and _is_entry(sentence, numeral):
        return True
    if not before and not nouns_before(sentence, numeral.start):
        again = ends(sentence, numeral.start, "bare_figure") and begins(sentence, sentence.start, "anaphor")
        return bool(recalled) and (again or ends(sentence, numeral.start, "left_over"))
    if numeral.in_words:
        return numeral.value > 1 and ends(sentence, numeral.start, "bare_number_word")
    if ends(sentence, numeral.start, "bare_figure"):
        return True
    if before and (
        _is_among_most(sentence, numeral, before) or _is_at_next_place(sentence, numeral, before[-1])
    ):
        return True
    return bool(before) and _is_listed(sentence, numeral, before)


def _is_at_next_place(sentence: Sentence, numeral: Numeral, last: Statistic) -> bool:
    """`32 biên chế ở khối Đảng, 18 ở Mặt trận và 52 ở các huyện`: the number of the next place in a list."""
    if numeral.in_words or numeral.measure != last.measure or not begins(sentence, numeral.end, "located_at"):
        return False
    opened = sentence.said("cues", "breakdown", start=last.end, end=numeral.start)
    if opened and opened[-1].end == numeral.start - 1:  # "127 tổ chức đảng, trong đó 70 ở cơ quan"
        return numeral.value < last.numeral.value
    alike = ends(sentence, numeral.start, "list_next") and begins(sentence, last.end, "located_at")
    return alike and not sentence.said("changes", *FLOWS, start=last.end, end=numeral.start)


def noun_in_turn(sentence: Sentence, numeral: Numeral) -> Noun | None:
    """`giảm lần lượt 11, 2 và 7 xóm`: the noun behind the last number of a list that is told in turn."""
    if not says(sentence, sentence.start, numeral.start, "in_turn"):
        return None
    at = numeral
    for following in sentence.numerals:
        if following.start < at.end:
            continue
        if not consists(sentence, at.end, following.number_start, "list_mark"):
            return None
        at = following
        if noun := noun_after(sentence, at.end, sentence.rulebook):
            return noun
    return None


def _changes_to_counted(sentence: Sentence, numeral: Numeral) -> bool:
    """`từ 119 xuống 37 xã`: the number to which a bare one changes counts something."""
    following = next((n for n in sentence.numerals if n.start >= numeral.end), None)
    if following is None or not consists(sentence, numeral.end, following.number_start, "changes_to"):
        return False
    noun = noun_after(sentence, following.end, sentence.rulebook)
    return noun is not None and (not noun.generic or bool(nouns_before(sentence, numeral.start)))


def _is_among_most(sentence: Sentence, numeral: Numeral, before: list[Statistic]) -> bool:
    """`giảm 106 đơn vị, nhiều nhất là giáo dục với 49, kế đến là y tế với 14`."""
    most = says(sentence, before[0].end, numeral.start, "the_most")
    return most and ends(sentence, numeral.start, "with_number") and numeral.value <= before[0].numeral.value


def _is_entry(sentence: Sentence, numeral: Numeral) -> bool:
    """`Số thôn đem nhập: 10;`: the number of what was named stands alone behind a colon."""
    if sentence.last_mark(numeral.start) != ":" or sentence.next_mark(numeral.end) not in {"", *CLOSING}:
        return False
    return any(ends(sentence, m.start, "number_of") for m in nouns_before(sentence, numeral.start))


def divides_earlier(sentence: Sentence, numeral: Numeral, earlier: list[Statistic]) -> bool:
    """Whether a bare number is of a place or tier that has a part of what was told: `Trong đó: huyện Thọ
    Xuân 210, Nông Cống 187`."""
    counts = [s.numeral.value for s in earlier if s.measure == "count"]
    if not counts or numeral.measure != "count" or numeral.in_words or numeral.value > max(counts):
        return False
    opens = sentence.said("cues", "partition", end=numeral.start)
    if not opens or opens[0].start - sentence.start > OPENING:
        return False
    return _closes_item(sentence, numeral.end) and _is_labelled(sentence, numeral.start)


def _ends_phrase(sentence: Sentence, at: int) -> bool:
    """Whether nothing that the number could count follows."""
    if at >= sentence.end:
        return True
    ahead = sentence.folded[at : at + LOOK_AHEAD].lstrip()
    return ahead[:1] in {"", *ENDING} or begins(sentence, at, "bare_figure")


def _is_listed(sentence: Sentence, numeral: Numeral, before: list[Statistic]) -> bool:
    """An item of a list that divides a figure: `(750)`, `Ba Tri 118, Châu Thành 93`, `cấp huyện 745`."""
    lead = sentence.last_mark(numeral.start)
    if lead == ":" or sentence.between(sentence.start, numeral.start).endswith("("):
        return True
    if lead == "," and sentence.bracket(numeral.start):
        return True
    if not _closes_item(sentence, numeral.end):
        return False
    if _is_labelled(sentence, numeral.start) or _is_item(sentence, numeral, before):
        return True
    return bool(before) and _continues_list(sentence, numeral, before[-1])


def _is_item(sentence: Sentence, numeral: Numeral, before: list[Statistic]) -> bool:
    """An item of a list that divides a figure, whatever it is called: `gồm: giáo dục 19.870, y tế 2.640`."""
    if not before or numeral.in_words or numeral.value > max(s.numeral.value for s in before):
        return False
    opener = sentence.last_before(numeral.start, sentence.said("cues", "breakdown"))
    bracket = sentence.bracket(numeral.start)
    opened = max(opener.end if opener else 0, bracket.start if bracket else 0)
    if not any(s.end <= opened for s in before):
        return False
    start = max(opened, *(n.end for n in sentence.numerals if n.end <= numeral.start))
    words = sentence.words.texts[sentence.word_at(start) : sentence.word_at(numeral.start)]
    first = max((at + 1 for at, word in enumerate(words) if word in PARTING), default=0)
    label = words[first:]
    if not 1 <= len(label) <= LABEL_WORDS or not all(w.isalpha() or w in DASHES for w in label):
        return False
    told = sentence.said("changes", start=start, end=numeral.start)
    return all(m.form != "phrases" or m.id == "decrease" for m in told)


def _continues_list(sentence: Sentence, numeral: Numeral, previous: Statistic) -> bool:
    """`giảm 40 phòng: Ba Tri 18, Công an 8, …`: an item behind a colon or one without a noun, named in a few
    words."""
    if not _closes_item(sentence, numeral.end):
        return False
    if previous.noun is not None and numeral.value > previous.numeral.value:
        return False
    label = sentence.words[sentence.word_at(previous.end) : sentence.word_at(numeral.start)]
    opens = {",", ";"} if previous.noun is None else {":"}
    if not 2 <= len(label) <= WORDS_OF_ITEM or label[0].text not in opens:
        return False
    plain = all(word.text.isalpha() for word in label[1:])
    return plain and not sentence.said("changes", start=previous.end, end=numeral.start)


def _closes_item(sentence: Sentence, at: int) -> bool:
    return sentence.next_mark(at) in {"", "(", *CLOSING} or begins(sentence, at, "conjunction")


def _is_labelled(sentence: Sentence, at: int) -> bool:
    """Whether a place, a tier, a noun or a bloc stands right before position `at`."""
    labels = [
        *(place.end for place in sentence.places),
        *(m.end for concern in ("tiers", "objects") for m in sentence.said(concern)),
        *(m.end for m in sentence.said("cues", "part_topic")),
    ]
    return any(0 <= at - end <= 1 for end in labels)
