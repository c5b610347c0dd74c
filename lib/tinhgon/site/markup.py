"""The HTML that notebooks show, made fit for a page: one language, no script, tables that can be read out.

Notebook outputs may hold text of the corpus, so nothing in them is trusted: elements that act and
addresses that are not of the web are dropped. The page's Content-Security-Policy stands behind this.
"""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString
from markupsafe import Markup

from tinhgon.text import slug

ACTING = [
    "script", "noscript", "iframe", "frame", "frameset", "object", "embed", "applet", "portal", "template",
    "meta", "link", "base", "form", "input", "button", "textarea", "select", "audio", "video", "source",
    "foreignobject", "animate", "set",
]  # fmt: skip
ACTS = {"srcdoc", "srcset", "formaction", "ping", "target"}
ADDRESSES = {"href", "xlink:href", "src", "cite", "poster", "background", "longdesc"}
HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]


def essay(html: str, language: str) -> tuple[Markup, Markup]:
    """The first heading of a notebook's HTML and the rest of it, in one language.

    >>> essay('<h1 id="x">Why?</h1><div lang="vi">Vì</div><div lang="en"><b onclick="a()">So</b></div>', "en")
    (Markup('Why?'), Markup('<b>So</b>'))
    """
    soup = BeautifulSoup(html, "html.parser")
    _take_language(soup, language)
    _disarm(soup)
    for table in soup.find_all("table"):
        _dress(soup, table)
    _name_headings(soup)
    title = soup.find("h1")
    heading = Markup(title.extract().decode_contents().strip()) if isinstance(title, Tag) else Markup("")
    return heading, Markup(str(soup).strip())


def _take_language(soup: BeautifulSoup, language: str) -> None:
    for block in soup.select("div[lang]"):
        if block.decomposed:
            continue
        if block["lang"] == language:
            block.unwrap()
        else:
            block.decompose()


def _disarm(soup: BeautifulSoup) -> None:
    for note in soup.find_all(string=lambda text: isinstance(text, PreformattedString)):
        note.extract()
    for tag in soup.find_all(True):
        if tag.decomposed:
            continue
        if tag.name in ACTING or (tag.name == "style" and not tag.find_parent("svg")):
            tag.decompose()
            continue
        for name in list(tag.attrs):
            stray = name in ADDRESSES and not _allowed(str(tag[name]), tag.name)
            if stray or name.startswith("on") or name in ACTS:
                del tag[name]


def _allowed(address: str, element: str) -> bool:
    address = "".join(address.split())
    try:
        scheme = urlsplit(address).scheme
    except ValueError:
        return False
    if element in {"img", "image"}:
        return address.startswith(("data:image/png", "data:image/jpeg", "data:image/svg+xml"))
    if element == "use":
        return address.startswith("#")
    return scheme in {"http", "https"} or (not scheme and not address.startswith("//"))


def _dress(soup: BeautifulSoup, table: Tag) -> None:
    """Give a table what a listener needs: scoped headings and a region that scrolls by keyboard."""
    for name in ("border", "style"):
        table.attrs.pop(name, None)
    for cell in table.find_all("th"):
        if not cell.get_text(strip=True):
            cell.name = "td"
            cell.attrs.pop("scope", None)
        elif not cell.get("scope"):
            cell["scope"] = "col" if cell.find_parent("thead") else "row"
    region = table.find_parent(class_="scroll")
    if region is not None:
        region.name, region["role"] = "div", "group"  # a region of its own would be a landmark a table
        return
    caption = table.find("caption")
    label = caption.get_text(" ", strip=True) if isinstance(caption, Tag) else _first_words(table)
    attributes = {"class": "scroll", "role": "group", "tabindex": "0", "aria-label": label}
    table.wrap(soup.new_tag("div", attrs=attributes))


def _first_words(table: Tag) -> str:
    heads = [cell.get_text(" ", strip=True) for cell in table.select("thead th")]
    return ", ".join(heads[:4]) or table.get_text(" ", strip=True)[:60] or "–"


def _name_headings(soup: BeautifulSoup) -> None:
    """Give each heading an id of its own."""
    taken = {str(tag["id"]) for tag in soup.select("[id]") if tag.name not in HEADINGS}
    seen: Counter[str] = Counter()
    for tag in soup.find_all(HEADINGS):
        base = slug(tag.get_text(" ", strip=True)) or "section"
        name = base
        while name in taken:
            seen[base] += 1
            name = f"{base}-{seen[base] + 1}"
        taken.add(name)
        tag["id"] = name
