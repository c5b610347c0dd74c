"""Texts on which a regular expression does its worst: made from its own parse tree.

A pattern takes more than linear time where a repeat can be left and begun again in many places. So each of
its repeats is given what it eats, again and again, after what leads up to it, with a tail that fits nothing.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

CLASSES = {
    "CATEGORY_DIGIT": "1",
    "CATEGORY_SPACE": " ",
    "CATEGORY_WORD": "a",
    "CATEGORY_NOT_DIGIT": "a",
    "CATEGORY_NOT_SPACE": "a",
    "CATEGORY_NOT_WORD": " ",
}
COMMON = (" ", "a", "1", "Ơ", ".", ",", "-", "<", '"')
MOST = 14  # samples of a class, alternatives of a branch
PAIRED = 7  # letters that are also paired with each other
TAIL = "\x01"


def of(pattern: str, flags: int) -> list[tuple[str, str]]:
    """What is hard on `pattern`: a lead and a piece to repeat behind it, each once, the shortest first.

    >>> ("", " ") in of(r"\\s+-", 0), ("x", "a") in of("x(?:a|b)*c", 0)
    (True, True)
    """
    tree = parser.parse(pattern, flags)
    letters = sorted(_alphabet(tree))
    whole = _sample(tree)
    pieces = [*letters, *(a + b for a, b in itertools.permutations(letters[:PAIRED], 2))]
    pieces += [whole, whole[:-1], f"{whole} ", f"{whole[:-1]} "]
    found = {("", piece) for piece in pieces}
    for before, body in _repeats(list(tree), "", letters):
        found |= {(before, body), ("", before + body), ("", before + body * 3), ("", body + before)}
        found.add(("", f"{before} {body}"))
    return sorted((pair for pair in found if pair[1]), key=lambda pair: (len(pair[1]), pair))


def texts(lead: str, piece: str, size: int) -> tuple[str, str]:
    """About `size` characters of `piece` behind `lead`: one text ends in a stranger, one does not."""
    body = lead + piece * max(1, size // len(piece))
    return body + TAIL, body


def _alphabet(tree: Any) -> set[str]:
    """Letters that the pattern names or, in a class, leaves out: each may end a repeat or go on in it."""
    found: set[str] = set()
    for code, argument in _nodes(tree):
        if code in {codes.LITERAL, codes.IN, codes.NOT_LITERAL, codes.ANY}:
            found.add(_sample([(code, argument)]))
        if code is codes.IN:
            found |= {chr(value) for kind, value in argument if kind is codes.LITERAL}
    ordinary = {char for char in found if not char.isalpha()}
    return set(COMMON) | set(sorted(ordinary)[:MOST]) | set(sorted(found - ordinary)[:MOST])


def _nodes(tree: Any) -> Iterator[tuple[Any, Any]]:
    for code, argument in tree:
        yield code, argument
        for part in _parts(code, argument):
            yield from _nodes(part)


def _parts(code: Any, argument: Any) -> list[Any]:
    if code is codes.BRANCH:
        return list(argument[1])
    if code is codes.SUBPATTERN:
        return [argument[-1]]
    if code in {codes.MAX_REPEAT, codes.MIN_REPEAT, getattr(codes, "POSSESSIVE_REPEAT", None)}:
        return [argument[2]]
    if code in {codes.ASSERT, codes.ASSERT_NOT}:
        return [argument[1]]
    if code is getattr(codes, "ATOMIC_GROUP", None):
        return [argument]
    return [part for part in argument[1:] if part] if code is codes.GROUPREF_EXISTS else []


def _repeats(tree: list[Any], before: str, letters: list[str]) -> Iterator[tuple[str, str]]:
    """What may stand before each repeat of more than a few, and what it eats."""
    for at, (code, argument) in enumerate(tree):
        lead = before + _sample(tree[:at])
        if code in {codes.MAX_REPEAT, codes.MIN_REPEAT} and argument[1] > 3:
            body = list(argument[2])
            options = body[0][1][1] if len(body) == 1 and body[0][0] is codes.BRANCH else [body]
            for option in options[:MOST]:
                yield lead, _sample(option)
            if len(body) == 1 and body[0][0] is codes.IN:
                kind = re.compile(f"[{''.join(map(_written, body[0][1]))}]")
                inside = _members(body[0][1]) | set(filter(kind.match, letters))
                yield from ((lead, char) for char in sorted(inside)[: 2 * MOST])
        for part in _parts(code, argument):
            yield from _repeats(list(part), lead, letters)


def _sample(tree: Any) -> str:
    """One text that `tree` matches, its options taken once."""
    out = []
    for code, argument in tree:
        if code is codes.LITERAL:
            out.append(chr(argument))
        elif code is codes.IN:
            out.append(min(_members(argument), key=lambda char: (not char.isalnum(), char)))
        elif code is codes.NOT_LITERAL:
            out.append("a" if argument != ord("a") else "b")
        elif code is codes.ANY:
            out.append("a")
        elif code is codes.BRANCH:
            out.append(_sample(argument[1][0]))
        elif code in {codes.MAX_REPEAT, codes.MIN_REPEAT}:
            out.append(_sample(argument[2]) * max(1, argument[0]))
        elif code is codes.SUBPATTERN:
            out.append(_sample(argument[-1]))
        elif code is getattr(codes, "ATOMIC_GROUP", None):
            out.append(_sample(argument))
    return "".join(out)


def _members(parts: Any) -> set[str]:
    """Some characters of a class."""
    negated = any(code is codes.NEGATE for code, _ in parts)
    named: set[str] = set()
    for code, argument in parts:
        if code is codes.LITERAL:
            named.add(chr(argument))
        elif code is codes.RANGE:
            named |= {chr(argument[0]), chr(argument[1])}
        elif code is codes.CATEGORY:
            named.add(CLASSES[str(argument)])
    if not negated:
        return named
    source = re.compile(f"[{''.join(map(_written, parts))}]")
    return {char for char in (*COMMON, "\n", "(", "/", ";") if source.match(char)} or {"\x02"}


def _written(part: tuple[Any, Any]) -> str:
    code, argument = part
    if code is codes.NEGATE:
        return "^"
    if code is codes.LITERAL:
        return re.escape(chr(argument))
    if code is codes.RANGE:
        return f"{re.escape(chr(argument[0]))}-{re.escape(chr(argument[1]))}"
    letters = {"DIGIT": "d", "SPACE": "s", "WORD": "w"}
    name = str(argument).removeprefix("CATEGORY_")
    letter = letters[name.removeprefix("NOT_")]
    return rf"\{letter.upper() if name.startswith('NOT_') else letter}"
