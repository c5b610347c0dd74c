"""Vietnamese text in the fonts of before Unicode: TCVN3 (.VnTime) and VNI, seen as Windows-1252.

TCVN3 gives each accented letter one code (TCVN 5712:1993, VN3); VNI writes the letter and then its mark.
"""

from __future__ import annotations

import re
import unicodedata

_TCVN3_CODES = "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ"
_TCVN3_LETTERS = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_tcvn3 = str.maketrans(_TCVN3_CODES, _TCVN3_LETTERS)

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
_VNI_TONES = {"ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_VNI_MARKS = {
    **_VNI_TONES,
    **{"â": _CIRCUMFLEX, "à": _CIRCUMFLEX + _GRAVE, "á": _CIRCUMFLEX + _ACUTE, "å": _CIRCUMFLEX + _HOOK},
    **{"ã": _CIRCUMFLEX + _TILDE, "ä": _CIRCUMFLEX + _DOT, "ê": _BREVE, "è": _BREVE + _GRAVE},
    **{"é": _BREVE + _ACUTE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE, "ë": _BREVE + _DOT},
}
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_marks = "".join(_VNI_MARKS) + "".join(_VNI_MARKS).upper()
_vni_vowel = re.compile(f"([aeouyAEOUY])([{_marks}])")
_vni_horned = re.compile("([ôöÔÖ])([øùûõïØÙÛÕÏ])")
_vni_letter = re.compile(f"[{''.join(_VNI_LETTERS)}{''.join(_VNI_LETTERS).upper()}]")
_vni_mark = re.compile(f"\ue000([{_marks}])")


def tcvn3(text: str) -> str:
    """TCVN3 text that was read as Windows-1252, as Unicode. Capitals with a tone are printed by a font of
    capitals (.VnTimeH) from the small letters' codes, so they come out small.

    >>> tcvn3("TØnh uû S¬n La s¾p xÕp bé m¸y")
    'Tỉnh uỷ Sơn La sắp xếp bộ máy'
    """
    return text.translate(_tcvn3)


def vni(text: str) -> str:
    """VNI text that was read as Windows-1252, as Unicode.

    >>> vni("Tænh uûy Sôn La saép xeáp boä maùy")
    'Tỉnh ủy Sơn La sắp xếp bộ máy'
    """
    done: list[str] = []
    for word in re.split(r"(\s+)", text):
        done.append(_vni_word(word) if not word.isascii() else word)
    return unicodedata.normalize("NFC", "".join(done))


def _vni_word(word: str) -> str:
    word = _vni_vowel.sub(lambda match: f"{match[1]}\ue000{match[2]}", word)
    word = _vni_horned.sub(lambda match: f"{match[1]}\ue000{match[2]}", word)
    word = re.sub("(?<!\ue000)" + _vni_letter.pattern, lambda match: _cased(_VNI_LETTERS, match[0]), word)
    return _vni_mark.sub(lambda match: _VNI_MARKS[match[1].lower()], word)


def _cased(table: dict[str, str], char: str) -> str:
    small = table[char.lower()]
    return small if char.islower() else small.upper()
