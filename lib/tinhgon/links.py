"""Where things stand in the published site, so that any room can point there.

The pages of one language lie in one folder, so an address is a bare file name with an anchor.
"""

from __future__ import annotations

import hashlib

from tinhgon.text import slug


def article(article_id: str, statistic_id: str = "") -> str:
    """The page of an article, or the place on it where a figure stands.

    >>> article("son-la.txt#1", "1f2e")
    'article-son-la-txt-1.html#s-1f2e'
    """
    page = f"article-{_name(article_id)}.html"
    return f"{page}#s-{statistic_id}" if statistic_id else page


def province(name: str) -> str:
    """The page of a province.

    >>> province("Sơn La")
    'province-son-la.html'
    """
    return f"province-{slug(name)}.html"


def concordance(term: str) -> str:
    """The page with the lines in which a word or term stands.

    >>> concordance("biên chế"), concordance("tp")
    ('concordance-bien-che-6e3c28f1.html', 'concordance-tp.html')
    """
    name = slug(term)
    plain = name == term and len(name) < 60
    return f"concordance-{name if plain else _told_apart(name, term)}.html"


def notebook(stem: str) -> str:
    """The page of a notebook.

    >>> notebook("01_clean")
    '01_clean.html'
    """
    return f"{stem}.html"


def _name(article_id: str) -> str:
    """A short file name, one an article: names that a slug would merge get a digest."""
    name = slug(article_id)
    if (
        name.replace("-", "") == "".join(char for char in article_id.lower() if char.isalnum())
        and len(name) < 80
    ):
        return name
    return _told_apart(name, article_id)


def _told_apart(name: str, of: str) -> str:
    return f"{name[:60].rstrip('-')}-{hashlib.sha256(of.encode()).hexdigest()[:8]}"
