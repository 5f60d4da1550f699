"""What a text stands for at a place in a structure: the type that is due there says how it is read."""

from __future__ import annotations

import re

from .. import asn1
from ..asn1.codecs import (
    Boolean,
    Codec,
    ContainingOpen,
    Declared,
    Identifier,
    Integer,
    Kept,
    ListOf,
    OctetString,
    Retagged,
    Tagged,
    Text,
    TimeText,
    Union,
)
from ..asn1.declare import TypedefCodec
from ..asn1.path import place_at
from ..asn1.value import codec_of
from ..errors import ConfigError, EncodeError
from ..issuing.validity import now
from ..oid import ObjectIdentifier
from ..openssl.objects import short_name, to_oid
from ..openssl.one_extension import extension
from ..pkcs.pkcs10 import CertificationRequestInfo
from ..x509.algorithm import PARAMETERS, AlgorithmIdentifier
from ..x509.certificate import Certificate, TBSCertificate
from ..x509.extension import Extension
from ..x509.extensions.alternative_name import SubjectAlternativeName
from ..x509.general_name import GeneralName
from ..x509.name import Name
from ..x509.public_key import SubjectPublicKeyInfo
from ..x509.time import Time
from .files import load_public_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_RAW = "DER:"
_INTEGER = re.compile(r"-?(?:0[xX][0-9a-fA-F]{1,9000}|[0-9]{1,4000})")
_BIT = re.compile(r"[0-9]{1,3}")
# OpenSSL's form of a moment, that of UTCTime, and one that is so far from now.
_GENERALIZED = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z", re.ASCII)
_UTC = re.compile(r"\d{12}Z", re.ASCII)
_FROM_NOW = re.compile(r"now(?:([+-]\d{1,9})([dhms]))?", re.ASCII)
_SECONDS = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}
_KIND_OF_NAME = re.compile(r"(?:email|URI|DNS|RID|IP|otherName)[.:]")


def value_for(root: asn1.Value, path: str, text: str, issuer: Certificate | None) -> Any:
    """Return what a text stands for at a place in a certificate or request; `issuer` is the CA's, where it is known.

    `DER:` and hexadecimal digits are a raw element, whatever is due. Raises LookupError for a path that leads
    nowhere, X509ForgeError, TypeError and OSError for a text that is not understood.
    """
    codec, there, holder = place_at(root, path)
    reader = _Reader(root, issuer)
    if isinstance(codec, ContainingOpen) and isinstance(holder, Extension):
        return reader.extension_value(holder, text)
    codec = _bare(codec)
    if isinstance(codec, Declared) and codec.cls is Extension:
        return reader.extension(there, text)
    if text.startswith(_RAW):
        return asn1.Any(_octets(text[len(_RAW) :]))
    return reader.value(codec, there, text)


def _bare(codec: Codec | None) -> Codec | None:
    """Return a codec without tags around it."""
    while isinstance(codec, (Kept, Retagged, Tagged)):
        codec = codec.inner
    return codec


class _Reader:
    """Reads texts for places in one structure, which the words of extensions may speak of."""

    def __init__(self, root: asn1.Value, issuer: Certificate | None) -> None:
        described = getattr(root, root._field_names[0], None)
        is_sound = isinstance(described, (TBSCertificate, CertificationRequestInfo))
        self.subject = root if is_sound else None
        self.issuer = issuer

    def value(self, codec: Codec | None, there: Any, text: str) -> Any:
        """Return the value of a text."""
        codec = _bare(codec)
        for kind, read in _BY_CODEC.items():
            if isinstance(codec, kind):
                return read(text)
        if isinstance(codec, ListOf):
            return tuple(self.value(codec.item, None, part) for part in _parts(text))
        if isinstance(codec, TimeText):
            return _time_text(codec.name, text)
        if isinstance(codec, Text):
            return text
        if isinstance(codec, Union) and (there is None or isinstance(there, asn1.Raw)):
            return asn1.UTF8String(text)
        if isinstance(codec, Declared) and codec.cls is not asn1.Any:
            return self.declared(codec, text)
        # Where any type may stand, the text is read as what stands there.
        if isinstance(there, asn1.Value) and not isinstance(there, asn1.Raw):
            return self.declared(codec_of(type(there)), text)
        for known_type, read in (int, _integer), (bytes, _octets):
            if isinstance(there, known_type):
                return read(text)
        raise EncodeError("nothing tells how the value is to be read; write it as DER:hex")

    def declared(self, codec: Any, text: str) -> Any:
        """Return the value of a text of a type that has a class."""
        cls = codec.cls
        if cls in _BY_CLASS:
            return _BY_CLASS[cls](text)
        if cls is GeneralName:
            return self.general_name(text)
        if issubclass(cls, asn1.NamedBits):
            return cls.of(*(int(part) if _BIT.fullmatch(part) else part for part in _parts(text)))
        if issubclass(cls, asn1.String):
            return cls(text)
        if issubclass(cls, SubjectAlternativeName):
            return cls(tuple(map(self.general_name, _parts(text))))
        if isinstance(codec, TypedefCodec):
            return cls(self.value(codec.inner, None, text))
        fields = ", ".join(cls._asn1_names.values())
        raise EncodeError(f"{cls.__name__} has no form as a text; set one of its fields ({fields}), or write DER:hex")

    def general_name(self, text: str) -> GeneralName:
        """Return a name in OpenSSL's words, `DNS:a`, with `dirName:/CN=a` beside them, or as `GeneralName.of` reads."""
        kind, _, rest = text.partition(":")
        if kind.lower() == "dirname":
            return GeneralName.directory(_name(rest))
        if not _KIND_OF_NAME.match(text):
            return GeneralName.of(text)
        value = extension("subjectAltName", text).extn_value
        if isinstance(value, SubjectAlternativeName) and len(value.general_names) == 1:
            return value.general_names[0]
        raise EncodeError(f"{text!r} is not one name")

    def extension(self, there: Any, text: str) -> Extension:
        """Return an extension in OpenSSL's words; a new one has its name before them, `keyUsage=critical,cRLSign`."""
        if isinstance(there, Extension):
            return extension(
                short_name(there.extn_id) or str(there.extn_id), text, issuer=self.issuer, subject=self.subject
            )
        name, equals, words = text.partition("=")
        if not equals:
            raise EncodeError("an extension is NAME=VALUE, as subjectAltName=DNS:a.example or 1.2.3.4=DER:0500")
        return extension(name.strip(), words.strip(), issuer=self.issuer, subject=self.subject)

    def extension_value(self, holder: Extension, text: str) -> Any:
        """Return what stands in an extension, in OpenSSL's words, or octets of one that it has no words for."""
        if isinstance(holder.extn_value, bytes) and not text.startswith((_RAW, "ASN1:")):
            return _octets(text)
        return self.extension(holder, text).extn_value


def identifier(text: str) -> ObjectIdentifier:
    """Return an object identifier by its name in the standards or in OpenSSL, or by its number; raises EncodeError."""
    try:
        return ObjectIdentifier.named(text)
    except EncodeError as error:
        try:
            return ObjectIdentifier(to_oid(text))
        except ConfigError:
            raise error from None


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",")] if text.strip() else []


def _boolean(text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise EncodeError(f"a BOOLEAN is true or false, not {text!r:.40}")
    return text.lower() == "true"


def _integer(text: str) -> int:
    if _INTEGER.fullmatch(text) is None:
        raise EncodeError(f"an INTEGER is written in decimal, or as 0x and hexadecimal digits, not as {text!r:.40}")
    return int(text, 16 if "x" in text.lower() else 10)


def _octets(text: str) -> bytes:
    try:
        return bytes.fromhex(text.replace(":", " "))
    except ValueError:
        raise EncodeError(f"octets are written in pairs of hexadecimal digits, not as {text!r:.40}") from None


def _time(text: str) -> Time:
    if _UTC.fullmatch(text):
        return Time(utc_time=text)
    if relative := _FROM_NOW.fullmatch(text):
        import datetime

        count, unit = relative.groups()
        try:
            return Time.of(now() + datetime.timedelta(seconds=int(count or 0) * _SECONDS[unit or "s"]))
        except OverflowError:
            raise EncodeError(f"{text} is not in the years 1 to 9999") from None
    if parts := _GENERALIZED.fullmatch(text):
        text = "{}-{}-{}T{}:{}:{}Z".format(*parts.groups())
    return Time.of(text)


def _time_text(name: str, text: str) -> str:
    """Return a moment as UTCTime or GeneralizedTime has it: a text in that form as it is, others as a Time is read."""
    if (_UTC if name == "UTCTime" else _GENERALIZED).fullmatch(text):
        return text
    moment = _time(text).datetime
    year = f"{moment.year % 100:02}" if name == "UTCTime" else f"{moment.year:04}"
    return year + moment.strftime("%m%d%H%M%SZ")


def _name(text: str) -> Name:
    """Return the name of `C=CN,O=ALI,CN=a`, in this order as everywhere on our command line, or of `/C=CN/CN=a`."""
    if not text.startswith("/"):
        return Name(tuple(reversed(Name.from_rfc4514(text).rdn_sequence)))
    skipped: list[str] = []
    name = Name.from_openssl(text, skipped=skipped)
    if skipped:
        raise EncodeError(skipped[0].strip())
    return name


def _algorithm(text: str) -> AlgorithmIdentifier:
    """Return an algorithm by its name; its parameters are NULL where they usually are, or else absent."""
    algorithm = identifier(text)
    parameters = asn1.Null() if PARAMETERS.type(algorithm) is asn1.Null else None
    return AlgorithmIdentifier(algorithm=algorithm, parameters=parameters)


def _public_key(text: str) -> SubjectPublicKeyInfo:
    if not text.startswith("file:"):
        raise EncodeError("a public key is file:PATH, or DER:hex")
    return load_public_key(text[len("file:") :])


_BY_CODEC: dict[type[Codec], Callable[[str], Any]] = {
    Boolean: _boolean,
    Integer: _integer,
    OctetString: _octets,
    Identifier: identifier,
}
_BY_CLASS: dict[object, Callable[[str], Any]] = {
    AlgorithmIdentifier: _algorithm,
    asn1.BitString: lambda text: asn1.BitString(_octets(text)),
    Name: _name,
    SubjectPublicKeyInfo: _public_key,
    Time: _time,
}
