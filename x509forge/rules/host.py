"""Host names: which ones a certificate is for (RFC 9525 6), and what is one (RFC 1034 3.5, RFC 5892)."""

from __future__ import annotations

from .. import oid
from ..asn1.universal import CharacterString
from ..errors import EncodeError
from ..x509.general_name import GeneralName
from ..x509.host_name import MAX_LABEL, MAX_NAME, is_plain
from ..x509.name import AttributeTypeAndValue, RelativeDistinguishedName
from .rule import items

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..x509.extensions.alternative_name import SubjectAlternativeName
    from ..x509.name import Name


def matches(host: str, names: SubjectAlternativeName) -> bool:
    """Return whether one of the names is this host: a DNS name, also in Unicode, or an IP address.

    A wildcard is a whole leftmost label and stands for one label (RFC 9525 6.3);
    letters count without their case. What is no host matches nothing.
    """
    try:
        wanted = GeneralName.of(host)
    except EncodeError:
        return False
    if wanted.chosen == "ip_address":
        return wanted.value in names.ip_addresses
    if wanted.chosen != "dns_name" or not isinstance(wanted.value, str):
        return False
    name = wanted.value.lower().rstrip(".")
    _, _, parent = name.partition(".")
    wildcard = f"*.{parent}" if parent else None
    return any(candidate.lower() in (name, wildcard) for candidate in names.dns_names)


def common_names(subject: Name) -> Iterator[str]:
    """Yield the texts of the common names."""
    for level in items(subject.rdn_sequence):
        for attribute in items(level.attributes) if isinstance(level, RelativeDistinguishedName) else ():
            if isinstance(attribute, AttributeTypeAndValue) and attribute.type == oid.COMMON_NAME:
                value = attribute.value
                if isinstance(value, CharacterString) and isinstance(value.text, str):
                    yield value.text


_LETTERS_AND_DIGITS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_LABEL = _LETTERS_AND_DIGITS | {"-"}


def is_label(text: str) -> bool:
    """Return whether a text is a label of the preferred name syntax (RFC 1034 3.5, RFC 1123 2.1)."""
    return (
        0 < len(text) <= MAX_LABEL
        and text[0] in _LETTERS_AND_DIGITS
        and text[-1] in _LETTERS_AND_DIGITS
        and _LABEL.issuperset(text)
    )


def fault_of_host(text: str, *, wildcard: bool = False) -> str | None:
    """Return why a text is no host name in the preferred name syntax, or None where it is one.

    With `wildcard` the leftmost label may be `*`, of which RFC 5280 4.2.1.6 says nothing.
    """
    if not text.strip(" "):
        return "is empty" if not text else "is blank"
    if len(text) > MAX_NAME:
        return f"has {len(text)} octets, and {MAX_NAME} is the most"
    labels = text.split(".")
    if wildcard and labels[0] == "*" and len(labels) > 1:
        labels = labels[1:]
    for label in labels:
        if not is_label(label):
            return _fault_of_label(label)
    if labels[-1].isdigit():
        return "ends in a number, as an address does and no host name"
    return None


def is_plain_host(text: str) -> bool:
    """Return whether a quick look, which most pass, finds a host name with whole labels, none of them an A-label."""
    return (
        is_plain(text)
        and "_" not in text
        and ("-" not in text or (text[0] != "-" and ".-" not in text and "-." not in text and "--" not in text))
    )


def _fault_of_label(label: str) -> str:
    if not label:
        return "has an empty label"
    if len(label) > MAX_LABEL:
        return f"has a label of {len(label)} octets, and {MAX_LABEL} is the most"
    for character in label:
        if character not in _LABEL:
            return f"has {character!a}, and a label is of letters, digits and hyphens"
    return "has a label that begins or ends with a hyphen"


def fault_of_a_label(label: str) -> str | None:
    """Return why a label is no A-label though it has its form, or None (RFC 5890 2.3.1, 2.3.2.1; RFC 5892 3)."""
    if label[2:4] != "--":
        return None
    if label[:2].lower() != "xn":
        return "has hyphens in its third and fourth place, as only A-labels have"
    if not is_punycode(label):
        return "is no Punycode"
    # Letters of ASCII have no case in the DNS.
    text = label[4:].lower().encode("ascii").decode("punycode")
    again = text.encode("punycode").decode("ascii")
    if text.isascii() or again.lower() != label[4:].lower():
        return "is not the Punycode of any label"
    import unicodedata

    if unicodedata.normalize("NFC", text) != text or unicodedata.category(text[0])[0] == "M":
        return "stands for a text that is not normalized or begins with a mark"
    if text[2:4] == "--" or "-" in (text[0], text[-1]):
        return "stands for a text with hyphens where none may be"
    for at, character in enumerate(text):
        if not _is_for_labels(character) or not _is_beside_its_like(text, at):
            return f"stands for a text with U+{ord(character):04X}, which is not for domain names, or not there"
    if not _has_one_direction(text):
        return "stands for a text that goes from right to left and back"
    return None


def is_punycode(label: str) -> bool:
    """Return whether Punycode decodes what follows xn-- in a label; True where nothing does (RFC 3492)."""
    if label[:4].lower() != "xn--":
        return True
    try:
        label[4:].encode("ascii").decode("punycode").encode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return False
    return True


# RFC 5892 2.6, and those of its appendix A that depend on their neighbours (`_is_beside_its_like`).
_EXCEPTIONS = frozenset("\u00df\u03c2\u06fd\u06fe\u0f0b\u3007\u00b7\u0375\u05f3\u05f4\u30fb\u200c\u200d-")
_NEVER = frozenset("\u0640\u07fa\u302e\u302f\u3031\u3032\u3033\u3034\u3035\u303b")


def _is_for_labels(character: str) -> bool:
    """Return whether IDNA2008 has a character in labels: RFC 5892 3, as this Python's Unicode has it."""
    import unicodedata

    if character in _EXCEPTIONS:
        return True
    category = unicodedata.category(character)
    # What is not assigned here may be so in a later version of Unicode.
    if category == "Cn":
        return True
    normalized = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", character).casefold())
    return (
        character not in _NEVER and normalized == character and category in ("Ll", "Lu", "Lo", "Nd", "Lm", "Mn", "Mc")
    )


_ARABIC_DIGITS = frozenset(map(chr, range(0x660, 0x66A)))
_EXTENDED_ARABIC_DIGITS = frozenset(map(chr, range(0x6F0, 0x6FA)))
_VIRAMA = 9  # the canonical combining class


def _is_beside_its_like(text: str, at: int) -> bool:
    """Return whether a character stands where RFC 5892 appendix A allows it, if it is one of those that it names."""
    import unicodedata

    before, character, after = text[:at][-1:], text[at], text[at + 1 : at + 2]
    if character in "\u200c\u200d":
        # A.1, A.2: behind a virama; else U+200C between letters that are joined, which are those of Arabic and its kin.
        if before and unicodedata.combining(before) == _VIRAMA:
            return True
        return character == "\u200c" and all(each and _is_arabic(each) for each in (before, after))
    if character == "\u00b7":
        return before == after == "l"
    if character == "\u0375":
        return _is_of("GREEK", after)
    if character in "\u05f3\u05f4":
        return _is_of("HEBREW", before)
    if character == "\u30fb":
        others = text.replace(character, "")
        return any(_is_of(script, each) for script in ("HIRAGANA", "KATAKANA", "CJK") for each in others)
    if character in _ARABIC_DIGITS:
        return _EXTENDED_ARABIC_DIGITS.isdisjoint(text)
    return character not in _EXTENDED_ARABIC_DIGITS or _ARABIC_DIGITS.isdisjoint(text)


def _is_arabic(character: str) -> bool:
    import unicodedata

    return unicodedata.bidirectional(character) in ("AL", "NSM")


def _is_of(script: str, character: str) -> bool:
    import unicodedata

    return bool(character) and unicodedata.name(character, "").startswith(script)


def _has_one_direction(text: str) -> bool:
    """Return whether a label obeys the Bidi Rule, if it has what goes from right to left (RFC 5893 2)."""
    import unicodedata

    kinds = [unicodedata.bidirectional(character) for character in text]
    if not {"R", "AL", "AN"} & set(kinds):
        return True
    behind = [kind for kind in kinds if kind != "NSM"]
    if kinds[0] in ("R", "AL"):
        allowed, ends = {"R", "AL", "AN", "EN", "ES", "CS", "ET", "ON", "BN", "NSM"}, ("R", "AL", "EN", "AN")
        return allowed >= set(kinds) and behind[-1] in ends and not {"EN", "AN"} <= set(kinds)
    # What begins from left to right has nothing of the other direction.
    return False
