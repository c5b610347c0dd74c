"""A saved HTML page as lines: every visible one, with what the markup says of it, and its metadata.

Trafilatura tells the main content from the rest; lines outside it that no rule names are furniture. Dates are
read from JSON-LD and meta elements alone: a date guessed from anywhere in the page is no date line.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from tinhgon.cleaning import flat
from tinhgon.cleaning.lines import Line, number
from tinhgon.text import fold, normalise

_BLOCKS = (
    "address article aside blockquote body br button caption center dd details dialog div dl dt fieldset "
    "figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol option p pre section select "
    "summary "
    "table tbody td tfoot th thead time tr ul"
)
_SILENT = "head script style noscript template svg iframe object embed textarea math canvas audio video"
BLOCKS = frozenset(_BLOCKS.split())
SILENT = frozenset(_SILENT.split())
OUTSIDE = frozenset(["nav", "footer", "aside", "form", "button", "select", "menu"])
MOST_TAGS = 60_000  # tags of a page; of one that has more, its main content is not looked for
ENOUGH = 40  # words of main content below which trafilatura has found none

OPENING = 60  # characters in which the first words of a line are looked for
PLACES = 200  # places of the main content that may begin like a line

_words = re.compile(r"(?<= )[^ ]")
_long_tag = re.compile(r"<([a-zA-Z]\w*)\s[^<>]{3000,}>")  # pictures in the tag; thousands of attributes
_space = re.compile(r"\s+")
_caption = re.compile(
    r"(?:^|[\s_-])(?:caption|figcaption|pic-?desc|image-?desc|photo-?desc|pcaption|imgcaption|"
    r"photocms_caption)",
    re.IGNORECASE,
)
_hidden = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_plain = re.compile(r"\W+")
_suffix = re.compile(r"(?<!\s)\s+[-–—|»]\s[^-–—|»]{2,60}$")
_day = re.compile(r"(\d{4}-\d{2}-\d{2})(?:$|[T\s])")


class Metadata(NamedTuple):
    """What the page says of itself beside its text, and `recorded`, the date that its record in a bulk file
    has, which may be that of the crawl; "" where nothing is said."""

    title: str = ""
    published: str = ""
    author: str = ""
    publisher: str = ""
    url: str = ""
    recorded: str = ""


class _Row(NamedTuple):
    text: str
    hint: str
    parent: int


def of_html(content: str) -> tuple[list[Line], Metadata]:
    """The visible lines of a page in order, and its metadata.

    The hint of a line is `heading`, `caption`, `outside` (of the main content) or "".

    >>> lines, metadata = of_html("<h1>Tin</h1><p>Một <b>hai</b><br>ba</p>")
    >>> [(line.text, line.hint) for line in lines]
    [('Tin', 'heading'), ('Một hai', ''), ('ba', '')]
    """
    content = _long_tag.sub(r"<\1>", content)
    root, is_whole = _parsed(content)
    if root is None:
        return [], Metadata()
    metadata = _metadata(root)
    if is_whole:
        main = _main(content) if content.count("<") <= MOST_TAGS else ""
        return number(_hinted(list(_rows(root)), main, metadata.title)), metadata
    return number(_hinted(list(_flat_rows(content)), "", metadata.title)), metadata


def _parsed(content: str) -> tuple[Any, bool]:
    """The root element, None where there is none, and whether the parser went to the end."""
    from lxml import etree, html  # type: ignore[import-untyped]

    parser = html.HTMLParser(encoding="utf-8", recover=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(content.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError):
        return None, False
    return root, not any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


# --- Lines -----------------------------------------------------------------------------------------


def _rows(root: Any) -> Iterator[_Row]:
    """Each run of text between two block borders, without recursion (pages nest deeply)."""
    from lxml import etree

    buffer: list[str] = []
    stack: list[tuple[str, int]] = [("", 0)]  # hint of the open blocks, and which element holds each
    holders = [0]
    silent = 0
    for serial, (event, node) in enumerate(etree.iterwalk(root, events=("start", "end")), start=1):
        tag = node.tag if isinstance(node.tag, str) else ""
        quiet, block = tag in SILENT or _is_hidden(node), tag in BLOCKS
        if event == "start":
            if block and not silent:
                yield from _flush(buffer, stack[-1])
                stack.append((_hint(tag, node, stack[-1][0]), holders[-1]))
            holders.append(serial)
            silent += quiet
            said = node.text
        else:
            holders.pop()
            silent -= quiet
            if block and not silent:
                yield from _flush(buffer, stack.pop() if len(stack) > 1 else stack[-1])
            said = node.tail
        if said and not silent:
            buffer.append(said)
    yield from _flush(buffer, stack[-1])


def _flat_rows(content: str) -> Iterator[_Row]:
    """The lines of a page that nests too deeply for the parser: each block's tag ends one."""
    buffer: list[str] = []
    for text, tag in flat.pieces(content):
        buffer.append(text)
        if tag in BLOCKS:
            yield from _flush(buffer, ("", 0))


def _flush(buffer: list[str], block: tuple[str, int]) -> Iterator[_Row]:
    text = normalise(_space.sub(" ", "".join(buffer))).strip()
    buffer.clear()
    if text:
        yield _Row(text, *block)


def _is_hidden(node: Any) -> bool:
    return node.get("hidden") is not None or bool(_hidden.search(node.get("style") or ""))


def _hint(tag: str, node: Any, above: str) -> str:
    if above in {"outside", "caption"}:
        return above
    if tag in OUTSIDE:
        return "outside"
    if tag == "figcaption" or _caption.search(node.get("class") or ""):
        return "caption"
    return "heading" if tag == "h1" else above


def _hinted(rows: list[_Row], main: str, title: str) -> Iterator[tuple[str, str, str]]:
    """Rows with `outside` added: not in the main content, nor beside it in one container."""
    keys = [_key(row.text) for row in rows]
    inside = _inside(keys, main)
    homes = {
        row.parent for row, found in zip(rows, inside, strict=True) if found and len(row.text.split()) >= 12
    }
    headed = any(row.hint == "heading" for row in rows)
    for row, key, found in zip(rows, keys, inside, strict=True):
        hint = row.hint
        if hint == "" and main and not found and row.parent not in homes:
            hint = "outside"
        if not headed and title and key == _key(title):
            hint = "heading"
        yield row.text, hint, ""


def _inside(keys: list[str], main: str) -> list[bool]:
    """Which keys stand in the main content as whole words. Its words are looked up by the first of each key,
    so that a page of many lines takes no longer than they are long."""
    if not main:
        return [False] * len(keys)
    starts: dict[str, list[int]] = {_openings(key)[-1]: [] for key in keys}
    for match in _words.finditer(main):
        for opening in _openings(main[match.start() : match.start() + OPENING]):
            if opening in starts and len(starts[opening]) < PLACES:
                starts[opening].append(match.start())
    return [any(main.startswith(f"{key} ", at) for at in starts[_openings(key)[-1]]) for key in keys]


def _openings(key: str) -> list[str]:
    """The first word of a line, its first two and its first three, as far as it has them."""
    words = key[:OPENING].split(" ")[:3]
    return [" ".join(words[: count + 1]) for count in range(len(words))]


def _main(content: str) -> str:
    """The main content as folded words between spaces, "" where there is too little."""
    import trafilatura

    text = trafilatura.extract(content, include_comments=False, include_tables=True, favor_recall=True) or ""
    return f" {_key(normalise(text))} " if len(text.split()) >= ENOUGH else ""


def _key(text: str) -> str:
    return _plain.sub(" ", fold(text)).strip()


# --- Metadata --------------------------------------------------------------------------------------


def _metadata(root: Any) -> Metadata:
    linked = list(_linked_data(root))
    meta = {
        (node.get("property") or node.get("name") or node.get("itemprop") or "").lower(): normalise(
            node.get("content") or ""
        ).strip()
        for node in reversed(root.xpath("//meta"))
    }
    canonical = root.xpath("//link[@rel='canonical']/@href")
    head = root.xpath("//title/text()")
    title = _first(meta.get("og:title"), _text(linked, "headline"), head[0] if head else "")
    return Metadata(
        title=_suffix.sub("", normalise(_space.sub(" ", title)).strip()),
        published=_published(linked, meta, root),
        author=_first(_name(linked, "author"), meta.get("author"), meta.get("article:author")),
        publisher=_first(meta.get("og:site_name"), _name(linked, "publisher")),
        url=_first(canonical[0] if canonical else "", meta.get("og:url")),
    )


def _published(linked: list[dict[str, Any]], meta: dict[str, str], root: Any) -> str:
    names = (
        "article:published_time",
        "datepublished",
        "pubdate",
        "date",
        "dc.date",
        "dc.date.issued",
        "article:published",
    )
    found = [_text(linked, "datePublished"), *(meta.get(name, "") for name in names)]
    found += root.xpath("//article//time[@datetime and (@pubdate or @itemprop='datePublished')]/@datetime")
    for value in found:
        match = _day.match(value.strip())
        if match and _is_date(match[1]):
            return match[1]
    return ""


def _is_date(value: str) -> bool:
    try:
        return 1990 <= datetime.date.fromisoformat(value).year <= 2100
    except ValueError:
        return False


def _linked_data(root: Any) -> Iterator[dict[str, Any]]:
    """The JSON-LD items of a page that describe an article or a page."""
    for script in root.xpath("//script[@type='application/ld+json']/text()"):
        try:
            data = json.loads(script)
        except (ValueError, RecursionError):
            continue
        items = data if isinstance(data, list) else [data]
        for item in items:
            graph = item.get("@graph", [item]) if isinstance(item, dict) else []
            yield from (part for part in graph if isinstance(part, dict) and _is_article(part))


def _is_article(item: dict[str, Any]) -> bool:
    kinds = item.get("@type", "")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return any("Article" in str(kind) or "WebPage" in str(kind) for kind in listed)


def _text(items: list[dict[str, Any]], key: str) -> str:
    return next((str(item[key]) for item in items if isinstance(item.get(key), str)), "")


def _name(items: list[dict[str, Any]], key: str) -> str:
    for item in items:
        value = item.get(key)
        value = value[0] if isinstance(value, list) and value else value
        name = value.get("name") if isinstance(value, dict) else value
        if isinstance(name, str) and name.strip():
            return normalise(name).strip()
    return ""


def _first(*values: str | None) -> str:
    return next((value for value in values if value), "")
