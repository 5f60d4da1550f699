"""Rules for subjectAltName and issuerAltName, and for the names in them (RFC 5280 4.2.1.6, RFC 9549, RFC 9598)."""

from __future__ import annotations

from .. import oid
from ..asn1.universal import UTF8String
from ..errors import EncodeError
from ..x509.general_name import GeneralName, OtherName
from ..x509.general_name_text import is_ip_address, parse_email, parse_uri
from ..x509.name import Name
from . import rfc5280
from .host import fault_of_a_label, fault_of_host, is_plain_host
from .names import errors_of_name
from .rule import Case, is_empty, items, joined

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from ..x509.extension import Extension

RULES = rfc5280.RULES
# The names of both extensions are parts by what was chosen.
_EACH = GeneralName._field_names
_DNS, _URI, _MAILBOX = ("dns_name",), ("uniform_resource_identifier",), ("rfc822_name",)
_LONGEST_SHOWN = 60


def general_names(listed: object, path: str) -> Iterator[tuple[str, GeneralName]]:
    """Yield the names of a list that can be read, each with its path."""
    for at, name in enumerate(items(listed)):
        if isinstance(name, GeneralName):
            yield f"{path}[{at}]", name


def _text(name: GeneralName) -> str:
    """Return the text of a name that is one; none where a raw element stands for it."""
    return name.value if isinstance(name.value, str) else ""


def _is_plain(name: GeneralName) -> bool:
    """Return whether a quick look, which most names of hosts pass, finds one."""
    return name.chosen == "dns_name" and name.value.__class__ is str and is_plain_host(name.value)


def _refused(parse: Callable[[str], str], text: str) -> str | None:
    """Return why a parser refuses a text, or None."""
    try:
        parse(text)
    except EncodeError as error:
        return error.reason
    return None


@RULES.part(
    (oid.ISSUER_ALTERNATIVE_NAME,),
    "rfc5280.issuer_alternative_name.empty",
    "error",
    "RFC 5280 4.2.1.7",
    "An issuerAltName holds one name at least.",
    "Leave issuerAltName out.",
)
def _no_issuer_names(extension: Extension) -> Iterator[tuple[str, str]]:
    value: Any = extension.extn_value
    if value.general_names == ():
        yield "extnValue", "holds no name"


@RULES.part(
    _EACH,
    "rfc5280.alternative_name.empty_name",
    "error",
    "RFC 5280 4.2.1.6",
    "None of the alternative names is empty.",
    "Take the empty name out.",
    ("gnutls",),
    own=True,
    quick=_is_plain,
)
def _empty_name(name: GeneralName) -> Iterator[tuple[str, str]]:
    if name.value in ("", b"", ()) or is_empty(name.value):
        yield "", "is empty"


@RULES.part(
    _DNS,
    "rfc5280.alternative_name.dns_name",
    "error",
    "RFC 5280 4.2.1.6 (RFC 1034 3.5, RFC 1123 2.1)",
    "A dNSName is a host name in the preferred name syntax: labels of letters, digits and hyphens, joined by dots.",
    "Write the host name without blanks, underscores, a dot at its end, a port or a scheme.",
    own=True,
    quick=_is_plain,
)
def _dns_name(name: GeneralName) -> Iterator[tuple[str, str]]:
    text = _text(name)
    fault = fault_of_host(text, wildcard=True) if text else None
    if fault is not None:
        yield "dNSName", fault


@RULES.part(
    (*_DNS, *_MAILBOX),
    "rfc9549.alternative_name.a_label",
    "warning",
    "RFC 9549 3 (RFC 5890 2.3.2.1, RFC 5892 3, RFC 5893 2)",
    "A label that begins with xn-- stands for a text that IDNA2008 allows.",
    "Make the A-label from the text of the label with IDNA2008.",
    own=True,
    quick=_is_plain,
)
def _a_label(name: GeneralName) -> Iterator[tuple[str, str]]:
    text = _text(name)
    if "--" in text:
        field = "dNSName" if name.chosen == "dns_name" else "rfc822Name"
        for label in text.rpartition("@")[2].split("."):
            fault = fault_of_a_label(label)
            if fault is not None:
                yield field, f"has the label {label!a}, which {fault}"


@RULES.part(
    _MAILBOX,
    "rfc5280.alternative_name.mailbox",
    "error",
    "RFC 5280 4.2.1.6 (RFC 5321 4.1.2)",
    "An rfc822Name is a mailbox, local-part@domain, with nothing around it.",
    "Write the bare address, its domain in ASCII.",
    own=True,
)
def _mailbox(name: GeneralName) -> Iterator[tuple[str, str]]:
    text = _text(name)
    fault = fault_of_mailbox(text) if text else None
    if fault is not None:
        yield "rfc822Name", fault


def fault_of_mailbox(text: str) -> str | None:
    """Return why a text is no mailbox, or None where it is one (RFC 5321 4.1.2)."""
    domain = text.rpartition("@")[2]
    fault = _refused(parse_email, text)
    if fault is None and not domain.startswith("["):
        fault = fault_of_host(domain)
        fault = fault and f"its domain {fault}"
    return fault and f"is no mailbox: {fault}"


@RULES.part(
    _URI,
    "rfc5280.alternative_name.uri",
    "error",
    "RFC 5280 4.2.1.6 (RFC 3986)",
    "A uniformResourceIdentifier is an absolute URI, with a scheme and something behind it.",
    "Write the whole URI, in percent-encoding where it needs that.",
    own=True,
)
def _uri(name: GeneralName) -> Iterator[tuple[str, str]]:
    text = _text(name)
    fault = _refused(parse_uri, text) if text else None
    if fault is not None:
        yield "uniformResourceIdentifier", fault


@RULES.part(
    _URI,
    "rfc5280.alternative_name.uri_host",
    "error",
    "RFC 5280 4.2.1.6",
    "The host in a URI with an authority is a fully qualified domain name or an IP address.",
    "Write the whole name of the host.",
    own=True,
)
def _uri_host(name: GeneralName) -> Iterator[tuple[str, str]]:
    host = authority_host(_text(name))
    if host is None or (host.startswith("[") and host.endswith("]")) or is_ip_address(host):
        return
    # A wildcard is left to applications here as it is in a dNSName.
    fault = fault_of_host(host, wildcard=True)
    if fault is None and "." not in host:
        fault = "is not fully qualified"
    if fault is not None:
        yield "uniformResourceIdentifier", f"has the host {shortened(host)}, which {fault}"


def shortened(text: str) -> str:
    """Return a text as a literal in ASCII, cut off where it is long."""
    return ascii(text) if len(text) <= _LONGEST_SHOWN else ascii(text[:_LONGEST_SHOWN]) + "..."


def authority_host(uri: str) -> str | None:
    """Return the host of a URI's authority, None where it has no authority (RFC 3986 3.2)."""
    _, _, rest = uri.partition(":")
    if not rest.startswith("//"):
        return None
    authority = rest[2:]
    for end in "/?#":
        authority = authority.partition(end)[0]
    host = authority.rpartition("@")[2]
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0]


@RULES.part(
    ("ip_address",),
    "rfc5280.alternative_name.ip_address",
    "error",
    "RFC 5280 4.2.1.6",
    "An iPAddress has 4 octets, or 16.",
    "Use GeneralName.ip, which takes the address as text.",
    ("go",),
    own=True,
)
def _ip_address(name: GeneralName) -> Iterator[tuple[str, str]]:
    octets = name.value
    if isinstance(octets, bytes) and octets and len(octets) not in (4, 16):
        yield "iPAddress", f"has {len(octets)} octets"


@RULES.part(
    ("directory_name",),
    "rfc5280.alternative_name.directory_name",
    "error",
    "RFC 5280 4.2.1.6, 4.1.2.4",
    "A directoryName is encoded as the issuer's and the subject's name are.",
    "Use Name.of, which chooses string types, and keep to the upper bounds.",
    own=True,
)
def _directory_name(name: GeneralName) -> Iterator[tuple[str, str]]:
    for path, message in errors_of_name(name.value):
        yield joined("directoryName", path), message


@RULES.part(
    ("other_name",),
    "rfc9598.alternative_name.smtp_utf8_mailbox",
    "error",
    "RFC 9598 3",
    "A SmtpUTF8Mailbox has a local part beyond ASCII, and a domain of lower-case labels in ASCII.",
    "Use an rfc822Name for a local part in ASCII; write the domain in A-labels, in lower case.",
    own=True,
)
def _utf8_mailbox(name: GeneralName) -> Iterator[tuple[str, str]]:
    other = name.value
    if not isinstance(other, OtherName) or other.type_id != oid.SMTP_UTF8_MAILBOX:
        return
    if not isinstance(other.value, UTF8String) or not isinstance(other.value.text, str):
        yield "otherName.value", "is no UTF8String"
        return
    local, _, domain = other.value.text.rpartition("@")
    fault = None
    if other.value.text.startswith("\ufeff"):
        fault = "begins with a byte order mark"
    elif not local or not domain:
        fault = "is no mailbox: local-part@domain"
    elif local.isascii():
        fault = "has a local part in ASCII, for which there is rfc822Name"
    elif domain != domain.lower() or fault_of_host(domain) is not None:
        fault = "has a domain that is not of lower-case labels in ASCII"
    if fault is not None:
        yield "otherName.value", fault


@RULES.rule(
    "rfc5280.subject_alternative_name.critical",
    "warning",
    "RFC 5280 4.2.1.6",
    "Beside a subject that is not empty, subjectAltName is not critical.",
    "Leave critical out.",
    ("cryptography",),
    about=(oid.SUBJECT_ALTERNATIVE_NAME,),
)
def _critical(case: Case) -> Iterator[tuple[str, str]]:
    found = case.frame(oid.SUBJECT_ALTERNATIVE_NAME)
    subject = case.tbs.subject
    if found is not None and found[1].critical is True and isinstance(subject, Name) and not is_empty(subject):
        yield f"{found[0]}.critical", "is TRUE, and the certificate has a subject"
