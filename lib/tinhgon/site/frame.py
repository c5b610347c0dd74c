"""The frame around every page: head, navigation, language switch and foot, by Jinja with all text escaped."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup

from tinhgon.site.edition import HERE, Edition

CSP = (
    "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'self'; "
    "connect-src 'none'; base-uri 'none'; form-action 'none'"
)
NAVIGATION = (
    ("index.html", "home"),
    ("index.html#provinces", "provinces"),
    ("articles.html", "articles"),
    ("code-book.html", "code_book"),
    ("methods.html", "methods"),
    ("downloads.html", "downloads"),
    ("search.html", "search"),
)


@dataclass
class Page:
    """A page before it is framed: its file name, what its tab says, its template and what that shows."""

    name: str
    title: str
    template: str
    context: Mapping[str, object] = field(default_factory=dict)
    description: str = ""
    scripts: tuple[str, ...] = ()

    def render(self, edition: Edition) -> str:
        """The whole HTML of the page in one edition."""
        template = _environment().get_template(self.template)
        return template.render(
            page=self,
            edition=edition,
            csp=CSP,
            navigation=NAVIGATION,
            say=edition.say,
            **self.context,
        )


@functools.cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "template"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["web"] = web
    environment.filters["safe_html"] = Markup
    return environment


def web(address: object) -> str:
    """The address if it is one of the web that a reader may be sent to, else nothing.

    >>> web("https://example.vn/a"), web("javascript:alert(1)"), web(None)
    ('https://example.vn/a', '', '')
    """
    text = address.strip() if isinstance(address, str) else ""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in {"http", "https"} and parts.hostname else ""
