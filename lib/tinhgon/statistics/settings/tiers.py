"""Tier: to which level of the apparatus the things that a figure counts belong."""

from __future__ import annotations

import functools
from itertools import pairwise

from tinhgon.clauses import Sentence
from tinhgon.clauses.contexts import begins, consists, ends, equals, says, search
from tinhgon.lexicon import Mention
from tinhgon.rules import Rulebook
from tinhgon.statistics.nouns import is_called, kind_of
from tinhgon.statistics.record import Statistic
from tinhgon.statistics.settings.topics import Topic, break_after, is_attached

MIXED = "mixed"  # two tiers together, which is no tier
OUTSIDE = {"residents", "households", "money"}  # of no tier: they are not of the apparatus
OF_SECTORS = {"schools", "school_sites", "classes", "health_units"}  # what a sector has, of any tier
OWN_YIELDS = {"part_time_workers", "departments", "cell_secretaries"}  # their own tier gives way to one said
IN_A_LIST = {"coordination", "partition"}  # rules of figures that hang on the one before
OF_EVERY_TIER = {"party_committees", "party_cells", "party_members", "civil_servants", "governments"}
HELD = {"people", "bodies"}  # kinds of what an agency or place has
JOINT_OF_TIERS = 3  # words between two tiers that do a thing together: "và UBND"
NEIGHBOURS = 60  # characters between two figures that share a tier


def tier_of(figure: Statistic, before: list[Statistic], topic: Topic | None, rulebook: Rulebook) -> str:
    """The object's own tier, else that of the noun phrase, of the list, of the topic of the clause."""
    entry = rulebook.by_id("objects").get(figure.object, {})
    own, said = str(entry.get("tier", "")), "province" if counts_provinces(figure) else said_tier(figure)
    if figure.object in OWN_YIELDS:
        own = "" if said else _tier_of_topic_noun(figure) or own
    if own:
        return own
    if in_central_list(figure, before):
        return ""
    if said:
        return said if said != MIXED else ""
    if figure.noun is not None and is_called(figure.sentence, figure.noun, "provincial_bodies"):
        return "province"
    if figure.object in OUTSIDE:
        return ""
    if figure.tier:
        return figure.tier
    if (told := _of_list(figure, before, rulebook)) is not None:
        return told
    if (held := holder_of(figure, before, rulebook)) is not None:
        return held.tier
    if topic and topic.tier and figure.object not in OF_SECTORS:
        return topic.tier
    if into := _tier_of_target(figure):
        return into
    if _of_no_tier(figure):
        return ""
    return _topic_tier(figure) or _tier_of_noun_before(figure) or _tier_of_cause(figure, before)


def counts_provinces(figure: Statistic) -> bool:
    """Whether a figure counts provinces: `4 tỉnh, thành phố`."""
    return figure.noun is not None and begins(figure.sentence, figure.noun.start, "province_counted")


def _tier_of_target(figure: Statistic) -> str:
    """The tier of the body into which something is merged: `5 trạm được sáp nhập vào bệnh viện huyện`."""
    if figure.change != "adoption":
        return ""
    sentence = figure.sentence
    end = sentence.segment(figure.start).end
    into = search(sentence, figure.end, end, "into_what")
    if into is None:
        return ""
    target = sentence.said("tiers", start=into.end, end=break_after(sentence, into.end), form="phrases")
    return target[-1].id if target else ""


def said_tier(figure: Statistic) -> str:
    """The tier named in the noun phrase or right behind it; `MIXED` where it names two."""
    sentence = figure.sentence
    named = sentence.said("tiers", start=figure.start, end=phrase_end(figure), form="phrases")
    tiers = {m.id for m in named}
    if len(tiers) > 1 and "all" not in tiers:
        first, last = named[0], named[-1]
        if ends(sentence, first.start, "moved_from"):
            return first.id
        joined = "," in sentence.between(first.end, last.start) or says(
            sentence, first.end, last.start, "conjunction"
        )
        owned = begins(sentence, last.start, "tier_owns")
        return MIXED if joined else (first if owned else last).id
    return next(iter(tiers - {"all"}), next(iter(tiers), ""))


@functools.lru_cache(maxsize=64)  # asked again for a figure's tier and scope
def phrase_end(figure: Statistic) -> int:
    """Where the words that belong to the figure's noun end: the next comma, bracket, semicolon or verb, but
    not inside or right before another tier (`của các sở, ngành, UBND huyện`)."""
    sentence = figure.sentence
    end = break_after(sentence, figure.end)
    last = None
    for tier in sentence.said("tiers", start=figure.start, form="phrases"):
        if tier.end > end and not _goes_on(sentence, end, last, tier):
            break
        last = tier
        end = max(end, break_after(sentence, tier.end))
    return end


def _goes_on(sentence: Sentence, end: int, last: Mention | None, tier: Mention) -> bool:
    """Whether a tier begins inside the noun phrase, or is joined to the last one in it."""
    if tier.start < end:
        return True
    return last is not None and consists(sentence, last.end, tier.start, "list_mark")


# --- From other figures ------------------------------------------------------------------------------


def _of_list(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> str | None:
    """The tier of the figure that this one restates, divides or continues; None where it does neither."""
    if not before:
        return None
    previous = before[-1]
    if figure.sentence.said("tiers", start=previous.end, end=figure.start, form="lead"):
        return None
    if figure.rule == "equivalent" or goes_on(figure, previous):
        return previous.tier
    if figure.role == "part":
        totals = [s for s in before if s.role == "total"]
        return totals[-1].tier or None if totals and not _is_place(totals[-1], rulebook) else None
    if figure.role == "to" or previous.role == "from":
        return previous.tier or None
    gap = figure.sentence.between(previous.end, figure.start)
    if set(gap) & {";", "."} or _is_place(previous, rulebook) or _of_no_tier(figure):
        return None
    other_kind = kind_of(previous.object, rulebook) != kind_of(figure.object, rulebook)
    if other_kind and figure.object not in OF_EVERY_TIER and _belongs(previous):
        return None
    listed = figure.rule in IN_A_LIST or (previous.object in OF_EVERY_TIER and len(gap) <= NEIGHBOURS)
    return previous.tier or None if listed else None


def _belongs(figure: Statistic) -> bool:
    """Whether words behind its noun say whose it is: `8 đơn vị trực thuộc UBND tỉnh`."""
    return says(figure.sentence, figure.end, phrase_end(figure), "belongs")


def goes_on(figure: Statistic, previous: Statistic) -> bool:
    """A percent that tells more of what was just counted: `giảm 9 phòng, đạt 12%`, `52 đảng viên (51%)`."""
    if figure.measure != "percent" or previous.measure == "percent":
        return False
    alike = (figure.object, figure.change) == (previous.object, previous.change)
    in_bracket = figure.sentence.between(previous.end, figure.start).strip() == "("
    return in_bracket or (alike and figure.noun is None)


def is_central(figure: Statistic) -> bool:
    """`7 tổng cục`, `180 lãnh đạo cấp vụ`: of the ministries, which are a part of the country's apparatus."""
    sentence = figure.sentence
    if says(sentence, figure.start, figure.end, "central_noun"):
        return True
    return figure.noun is not None and begins(sentence, figure.noun.start, "central_noun")


def in_central_list(figure: Statistic, before: list[Statistic]) -> bool:
    """What goes on a list of bodies of the centre: `7 tổng cục; 41 vụ; 300 chi cục`."""
    return is_central(figure) or any(s.object == figure.object and is_central(s) for s in before)


def holder_of(figure: Statistic, before: list[Statistic], rulebook: Rulebook) -> Statistic | None:
    """The bodies or places told of before it that have, lose or gain what it counts: `5 sở có 4 cấp phó`,
    `gộp 12 xã, dôi dư 90 cán bộ`, or to which it belongs: `21 phòng thuộc 11 sở`."""
    if kind_of(figure.object, rulebook) not in HELD or not before or figure.measure != "count":
        return None
    sentence = figure.sentence
    segment = sentence.segment(figure.start)
    held = [s for s in before if s.start >= segment.start]
    holders = [s for s in held if s.object == "departments" or _is_place(s, rulebook)]
    if not holders or sentence.bracket(holders[-1].start) != sentence.bracket(figure.start):
        return None
    holder = holders[-1]
    if len(holders) > 1 and equals(sentence, holders[-2].end, holder.start, "belonging"):
        holder = holders[-2]
    if not any(holder.end <= m.start < figure.start for m in sentence.verbs):
        return None
    if _is_place(figure, rulebook) or figure.object == "departments":
        return None
    if says(sentence, holder.end, figure.start, "turning"):
        return None
    return holder


def _is_place(figure: Statistic, rulebook: Rulebook) -> bool:
    return kind_of(figure.object, rulebook) == "places" or counts_provinces(figure)


def belongs_to(figures: list[Statistic]) -> None:
    """Give `21 phòng thuộc 11 sở` the tier of the figure that it belongs to."""
    for figure, owner in pairwise(figures):
        if figure.tier or figure.object in OUTSIDE:
            continue
        if equals(figure.sentence, figure.end, owner.start, "belonging"):
            figure.tier = owner.tier


# --- From the words before ---------------------------------------------------------------------------


def _of_no_tier(figure: Statistic) -> bool:
    """`226 lãnh đạo cấp phòng`, `7 tổng cục`: a rank that says nothing of the tier."""
    sentence = figure.sentence
    if says(sentence, figure.start, figure.end, "rank"):
        return True
    return figure.noun is not None and begins(sentence, figure.noun.start, "rank")


def _topic_tier(figure: Statistic) -> str:
    """The tier that the sentence is about; `all` only within a segment."""
    sentence = figure.sentence
    said = sentence.said("tiers", end=figure.start, form="lead")
    leading = [m for m in said if _leads(figure, m)]
    topic = sentence.last_before(figure.start, leading)
    if topic is None or _is_one_of_two(figure, topic, leading):
        return ""
    return topic.id


def _is_one_of_two(figure: Statistic, topic: Mention, leading: list[Mention]) -> bool:
    """`các sở cấp tỉnh và UBND |cấp huyện sẽ giảm`: two tiers that do a thing together."""
    sentence = figure.sentence
    start = sentence.segment(figure.start).start
    others = [m for m in leading if start <= m.start and m.end <= topic.start and m.id != topic.id]
    if not others:
        return False
    gap = sentence.words[sentence.word_at(others[-1].end) : sentence.word_at(topic.start)]
    joined = bool(gap) and equals(sentence, gap[0].start, gap[0].end, "conjunction")
    return joined and len(gap) <= JOINT_OF_TIERS


def _tier_of_cause(figure: Statistic, before: list[Statistic]) -> str:
    """`đề án của 20 sở được duyệt; sau sắp xếp giảm 29 phòng`: the tier of what brought it about."""
    sentence = figure.sentence
    start = sentence.segment(figure.start).start
    caused = [s for s in before if s.end <= start and s.object == "departments"]
    first = sentence.words.starts[sentence.word_at(start)]
    return caused[-1].tier if caused and begins(sentence, first, "thereby") else ""


def _is_inside_figure(sentence: Sentence, tier: Mention) -> bool:
    """Whether a tier stands in the noun phrase of a figure before: `12 phòng cấp huyện và 96 đơn vị`."""
    earlier = [n for n in sentence.numerals if n.end <= tier.start]
    return bool(earlier) and break_after(sentence, earlier[-1].end) >= tier.end


def _tier_of_noun_before(figure: Statistic) -> str:
    """The tier of the noun that a bare number counts: `số chi cục từ 18 còn 16`."""
    if figure.noun is not None:
        return ""
    sentence = figure.sentence
    nouns = sentence.said(
        "objects", figure.object, start=sentence.segment(figure.start).start, end=figure.start
    )
    if not nouns:
        return ""
    said = sentence.said("tiers", start=nouns[-1].start, end=nouns[-1].end, form="phrases")
    return said[-1].id if said else ""


def _tier_of_topic_noun(figure: Statistic) -> str:
    """`Số người hoạt động không chuyên trách ở bản, tổ dân phố là 9.120 người`: the tier behind the noun that
    the number is of."""
    sentence = figure.sentence
    start = sentence.segment(figure.start).start
    nouns = sentence.said("objects", figure.object, start=start, end=figure.start)
    if not nouns or not (figure.noun is None or figure.noun.generic):
        return ""
    verbs = [m.start for m in sentence.verbs if nouns[-1].end <= m.start and m.form == "phrases"]
    end = min([figure.start, *verbs])
    return next((m.id for m in sentence.said("tiers", start=nouns[-1].end, end=end, form="phrases")), "")


def _leads(figure: Statistic, tier: Mention) -> bool:
    """Whether a tier named before the figure is its topic: in its segment, or at the head of the sentence and
    then not `all`; not what a figure before belongs to, and no tier that is done away with."""
    sentence = figure.sentence
    if is_attached(sentence, tier.start) or ends(sentence, tier.start, "dissolved"):
        return False
    of_every_tier = figure.object in OF_EVERY_TIER
    if not of_every_tier and _is_inside_figure(sentence, tier):
        return False
    if tier.start >= sentence.segment(figure.start).start or sentence.bracket(figure.start):
        return True
    return tier.id != "all" and (of_every_tier or tier.end <= sentence.numerals[0].start)
