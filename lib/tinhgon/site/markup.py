"""The HTML that notebooks show, made fit for a page: one language, no script, tables that can be read out.

Notebook outputs may hold text of the corpus, so nothing in them is trusted: elements that act and
addresses that are not of the web are dropped. The page's Content-Security-Policy stands behind this.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

from lxml import etree
from lxml import html as markup
from markupsafe import Markup

from tinhgon.text import slug

ACTING = {
    "script", "noscript", "iframe", "frame", "frameset", "object", "embed", "applet", "portal", "template",
    "meta", "link", "base", "form", "input", "button", "textarea", "select", "audio", "video", "source",
    "foreignobject", "animate", "animatemotion", "animatetransform", "set",
}  # fmt: skip
ACTS = {"srcdoc", "srcset", "formaction", "ping", "target"}
ADDRESSES = {"href", "xlink:href", "src", "cite", "poster", "background", "longdesc", "action", "data"}
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
PICTURES = ("data:image/png", "data:image/jpeg", "data:image/svg+xml")

# A block of one language as displays write it: no `div` inside. Others are found in the tree.
_block = re.compile(r'<div lang="(en|vi)">([^<]*(?:<(?!/?div\b)[^<]*)*)</div>')
_parser = markup.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)


def essay(source: str, language: str, code: str = "", words: Collection[str] = ()) -> tuple[Markup, Markup]:
    """The first heading of a notebook's HTML and the rest of it, in one language; `code` is what folded
    code is called, `words` the addresses of words that have a page. Other words are no links.

    >>> essay('<h1 id="x">Why?</h1><div lang="vi">Vì</div><div lang="en"><b onclick="a()">So</b></div>', "en")
    (Markup('Why?'), Markup('<b>So</b>'))
    """
    source = _block.sub(lambda found: found[2] if found[1] == language else "", source)
    root = markup.fragment_fromstring(f"<div>{source}</div>".encode(), create_parent="div", parser=_parser)
    _take_language(root, language)
    _disarm(root)
    for table in list(root.iter("table")):
        _dress(table)
    for block in root.find_class("highlight"):
        for name, value in (("tabindex", "0"), ("role", "group"), ("aria-label", code or "–")):
            block.set(name, value)  # long lines scroll, by keyboard too
    for summary in root.iter("summary"):
        if not summary.text_content().strip():
            summary.text = code
    _name_headings(root)
    _take_links(root, words)
    heading = Markup("")
    if (title := next(root.iter("h1"), None)) is not None:
        heading = Markup(_inside(title).strip())
        title.drop_tree()
    return heading, Markup(_inside(root[0]).strip())


def _inside(element: Any) -> str:
    """The HTML between an element's tags."""
    text = etree.tostring(element, method="html", encoding="unicode", with_tail=False)
    return str(text[text.index(">") + 1 : text.rindex("</")])


def _take_language(root: Any, language: str) -> None:
    for block in list(root.iter("div")):
        if block.get("lang") == language:
            block.drop_tag()
        elif block.get("lang"):
            block.drop_tree()


def _take_links(root: Any, words: Collection[str]) -> None:
    """Leave of the links to words those that lead somewhere."""
    for link in list(root.iter("a")):
        if link.get("class") == "word" and link.get("href") not in words:
            link.drop_tag()


def _disarm(root: Any) -> None:
    for element in list(root.iter()):
        if element.tag in ACTING or (element.tag == "style" and not any(element.iterancestors("svg"))):
            if element is not root:
                element.drop_tree()
            continue
        for name, value in element.attrib.items():
            stray = name in ADDRESSES and not _allowed(value, element.tag)
            if stray or name.startswith("on") or name in ACTS:
                del element.attrib[name]
        if element.tag == "img" and not element.get("src"):
            element.drop_tree()


def _allowed(address: str, element: str) -> bool:
    address = "".join(char for char in address if not char.isspace() and char.isprintable())
    if element in {"img", "image"}:
        return address.startswith(PICTURES)
    if element == "use":
        return address.startswith("#")
    try:
        scheme = urlsplit(address).scheme
    except ValueError:
        return False
    return scheme in {"http", "https"} or (not scheme and not address.startswith(("//", "\\")))


def _dress(table: Any) -> None:
    """Give a table what a listener needs: scoped headings and a region that scrolls by keyboard."""
    for name in ("border", "style"):
        table.attrib.pop(name, None)
    for cell in table.iter("th"):
        if not cell.text_content().strip():
            cell.tag = "td"
            cell.attrib.pop("scope", None)
        elif not cell.get("scope"):
            cell.set("scope", "row" if next(cell.iterancestors("thead"), None) is None else "col")
    region = next((one for one in table.iterancestors() if one.get("class") == "scroll"), None)
    if region is None:
        region = markup.Element("div")
        table.addprevious(region)
        region.tail, table.tail = table.tail, None
        region.append(table)
        region.set("class", "scroll")
        region.set("tabindex", "0")
        region.set("aria-label", _called(table))
    region.tag = "div"
    region.set("role", "group")  # a region of its own would be a landmark for each table


def _called(table: Any) -> str:
    """What a table is called: its caption, else its first headings, else its first words."""
    caption = next(table.iter("caption"), None)
    heads = [cell.text_content().strip() for cell in table.iter("th")][:4]
    words = caption.text_content() if caption is not None else ", ".join(filter(None, heads))
    return " ".join((words or table.text_content()).split())[:120] or "–"


def _name_headings(root: Any) -> None:
    """Give each heading an id of its own."""
    taken = {element.get("id") for element in root.iter() if element.tag not in HEADINGS} - {None}
    seen: Counter[str] = Counter()
    for element in root.iter(*HEADINGS):
        base = name = slug(element.text_content()) or "section"
        while name in taken:
            seen[base] += 1
            name = f"{base}-{seen[base] + 1}"
        taken.add(name)
        element.set("id", name)
