"""Whether posts are only the title of a person who is named, who speaks or who is a guest."""

from __future__ import annotations

import functools

from tinhgon.clauses.contexts import begins, ends, equals, says
from tinhgon.clauses.sentence import Sentence
from tinhgon.rules import Rulebook
from tinhgon.text import fold

NEXT_PLACE = 12  # characters between a post and its place: "Chủ tịch UBND [huyện] Kim Động"
TITLE_REACH = 8  # words before a post in which the person who holds it is named
IS_NOW = 6  # words of "được điều động giữ chức" between the person and the posts


def is_title(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the posts are those of a person named right before or right behind them, who speaks, or is a
    guest; not where they are named as a model: `thực hiện mô hình |bí thư kiêm chủ tịch, …`."""
    if ends(sentence, start, "names_model", apart=1):
        return False
    if _speaks(sentence, end) or says(sentence, sentence.start, start, "guests"):
        return True
    return _follows_name(sentence, start) or _is_name(sentence, sentence.word_at(end))


def _speaks(sentence: Sentence, end: int) -> bool:
    """Whether a verb of saying stands behind the posts and their place: `… huyện Kim Động cho biết`."""
    place = next((p.end for p in sentence.places if 0 <= p.start - end <= NEXT_PLACE), end)
    first = sentence.word_at(end)
    behind = [place, end, *(word.end for word in sentence.words[first : first + 1])]
    return any(begins(sentence, at, "says_now") for at in behind)


def _follows_name(sentence: Sentence, at: int) -> bool:
    """`ông Nguyễn Văn A, |Bí thư`, `bà B hiện là |Bí thư`: capitals behind an honorific, up to the post."""
    index = sentence.word_at(at) - 1
    for back in range(index, max(index - IS_NOW, -1), -1):
        if equals(sentence, sentence.words.starts[back], at, "is_now"):
            index = back - 1
    if index >= 0 and sentence.words.texts[index] in {",", "-", "–", "(", ":"}:
        index -= 1
    if index > 2 and sentence.words.texts[index] in {"tuổi", "sn"}:  # "Lò Văn Hặc, 47 tuổi, bí thư"
        index -= 3
    for back in range(index, max(index - TITLE_REACH, 0) - 1, -1):
        word = sentence.words[back]
        if ends(sentence, word.end, "honorific"):
            return back < index
        if not sentence.text[word.start].isupper():
            return False
    return False


def _is_name(sentence: Sentence, index: int) -> bool:
    """Whether a person's name begins with the word `index`, or behind the place of the post.

    Three capitalised words that begin with a surname are a person's, even where they look like the name of a
    village: `trưởng thôn Nông Văn Thắng`.
    """
    if _is_person(sentence, index, 3):
        return True
    place = next((p for p in sentence.places if p.start <= _start(sentence, index) < p.end), None)
    behind = sentence.word_at(place.end) if place else index
    is_place = any(p.start == _start(sentence, behind) for p in sentence.places)
    return not is_place and _is_person(sentence, behind, 2)


def _start(sentence: Sentence, index: int) -> int:
    return sentence.words.starts[index] if index < len(sentence.words) else sentence.end


def _is_person(sentence: Sentence, index: int, size: int) -> bool:
    """Whether `size` capitalised words begin at a word that is a surname."""
    run = sentence.words[index : index + size]
    capitals = all(word.text.isalpha() and sentence.text[word.start].isupper() for word in run)
    return len(run) == size and capitals and run[0].text in _surnames(sentence.rulebook)


@functools.cache
def _surnames(rulebook: Rulebook) -> frozenset[str]:
    return frozenset(map(fold, rulebook.lines("surnames")))
