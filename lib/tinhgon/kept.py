"""A property that is worked out once: `functools.cached_property` without its lock, which takes longer in
Python 3.11 than most of what is kept here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class kept(Generic[T]):
    """Keeps what a method returns under the method's name, when it is first asked for.

    >>> class Page:
    ...     @kept
    ...     def words(self) -> list[str]:
    ...         return ["một", "hai"]
    >>> page = Page()
    >>> page.words is page.words
    True
    """

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make, self._name, self.__doc__ = make, make.__name__, make.__doc__

    def __get__(self, one: Any, owner: type | None = None) -> T:
        value: T = self._make(one)
        one.__dict__[self._name] = value
        return value
