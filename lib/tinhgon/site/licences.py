"""The page that lists what the report was made with: every package, its version and its licence."""

from __future__ import annotations

from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tinhgon.site.edition import Edition
from tinhgon.site.frame import Page

LONGEST = 80  # characters of a licence's name; some packages put its whole text there
UNKNOWN = "–"


def page(edition: Edition) -> Page:
    """The page in one language."""
    title = {"en": "Software and licences", "vi": "Phần mềm và giấy phép"}[edition.language]
    return Page("licences.html", title, "licences.html.j2", {"title": title, "packages": packages("tinhgon")})


def packages(name: str) -> list[tuple[str, str, str]]:
    """Name, version and licence of each installed package that `name` needs, directly or not, and of `name`
    itself, sorted by name.

    >>> [package for package, version, licence in packages("jinja2")]
    ['jinja2', 'markupsafe']
    """
    found: dict[str, Distribution] = {}
    wanted = [name]
    while wanted:
        key = canonicalize_name(wanted.pop())
        if key in found:
            continue
        try:
            found[key] = distribution(key)
        except PackageNotFoundError:
            continue
        needed = map(Requirement, found[key].requires or ())
        wanted += [need.name for need in needed if not need.marker or need.marker.evaluate({"extra": ""})]
    return [(key, found[key].version, licence(found[key])) for key in sorted(found)]


def licence(package: Distribution) -> str:
    """What a package says of its licence: the SPDX expression, else its classifiers, else a short name, else
    the name at the head of the licence that it brings.

    >>> licence(distribution("click"))
    'BSD-3-Clause'
    """
    about = package.metadata
    if "License-Expression" in about:
        return about["License-Expression"]
    classified = [
        entry.rpartition(" :: ")[2]
        for entry in about.get_all("Classifier") or ()
        if entry.startswith("License :: ") and not entry.endswith("OSI Approved")
    ]
    short = about["License"].strip() if "License" in about else ""
    if not classified and short and len(short) <= LONGEST and "\n" not in short:
        return short
    return ", ".join(sorted(classified)) or _brought(package) or UNKNOWN


def _brought(package: Distribution) -> str:
    for file in package.files or ():
        if file.name.upper().startswith(("LICENSE", "LICENCE", "COPYING")):
            lines = file.read_text(encoding="utf-8").split("\n")
            return next((line.strip() for line in lines if "licen" in line.lower()), "")[:LONGEST]
    return ""
