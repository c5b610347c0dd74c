"""What sort of outlet a publisher is: `publishers.yml` by name, by form, by the province in its name."""

from __future__ import annotations

import functools
import re

from tinhgon.cleaning.furniture import patterns_of
from tinhgon.cleaning.provinces import own
from tinhgon.rules import Rulebook
from tinhgon.text import fold

KINDS = ("agency", "national", "provincial", "paper", "broadcaster", "portal", "other")
_office = re.compile(
    r"(?:bộ|sở|ban|ủy ban|ubnd|hđnd|đảng ủy|tỉnh ủy|huyện ủy|thành ủy|viện|văn phòng|chi cục) "
)


def kind(publisher: str, book: Rulebook) -> str:
    """One of KINDS. A paper or broadcaster that names a province is the province's; an office that publishes
    itself counts as a portal.

    >>> from tinhgon.rules import book
    >>> [kind(name, book()) for name in ("TTXVN", "Dantri", "Báo Sơn La", "Tạp chí Mường Then", "Sở Nội vụ")]
    ['agency', 'national', 'provincial', 'paper', 'portal']
    """
    folded = fold(publisher).strip(" .")
    names, forms = _kinds(book)
    known = names.get(folded) or names.get(re.sub(r"^(?:báo|tạp chí) ", "", folded))
    if known:
        return known
    formed = next((kind for kind, pattern in forms if pattern.fullmatch(folded)), "")
    if formed in {"paper", "broadcaster"} and own(publisher, book):
        return "provincial"
    return formed or ("portal" if _office.match(folded) else "other")


@functools.cache
def _kinds(book: Rulebook) -> tuple[dict[str, str], list[tuple[str, re.Pattern[str]]]]:
    entries = [entry for entry in book.entries("publishers") if "kind" in entry]
    names = {fold(name): entry["kind"] for entry in entries for name in entry.get("names", ())}
    return names, [(entry["kind"], form) for entry in entries for form in patterns_of(entry, "publishers")]
