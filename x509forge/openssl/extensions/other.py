"""Extensions of a text, or of nothing at all; Netscape's, Thawte's, and those of Russian law."""

from __future__ import annotations

from ...asn1 import UTF8String
from ...later import pattern
from ...x509.extensions.markers import NoRevAvail, OCSPNoCheck, PrecertificatePoison
from ...x509.extensions.netscape import (
    NetscapeBaseURL,
    NetscapeCAPolicyURL,
    NetscapeCARevocationURL,
    NetscapeCertRenewalURL,
    NetscapeCertType,
    NetscapeComment,
    NetscapeRevocationURL,
    NetscapeSSLServerName,
)
from ...x509.extensions.sign_tools import IssuerSignTool, SubjectSignTool
from ...x509.extensions.strong_extranet import SXNet, SXNetID
from ...x509.extensions.tls_feature import TLSFeature
from ..wording import choice, quoted
from ..words import ia5, parse_integer, string_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ...x509.extension import ExtensionValue
    from ..context import Context
    from ..value import Value


def _ia5(kind: Callable[[Any], ExtensionValue]) -> Callable[[Value, Context], ExtensionValue]:
    return lambda value, context: kind(ia5(value))


def _marker(kind: Callable[[], ExtensionValue]) -> Callable[[Value, Context], ExtensionValue]:
    # Whatever stands there counts for nothing.
    return lambda value, context: kind()


def _utf8(text: Value) -> Any:
    found = string_of(UTF8String, text)
    return found.text if isinstance(found, UTF8String) else found


_TYPES = dict(
    zip(
        ("SSL Client", "SSL Server", "S/MIME", "Object Signing", "Unused", "SSL CA", "S/MIME CA", "Object Signing CA"),
        NetscapeCertType.names,
        strict=True,
    )
)
_TYPES.update((name, name) for name in NetscapeCertType.names)


def _netscape_cert_type(value: Value, context: Context) -> NetscapeCertType:
    bits = []
    for item in context.items(value):
        if item.name not in _TYPES:
            raise item.error(f"unknown bit {quoted(item.name)}{choice(item.name, NetscapeCertType.names)}")
        bits.append(_TYPES[item.name])
    return NetscapeCertType.of(*bits)


_FEATURES = {"status_request": 5, "status_request_v2": 17}
_FEATURE = pattern(r"(?a)[ \t\n\v\f\r]*\+?([0-9]{1,18})")


def _tls_feature(value: Value, context: Context) -> TLSFeature:
    features = []
    for item in context.items(value):
        text = item.name if item.value is None else item.value
        number = _FEATURES.get(text.lower())
        if number is None:
            found = _FEATURE.fullmatch(text)
            number = int(found[1]) if found is not None else -1
            if not 0 <= number <= 0xFFFF:
                known = " and ".join(_FEATURES)
                raise text.error(f"{quoted(text)} is no feature: {known} are, and numbers from 0 to 65535")
        features.append(number)
    return TLSFeature(tuple(features))


def _strong_extranet(value: Value, context: Context) -> SXNet:
    identifiers: dict[int, SXNetID] = {}
    for item in context.items(value):
        zone = parse_integer(item.name)
        user = item.needed().raw
        if len(user) > 64:
            raise item.error("the user of a zone has at most 64 octets", 0)
        if zone in identifiers:
            raise item.error(f"the zone {quoted(item.name)} stands there twice")
        identifiers[zone] = SXNetID(zone=zone, user=user)
    return SXNet(ids=tuple(identifiers.values()))


_TOOLS = {
    "signTool": "sign_tool",
    "cATool": "ca_tool",
    "signToolCert": "sign_tool_cert",
    "cAToolCert": "ca_tool_cert",
}


def _issuer_sign_tool(value: Value, context: Context) -> IssuerSignTool:
    # OpenSSL leaves what is not named empty.
    fields = dict.fromkeys(_TOOLS.values(), "")
    for item in context.items(value):
        if item.name not in _TOOLS:
            raise item.error(f"{quoted(item.name)} is nothing that issuerSignTool has{choice(item.name, _TOOLS)}")
        fields[_TOOLS[item.name]] = _utf8(item.needed())
    return IssuerSignTool(**fields)


def _subject_sign_tool(value: Value, context: Context) -> SubjectSignTool:
    return SubjectSignTool(_utf8(value))


PARSERS: dict[str, Callable[[Value, Context], ExtensionValue]] = {
    "SXNetID": _strong_extranet,
    "ct_precert_poison": _marker(PrecertificatePoison),
    "issuerSignTool": _issuer_sign_tool,
    "noCheck": _marker(OCSPNoCheck),
    "nsBaseUrl": _ia5(NetscapeBaseURL),
    "nsCaPolicyUrl": _ia5(NetscapeCAPolicyURL),
    "nsCaRevocationUrl": _ia5(NetscapeCARevocationURL),
    "nsCertType": _netscape_cert_type,
    "nsComment": _ia5(NetscapeComment),
    "nsRenewalUrl": _ia5(NetscapeCertRenewalURL),
    "nsRevocationUrl": _ia5(NetscapeRevocationURL),
    "nsSslServerName": _ia5(NetscapeSSLServerName),
    "subjectSignTool": _subject_sign_tool,
    "tlsfeature": _tls_feature,
}
# Those that OpenSSL has since 3.4.
NEWER_PARSERS: dict[str, Callable[[Value, Context], ExtensionValue]] = {"noRevAvail": _marker(NoRevAvail)}
