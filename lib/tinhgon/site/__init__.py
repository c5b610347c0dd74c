"""The report as a static site in English and Vietnamese, that works from a folder and without a network."""

from tinhgon.site.publishing import publish

__all__ = ["publish"]
