"""`xf.openssl.extension`: one line of a configuration by itself."""

from __future__ import annotations

from ..errors import ConfigError
from .config import Config
from .context import Context
from .extension_line import parse_extension
from .release import DEFAULT
from .request import SECTION, RequestSettings
from .subject import subject_of
from .value import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..x509.certificate import Certificate
    from ..x509.extension import Extension


def extension(
    name: str,
    value: str,
    *,
    config: Config | None = None,
    issuer: Certificate | None = None,
    subject: object = None,
    release: str = DEFAULT,
) -> Extension:
    """Return the extension that a line `name = value` of OpenSSL's configuration stands for.

        xf.openssl.extension("subjectAltName", "DNS:a.example,IP:192.0.2.7")
        xf.openssl.extension("authorityKeyIdentifier", "keyid,issuer", issuer=ca)

    `config` holds the sections that the value refers to (`@section`); names of objects and string
    types are those of its `[req]`, if there is one. `issuer` is the CA's Certificate. `subject` is
    whom the extension is for, where its name or key is asked for (`hash`, `email:copy`): a
    Certificate, TBSCertificate, CertificationRequest or SubjectPublicKeyInfo, or a Name. `release`
    is the OpenSSL that is followed, 3.0 or 3.5. Raises ConfigError for what OpenSSL refuses.
    """
    described = subject_of(subject)
    described.issuer = issuer
    described.release = release
    config = config or Config.parse("")
    spelling = RequestSettings(config, release=release).spelling if SECTION in config.sections else None
    return parse_extension(_as_value(name), _as_value(value), Context(config, described, spelling))


def _as_value(text: str) -> Value:
    """Return a text that could stand in a configuration; raises ConfigError for another."""
    if isinstance(text, Value):
        return text
    try:
        octets = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError as error:
        raise ConfigError(f"U+{ord(text[error.start]):04X} is half a surrogate pair") from None
    if 0 in octets:
        raise ConfigError("NUL octet in the text")
    return Value(text)
