"""From a certificate back to the configuration that rebuilds its subject and its extensions."""

from __future__ import annotations

from .. import oid
from ..errors import X509ForgeError
from .config import Config
from .context import Context
from .extension_line import parse_extension
from .names import Spelling, parse_mask
from .objects import short_name
from .request import RequestSettings, Silence
from .subject import subject_of
from .value import Value
from .words_of import WORDS, name_entries
from .writing import Writer, escaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from ..pkcs.pkcs10 import CertificationRequest
    from ..x509.certificate import Certificate, TBSCertificate
    from ..x509.extension import Extension
    from ..x509.name import Name

# In the order in which they are tried: how most write, how all wrote once, and what else there is.
_MASKS = ("utf8only", "nombstr", "pkix", "default", "MASK:0x2002", "MASK:0x0002", "MASK:0x0800", "MASK:0x0004")


def to_config(value: Certificate | TBSCertificate | CertificationRequest, *, issuer: Certificate | None = None) -> str:
    """Return the text of a configuration from which `openssl req` makes the same subject and the same extensions.

    An extension is written in the words of `x509v3_config(5)` where it has some that give its very octets, and as
    `DER:` where not. With `issuer`, or where the certificate is its own, the words of authorityKeyIdentifier are
    among them; elsewhere they cannot be judged. A comment says where the subject has string types that no
    `string_mask` gives.
    """
    inner: Any = getattr(value, "certification_request_info", getattr(value, "tbs_certificate", value))
    # A request's stand in an attribute.
    extensions = getattr(value, "extensions", None) or getattr(inner, "extensions", None)
    writer = Writer()
    section = writer.section("req")
    section["prompt"] = "no"
    section["distinguished_name"] = "distinguished_name"
    spelling = _subject(writer, inner.subject)
    if extensions:
        section["req_extensions"] = section["x509_extensions"] = "extensions"
        _extensions(writer, extensions, inner, issuer, spelling)
    return writer.text()


def _subject(writer: Writer, name: Name) -> Spelling:
    """Write the subject, and return how names are spelled in the configuration."""
    request = writer.section("req")
    if not all(attribute.value.to_der().isascii() for attribute in name.attributes):
        request["utf8"] = "yes"
    writer.section("distinguished_name").update(name_entries(name))
    best, fewest = _MASKS[0], len(name.attributes) + 1
    refusal: X509ForgeError | None = None
    for mask in _MASKS:
        request["string_mask"] = mask
        try:
            wrong = _differences(writer, name)
        except X509ForgeError as error:
            refusal = refusal or error
            continue
        if wrong < fewest:
            best, fewest = mask, wrong
        if not wrong:
            break
    request["string_mask"] = best
    if not name.attributes:
        writer.comment("the subject is empty, which openssl takes from no configuration: give it -subj / as well")
    elif fewest > len(name.attributes):
        writer.comment(f"the subject is one that openssl refuses: {escaped(str(refusal))}")
    elif fewest:
        writer.comment(f"of the subject, {fewest} values have string types that no string_mask gives")
    return Spelling(mask=parse_mask(Value(best)))


def _differences(writer: Writer, name: Name) -> int:
    """Return how many attributes come out otherwise; raises X509ForgeError where the subject is refused."""
    made = RequestSettings(Config.parse(writer.text())).subject(Silence())
    if made == name:
        return 0
    pairs = zip(made.attributes, name.attributes, strict=False)
    return max(sum(one != other for one, other in pairs), 1)


def _extensions(
    writer: Writer,
    extensions: Iterable[Extension],
    described: TBSCertificate,
    issuer: Certificate | None,
    spelling: Spelling,
) -> None:
    section = writer.section("extensions")
    for extension in extensions:
        words = WORDS.get(type(extension.extn_value))
        title = short_name(extension.extn_id) or str(extension.extn_id)
        critical = "critical," if extension.critical else ""
        contents = _contents(extension)
        if not contents or (extension.extn_id == oid.AUTHORITY_KEY_IDENTIFIER and contents == b"\x30\0"):
            # OpenSSL refuses the one and takes the other out again, however it is said.
            writer.comment(f"the extension {title} is empty, which openssl does not write: it is left out")
            continue
        found = None
        for kept in () if words is None else words(extension.extn_value, described):
            with writer.attempt() as attempt:
                try:
                    text = critical + kept(writer)
                except X509ForgeError:  # there are no words for a part of it
                    continue
                if _rebuilds(writer, title, text, extension, described, issuer, spelling):
                    attempt.keep()
                    found = text
                    break
        if found is None:
            found = f"{critical}DER:{contents.hex(':').upper()}"
        # An extension that is there twice cannot be said in this language; the last one stands.
        section[title] = found


def _rebuilds(
    writer: Writer,
    name: str,
    text: str,
    extension: Extension,
    described: TBSCertificate,
    issuer: Certificate | None,
    spelling: Spelling,
) -> bool:
    subject = subject_of(described)
    subject.issuer = issuer
    own_issuer = getattr(described, "issuer", None)
    if issuer is None and own_issuer == described.subject:
        subject.self_signed = True
        subject.issuer_name = own_issuer
        subject.serial_number = described.serial_number
        subject.extensions = list(described.extensions or ())
    try:
        line = Config.parse(f"{name} = {escaped(text)}\n{writer.text()}").get(None, name)
        if line is None:
            return False
        config = Config.parse(writer.text())
        return parse_extension(Value(name), line, Context(config, subject, spelling)) == extension
    except X509ForgeError:
        return False


def _contents(extension: Extension) -> bytes:
    value = extension.extn_value
    return value if isinstance(value, bytes) else value.to_der()
