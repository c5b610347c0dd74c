"""Who issued a document and when, as far as the words around its mention say."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Protocol

from tinhgon import dates
from tinhgon.references.patterns import TERM, Patterns

_of = re.compile(r"\s*+,?\s*+(?:của|do)\s++(?:các\s+)?")
_gap = re.compile(r"\s*+(?:,|;|và|,\s*và|cùng|cùng với)\s*+(?:các\s+)?")
_capitals = "".join(char for char in map(chr, range(0xC0, 0x1EFA)) if char.isupper() and char.isalpha())
_place = re.compile(
    r"(?:\s(?:tỉnh|thành phố|TP\.?|huyện|quận|thị xã|xã|phường|thị trấn))?"
    rf"(?:\s(?:-\s)?[A-Z{_capitals}]\w+){{0,4}}"
)
_session = re.compile(r"\s\d{1,2}(?!\d)")
_bracket = re.compile(r"\s*+,?\s*+\(?(?:ban hành\s)?\s*")
_sentence = re.compile(r"[.!?…]\s|\n")


class Placed(Protocol):
    """What is needed of a mention."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def numbers(self) -> tuple[str, ...]: ...


def circumstances(
    text: str, folded: str, mentions: Sequence[Placed], rules: Patterns
) -> list[tuple[str, str]]:
    """Issuer and date of each mention, empty where not printed. What follows the last of several joined by
    commas or `và` holds for all of the same kind."""
    said = []
    for index, mention in enumerate(mentions):
        limit = mentions[index + 1].start if index + 1 < len(mentions) else len(text)
        issuer, date = _after(text, folded, mention.end, limit, rules)
        if not issuer:
            issuer, day = _before(text, folded, mention.start, rules)
            date = date or day
        if mention.numbers[0].startswith("Trung ương"):
            issuer = issuer or "Trung ương"
        said.append((issuer, date))
    for index in range(len(mentions) - 2, -1, -1):
        one, other = mentions[index], mentions[index + 1]
        joined = one.kind == other.kind and _gap.fullmatch(folded, one.end, other.start)
        if joined:
            said[index] = (said[index][0] or said[index + 1][0], said[index][1] or said[index + 1][1])
    return _told_later(text, folded, mentions, said, rules)


def _after(text: str, folded: str, end: int, limit: int, rules: Patterns) -> tuple[str, str]:
    """`… ngày 25-10-2017 của Ban Chấp hành Trung ương`: what follows a mention directly."""
    window = text[end : min(limit, end + 60)]
    date, at = "", end
    lead = _bracket.match(window)
    for found in dates.find(window):
        if found.kind in {"date", "period"} and lead and found.start <= lead.end():
            date, at = _iso(found), end + found.end
        break
    if at < limit and text[at : at + 1] == ")":
        at += 1
    if term := TERM.match(folded, at):
        at = term.end()
    of = _of.match(folded, at)
    issuer = rules.issuer.match(folded, of.end()) if of else None
    return (_printed(text, issuer.start(), issuer.end()) if issuer and issuer.end() <= limit else ""), date


def _before(text: str, folded: str, start: int, rules: Patterns) -> tuple[str, str]:
    """`Ngày 25/10/2017, Ban Chấp hành Trung ương ban hành …`: the issuer as subject."""
    left = max(0, start - 110)
    said = rules.issues.search(folded[left:start])
    if said is None:
        return "", ""
    at = left + said.start()
    issuer = _printed(text, at, left + said.end("issuer"))
    head = text[max(0, at - 40) : at]
    days = [found for found in dates.find(head) if re.fullmatch(r",?\s*", head[found.end :])]
    return issuer, _iso(days[-1]) if days else ""


def _told_later(
    text: str, folded: str, mentions: Sequence[Placed], said: list[tuple[str, str]], rules: Patterns
) -> list[tuple[str, str]]:
    """`Nghị quyết 18 về …; Nghị quyết 19 về … được Trung ương ban hành (tháng 10/2017)`."""
    starts = [mention.start for mention in mentions]
    for told in rules.issued.finditer(folded):
        left = max(0, told.start() - 1500)
        ends = [match.end() for match in _sentence.finditer(folded, left, told.start())]
        issuer = _printed(text, told.start("issuer"), told.end("issuer"))
        window = text[told.end() : told.end() + 30]
        found = dates.find(window)
        date = _iso(found[0]) if found and re.fullmatch(r"\s*\(?", window[: found[0].start]) else ""
        for index in range(
            bisect_left(starts, ends[-1] if ends else left), bisect_left(starts, told.start())
        ):
            if not said[index][0]:
                said[index] = (issuer, said[index][1] or date)
    return said


def _printed(text: str, start: int, end: int) -> str:
    """The issuer as printed, with the place or session that belongs to it."""
    phrase = text[start:end]
    if phrase.lower().endswith("hội nghị trung ương"):
        session = _session.match(text, end)
        return text[start : session.end()] if session else phrase
    if re.search(r"(?:[uủ][yỷ]|đảng bộ|hđnd|ubnd|nhân dân)$", phrase.lower()):
        place = _place.match(text, end)
        return text[start : place.end()].rstrip(" -") if place else phrase
    return phrase


def _iso(found: dates.Date) -> str:
    """The day, or the month where only that is printed; a year alone is no date."""
    if not (found.first and found.last):
        return ""
    if found.first == found.last:
        return found.first.isoformat()
    whole = found.first.day == 1 and (found.last.year, found.last.month) == (
        found.first.year,
        found.first.month,
    )
    return f"{found.first:%Y-%m}" if whole else ""
