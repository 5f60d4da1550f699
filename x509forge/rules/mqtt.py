"""What a hosted MQTT broker and its devices need of certificates, beside what TLS does (docs/procedure.md)."""

from __future__ import annotations

from .. import oid
from ..x509.extensions.alternative_name import SubjectAlternativeName
from ..x509.name import Name
from . import tls
from .host import common_names
from .keys import key_kind
from .rule import OPENSSL, Rules, times

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .rule import Case

SERVER_RULES, CLIENT_RULES = Rules(), Rules()
SERVER_RULES.update(tls.RULES)
CLIENT_RULES.update(tls.RULES)
_MAX_DAYS = 825
_KINDS = ("rsa", "ec")


@SERVER_RULES.rule(
    "mqtt.server.purpose",
    "error",
    "RFC 5280 4.2.1.12",
    "The broker's extKeyUsage, if there is one, has serverAuth.",
    "Add serverAuth to extKeyUsage.",
    ("python-3.13", "node", "cryptography", "go", "java", "nss"),
)
def _server_purpose(case: Case) -> Iterator[tuple[str, str]]:
    path = tls.lacks_purpose(case, oid.SERVER_AUTH)
    if path is not None:
        yield path, "does not allow serverAuth: no device accepts the broker"


@SERVER_RULES.rule(
    "mqtt.server.no_host",
    "error",
    "RFC 9525 2",
    "The broker's certificate names the hosts that devices connect to, in subjectAltName.",
    "Name every host: SubjectAlternativeName.of(...), or --host.",
    (*OPENSSL, "gnutls", "cryptography", "go", "java"),
)
def _no_host(case: Case) -> Iterator[tuple[str, str]]:
    names = case.value(SubjectAlternativeName)
    if names is None or not (names.dns_names or names.ip_addresses):
        yield case.path("extensions"), "name no host: no device finds the one that it connects to"


@SERVER_RULES.rule(
    "mqtt.server.public_key",
    "error",
    "RFC 8446 9.1",
    "The broker's key is RSA or EC, which every device takes.",
    "Make an RSA key of 2048 bits or an EC key on P-256.",
    ("nss",),
)
def _server_key(case: Case) -> Iterator[tuple[str, str]]:
    kind = key_kind(case.tbs.subject_public_key_info)
    if kind and kind.partition(":")[0] not in _KINDS:
        yield case.path("subjectPublicKeyInfo"), f"is a key of the type {kind}"


@SERVER_RULES.rule(
    "mqtt.server.validity",
    "warning",
    "https://support.apple.com/HT210176",
    "The broker's certificate is valid for 825 days or fewer: Apple's systems refuse others, of any CA.",
    "Issue it for 825 days or fewer.",
)
def _server_validity(case: Case) -> Iterator[tuple[str, str]]:
    ends = times(case.tbs.validity)
    if ends is not None and (days := (ends[1].datetime - ends[0].datetime).days) > _MAX_DAYS:
        yield case.path("validity.notAfter"), f"makes {days} days"


@CLIENT_RULES.rule(
    "mqtt.client.purpose",
    "error",
    "RFC 5280 4.2.1.12",
    "The device's extKeyUsage, if there is one, has clientAuth.",
    "Add clientAuth to extKeyUsage.",
    ("python-3.13", "node", "cryptography", "go", "java", "nss"),
)
def _client_purpose(case: Case) -> Iterator[tuple[str, str]]:
    path = tls.lacks_purpose(case, oid.CLIENT_AUTH)
    if path is not None:
        yield path, "does not allow clientAuth: no broker accepts the device"


@CLIENT_RULES.rule(
    "mqtt.client.no_name",
    "warning",
    "MQTT 5.0 5.4.1",
    "The device's certificate has one common name, which brokers take for the name of a user or a device.",
    "Give the subject one common name.",
)
def _client_name(case: Case) -> Iterator[tuple[str, str]]:
    names = list(common_names(case.tbs.subject)) if isinstance(case.tbs.subject, Name) else []
    if len(names) != 1:
        yield case.path("subject"), f"has {len(names) or 'no'} common name{'s' * (len(names) > 1)}"
