"""Extensions from a configuration's text: the language of `x509v3_config(5)`, as OpenSSL 3.0 acts on it.

An extension is a line `shortName = [critical,]value`; or, for any identifier there is,
`1.2.3.4 = [critical,]DER:hex` and `1.2.3.4 = [critical,]ASN1:type:value`.
"""

from __future__ import annotations

from ..errors import ConfigError
from ..oid import ObjectIdentifier
from ..x509.extension import Extension
from .asn1_value import parse_asn1
from .extensions import NEWER_PARSERS, NEWER_UNTYPED_PARSERS, PARSERS, UNTYPED_PARSERS
from .objects import short_name, to_oid
from .release import DEFAULT
from .value import SPACES
from .wording import quoted, suggestion
from .words import parse_hex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .context import Context
    from .value import Value


def parse_extension(name: Value, value: Value, context: Context) -> Extension:
    """Return the extension of a line; raises ConfigError, pointing at what is wrong."""
    critical, at = False, 0
    if value.startswith("critical,"):
        critical, at = True, _after_blanks(value, 9)
    for prefix, generic in (("DER:", _der), ("ASN1:", _asn1)):
        if value.startswith(prefix, at):
            identifier = ObjectIdentifier(to_oid(name, context.spelling.added))
            contents = generic(value.part(_after_blanks(value, at + len(prefix))), context)
            return _typed(Extension(extn_id=identifier, critical=critical, extn_value=contents))
    newer = context.subject.release != DEFAULT
    parse = PARSERS.get(name) or (NEWER_PARSERS.get(name) if newer else None)
    encode = UNTYPED_PARSERS.get(name) or (NEWER_UNTYPED_PARSERS.get(name) if newer else None)
    try:
        if parse is not None:
            built = parse(value.part(at), context)
            return _typed(Extension(extn_id=built.oid, critical=critical, extn_value=built))
        if encode is not None:
            identifier = ObjectIdentifier(to_oid(name, context.spelling.added))
            return _typed(Extension(extn_id=identifier, critical=critical, extn_value=encode(value.part(at), context)))
    except ConfigError as error:
        raise ConfigError(f"{name}: {error.reason}", file=error.file, line=error.line, column=error.column) from None
    raise _unknown(name, context)


def _typed(extension: Extension) -> Extension:
    """Return it as it reads: typed where the octets are what the identifier says, and kept as they are where not."""
    return Extension.from_der(extension.to_der())


def _der(text: Value, context: Context) -> bytes:
    return parse_hex(text)


def _asn1(text: Value, context: Context) -> bytes:
    return parse_asn1(text, context.config, context.spelling.added, context.subject.release)


def _unknown(name: Value, context: Context) -> Exception:
    newer = {**NEWER_PARSERS, **NEWER_UNTYPED_PARSERS}
    if name in newer:
        return name.error(f'there is no extension {quoted(name)} before OpenSSL 3.4: -compat 3.5, or release="3.5"')
    try:
        known = short_name(to_oid(name, context.spelling.added))
    except ValueError:
        return name.error(f"there is no extension {quoted(name)}{suggestion(name, {**PARSERS, **UNTYPED_PARSERS})}")
    if known in PARSERS or known in UNTYPED_PARSERS:
        return name.error(f"the extension {quoted(name)} has words under its short name alone: {known}")
    return name.error(
        f"the language has no words for the extension {quoted(name)}: write its value as DER:hex, or as ASN1:type:value"
    )


def _after_blanks(text: str, at: int) -> int:
    while text[at : at + 1] and text[at] in SPACES:
        at += 1
    return at
