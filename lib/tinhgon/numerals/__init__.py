"""Vietnamese numbers as the press prints them: digits, words, percents, ratios, ranges, money.

`find` reads every number of a text with its value and offsets. What a number counts is not decided
here: dates, codes and names are other rooms' business.
"""

from tinhgon.numerals.digits import parse as parse_digits
from tinhgon.numerals.qualifiers import Numeral
from tinhgon.numerals.reading import find
from tinhgon.numerals.words import parse as parse_words
from tinhgon.numerals.words import spell

__all__ = ["Numeral", "find", "parse_digits", "parse_words", "spell"]
