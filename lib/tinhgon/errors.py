"""The two ways in which a run ends badly, each said to a person in one line."""

from __future__ import annotations


class InputError(Exception):
    """The input or the call is wrong: the command line prints the message and exits with 2.

    >>> raise InputError("corpus/raw: no such folder")
    Traceback (most recent call last):
    ...
    tinhgon.errors.InputError: corpus/raw: no such folder
    """

    def _render_traceback_(self) -> list[str]:
        """What IPython prints in a notebook: the one line, without a traceback."""
        return [f"tinhgon: {self}"]


class CheckError(Exception):
    """A check or a cell failed: the command line prints the message and exits with 1."""
