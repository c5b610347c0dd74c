"""Signatures: who wrote and who published, as the last (or first) lines of an article print it."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from tinhgon.cleaning.furniture import patterns_of, phrases_of
from tinhgon.rules import Rulebook
from tinhgon.text import fold

_UP = "A-ZĐÀ-ÝĂĨŨƠƯẠ-Ỹ"
_initials = re.compile(rf"(?:[{_UP}]\.?){{1,4}}|[{_UP}][a-zđ]?\.(?:[{_UP}]\w*+\.?)+")
_joint = re.compile(r"(?:(?<!\s)\s+)?(?:[–—,&;/|+]|\s-\s|\s(?:và|cùng)\s)\s*")
_TEAM = 5
_digit = re.compile(r"\d")
_aside = re.compile(r"(?=.*+(?<=\)))(.*?\S)\s*\((?:theo |nguồn:? )?(.+?)\)", re.IGNORECASE)
_wrapped = re.compile(r"[(\[][^()\[\]]*[)\]]")
_hyphen = re.compile(r"(?:(?<!\s)\s+)?-\s*")


class Credit(NamedTuple):
    """Author and publisher as printed, either may be empty; `firm` where the form alone makes it a byline,
    so that it need not stand at the end; `place` where the name is also a province's."""

    author: str
    publisher: str
    firm: bool
    place: bool = False


class Signing(NamedTuple):
    """Who publishes, and the words that a signature has beside a name."""

    names: frozenset[str]
    pattern: re.Pattern[str]
    not_marks: frozenset[str]
    places: frozenset[str]
    role: re.Pattern[str]
    closing: re.Pattern[str]
    staff: re.Pattern[str]
    offices: frozenset[str]


@functools.cache
def compiled(book: Rulebook) -> Signing:
    """The publishers and signatures of a book, ready to match."""
    entries, words = book.entries("publishers"), book.by_id("signatures")
    patterns = [pattern.pattern for entry in entries for pattern in patterns_of(entry, "publishers")]
    task, role, closing, staff = (phrases_of(words[name]) for name in ("task", "role", "closing", "staff"))
    return Signing(
        frozenset(fold(name) for entry in entries for name in entry.get("names", ())),
        re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or "(?!)"),
        frozenset(fold(name) for entry in entries for name in entry.get("not", ())),
        frozenset(fold(cell) for row in book.rows("provinces") for cell in row.values()),
        re.compile(
            rf"^\s*+[(\[]?\s*+(?P<role>(?:(?:{task})(?:\s*+(?:,|và|&|-|–|/|\+)\s*+(?={task}))?\s*)+|(?:{role}))"
            r"(?P<mark>\s*[:.]\s*+|\s++)(?=\S)"
        ),
        re.compile(rf"(?:(?<!\s)\s+)?[(\[]\s*+(?:{closing})\s*+[)\]]\s*$"),
        re.compile(rf"(?:{staff})(?: [\w-]+){{0,4}}"),
        frozenset(fold(word) for word in words["office"]["phrases"]),
    )


def is_publisher(name: str, rules: Signing) -> bool:
    """Whether `name` is an agency's or an outlet's."""
    folded = fold(name).strip(" .")
    bare = next((folded[len(kind) :] for kind in ("báo ", "tạp chí ") if folded.startswith(kind)), folded)
    return folded in rules.names or bare in rules.names or rules.pattern.fullmatch(folded) is not None


def is_name(text: str, rules: Signing) -> bool:
    """Whether `text` has the form of a person's name, a pen name or initials.

    >>> from tinhgon.rules import book
    >>> lines = ("Minh Thùy", "P.Thảo", "HOÀNG ANH", "T.H", "Kinh nghiệm", "Sở Nội vụ")
    >>> [is_name(text, compiled(book())) for text in lines]
    [True, True, True, True, False, False]
    """
    parts = text.split()
    if not 1 <= len(parts) <= _TEAM or len(text) > 40 or _digit.search(text):
        return False
    if len(parts) == 1 and not _initials.fullmatch(text):
        return False
    if fold(parts[0]) in rules.offices and len(parts) > 1:
        return False
    return all(_is_name_part(part) for part in parts)


def _is_name_part(part: str) -> bool:
    if _initials.fullmatch(part):
        return True
    letters = part.replace("-", "")
    return letters.isalpha() and len(letters) <= 7 and (letters.istitle() or letters.isupper())


def parse(text: str, rules: Signing) -> Credit | None:
    """The credit of a signature line, or None where the line is none.

    >>> from tinhgon.rules import book
    >>> parse("Theo Việt Hoàng/TTXVN", compiled(book()))
    Credit(author='Việt Hoàng', publisher='TTXVN', firm=True, place=False)
    >>> parse("Hạn chế, khó khăn", compiled(book())) is None
    True
    """
    if len(text) > 120 or len(text.split()) > 16:
        return None
    body = text.strip().strip(".…*_ ")
    folded = fold(body)
    role = rules.role.match(folded)
    said, printed = (role["role"].strip(), body[role.end() :]) if role else ("", body)
    if said == "ảnh":
        return None
    closed = body[-1:] in {")", "]"}
    tail = rules.closing.search(fold(printed)) if closed else None
    printed = printed[: tail.start()] if tail else printed
    wrapped = closed and bool(_wrapped.fullmatch(body))
    printed = printed.rstrip(")]") if wrapped else printed
    credit = _people((body[1:-1] if wrapped and not role else printed).strip(" .:-–—*"), rules, said)
    if credit is None or (
        role and role["mark"].isspace() and said in {"tin", "bài"} and not (credit[1] or tail)
    ):
        return None
    author, publisher = credit
    return Credit(author, publisher, bool(said or tail or publisher or wrapped), fold(author) in rules.places)


def _people(printed: str, rules: Signing, role: str) -> tuple[str, str] | None:
    """Author and publisher of `A/B`, `A (B)`, `A - B`, or of one name; None where a part is neither."""
    if not printed:
        return None
    if is_publisher(printed, rules):
        return "", printed
    aside = _aside.fullmatch(printed) if printed.endswith(")") else None
    parts = [aside[1], aside[2]] if aside else _parts(printed, rules)
    outlets = [part for part in parts if part != printed and is_publisher(part, rules)]
    people = [part for part in parts if part not in outlets]
    if not all(is_name(part, rules) or rules.staff.fullmatch(fold(part)) for part in people):
        if len(printed.split()) > 8 or re.search(r"[.;!?]", printed):
            return None
        return (
            ("", printed)
            if role.startswith("nguồn")
            else (printed, "")
            if role in {"tác giả", "người viết"}
            else None
        )
    if not outlets:
        return printed, ""
    end = printed.find(outlets[0])
    author = (
        printed[:end].rstrip(" (/-–—,|&;") if people and printed.startswith(people[0]) else " - ".join(people)
    )
    author = re.sub(r"(?i)(?:(?<![\s(])[\s(]+)?(?:theo|nguồn:?)$", "", author)
    return author, "/".join(outlets) if len(outlets) > 1 and not aside else outlets[0]


def _parts(printed: str, rules: Signing) -> list[str]:
    """The names of a signature: parted by strokes and spaced dashes, else also by bare hyphens."""
    parts = [part for part in _joint.split(printed) if part]
    if "-" not in printed or all(is_name(part, rules) or is_publisher(part, rules) for part in parts):
        return parts
    return [part for whole in parts for part in _hyphen.split(whole) if part]


def mark(text: str, rules: Signing) -> str:
    """The paper's mark at the head of a text (`ĐBP -`, `(Dân trí) -`), as printed, without its brackets, "
    "or "".

    >>> from tinhgon.rules import book
    >>> [mark(text, compiled(book())) for text in ("ĐBP - Ngày 21/4", "(BMT) Sáng nay", "UBND - cơ quan")]
    ['ĐBP', 'BMT', '']
    """
    match = _bracketed.match(text) or _bare_mark.match(text)
    if match is None:
        return ""
    name = match[1].strip()
    known = is_publisher(name, rules)
    if fold(name) in rules.not_marks or not (known or _sigil.fullmatch(name)):
        return ""
    return name


_bracketed = re.compile(r"^\s*+[(\[]\s*+([^()\[\]\d]{2,40}?)\s*[)\]]\s*+[-–—:.]?\s*+(?=\S)")
_bare_mark = re.compile(r"^\s*+([^\s\d(][^()\d:]{1,30}?)\s*(?:\s[-–—]|[-–—]\s)\s*+(?=[A-ZĐÀ-Ỹ\"“‘'])")
_sigil = re.compile(rf"[{_UP}&]{{2,7}}(?:\s?Online|\.VN|\.vn|O)?|[A-Z][A-Za-z]{{5,19}}")
