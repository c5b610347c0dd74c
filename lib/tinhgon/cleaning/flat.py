"""HTML as a row of tags, for pages that nest too deeply: time and memory grow with the length alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

_tag = re.compile(r"</?([a-zA-Z]\w*+)[^<>]*>")
_unseen = re.compile(r"<(!--|(?:head|script|style|noscript|template|svg)\b)", re.IGNORECASE)


def pieces(content: str) -> Iterator[tuple[str, str]]:
    """Each stretch of text that a reader sees, and the name of the tag behind it; behind the last stands `p`.

    >>> list(pieces("<p>Một &amp; <b>hai</b><script>x</script>"))
    [('', 'p'), ('Một & ', 'b'), ('hai', 'b'), (' ', 'p')]
    """
    parts = _tag.split(seen(content))
    for text, tag in zip(parts[::2], [*parts[1::2], "p"], strict=True):
        yield unescape(text), tag.lower()


def seen(content: str) -> str:
    """`content` without comments and what no reader sees. One that is never closed takes nothing along."""
    kept, at = [], 0
    unclosed: set[str] = set()
    for opening in _unseen.finditer(content):
        name = opening[1].lower()
        if opening.start() < at or name in unclosed:
            continue
        end = "-->" if name == "!--" else rf"</{name}\s*+>"
        closing = re.compile(end, re.IGNORECASE).search(content, opening.end())
        if closing is None:
            unclosed.add(name)
            continue
        kept += [content[at : opening.start()], " "]
        at = closing.end()
    return "".join([*kept, content[at:]])
