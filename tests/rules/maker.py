"""Sound certificates of a root, a CA and a server, with what is asked for changed; and the examples of the rules."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import x509forge as xf
from docs.rule_examples import BAD
from docs.rule_examples import GOOD as GOOD_EXAMPLES
from x509forge.issuing.issuer import sign_certificate

if TYPE_CHECKING:
    from tests.tools.key_files import KeyFiles

HOST = "a.example"
NOW = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
DAY = datetime.timedelta(days=1)
GOOD = xf.Validity.of(NOW - DAY, NOW + 9 * DAY)
PAST = xf.Validity.of(NOW - 9 * DAY, NOW - DAY)
FUTURE = xf.Validity.of(NOW + DAY, NOW + 5 * DAY)
LONG = xf.Validity.of(NOW - DAY, NOW + 99 * DAY)


class Presented(NamedTuple):
    """What a server shows, and what its client trusts."""

    leaf: xf.Certificate
    anchor: xf.Certificate
    others: tuple[xf.Certificate, ...] = ()
    subject: int | None = None  # which of the two an example is about


Extensions = dict[type[xf.ExtensionValue] | str, xf.Extension | None]


def _merged(defaults: tuple[xf.Extension, ...], changes: Extensions) -> tuple[xf.Extension, ...] | None:
    kinds = {kind if isinstance(kind, str) else kind.oid: extension for kind, extension in changes.items()}
    kept = [kinds.pop(known.extn_id, known) for known in defaults]
    return tuple(extension for extension in (*kept, *kinds.values()) if extension is not None) or None


class Maker:
    """Makes certificates that have nothing wrong but what is asked for."""

    def __init__(self, keys: KeyFiles) -> None:
        self.ca_key = xf.PrivateKey.load(keys("ec:P-256"))
        self.sub_key = xf.PrivateKey.load(keys("ec:P-256", 2))
        self.leaf_key = xf.PrivateKey.load(keys("ec:P-256", 1))
        self.rsa_key = xf.PrivateKey.load(keys("rsa:2048"))

    def _sign(
        self,
        key: xf.PrivateKey,
        issuer_key: xf.PrivateKey,
        issuer: xf.Name,
        defaults: tuple[xf.Extension, ...],
        changes: Extensions,
        fields: dict[str, object],
    ) -> xf.Certificate:
        identifiers = (
            xf.Extension.of(xf.SubjectKeyIdentifier(key.public_key.key_identifier())),
            xf.Extension.of(xf.AuthorityKeyIdentifier(key_identifier=issuer_key.public_key.key_identifier())),
        )
        tbs = xf.TBSCertificate(
            serial_number=0x1234567890,
            signature=issuer_key.algorithm,
            issuer=issuer,
            validity=GOOD,
            subject=issuer,
            subject_public_key_info=key.public_key,
            extensions=_merged((*defaults, *identifiers), changes),
        )
        signed = sign_certificate(tbs.replace(**fields), issuer_key)
        return signed.replace(signature_algorithm=fields["signature"]) if "signature" in fields else signed

    def ca(self, changes: Extensions | None = None, /, **fields: object) -> xf.Certificate:
        """Return a root."""
        defaults = (
            xf.Extension.of(xf.BasicConstraints(ca=True)),
            xf.Extension.of(xf.KeyUsage.of("keyCertSign", "cRLSign")),
        )
        return self._sign(self.ca_key, self.ca_key, xf.Name.of(CN="Test CA"), defaults, changes or {}, fields)

    def sub(self, changes: Extensions | None = None, /, **fields: object) -> xf.Certificate:
        """Return a CA below the root."""
        defaults = (
            xf.Extension.of(xf.BasicConstraints(ca=True)),
            xf.Extension.of(xf.KeyUsage.of("keyCertSign", "cRLSign")),
        )
        fields = {"subject": xf.Name.of(CN="Sub CA"), **fields}
        return self._sign(self.sub_key, self.ca_key, xf.Name.of(CN="Test CA"), defaults, changes or {}, fields)

    def leaf(self, changes: Extensions | None = None, /, *, by_sub: bool = False, **fields: object) -> xf.Certificate:
        """Return a server's certificate, of the root or of the CA below it."""
        defaults = (
            xf.Extension.of(xf.BasicConstraints(ca=False)),
            xf.Extension.of(xf.KeyUsage.of("digitalSignature")),
            xf.Extension.of(xf.ExtendedKeyUsage.of("serverAuth")),
            xf.Extension.of(xf.SubjectAlternativeName.of(HOST)),
        )
        fields = {"subject": xf.Name.of(CN=HOST), **fields}
        issuer = xf.Name.of(CN="Sub CA" if by_sub else "Test CA")
        return self._sign(
            self.leaf_key, self.sub_key if by_sub else self.ca_key, issuer, defaults, changes or {}, fields
        )


def critical(value: xf.ExtensionValue) -> xf.Extension:
    """Return an extension that is critical."""
    return xf.Extension.of(value, critical=True)


def plain(value: xf.ExtensionValue) -> xf.Extension:
    """Return an extension that is not critical."""
    return xf.Extension.of(value, critical=False)


class Example:
    """Runs an example of `docs/rule_examples.py`."""

    def __init__(self, maker: Maker) -> None:
        self.maker = maker

    def bad(self, id: str) -> Presented:
        """Return what breaks a rule."""
        return self._run(BAD[id])

    def good(self, id: str) -> Presented:
        """Return what does not."""
        return self._run(GOOD_EXAMPLES.get(id, "leaf()"))

    def _run(self, text: str) -> Presented:
        made: Presented = eval(
            text,
            {
                "xf": xf,
                "critical": critical,
                "plain": plain,
                "leaf": self._leaf,
                "ca": self._ca,
                "sound": self.maker.leaf().tbs_certificate.extensions,
                "ca_key": self.maker.ca_key.public_key,
                "ca_algorithm": self.maker.ca_key.algorithm,
                "rsa_key": self.maker.rsa_key.public_key,
            },
        )
        return made

    def _leaf(
        self, *given: xf.ExtensionValue | xf.Extension, without: type[xf.ExtensionValue] | None = None, **fields: Any
    ) -> Presented:
        return Presented(self.maker.leaf(_changes(given, without), **fields), self.maker.ca(), subject=0)

    def _ca(
        self, *given: xf.ExtensionValue | xf.Extension, without: type[xf.ExtensionValue] | None = None, **fields: Any
    ) -> Presented:
        return Presented(self.maker.leaf(), self.maker.ca(_changes(given, without), **fields), subject=1)


def _changes(
    given: tuple[xf.ExtensionValue | xf.Extension, ...], without: type[xf.ExtensionValue] | None
) -> Extensions:
    changes: Extensions = {} if without is None else {without: None}
    for each in given:
        extension = each if isinstance(each, xf.Extension) else xf.Extension.of(each)
        changes[extension.extn_id] = extension
    return changes
