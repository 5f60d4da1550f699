"""Alternative names that are wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import oid
from ..x509.extensions.alternative_name import SubjectAlternativeName
from ..x509.name import Name
from .defect import DEFECTS, RULE, VALUE
from .element import object_identifier, sequence, tagged
from .extension_value import critical, missing, typed

if TYPE_CHECKING:
    from .draft import Draft

_PLACE = "tbsCertificate.extensions[subjectAltName]"
# The tags of the forms that a GeneralName has (RFC 5280 4.2.1.6).
_OTHER, _EMAIL, _DNS, _DIRECTORY, _URI, _ADDRESS = 0, 1, 2, 4, 6, 7


def _name(
    id: str, breaks: str, citation: str, says: str, name: bytes, *, rules: str = "", refused_by: str = ""
) -> None:
    """Declare one more alternative name as a defect."""

    def make(draft: Draft) -> None:
        names = draft.good.extension(SubjectAlternativeName)
        before = [] if names is None else [each.to_der() for each in names.general_names]
        draft.put_raw(oid.SUBJECT_ALTERNATIVE_NAME, sequence(*before, name))

    DEFECTS.defect(id, breaks, _PLACE, citation, says, rules=rules, refused_by=refused_by)(make)


def _dns(id: str, citation: str, says: str, text: str, *, rules: str = "", refused_by: str = "") -> None:
    """Declare a dNSName as a defect."""
    _name(id, RULE, citation, says, tagged(_DNS, text.encode("ascii")), rules=rules, refused_by=refused_by)


_dns(
    "alternative_names.dns_empty",
    "RFC 5280 4.2.1.6",
    "A dNSName is empty.",
    "",
    rules="rfc5280.alternative_name.empty_name",
    refused_by="gnutls gnutls-verify",
)
_dns(
    "alternative_names.dns_space",
    "RFC 5280 4.2.1.6",
    'A dNSName is " ", which is no name.',
    " ",
    rules="rfc5280.alternative_name.dns_name",
)
_dns(
    "alternative_names.dns_nul",
    "RFC 5280 4.2.1.6",
    "There is a NUL in a dNSName.",
    "a.example\0.evil.example",
    rules="rfc5280.alternative_name.dns_name",
)
_dns(
    "alternative_names.dns_line_feed",
    "RFC 5280 4.2.1.6",
    "There is a line feed in a dNSName.",
    "a.example\nb.example",
    rules="rfc5280.alternative_name.dns_name",
)
_dns(
    "alternative_names.dns_comma",
    "RFC 5280 4.2.1.6",
    "A dNSName looks like two names when printed.",
    "a.example, DNS:b.example",
    rules="rfc5280.alternative_name.dns_name",
)
_dns(
    "alternative_names.dns_underscore",
    "RFC 1034 3.5",
    "There is an underscore in a dNSName.",
    "a_b.example",
    rules="rfc5280.alternative_name.dns_name",
)
_dns(
    "alternative_names.dns_hyphen_first",
    "RFC 1034 3.5",
    "A label of a dNSName begins with a hyphen.",
    "-a.example",
    rules="rfc5280.alternative_name.dns_name",
)
_dns(
    "alternative_names.dns_label_64",
    "RFC 1034 3.1",
    "A label of a dNSName has 64 octets.",
    f"{64 * 'a'}.example",
    rules="rfc5280.alternative_name.dns_name",
)
_dns(
    "alternative_names.dns_long",
    "RFC 1034 3.1",
    "A dNSName has over 253 octets.",
    64 * "abc." + "example",
    rules="rfc5280.alternative_name.dns_name",
)
_dns(
    "alternative_names.dns_label_empty",
    "RFC 1034 3.5",
    "A label of a dNSName is empty.",
    "a..example",
    rules="rfc5280.alternative_name.dns_name",
)
_dns(
    "alternative_names.dns_dot_first",
    "RFC 5280 4.2.1.6",
    "A dNSName begins with a dot.",
    ".a.example",
    rules="rfc5280.alternative_name.dns_name",
)
_dns(
    "alternative_names.dns_dot_last",
    "RFC 5280 4.2.1.6",
    "A dNSName ends with a dot.",
    "a.example.",
    rules="rfc5280.alternative_name.dns_name",
)
_dns(
    "alternative_names.dns_address",
    "RFC 5280 4.2.1.6",
    "A dNSName is an address.",
    "192.0.2.1",
    rules="rfc5280.alternative_name.dns_name",
)
_dns(
    "alternative_names.dns_uri",
    "RFC 5280 4.2.1.6",
    "A dNSName is a URI.",
    "https://a.example/",
    rules="rfc5280.alternative_name.dns_name",
)
_dns(
    "alternative_names.dns_port",
    "RFC 5280 4.2.1.6",
    "A dNSName has a port behind it.",
    "a.example:8883",
    rules="rfc5280.alternative_name.dns_name",
)
_dns(
    "alternative_names.dns_bad_punycode",
    "RFC 5890 2.3.2.1",
    "A label begins with xn-- and is no A-label.",
    "xn--a---999999b.example",
    rules="rfc9549.alternative_name.a_label",
    refused_by="asn1crypto",
)
_dns(
    "alternative_names.wildcard_middle",
    "RFC 9525 6.3",
    "A wildcard is not the first label.",
    "a.*.example",
    rules="rfc5280.alternative_name.dns_name",
)
_dns(
    "alternative_names.wildcard_part",
    "RFC 9525 6.3",
    "A wildcard is a part of a label.",
    "a*.b.example",
    rules="rfc5280.alternative_name.dns_name",
)
_dns(
    "alternative_names.wildcard_twice",
    "RFC 9525 6.3",
    "There are two wildcards in a dNSName.",
    "*.*.example",
    rules="rfc5280.alternative_name.dns_name",
)
_dns(
    "alternative_names.wildcard_alone",
    "RFC 9525 6.3",
    "A dNSName is a wildcard and nothing else.",
    "*",
    rules="rfc5280.alternative_name.dns_name",
)
_name(
    "alternative_names.dns_utf8",
    VALUE,
    "RFC 5280 4.2.1.6",
    "A dNSName is in UTF-8, and not an A-label.",
    tagged(_DNS, "b\u00fccher.example".encode()),
    rules="rfc5280.extensions.undecodable",
    refused_by="asn1crypto",
)
_name(
    "alternative_names.dns_constructed",
    VALUE,
    "X.690 10.2",
    "A dNSName is constructed.",
    tagged(_DNS, b"\x16\x09a.example", constructed=True),
    rules="rfc5280.extensions.undecodable",
    refused_by="cryptography asn1crypto gnutls gnutls-verify",
)
_name(
    "alternative_names.address_3",
    RULE,
    "RFC 5280 4.2.1.6",
    "An iPAddress has 3 octets.",
    tagged(_ADDRESS, b"\xc0\x00\x02"),
    rules="rfc5280.alternative_name.ip_address",
    refused_by="cryptography",
)
_name(
    "alternative_names.address_mask",
    RULE,
    "RFC 5280 4.2.1.6",
    "An iPAddress has a mask behind it, as in a constraint.",
    tagged(_ADDRESS, b"\xc0\x00\x02\x00\xff\xff\xff\x00"),
    rules="rfc5280.alternative_name.ip_address",
)
_name(
    "alternative_names.address_text",
    RULE,
    "RFC 5280 4.2.1.6",
    "An iPAddress is text.",
    tagged(_ADDRESS, b"192.0.2.1"),
    rules="rfc5280.alternative_name.ip_address",
    refused_by="cryptography",
)
_name(
    "alternative_names.email_no_at",
    RULE,
    "RFC 5280 4.2.1.6",
    "An rfc822Name has no @.",
    tagged(_EMAIL, b"a.example"),
    rules="rfc5280.alternative_name.mailbox",
)
_name(
    "alternative_names.email_with_name",
    RULE,
    "RFC 5280 4.2.1.6",
    "An rfc822Name has angle brackets.",
    tagged(_EMAIL, b"A <a@b.example>"),
    rules="rfc5280.alternative_name.mailbox",
)
_name(
    "alternative_names.email_utf8",
    VALUE,
    "RFC 9598 3",
    "An rfc822Name is in UTF-8; a SmtpUTF8Mailbox is for that.",
    tagged(_EMAIL, "\u00e9@b.example".encode()),
    rules="rfc5280.extensions.undecodable",
)
_name(
    "alternative_names.uri_relative",
    RULE,
    "RFC 5280 4.2.1.6",
    "A URI has no scheme.",
    tagged(_URI, b"/a/b"),
    rules="rfc5280.alternative_name.uri",
)
_name(
    "alternative_names.uri_no_host",
    RULE,
    "RFC 5280 4.2.1.6",
    "An https URI has no host.",
    tagged(_URI, b"https:///a"),
    rules="rfc5280.alternative_name.uri_host",
)
_name(
    "alternative_names.directory_implicit",
    VALUE,
    "X.680 31.2.7",
    "The tag of a directoryName replaces that of its CHOICE.",
    tagged(_DIRECTORY, Name.of(CN="a").to_der()[2:], constructed=True),
    rules="rfc5280.extensions.undecodable",
    refused_by="cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
_name(
    "alternative_names.other_name_untagged",
    VALUE,
    "RFC 5280 4.2.1.6",
    "The value of an otherName lacks its tag.",
    tagged(_OTHER, object_identifier("1.2.3.4") + b"\x05\x00", constructed=True),
    rules="rfc5280.extensions.undecodable",
    refused_by="cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
_name(
    "alternative_names.unknown_form",
    VALUE,
    "RFC 5280 4.2.1.6",
    "A name has the tag [9].",
    tagged(9, b"a.example"),
    rules="rfc5280.extensions.undecodable",
    refused_by="cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)


def _whole(
    id: str,
    breaks: str,
    citation: str,
    says: str,
    octets: bytes,
    *,
    critical: bool = False,
    rules: str = "",
    refused_by: str = "",
) -> None:
    """Declare a subjectAltName that holds these octets as a defect."""

    def make(draft: Draft) -> None:
        draft.put_raw(oid.SUBJECT_ALTERNATIVE_NAME, octets, critical)

    DEFECTS.defect(id, breaks, _PLACE, citation, says, rules=rules, refused_by=refused_by)(make)


_whole(
    "alternative_names.empty",
    RULE,
    "RFC 5280 4.2.1.6",
    "There is no name in subjectAltName.",
    sequence(),
    rules="rfc5280.subject_alternative_name.empty",
    refused_by="openssl-verify",
)
_whole(
    "alternative_names.no_list",
    VALUE,
    "RFC 5280 4.2.1.6",
    "A name stands there without a list around it.",
    tagged(_DNS, b"a.example"),
    rules="rfc5280.extensions.undecodable",
    refused_by="cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
_whole(
    "alternative_names.universal_tag",
    VALUE,
    "RFC 5280 4.2.1.6",
    "A name is an IA5String without the tag of its form.",
    sequence(b"\x16\x09a.example"),
    rules="rfc5280.extensions.undecodable",
    refused_by="cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
typed(
    "alternative_names.not_of_common_name",
    "RFC 9525 2",
    "The names of the subject are not among the alternative names.",
    SubjectAlternativeName.of("somebody-else.example"),
    leaf=True,
    rules="rfc9525.common_name.not_in_alternative_names",
)
missing(
    "alternative_names.missing",
    "RFC 9525 2",
    "There is no subjectAltName, and the host is in the common name alone.",
    oid.SUBJECT_ALTERNATIVE_NAME,
    leaf=True,
    rules="rfc9525.server.no_alternative_name",
)
critical(
    "alternative_names.critical",
    "RFC 5280 4.2.1.6",
    SubjectAlternativeName,
    rules="rfc5280.subject_alternative_name.critical",
)
