"""Host names in ASCII: what is not becomes its A-label (RFC 5280 7.2, RFC 3490), within bounds."""

from __future__ import annotations

from ..errors import EncodeError

# RFC 1034 3.1, in octets; the text that comes in is measured first, so that no hostile one costs more than these.
MAX_NAME = 253
MAX_LABEL = 63

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_HOST = _LETTERS | frozenset("0123456789-_")
_OF_NAMES = "".join(sorted(_HOST | {"."})).encode()
# RFC 3490 3.1: what counts as a dot.
_DOTS = str.maketrans("\u3002\uff0e\uff61", "...")
# RFC 5894 7.2: IDNA 2003 and 2008 make different names of these, of different owners.
_DEVIATIONS = frozenset("\u00df\u03c2\u200c\u200d")


def ascii_host_name(text: str) -> str:
    """Return a host name as it stands in a certificate.

    ASCII labels stay as they are, A-labels included; letters, digits, `-` and `_`
    make them up, and `*` may be in the leftmost. Any other label becomes its A-label,
    if all its characters are those of Unicode 3.2 that IDNA takes and if it
    reads back. Raises EncodeError for everything else.
    """
    if not text:
        raise EncodeError("a host name is empty", citation="RFC 5280 4.2.1.6")
    if len(text) > MAX_NAME:
        raise EncodeError(
            f"{_shown(text)} has {len(text)} characters; a host name has at most {MAX_NAME}", citation="RFC 1034 3.1"
        )
    if is_plain(text):
        return text
    labels = [_ascii_label(label, text, first=not at) for at, label in enumerate(text.translate(_DOTS).split("."))]
    name = ".".join(labels)
    if len(name) > MAX_NAME:
        raise EncodeError(
            f"{_shown(text)} has {len(name)} octets; a host name has at most {MAX_NAME}", citation="RFC 1034 3.1"
        )
    if labels[-1].isdigit():
        raise EncodeError(
            f"{_shown(text)} ends in a number: it is neither an address nor a host name", citation="RFC 3696 2"
        )
    return name


def is_plain(text: str) -> bool:
    """Return whether a quick look, which most names pass, shows that a text is a host name and can stay as it is."""
    name = text[2:] if text[:2] == "*." else text
    return (
        # Then no label can be too long, and it ends in no number, nor is it an address.
        len(name) <= MAX_LABEL
        and name[-1:] in _LETTERS
        and name.isascii()
        and not name.encode().translate(None, _OF_NAMES)
        and name[0] != "."
        and ".." not in name
    )


def _shown(text: str) -> str:
    return ascii(text if len(text) <= 80 else text[:80] + "...")


def _ascii_label(label: str, text: str, *, first: bool) -> str:
    """Return a label of a text in ASCII."""
    if not label:
        raise EncodeError(f"{_shown(text)} has an empty label", citation="RFC 1034 3.1")
    name = label if label.isascii() else _a_label(label, _shown(text))
    if not _HOST.issuperset(name):
        for character in name:
            if character not in _HOST and not (first and character == "*"):
                where = "is for the leftmost label" if character == "*" else "is not for a host name"
                raise EncodeError(
                    f"{_shown(text)}: {character!a} {where}{_remedy(character)}", citation="RFC 5280 4.2.1.6"
                )
    if len(name) > MAX_LABEL:
        raise EncodeError(
            f"{_shown(text)} has a label of {len(name)} octets; at most {MAX_LABEL}", citation="RFC 1034 3.1"
        )
    return name


def _remedy(character: str) -> str:
    if character == ":":
        return "; GeneralName.uri() takes a URI, and a port is in no name"
    return "; GeneralName.email() takes a mailbox" if character == "@" else ""


def _a_label(label: str, shown: str) -> str:
    if not _DEVIATIONS.isdisjoint(label):
        raise EncodeError(
            f"{shown}: what IDNA makes of this name depends on its version; give the A-label (xn--...)",
            citation="RFC 5894 7.2",
        )
    import stringprep
    from encodings.idna import ToASCII, ToUnicode, nameprep

    for character in label:
        # Those unassigned in Unicode 3.2 pass IDNA 2003 unprepared.
        if stringprep.in_table_a1(character):
            raise EncodeError(f"{shown}: {character!a} is not for a host name", citation="RFC 3491 7")
    try:
        name = ToASCII(label).decode("ascii")
        # What does not read back, or has turned into ASCII with a meaning of its own, is not this name.
        sound = name.lower().startswith("xn--") and ToUnicode(name) == nameprep(label)
    except (UnicodeError, IndexError):
        sound = False
    if not sound:
        raise EncodeError(f"{shown}: the label {label!a} has no A-label", citation="RFC 5280 7.2")
    return name
