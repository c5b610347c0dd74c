"""One file's bytes to text: strict UTF-8 first, then what makes Vietnamese of them."""

from __future__ import annotations

import codecs
import re
import unicodedata

from tinhgon.pages.legacy import tcvn3, vni

HEADERS = {
    b"PK\x03\x04": "a ZIP header",
    b"%PDF": "a PDF header",
    b"\xd0\xcf\x11\xe0": "an Office document's header",
    b"{\\rtf": "an RTF header",
    b"\x89PNG": "a PNG image's header",
    b"\xff\xd8\xff": "a JPEG image's header",
    b"GIF8": "a GIF image's header",
    b"\x1f\x8b": "a gzip header",
    b"Rar!": "a RAR header",
    b"7z\xbc\xaf": "a 7z header",
    b"\x7fELF": "a program's header",
    b"SQLite format": "a database's header",
    b"PAR1": "a Parquet header",
}
BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
SAMPLE = 20_000  # characters that are enough to tell an encoding
FIRST = 2_000  # characters that mostly are
ENOUGH = 0.08  # share of the commonest syllables above which a text is Vietnamese; prose has 0.2 to 0.4
_COMMON = (
    "và của các có được trong cho không là với một những đã về này người để đến từ tại khi theo ở tỉnh xã "
    "huyện "
    "đảng bộ tổ chức sắp xếp số việc cán công đơn vị cấp ủy uỷ thực hiện giảm máy biên chế"
)
COMMON = frozenset(_COMMON.split())
_word = re.compile(r"[^\W\d_]+")
_scrambled = re.compile("á[º»]|Æ[°¡]|Ä[‘\u2018\u0091]|Ã[\u0080-\u00bf]")  # UTF-8 read as Windows-1252
_charset = re.compile(rb"""charset\s*+=\s*+["']?\s*+([\w-]+)""", re.IGNORECASE)
_LATIN = {"windows-1252", "cp1252", "iso-8859-1", "latin-1", "latin1"}  # as which old fonts' codes are seen


class NotText(Exception):
    """The bytes are no text; the message says what was found instead."""


def decode(data: bytes, html: bool = False) -> tuple[str, str]:
    """The text of a file and the name of its encoding. Line ends become `\\n`.

    Raises NotText for an archive, an image, another binary, or bytes that no encoding makes text of.

    >>> decode("Sơn La".encode("utf-16"))
    ('Sơn La', 'utf-16')
    >>> decode(b"PK\\x03\\x04")
    Traceback (most recent call last):
    ...
    tinhgon.pages.decoding.NotText: found a ZIP header
    """
    for header, name in HEADERS.items():
        if data.startswith(header):
            raise NotText(f"found {name}")
    content, encoding = _unicode(data) or _eight_bit(data, html)
    if "\x00" in content:
        raise NotText("found null characters")
    content, encoding = _from_font(content, encoding)
    return content.replace("\r\n", "\n").replace("\r", "\n"), encoding


def vietnamese(content: str) -> float:
    """Share of the words of `content` that are among Vietnamese's commonest, 0 to 1.

    >>> vietnamese("Đảng bộ tỉnh đã sắp xếp") > 0.9, vietnamese("The committee of the province")
    (True, 0.0)
    """
    words = _word.findall(unicodedata.normalize("NFC", content[:SAMPLE]).lower())
    return sum(map(COMMON.__contains__, words)) / len(words) if words else 0.0


def _unicode(data: bytes) -> tuple[str, str] | None:
    for bom, encoding in BOMS.items():
        if data.startswith(bom):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise NotText(f"broken {encoding} at byte {error.start}") from error
    if data.count(0) > len(data) // 5:
        wide = "utf-16-le" if data[1::2].count(0) > data[0::2].count(0) else "utf-16-be"
        try:
            return data.decode(wide), wide
        except UnicodeDecodeError as error:
            raise NotText("found null bytes") from error
    if 0 in data:
        raise NotText("found null bytes")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return None


def _eight_bit(data: bytes, html: bool) -> tuple[str, str]:
    """What is not strict Unicode: the encoding that makes most Vietnamese of it (UTF-8 with a few broken
    bytes among them), else charset-normalizer's guess."""
    declared = _charset.search(data[:4000]) if html else None
    names = [declared[1].decode("ascii").lower()] if declared else []
    best = ("", "", 0.0)
    for name in dict.fromkeys([*names, "utf-8", "windows-1258", "windows-1252"]):
        try:
            content = unicodedata.normalize("NFC", data.decode(name, errors="replace"))
        except LookupError:
            continue
        forms = (content, tcvn3(content), vni(content)) if name in _LATIN else (content,)
        score = max(map(vietnamese, forms))
        if score > best[2] and content.count("\ufffd") <= len(content) // 500:
            best = (content, name, score)
    if best[2] >= ENOUGH:
        return best[0], best[1]
    from charset_normalizer import from_bytes

    guess = from_bytes(data).best()
    if guess is None:
        raise NotText("no encoding makes text of its bytes")
    return str(guess), guess.encoding


def _from_font(content: str, encoding: str) -> tuple[str, str]:
    """Undo TCVN3, VNI or one round of mojibake, where that makes Vietnamese of what was not."""
    sample = content[:SAMPLE]
    if sample.isascii():
        return content, encoding
    if vietnamese(content[:FIRST]) >= ENOUGH or vietnamese(sample) >= ENOUGH:
        return _mended(content, encoding)
    forms = {"tcvn3": tcvn3, "vni": vni, "mojibake": _unscrambled}
    scores = {name: vietnamese(form(sample)) for name, form in forms.items()}
    name = max(scores, key=lambda key: scores[key])
    if scores[name] < ENOUGH:
        return content, encoding
    return forms[name](content), f"{encoding}+{name}"


def _mended(content: str, encoding: str) -> tuple[str, str]:
    """A Vietnamese page of which some lines went through one round of mojibake."""
    if not _scrambled.search(content):
        return content, encoding
    lines = content.split("\n")
    for at, line in enumerate(lines):
        if len(_scrambled.findall(line)) > 1:
            mended = _unscrambled(line)
            lines[at] = mended if vietnamese(mended) > vietnamese(line) else line
    mended = "\n".join(lines)
    return (mended, encoding) if mended == content else (mended, f"{encoding}+mojibake")


def _unscrambled(content: str) -> str:
    from ftfy import fix_encoding

    return fix_encoding(content)


def without_surrogates(content: str) -> str:
    """Half a character, escaped in JSON or told by a PDF, becomes U+FFFD, two halves the character.

    >>> without_surrogates("Sơn La \\ud83d\\ude00 \\ud83d")
    'Sơn La 😀 �'
    """
    try:
        content.encode()
    except UnicodeEncodeError:
        return content.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return content
