"""Whether a sentence unites the posts or bodies that it names: one person in two posts, one body made of
several, a body that is dissolved."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from tinhgon.clauses.contexts import begins, consists, ends, equals, lengths, says
from tinhgon.clauses.sentence import Sentence
from tinhgon.clauses.titles import is_title
from tinhgon.lexicon import Mention
from tinhgon.rules import Rulebook

DASHES = {"-", "–", "/"}
REACH = 90  # characters between two posts or bodies of one model
UNION_REACH = 40  # characters between a word of union and the posts or bodies next to it
DISSOLVED_REACH = 25  # characters between a body and the word that dissolves it
SHORT_GAP = 30  # characters between two posts that "là" or "làm" alone unites
NAME = 2  # words at least of the name behind the word for a kind of body: "Trạm [Thú y]"
IN_A_ROW = 12  # posts or bodies in a row that are looked through for those of one model


class Member(NamedTuple):
    """Words that name a post or body; `Sở Nội vụ` has two ids, that of a department and of home affairs."""

    start: int
    end: int
    ids: frozenset[str]


Group = list[Member]


def members(sentence: Sentence) -> list[Member]:
    """The posts and bodies of the sentence, in order."""
    ids: dict[tuple[int, int], set[str]] = defaultdict(set)
    for mention in sentence.said("offices"):
        ids[mention.start, mention.end].add(mention.id)
    found = [Member(start, end, frozenset(named)) for (start, end), named in sorted(ids.items())]
    named = [(place.start, place.end) for place in sentence.places]
    return [
        one
        for one in found
        if not ends(sentence, one.start, "part_of_body")
        and not any(start < one.start < end for start, end in named)  # "huyện Xuân |Trường"
    ]


def groups(sentence: Sentence, named: Sequence[Member], wanted: Sequence[str]) -> Iterator[Group]:
    """Runs of posts or bodies that name all `wanted`, in any order; in a list others may stand between."""
    alike = len(set(wanted)) < len(wanted)  # "Chi cục A với Chi cục B"
    if alike:
        named = [member for member in named if _is_one_by_name(sentence, member)]
    for first, member in enumerate(named):
        if member.ids.isdisjoint(wanted):
            continue
        if group := _group(sentence, named[first : first + IN_A_ROW], wanted):
            yield group


def is_dashed(sentence: Sentence, group: Group) -> bool:
    """Whether a dash alone joins two of the posts or bodies: `Tổ chức - Nội vụ`."""
    return any(sentence.between(a.end, b.start).strip() in DASHES for a, b in pairwise(group))


def _group(sentence: Sentence, named: Sequence[Member], wanted: Sequence[str]) -> Group | None:
    left, group = list(wanted), []
    for last, member in zip([named[0], *named], named, strict=False):
        if member.start - last.end > REACH:
            return None
        part = next((one for one in left if one in member.ids), "")
        if part:
            left.remove(part)
            group.append(member)
        elif group and not member.ids.isdisjoint(group[0].ids):
            return None  # the run that begins with this one is the closer
        elif member.ids.isdisjoint(wanted) and not _is_listed(sentence, last, member):
            return None
        if not left:
            return group
    return None


def _is_listed(sentence: Sentence, last: Member, member: Member) -> bool:
    return consists(sentence, last.end, member.start, "body_joint")


def _is_one_by_name(sentence: Sentence, member: Member) -> bool:
    """Whether it is one with a name (`Chi cục Thủy lợi`), not a number of them (`2 chi cục làm một`)."""
    counts = [n.end for n in sentence.numerals if n.end <= member.start]
    if counts and not sentence.between(counts[-1], member.start).strip():
        return False
    if member.ids.isdisjoint(_kinds(sentence.rulebook)):  # its phrase holds the name
        return True
    index = sentence.word_at(member.end)
    words = sentence.words.texts[index : index + 1]
    return bool(words) and words[0].isalpha() and not begins(sentence, member.end, "no_name")


# --- One person --------------------------------------------------------------------------------------


def one_person(sentence: Sentence, group: Group) -> bool:
    """A word of union between two of the posts, right before them, or behind them; no semicolon.

    The posts of one named person, as a title (`ông A, Bí thư kiêm Chủ tịch`), are no model.
    """
    start, end = group[0].start, group[-1].end
    if ";" in sentence.between(start, end) or is_title(sentence, start, end):
        return False
    gaps = list(pairwise(group))
    if is_dashed(sentence, group):
        return True
    if len(group) > 2 and _are_two_pairs(sentence, gaps):
        return False
    if any(_unites_posts(sentence, a.end, b.start) for a, b in gaps):
        return True
    return _united_before(sentence, start) or _united_behind(sentence, end, gaps)


def _unites_posts(sentence: Sentence, start: int, end: int) -> bool:
    if sentence.said("cues", "one_person", start=start, end=end):
        return True
    start = _behind_places(sentence, start, end)
    holds = sentence.said("cues", "holds_post", start=start, end=end)
    return bool(holds) and end - start <= SHORT_GAP and not says(sentence, start, end, "comma")


def _behind_places(sentence: Sentence, start: int, end: int) -> int:
    """Where the places end that follow a post: `Bí thư Đảng ủy |các xã, thị trấn của huyện| đều làm`."""
    index = sentence.word_at(start)
    while index < len(sentence.words) and sentence.words.starts[index] < end:
        at = sentence.words.starts[index]
        place = next((p for p in sentence.places if p.start <= at < p.end), None)
        if sizes := lengths(sentence, index, "post_places"):
            index += sizes[-1]
        elif place:
            index = sentence.word_at(place.end)
        elif sentence.words.texts[index] in {",", "và"}:
            index += 1
            continue
        else:
            break
        start = sentence.words.ends[index - 1]
    return min(start, end)


def _are_two_pairs(sentence: Sentence, gaps: list[tuple[Member, Member]]) -> bool:
    """Whether a comma cuts off the last post behind a united pair: `A kiêm B, C`, not `A hoặc B kiêm C`."""
    (first, second), (before, last) = gaps[0], gaps[-1]
    cut = says(sentence, before.end, last.start, "comma")
    return cut and _unites_posts(sentence, first.end, second.start)


def _united_before(sentence: Sentence, at: int) -> bool:
    """`nhất thể hóa chức danh …`, `một người giữ hai chức danh …`."""
    nearby = max(sentence.start, at - UNION_REACH)
    before = sentence.said("cues", "one_person", start=nearby, end=at)
    if before and begins(sentence, before[-1].start, "united_posts"):
        return True
    holder = sentence.said("cues", "one_holder", start=nearby, end=at)
    return bool(holder) and not says(sentence, holder[-1].end, at, "comma")


def _united_behind(sentence: Sentence, end: int, gaps: list[tuple[Member, Member]]) -> bool:
    """`… do một người đảm nhiệm`, `Chủ tịch HĐND do bí thư kiêm nhiệm`."""
    stop = min(sentence.end, end + UNION_REACH)
    holder = next(iter(sentence.said("cues", "one_holder", start=end)), None)
    if holder and holder.start < stop:
        return not says(sentence, end, holder.start, "comma")
    by = any(ends(sentence, b.start, "by", since=a.end) for a, b in gaps)
    return by and bool(sentence.said("cues", "one_person", "holds_post", start=end, end=stop))


# --- One body ----------------------------------------------------------------------------------------


def one_body(sentence: Sentence, group: Group) -> bool:
    """A dash between the bodies, or a word of union before, between or right behind them, in one segment.

    A pair joined by `với` needs a verb of merging only somewhere before it: `A với B, C với D đã hợp nhất`.
    Bodies with a comma between need it next to them: `hợp nhất A, B và C`, `A, B và C hợp nhất`.
    """
    gaps = [sentence.between(a.end, b.start).strip() for a, b in pairwise(group)]
    if any(";" in gap or ":" in gap for gap in gaps):
        return False
    if any(_belongs(sentence, a, b) for a, b in pairwise(group)):
        return False
    start, end = group[0].start, group[-1].end
    if is_dashed(sentence, group) or _is_managed(sentence, group):
        return True
    behind = min(sentence.segment(start).end, _end_of_list(sentence, end) + UNION_REACH)
    kinds = any(one.ids & _kinds(sentence.rulebook) for one in group)
    listed = any(gap.endswith((",", "và")) for gap in gaps)
    if kinds and not (_are_joined(sentence, group) and (not listed or _are_names(sentence, group))):
        return False
    if kinds or any(gap.endswith(",") for gap in gaps):
        return _merged_nearby(sentence, group, behind)
    paired = all(equals(sentence, a.end, b.start, "pair") for a, b in pairwise(group))
    since = sentence.start if paired else sentence.segment(start).start
    merging = sentence.said("cues", "one_body", start=since, end=behind)
    if any(_governs(sentence, verb, start, end) for verb in merging):
        return True
    nearby = max(since, start - UNION_REACH)
    roof = sentence.said("cues", "one_roof", start=nearby, end=behind)
    return bool(roof) and not says(sentence, nearby, behind, "no_union")


def _belongs(sentence: Sentence, one: Member, owner: Member) -> bool:
    """`kế toán Văn phòng Tỉnh ủy`, `phòng của Sở Nội vụ`: nothing or `của` between a body and its owner."""
    apart = one.end < owner.start and not sentence.between(one.start, one.end).endswith(("và", ",", "-"))
    return apart and consists(sentence, one.end, owner.start, "attribute")


def _is_managed(sentence: Sentence, group: Group) -> bool:
    """`Trung tâm Chính trị do Ban Tuyên giáo quản lý`."""
    before, last = group[-2:]
    managed = begins(sentence, last.end, "managed")
    return managed and ends(sentence, last.start, "by", since=before.end)


def _end_of_list(sentence: Sentence, end: int) -> int:
    """Where the last body ends that is listed behind one that ends at `end`, with its place; behind the word
    for a kind its name may stand: `Trạm |Thú y và Trạm Khuyến nông`."""
    for body in members(sentence):
        if not end <= body.start <= end + UNION_REACH:
            continue
        verbs = sentence.said("cues", "one_body", "one_roof", start=end, end=body.start)
        named = body.ids & _kinds(sentence.rulebook) and not verbs and ends(sentence, body.start, "joined_by")
        if named or consists(sentence, end, body.start, "body_joint"):
            name = sentence.words[sentence.word_at(body.end) :][:NAME] if named else []
            end = name[-1].end if name else body.end
    return _behind_places(sentence, end, sentence.end)


def _governs(sentence: Sentence, verb: Mention, start: int, end: int) -> bool:
    """Whether no comma cuts a verb off from the bodies, unless others are listed between: `hợp nhất A với B,
    C với D`, but `khi chưa hợp nhất, A và B …`."""
    first, last = (verb.end, start) if verb.start < start else (end, verb.start)
    if first >= last or not says(sentence, first, last, "comma"):
        return True
    return any(first <= one.start and one.end <= last for one in members(sentence))


def _are_names(sentence: Sentence, group: Group) -> bool:
    """Whether bodies of which only the kind is known are written as names: `Trạm Thú y`, not `quỹ nhà`."""
    kinds = [one for one in group if one.ids & _kinds(sentence.rulebook)]
    behind = [sentence.words[sentence.word_at(one.end)] for one in kinds]
    return all(
        sentence.text[one.start].isupper() or sentence.text[word.start].isupper()
        for one, word in zip(kinds, behind, strict=True)
    )


def _are_joined(sentence: Sentence, group: Group) -> bool:
    """Whether `với`, `vào`, `và` or a comma stands right before each further body."""
    return all(ends(sentence, one.start, "joined_by") for one in group[1:])


def _merged_nearby(sentence: Sentence, group: Group, behind: int) -> bool:
    """A verb of merging next to the bodies, no comma between it and them, or between two of them."""
    start, end = group[0].start, group[-1].end
    if any(sentence.said("cues", "one_body", start=a.end, end=b.start) for a, b in pairwise(group)):
        return True
    before = sentence.said("cues", "one_body", start=max(sentence.start, start - UNION_REACH), end=start)
    apart = before and says(sentence, before[-1].end, start, "such_as")
    if before and not apart and not says(sentence, before[-1].end, start, "comma"):
        return True
    after = sentence.said("cues", "one_body", start=end, end=behind)
    return bool(after) and not says(sentence, end, after[0].start, "comma")


@functools.cache
def _kinds(rulebook: Rulebook) -> frozenset[str]:
    """The bodies whose phrases name but their kind."""
    return frozenset(entry["id"] for entry in rulebook.entries("offices") if entry.get("kind_only"))


def dissolved(sentence: Sentence, group: Group) -> bool:
    """A word right before or behind the body that says it is no more."""
    start, end = group[0].start, group[-1].end
    before = sentence.said("cues", "dissolved", start=max(sentence.start, start - DISSOLVED_REACH), end=start)
    if before and not says(sentence, before[-1].end, start, "comma"):
        return True
    stop = min(sentence.end, end + DISSOLVED_REACH)
    after = sentence.said("cues", "dissolved", start=end, end=stop)
    return bool(after) and not says(sentence, end, after[0].start, "comma")
