"""Who issued a document and when, as far as the words around its mention say."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Protocol

from tinhgon import dates
from tinhgon.references.patterns import TERM, Patterns
from tinhgon.references.resolution import CALLED

_of = re.compile(r"\s*+,?\s*+(?:cũng\s+)?(?:của|\(?(?:đều\s+|được\s+)?do|(?P<which>mà))\s++(?:các\s+)?")
_did = re.compile(r"\s+(?:(?:đã|vừa|mới|cùng)\s+)*(?:ra|ban hành|ký|ký ban hành|thông qua|phê duyệt)(?!\w)")
_alias_opens = re.compile(r"[,\s]*\([^()]*")
_alias_closes = re.compile(r"[\"”’]*\s*\)")
_gap = re.compile(r"\s*+(?:,|;|và|,\s*và|cùng|cùng với)\s*+(?:các\s+)?")
_capitals = "".join(char for char in map(chr, range(0xC0, 0x1EFA)) if char.isupper() and char.isalpha())
_list = re.compile(r"[^.;\n]*?(?:\svà|,|\scùng|\scùng với)\s+(?:các\s+)?")
_place = re.compile(
    r"(?:\s(?:tỉnh|thành phố|TP\.?|huyện|quận|thị xã|xã|phường|thị trấn))?"
    rf"(?:\s(?:-\s)?[A-Z{_capitals}]\w+){{0,4}}"
)
LIST_WITHIN = 200  # characters between two documents that one subject issued
CALLED_WITHIN = 40  # characters before a mention in which a bracket says that it is another's short name

_ministry = rf"[A-Z{_capitals}]\w*(?: [^\W\dA-Z{_capitals}]\w*)?"
_ministries = re.compile(rf"\s{_ministry}(?:(?:\s[-–]|,)\s{_ministry})*")
_session = re.compile(r"\s\d{1,2}(?!\d)")
_lead = re.compile(
    r"\s*+(?P<comma>,)?\s*+\(?(?P<issued>(?:được\s)?(?:ban hành|ký|ra|thông qua)\s(?:từ\s|vào\s)?)?\s*"
    r"(?=ngày|tháng|năm|hôm|sáng|chiều|\d)"
)
_tells_on = re.compile(r"\s*\)|,?\s(?:về|của|bàn|quy định|nhằm|do|yêu cầu|phê duyệt)(?!\w)")
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
    commas or `và` holds for all of the same kind, and so does the issuer that is their subject."""
    said: list[tuple[str, str]] = []
    subject = ""
    for index, mention in enumerate(mentions):
        if _is_alias(folded, mention):
            said.append(("", ""))
            continue
        issuer, date = _after(text, folded, mentions, index, rules)
        if not issuer:
            before, day = _before(text, folded, mention.start, rules)
            issuer = subject = before or (subject if _in_one_list(folded, mentions, index) else "")
            date = date or day
        else:
            subject = ""
        if mention.numbers[0].startswith("Trung ương"):
            issuer = issuer or "Trung ương"
        said.append((issuer, date))
    for index in range(len(mentions) - 2, -1, -1):
        one, other = mentions[index], mentions[index + 1]
        joined = one.kind == other.kind and _gap.fullmatch(folded, one.end, other.start)
        if joined:
            said[index] = (said[index][0] or said[index + 1][0], said[index][1] or said[index + 1][1])
    return _told_later(text, folded, mentions, said, rules)


def _is_alias(folded: str, mention: Placed) -> bool:
    """`(gọi tắt là Nghị quyết 18)`: what follows the bracket is said of the document before it."""
    return CALLED.search(folded, max(0, mention.start - CALLED_WITHIN), mention.start) is not None


def _in_one_list(folded: str, mentions: Sequence[Placed], index: int) -> bool:
    if not index or mentions[index - 1].kind != mentions[index].kind:
        return False
    start, end = mentions[index - 1].end, mentions[index].start
    return end - start < LIST_WITHIN and _list.fullmatch(folded, start, end) is not None


def _after(
    text: str, folded: str, mentions: Sequence[Placed], index: int, rules: Patterns
) -> tuple[str, str]:
    """`… ngày 25-10-2017 của Ban Chấp hành Trung ương`: what follows a mention directly, in any order."""
    issuer, date, at, ahead = "", None, mentions[index].end, index + 1
    while True:
        limit = mentions[ahead].start if ahead < len(mentions) else len(text)
        if text[at : at + 1] == ")":
            at += 1
        elif date is None and (day := _day(text, at, limit, bool(issuer))):
            date, at = day
        elif term := TERM.match(folded, at):
            at = term.end()
        elif not issuer and (by := _issuer(text, folded, at, limit, rules)):
            issuer, at = by
        elif close := _alias_closes.match(folded, mentions[ahead].end) if ahead < len(mentions) else None:
            if not (_alias_opens.fullmatch(folded, at, limit) and _is_alias(folded, mentions[ahead])):
                return issuer, date or ""
            at, ahead = close.end(), ahead + 1
        else:
            return issuer, date or ""


def _day(text: str, at: int, limit: int, issued: bool) -> tuple[str, int] | None:
    """The date printed at `at`, empty if it is no day or month, and where it ends."""
    window = text[at : min(limit, at + 60)]
    if not (lead := _lead.match(window)):
        return None
    found = next(iter(dates.find(window)), None)
    if found is None or found.kind not in {"date", "period"} or found.start > lead.end():
        return None
    end = at + found.end
    if issued and lead["comma"] and not lead["issued"] and not _tells_on.match(text, end):
        return None  # "… của Tỉnh ủy, ngày 5/3 huyện giảm"
    return _iso(found), end


def _issuer(text: str, folded: str, at: int, limit: int, rules: Patterns) -> tuple[str, int] | None:
    """`của Bộ Chính trị`, `mà HĐND tỉnh thông qua`: who issued what was named before, and where that ends."""
    of = _of.match(folded, at)
    issuer = rules.issuer.match(folded, of.end()) if of else None
    if of is None or issuer is None or issuer.end() > limit:
        return None
    printed = _printed(text, issuer.start(), issuer.end())
    end = issuer.start() + len(printed)
    term = TERM.match(folded, end)
    did = _did.match(folded, term.end() if term else end)
    if of["which"] and not did:
        return None
    return printed, did.end() if did else end


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
    if phrase.lower() == "liên bộ":
        ministries = _ministries.match(text, end)
        return text[start : ministries.end()] if ministries else phrase
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
