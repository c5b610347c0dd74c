"""The check of repeats: what an article prints twice should be one value."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from tinhgon.agreement import agree, exactly
from tinhgon.audits.verdicts import Audit, as_printed, audit
from tinhgon.figures import Figure, noun

# What an article counts several of under one name: levels of schooling, what is lacking, money.
LOOSE = frozenset(
    {
        *("other", "other_model", "other_standard", "units_merged", "departments_merged", "places_merged"),
        *("professional_level", "political_theory_level", "standard_met", "short", "over_limit", "money"),
    }
)
_NAME = r"\s+((?-i:[A-ZÀ-ỸĐ]\w*(?:\s+[A-ZÀ-ỸĐ]\w*)*)|\d+)"
_place = re.compile(
    r"\b(?:xã|phường|thị trấn|huyện|thị xã|quận|thành phố|tp\.?|tỉnh|thôn|bản|ấp|xóm|buôn|khu phố|tổ dân phố)"
    + _NAME,
    re.IGNORECASE,
)
_body = re.compile(r"\b(?:sở|chi cục|đảng bộ|chi bộ|trường|bệnh viện|khối|cục|ban)" + _NAME, re.IGNORECASE)
_of_others = re.compile(
    r"\s*(?:đều |đã |cũng )*có (?:các |nhiều |một số |ít nhất )?(?:xã|phường|thôn|bản|huyện|đơn vị)",
    re.IGNORECASE,
)
MANY = 20  # a number as large as this is not met twice by chance


def repeated(figures: Sequence[Figure]) -> Iterator[Audit]:
    """Each later print of an indicator in an article with the first, where both are of the whole.

    Named parts, from and to, other periods, bases and plans are other things, and so are counts under
    another noun (`59 phòng, ban`, `27 ban quản lý dự án`) and values of sentences that name other places or
    bodies. A ratio and the percentage beside it are left to `ratio_percent`. A model said to run in more
    places than it was approved for contradicts itself.
    """
    groups: defaultdict[tuple[object, ...], list[Figure]] = defaultdict(list)
    stages: defaultdict[tuple[object, ...], dict[bool, Figure]] = defaultdict(dict)
    for figure in figures:
        if _told_of_all(figure):
            groups[*_key(figure), figure.stage, figure.base].append(figure)
            if figure.change == "adoption":
                stages[_key(figure)].setdefault(figure.stage == "approved", figure)
    for group in groups.values():
        yield from _repeats(group)
    for pair in stages.values():
        if (
            len(pair) == 2
            and pair[True].exact
            and pair[False].exact
            and not _told_apart(pair[True], pair[False])
            and _share(pair[False]) > _share(pair[True])
        ):
            yield _contrast("repeated.contradicts.stage", pair[True], pair[False])


def _repeats(group: list[Figure]) -> Iterator[Audit]:
    """The later figures of a group with the first. Other values in a sentence that repeats the first
    are of something that the sentence tells apart (`91,2%, riêng mức xuất sắc 23,8%`)."""
    known, *later = group
    agreeing = {known.sentence, *(figure.sentence for figure in later if agree(known, figure))}
    for figure in later:
        if agree(known, figure):
            if _one_thing(known, figure):
                yield _repeat(known, figure)
        elif figure.sentence not in agreeing and _one_thing(known, figure) and not _told_apart(known, figure):
            yield _contrast("repeated.contradicts", known, figure)


def _told_apart(known: Figure, figure: Figure) -> bool:
    """Whether the sentences name other places or bodies, or one counts those that have others in them
    (`100% huyện đều có xã làm`): then two values are no contradiction."""
    if any(_of_others.match(one.sentence.partition(one.surface)[2]) for one in (known, figure)):
        return True
    return _names(known) != _names(figure)


def _names(figure: Figure) -> set[str]:
    """The places that a sentence names by their kind, and the bodies, unless they make up a model."""
    bodies = [] if figure.change == "adoption" else _body.findall(figure.sentence)
    return {*_place.findall(figure.sentence), *bodies} - {figure.province}


def _told_of_all(figure: Figure) -> bool:
    specific = not LOOSE & {figure.object, figure.predicate}
    return (
        figure.scope == "whole"
        and figure.role not in ("from", "to", "part")
        and figure.value is not None
        and specific
    )


def _key(figure: Figure) -> tuple[object, ...]:
    measure = "percent" if figure.measure == "ratio" else figure.measure
    what = (figure.object, figure.change, figure.predicate, measure, figure.tier)
    return *what, figure.province, figure.place, figure.period, figure.as_of, figure.target


def _one_thing(known: Figure, figure: Figure) -> bool:
    """Whether two figures of one key are prints of one number, and not the ends of a range or a ratio
    and its percentage."""
    if known.start == figure.start >= 0:
        return False
    if {known.measure, figure.measure} == {"ratio", "percent"} and known.sentence == figure.sentence:
        return False
    if figure.measure != "count" or noun(known.surface) == noun(figure.surface):
        return True
    return known.value == figure.value and (figure.value or 0) >= MANY


def _share(figure: Figure) -> float:
    return exactly(figure) if figure.measure == "ratio" else figure.value or 0.0


def _repeat(known: Figure, figure: Figure) -> Audit:
    if (known.measure, known.value, known.qualifier) == (figure.measure, figure.value, figure.qualifier):
        return as_printed(audit("repeated.agrees.same", known, figure, computed=figure.value or 0.0), known)
    return _contrast("repeated.agrees", known, figure)


def _contrast(case: str, known: Figure, figure: Figure) -> Audit:
    second = as_printed(audit(case, figure), figure)
    found = as_printed(audit(case, known, figure), known)
    return found._replace(
        numbers={**found.numbers, "computed": second.numbers["printed"]}, computed=figure.value
    )
