"""Secure device identity: the certificates of IEEE 802.1AR-2018 clause 8, and what RFC 8995 asks of them."""

from __future__ import annotations

from .. import oid
from ..x509.extensions.key_usage import KeyUsage
from ..x509.name import AttributeTypeAndValue, Name, RelativeDistinguishedName
from .keys import key_kind
from .rule import Rules, is_empty, items, times

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .rule import Case

RULES = Rules()
rule = RULES.rule
# RFC 5280 4.1.2.5: no well-defined end.
NO_END = "9999-12-31T23:59:59Z"
# IEEE 802.1AR-2018 clause 9.
_SUITES = ("rsa:2048", "ec:P-256", "ec:P-384")


@rule(
    "device_id.basic_constraints.ca",
    "error",
    "IEEE 802.1AR-2018 8",
    "A device is no CA.",
    "Issue it without cA.",
    ("cryptography",),
)
def _ca(case: Case) -> Iterator[tuple[str, str]]:
    if case.is_ca():
        yield case.path("extensions"), "say that this is a CA"


@rule(
    "device_id.subject.empty",
    "error",
    "IEEE 802.1AR-2018 8",
    "The subject of a device's first identity names it.",
    "Name the device, by its serial number at least.",
)
def _empty(case: Case) -> Iterator[tuple[str, str]]:
    if is_empty(case.tbs.subject):
        yield case.path("subject"), "is empty"


@rule(
    "device_id.subject.no_serial_number",
    "warning",
    "IEEE 802.1AR-2018 8, RFC 8995 2.3.1",
    "The subject has the device's serial number.",
    "Add the attribute serialNumber to the subject.",
)
def _no_serial(case: Case) -> Iterator[tuple[str, str]]:
    if not isinstance(case.tbs.subject, Name) or is_empty(case.tbs.subject):
        return
    for level in items(case.tbs.subject.rdn_sequence):
        for attribute in items(level.attributes) if isinstance(level, RelativeDistinguishedName) else ():
            if isinstance(attribute, AttributeTypeAndValue) and attribute.type == oid.SERIAL_NUMBER:
                return
    yield case.path("subject"), "has no serialNumber"


@rule(
    "device_id.validity.ends",
    "notice",
    "IEEE 802.1AR-2018 8",
    "A device's first identity does not end: its notAfter is 99991231235959Z.",
    "Leave days out; of an identity that the device is given later, this is no matter.",
)
def _ends(case: Case) -> Iterator[tuple[str, str]]:
    ends = times(case.tbs.validity)
    if ends is not None and str(ends[1]) != NO_END:
        yield case.path("validity.notAfter"), f"is {ends[1]}"


@rule(
    "device_id.key_usage.no_digital_signature",
    "error",
    "IEEE 802.1AR-2018 8.10.3",
    "A keyUsage asserts digitalSignature: a device shows who it is by signing.",
    "Leave it to the profile.",
    ("java", "nss"),
)
def _no_signature(case: Case) -> Iterator[tuple[str, str]]:
    found = case.find(KeyUsage)
    if found is not None and "digitalSignature" not in list(found[2]):
        yield f"{found[0]}.extnValue", "does not assert digitalSignature"


@rule(
    "device_id.public_key.suite",
    "warning",
    "IEEE 802.1AR-2018 9",
    "The key is of one of the signature suites: RSA of 2048 bits, EC on P-256 or P-384.",
    "Make a key of one of these kinds.",
)
def _suite(case: Case) -> Iterator[tuple[str, str]]:
    kind = key_kind(case.tbs.subject_public_key_info)
    if kind and kind not in _SUITES:
        yield case.path("subjectPublicKeyInfo"), f"is a key of the type {kind}"
