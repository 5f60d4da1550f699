"""What the renewal of a certificate changes, and what it leaves alone.

A new certificate has a serial number and a time of its own, and so another signature and other timestamps of the
logs; with a new key, that and its identifiers. For anything else, somebody who relies on it should have been asked.
"""

from __future__ import annotations

from ..oid import AUTHORITY_KEY_IDENTIFIER, SIGNED_CERTIFICATE_TIMESTAMP_LIST, SUBJECT_KEY_IDENTIFIER
from .alignment import part
from .comparison import UNCHANGED, Found
from .overlay import children_of
from .sense import moment_of, sense, sense_of_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .node import Node

_SERIAL, _NOT_AFTER = "tbsCertificate.serialNumber", "tbsCertificate.validity.notAfter"
_ALWAYS = (_SERIAL, "tbsCertificate.validity.notBefore", "signatureValue")
_KEY = "tbsCertificate.subjectPublicKeyInfo.subjectPublicKey"
_ISSUER, _SUBJECT = "tbsCertificate.issuer", "tbsCertificate.subject"


def is_expected(found: Found, root: Node | None, *, new_key: bool) -> bool:
    """Return whether the renewal of a certificate makes this difference; `root` is the old one.

    notAfter is expected to become later. With `new_key` the key may be another one of the same kind, and so the
    identifier of the subject's key; that of the issuer's only if the certificate is its own issuer's.
    """
    node = found.first if found.first is not None else found.second
    if node is None or root is None or root.declared != "Certificate" or found.kind == UNCHANGED:
        return False
    path = node.path.removeprefix(root.path).removeprefix(".")
    if _is_in(path, _NOT_AFTER):
        return found.first is not None and found.second is not None and _is_later(found.first, found.second)
    if any(_is_in(path, place) for place in _ALWAYS):
        return True
    extension = _extension_of(node)
    if extension == SIGNED_CERTIFICATE_TIMESTAMP_LIST.contents:
        return True
    if not new_key:
        return False
    if extension == AUTHORITY_KEY_IDENTIFIER.contents:
        return _is_self_issued(root)
    return _is_in(path, _KEY) or extension == SUBJECT_KEY_IDENTIFIER.contents


def missing(first: Node | None, second: Node | None) -> Iterator[Found]:
    """Yield what a renewal changes, and is the same in both."""
    if first is None or second is None or first.declared != "Certificate":
        return
    for place, why in (
        (_SERIAL, "each certificate of an issuer has a number of its own, RFC 5280 4.1.2.2"),
        (_NOT_AFTER, "it is not valid any longer than the first"),
    ):
        one, other = _at(first, place), _at(second, place)
        if one is not None and other is not None and sense(one) == sense(other):
            if place == _SERIAL and not _is_same(_at(first, _ISSUER), _at(second, _ISSUER)):
                continue
            yield Found(UNCHANGED, one, other, why)


def _is_in(path: str, place: str) -> bool:
    return path == place or path.startswith((f"{place}.", f"{place}["))


def _at(node: Node, place: str) -> Node | None:
    return part(node, {node.declared: place})


def _is_later(first: Node, second: Node) -> bool:
    one, other = moment_of(first), moment_of(second)
    return one is not None and other is not None and other >= one


def _is_self_issued(root: Node) -> bool:
    return _is_same(_at(root, _ISSUER), _at(root, _SUBJECT))


def _is_same(one: Node | None, other: Node | None) -> bool:
    return one is not None and other is not None and sense_of_all(one) == sense_of_all(other)


def _extension_of(node: Node) -> bytes:
    """Return the identifier of the extension that a node is in; empty where it is in none."""
    at: Node | None = node
    while at is not None and at.declared != "Extension":
        at = at.parent
    first = None if at is None else next(children_of(at, []), None)
    return b"" if first is None else first.contents
