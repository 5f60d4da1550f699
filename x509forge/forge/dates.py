"""Validities that are wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..der import element
from ..x509.time import Time
from .defect import DEFECTS, RULE, STRUCTURE
from .element import GENERALIZED_TIME, PRINTABLE_STRING, UTC_TIME, integer

if TYPE_CHECKING:
    from .draft import Draft

_VALIDITY = "tbsCertificate.validity"
_ENDS = ("notBefore", "notAfter")


def _end(
    id: str,
    breaks: str,
    end: str,
    citation: str,
    says: str,
    identifier_octets: bytes,
    text: str,
    *,
    rules: str = "",
    refused_by: str = "",
) -> None:
    """Declare a text in the place of one end of the validity as a defect."""

    def make(draft: Draft) -> None:
        place = draft.field("validity").children[_ENDS.index(end)]
        place.become(element(identifier_octets, text.encode("ascii")))

    DEFECTS.defect(id, breaks, f"{_VALIDITY}.{end}", citation, says, rules=rules, refused_by=refused_by)(make)


_end(
    "dates.before_1950",
    RULE,
    "notBefore",
    "RFC 5280 4.1.2.5",
    "It begins in 1949, in a GeneralizedTime.",
    GENERALIZED_TIME,
    "19490101000000Z",
    rules="rfc5280.validity.wrong_time_type",
)
_end(
    "dates.generalized_before_2050",
    RULE,
    "notBefore",
    "RFC 5280 4.1.2.5",
    "A year before 2050 stands in a GeneralizedTime.",
    GENERALIZED_TIME,
    "20200101000000Z",
    rules="rfc5280.validity.wrong_time_type",
)
_end(
    "dates.utc_after_2049",
    RULE,
    "notAfter",
    "RFC 5280 4.1.2.5.1",
    "The year 2050 is meant in a UTCTime, where 50 is 1950.",
    UTC_TIME,
    "500101000000Z",
    rules="rfc5280.validity.expired rfc5280.validity.reversed",
    refused_by="openssl-verify gnutls-verify",
)
_end(
    "dates.year_0",
    STRUCTURE,
    "notBefore",
    "RFC 5280 4.1.2.5.2",
    "It begins in the year 0.",
    GENERALIZED_TIME,
    "00000101000000Z",
    refused_by="x509forge cryptography",
)
_end(
    "dates.no_seconds",
    STRUCTURE,
    "notBefore",
    "RFC 5280 4.1.2.5.1",
    "A UTCTime has no seconds.",
    UTC_TIME,
    "2001010000Z",
    refused_by="x509forge cryptography openssl-verify",
)
_end(
    "dates.no_zone",
    STRUCTURE,
    "notBefore",
    "RFC 5280 4.1.2.5.1",
    "A UTCTime has no Z.",
    UTC_TIME,
    "200101000000",
    refused_by="x509forge cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
_end(
    "dates.offset",
    STRUCTURE,
    "notBefore",
    "X.690 11.8.1",
    "A UTCTime has an offset in the place of Z.",
    UTC_TIME,
    "200101000000+0100",
    refused_by="x509forge cryptography gnutls openssl-verify gnutls-verify",
)
_end(
    "dates.offset_zero",
    STRUCTURE,
    "notBefore",
    "X.690 11.8.1",
    "A UTCTime has the offset +0000 in the place of Z.",
    UTC_TIME,
    "200101000000+0000",
    refused_by="x509forge cryptography gnutls openssl-verify gnutls-verify",
)
_end(
    "dates.fraction",
    STRUCTURE,
    "notAfter",
    "RFC 5280 4.1.2.5.2",
    "A GeneralizedTime has a fraction of a second.",
    GENERALIZED_TIME,
    "20500101000000.5Z",
    refused_by="x509forge cryptography gnutls openssl-verify gnutls-verify",
)
_end(
    "dates.generalized_no_zone",
    STRUCTURE,
    "notAfter",
    "RFC 5280 4.1.2.5.2",
    "A GeneralizedTime has no Z.",
    GENERALIZED_TIME,
    "20500101000000",
    refused_by="x509forge cryptography gnutls openssl-verify gnutls-verify",
)
_end(
    "dates.month_13",
    STRUCTURE,
    "notBefore",
    "RFC 5280 4.1.2.5.1",
    "The month is 13.",
    UTC_TIME,
    "201301000000Z",
    refused_by="x509forge cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
_end(
    "dates.february_30",
    STRUCTURE,
    "notBefore",
    "RFC 5280 4.1.2.5.1",
    "The day is February 30th.",
    UTC_TIME,
    "200230000000Z",
    refused_by="x509forge cryptography asn1crypto openssl-verify",
)
_end(
    "dates.hour_24",
    STRUCTURE,
    "notBefore",
    "RFC 5280 4.1.2.5.1",
    "The hour is 24.",
    UTC_TIME,
    "200101240000Z",
    refused_by="x509forge cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
_end(
    "dates.second_60",
    STRUCTURE,
    "notBefore",
    "RFC 5280 4.1.2.5.1",
    "The second is 60.",
    UTC_TIME,
    "200101000060Z",
    refused_by="x509forge cryptography asn1crypto openssl-verify",
)
_end(
    "dates.letters",
    STRUCTURE,
    "notBefore",
    "RFC 5280 4.1.2.5.1",
    "There are letters for digits.",
    UTC_TIME,
    "2001O10OOOOOZ",
    refused_by="x509forge cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
_end(
    "dates.empty",
    STRUCTURE,
    "notBefore",
    "RFC 5280 4.1.2.5.1",
    "A UTCTime has no contents.",
    UTC_TIME,
    "",
    refused_by="x509forge cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
_end(
    "dates.string",
    STRUCTURE,
    "notBefore",
    "RFC 5280 4.1",
    "It is a PrintableString.",
    PRINTABLE_STRING,
    "200101000000Z",
    refused_by="x509forge openssl cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)


@DEFECTS.defect(
    "dates.reversed",
    RULE,
    _VALIDITY,
    "RFC 5280 4.1.2.5",
    "It ends before it begins.",
    rules="rfc5280.validity.expired rfc5280.validity.not_yet_valid rfc5280.validity.reversed",
    refused_by="openssl-verify gnutls-verify",
)
def _(draft: Draft) -> None:
    begin, end = draft.field("validity").children
    begin.whole, end.whole = end.to_der(), begin.to_der()


def _between(id: str, says: str, begin: str, end: str, *, rules: str, refused_by: str) -> None:
    """Declare two moments as a defect of the time at which it is judged."""

    def make(draft: Draft) -> None:
        for place, moment in zip(draft.field("validity").children, (begin, end), strict=True):
            place.become(Time.of(moment))

    DEFECTS.defect(id, RULE, _VALIDITY, "RFC 5280 6.1.3", says, rules=rules, refused_by=refused_by)(make)


_between(
    "dates.not_yet_valid",
    "It is valid in 2049.",
    "2049-01-01",
    "2049-12-31",
    rules="rfc5280.validity.not_yet_valid rfc5280.path.outlives_issuer",
    refused_by="openssl-verify gnutls-verify",
)
_between(
    "dates.expired",
    "It was valid in 2001.",
    "2001-01-01",
    "2002-01-01",
    rules="rfc5280.validity.expired",
    refused_by="openssl-verify gnutls-verify",
)


@DEFECTS.defect(
    "dates.no_not_after",
    STRUCTURE,
    _VALIDITY,
    "RFC 5280 4.1.2.5",
    "There is no notAfter.",
    refused_by="x509forge openssl cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
def _(draft: Draft) -> None:
    draft.field("validity").children[1].vanish()


@DEFECTS.defect(
    "dates.extra_element",
    STRUCTURE,
    _VALIDITY,
    "X.690 8.9.2",
    "An INTEGER stands behind notAfter.",
    refused_by="x509forge openssl cryptography gnutls openssl-verify gnutls-verify",
)
def _(draft: Draft) -> None:
    draft.field("validity").add(integer(1))
