"""Flags of `-nameopt` and `-certopt`: sets of words, added, taken away, or all put in place (`openssl-x509(1)`)."""

from __future__ import annotations

from ...errors import EncodeError
from ..value_list import parse_list
from ..wording import quoted, suggestion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_SEPARATORS = frozenset({"sep_comma_plus", "sep_comma_plus_space", "sep_semi_plus_space", "sep_multiline"})
_FIELD_NAMES = frozenset({"nofname", "sname", "lname", "oid"})
_RFC2253_STRINGS = frozenset({"esc_2253", "esc_ctrl", "esc_msb", "utf8", "dump_nostr", "dump_der"})
RFC2253 = _RFC2253_STRINGS | {"sep_comma_plus", "dn_rev", "dump_unknown"}
ONELINE = _RFC2253_STRINGS | {"use_quote", "sep_comma_plus_space", "space_eq"}
MULTILINE = frozenset({"esc_ctrl", "esc_msb", "sep_multiline", "space_eq", "lname", "align"})
COMPAT: frozenset[str] = frozenset()

_NAME_SETS = {
    "compat": COMPAT,
    "rfc2253": RFC2253,
    "oneline": ONELINE,
    "multiline": MULTILINE,
    "ca_default": MULTILINE,
}
_NAME_FLAGS = (
    *("esc_2253", "esc_2254", "esc_ctrl", "esc_msb", "use_quote", "utf8", "ignore_type", "show_type", "dump_all"),
    *("dump_nostr", "dump_der", "dn_rev", "align", "space_eq", "dump_unknown"),
)
_EXTENSION_FLAGS = frozenset({"ext_default", "ext_error", "ext_parse", "ext_dump"})
_CERTIFICATE_SETS = {
    "compatible": COMPAT,
    "ca_default": frozenset({"no_issuer", "no_pubkey", "no_header", "no_version"}),
}
_CERTIFICATE_FLAGS = (
    *("no_header", "no_version", "no_serial", "no_signame", "no_validity", "no_subject", "no_issuer", "no_pubkey"),
    *("no_extensions", "no_sigdump", "no_aux", "no_attributes"),
)
# Of each of these groups, one stands; the flag that is written as none of them is the one left out.
_GROUPS = (_SEPARATORS, _FIELD_NAMES, _EXTENSION_FLAGS)


def name_flags(text: str, current: frozenset[str] = COMPAT) -> frozenset[str]:
    """Return the flags of `-nameopt`, on top of those that there are; raises EncodeError for unknown words."""
    flags = _flags(text, current, _NAME_SETS, {*_NAME_FLAGS, *_SEPARATORS, *_FIELD_NAMES}) - {"sname"}
    return flags if not flags or flags & _SEPARATORS else flags | {"sep_comma_plus_space"}


def certificate_flags(text: str, current: frozenset[str] = COMPAT) -> frozenset[str]:
    """Return the flags of `-certopt` and `-reqopt`; raises EncodeError for unknown words."""
    return _flags(text, current, _CERTIFICATE_SETS, {*_CERTIFICATE_FLAGS, *_EXTENSION_FLAGS}) - {"ext_default"}


def _flags(text: str, current: frozenset[str], sets: Mapping[str, frozenset[str]], known: set[str]) -> frozenset[str]:
    flags = set(current)
    for item in parse_list(text):
        word = item.name.lower()
        adds = not word.startswith("-")
        word = word.lstrip("+-") if word[:1] in "+-" else word
        if word in sets:
            flags = set(sets[word]) if adds else set()
        elif word in known:
            for group in _GROUPS:
                if word in group:
                    flags -= group
            flags = flags | {word} if adds else flags - {word}
        else:
            raise EncodeError(f"{quoted(item.name)} is no option{suggestion(word, [*known, *sets])}")
    return frozenset(flags)
