"""Sound certificates of a root, a CA and a server, with what is asked for changed; and the examples of the rules."""

from __future__ import annotations

import contextlib
import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import x509forge as xf
from docs.rule_examples import BAD, good
from tests.rules.broken_keys import CLOSE, MODULUS, ROCA
from x509forge.errors import SigningError
from x509forge.rules import check
from x509forge.rules.device_id import NO_END
from x509forge.rules.webpki import limit
from x509forge.signing.curves import curve
from x509forge.signing.signer import sign_with, signing_as

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tools.key_files import KeyFiles
    from x509forge.signing.signer import Signer

HOST = "a.example"
NOW = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
DAY = datetime.timedelta(days=1)
GOOD = xf.Validity.of(NOW - DAY, NOW + 9 * DAY)


class Presented(NamedTuple):
    """What a server shows, and what its client trusts."""

    leaf: xf.Certificate
    anchor: xf.Certificate
    others: tuple[xf.Certificate, ...] = ()
    subject: int | None = None  # which of them an example is about: the leaf, the anchor, or one of the others
    host: str | None = HOST  # None: a client shows it to a server


Given = xf.ExtensionValue | xf.Extension
Without = type[xf.ExtensionValue] | tuple[type[xf.ExtensionValue], ...]
Extensions = dict[type[xf.ExtensionValue] | str, xf.Extension | None]


def _merged(defaults: tuple[xf.Extension, ...], changes: Extensions) -> tuple[xf.Extension, ...] | None:
    kinds = {kind if isinstance(kind, str) else kind.oid: extension for kind, extension in changes.items()}
    kept = [kinds.pop(known.extn_id, known) for known in defaults]
    return tuple(extension for extension in (*kept, *kinds.values()) if extension is not None) or None


class Maker:
    """Makes certificates that have nothing wrong but what is asked for."""

    def __init__(
        self, keys: KeyFiles, ca: tuple[str, int] = ("ec:P-256", 0), sub: tuple[str, int] = ("ec:P-256", 2)
    ) -> None:
        self.ca_key = xf.PrivateKey.load(keys(*ca))
        self.sub_key = xf.PrivateKey.load(keys(*sub))
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
            # One for each key: NSS knows a certificate by issuer and number.
            serial_number=0x1234567890 + (self.ca_key, self.sub_key, self.leaf_key).index(key),
            signature=issuer_key.algorithm,
            issuer=issuer,
            validity=GOOD,
            subject=issuer,
            subject_public_key_info=key.public_key,
            extensions=_merged((*defaults, *identifiers), changes),
        )
        outside = {name: fields.pop(name) for name in ("signature_algorithm", "signature_value") if name in fields}
        tbs = tbs.replace(**fields)
        algorithm: Any = outside.get("signature_algorithm", tbs.signature)
        signer: Signer = issuer_key
        # What nobody can sign by is said all the same.
        with contextlib.suppress(SigningError):
            signer = signing_as(issuer_key, algorithm)
        signed = xf.Certificate.assemble(tbs, algorithm, sign_with(signer, tbs.to_der()))
        return signed.replace(**outside)

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
    """Runs an example of `docs/rule_examples.py` or `docs/profile_examples.py`."""

    def __init__(self, keys: KeyFiles) -> None:
        self.keys = keys
        self.maker = Maker(keys)

    def bad(self, id: str) -> Presented:
        """Return what breaks a rule."""
        return self.run(BAD[id])

    def good(self, id: str) -> Presented:
        """Return what does not."""
        return self.run(good(id))

    def run(self, text: str) -> Presented:
        """Return what an example says."""
        made = self.value(text)
        assert isinstance(made, Presented)
        return made

    def value(self, text: str) -> Presented | xf.CertificationRequest:
        """Return what an example says, also where it is a request."""
        made: Presented | xf.CertificationRequest = eval(
            text,
            {
                "xf": xf,
                "critical": critical,
                "plain": plain,
                "days": days,
                "leaf": self._leaf,
                "ca": self._ca,
                "sub": self._sub,
                "request": self._request,
                "web": self._web,
                "web_ca": self._web_ca,
                "web_root": self._web_root,
                "responder": self._responder,
                "client": self._client,
                "device": self._device,
                "rsa": _rsa,
                "modulus": MODULUS,
                "roca": ROCA,
                "close_primes": CLOSE,
                "key": self._key,
                "limit": limit(NOW),
                "sound": self.maker.leaf().tbs_certificate.extensions,
                "ca_key": self.maker.ca_key.public_key,
                "ca_algorithm": self.maker.ca_key.algorithm,
                "point": self.maker.leaf_key.public_key.subject_public_key.octets,
                "even_point": _even(self.maker.leaf_key.public_key.subject_public_key.octets),
                "rsa_key": self.maker.rsa_key.public_key,
            },
        )
        return made

    def _key(self, kind: str) -> xf.SubjectPublicKeyInfo:
        return xf.PrivateKey.load(self.keys(kind, 1)).public_key

    def key_of(self, shown: Presented) -> Path | None:
        """Return the file of the key that the leaf is for; None where nobody has it."""
        for kind in ("ec:P-256", "ec:P-521", "ec:secp256k1", "rsa:1024", "rsa:2048", "ed25519"):
            if self._key(kind) == shown.leaf.tbs_certificate.subject_public_key_info:
                return self.keys(kind, 1)
        return None

    def _request(self, **fields: Any) -> xf.CertificationRequest:
        request = xf.CertificationRequest.create(xf.Name.of(CN=HOST), self.maker.leaf_key)
        info = request.certification_request_info.replace(**fields)
        return xf.resign(request.replace(certification_request_info=info), self.maker.leaf_key)

    def _by(self, key: xf.SubjectPublicKeyInfo | None) -> Maker:
        """Return who makes certificates of a root with this key."""
        return Maker(self.keys, ca=("rsa:2048", 0)) if key == self.maker.rsa_key.public_key else self.maker

    def _leaf(
        self, *given: Given, without: Without = (), by: xf.SubjectPublicKeyInfo | None = None, **fields: Any
    ) -> Presented:
        maker = self._by(by)
        return Presented(maker.leaf(_changes(given, without), **fields), maker.ca(), subject=0)

    def _ca(self, *given: Given, without: Without = (), **fields: Any) -> Presented:
        maker = self._by(fields.get("subject_public_key_info"))
        return Presented(maker.leaf(), maker.ca(_changes(given, without), **fields), subject=1)

    def _sub(self, *given: Given, without: Without = (), above: int = 1, **fields: Any) -> Presented:
        sub = self.maker.sub(_changes(given, without), **fields)
        if above == 1:
            return Presented(self.maker.leaf(by_sub=True), self.maker.ca(), (sub,))
        lower = Maker(self.keys, ca=("ec:P-256", 2), sub=("ec:P-256", 3))
        name = xf.Name.of(CN="Sub CA 2")
        last = lower.sub(subject=name, issuer=xf.Name.of(CN="Sub CA"))
        return Presented(lower.leaf(by_sub=True, issuer=name), self.maker.ca(), (last, sub))

    def _web(self, *given: Given, without: Without = (), **fields: Any) -> Presented:
        host = "a.example.com"
        defaults: tuple[xf.Extension | xf.ExtensionValue, ...] = (
            critical(xf.SubjectAlternativeName.of(host)),
            xf.AuthorityInformationAccess.of(("caIssuers", "http://ca.example.com/ca.crt")),
            xf.CRLDistributionPoints.of("http://ca.example.com/ca.crl"),
            critical(xf.BasicConstraints(ca=False)),
            xf.CertificatePolicies.of("2.23.140.1.2.1"),
        )
        changes = {**_changes(defaults, xf.SubjectKeyIdentifier), **_changes(given, without)}
        fields = {"subject": xf.Name(()), "serial_number": 2**100, "validity": days(-1, 40), **fields}
        return Presented(self.maker.leaf(changes, **fields), self.maker.ca(validity=days(-1, 999)), (), 0, host)

    def _of_web_root(self, *given: Given, without: Without = (), **fields: Any) -> xf.Certificate:
        defaults = (xf.AuthorityKeyIdentifier(key_identifier=self.maker.ca_key.public_key.key_identifier()),)
        fields = {"serial_number": 2**100 + 2, "validity": days(-1, 3650), **fields}
        changes = {**_changes(defaults, ()), **_changes(given, without)}
        return self.maker.ca(changes, subject=_WEB_ROOT, issuer=_WEB_ROOT, **fields)

    def _web_root(self, *given: Given, without: Without = (), **fields: Any) -> Presented:
        root = self._of_web_root(*given, without=without, **fields)
        return self._web(issuer=_WEB_ROOT)._replace(anchor=root, subject=1)

    def _web_ca(self, *given: Given, without: Without = (), **fields: Any) -> Presented:
        defaults = (
            xf.ExtendedKeyUsage.of("serverAuth"),
            xf.AuthorityInformationAccess.of(("caIssuers", "http://ca.example.com/root.crt")),
            xf.CRLDistributionPoints.of("http://ca.example.com/root.crl"),
            xf.CertificatePolicies.of("2.23.140.1.2.1"),
        )
        name = xf.Name.of(C="CN", O="ALI", CN="Sub CA")
        fields = {"serial_number": 2**100 + 1, "subject": name, "validity": days(-1, 999), **fields}
        changes = {**_changes(defaults, ()), **_changes(given, without)}
        sub = self.maker.sub(changes, issuer=_WEB_ROOT, **fields)
        return self._web(by_sub=True, issuer=fields["subject"])._replace(
            anchor=self._of_web_root(), others=(sub,), subject=2
        )

    def _responder(self, *given: Given, without: Without = (), **fields: Any) -> Presented:
        purpose = (xf.ExtendedKeyUsage.of("OCSPSigning"), xf.OCSPNoCheck(), critical(xf.BasicConstraints(ca=False)))
        changes = {**_changes(purpose, xf.SubjectAlternativeName), **_changes(given, without)}
        subject = xf.Name.of(C="CN", O="ALI", CN="Responder")
        leaf = self.maker.leaf(changes, serial_number=2**100, subject=subject, issuer=_WEB_ROOT, **fields)
        return Presented(leaf, self._of_web_root(), (), 0, None)

    def _client(self, *given: Given, without: Without = (), **fields: Any) -> Presented:
        changes = _changes((_DEVICE, xf.ExtendedKeyUsage.of("clientAuth")), ()) | _changes(given, without)
        fields = {"subject": xf.Name.of(CN="device-1"), **fields}
        return Presented(self.maker.leaf(changes, **fields), self.maker.ca(), (), 0, None)

    def _device(self, *given: Given, without: Without = (), **fields: Any) -> Presented:
        changes = _changes((_DEVICE,), xf.ExtendedKeyUsage) | _changes(given, without)
        always = xf.Validity.of(NOW - DAY, NO_END)
        fields = {"subject": xf.Name.of(("O", "ALI"), ("serialNumber", "17")), "validity": always, **fields}
        return Presented(self.maker.leaf(changes, **fields), self.maker.ca(validity=always), (), 0, None)


_WEB_ROOT = xf.Name.of(C="CN", O="ALI", CN="Test CA")
# Not every device has one; cryptography wants it.
_DEVICE = xf.SubjectAlternativeName.of(xf.GeneralName.uri("urn:uuid:e0dcbf51-0224-4363-b75e-b6cfb1817753"))


def days(first: int, last: int) -> xf.Validity:
    """Return a validity of so many days, counted from now; its last second is within (RFC 5280 4.1.2.5)."""
    return xf.Validity.of(NOW + first * DAY, NOW + last * DAY - datetime.timedelta(seconds=1))


def _even(point: bytes) -> bytes:
    """Return a point of P-256, or the one with the other y, whichever ends with a zero bit."""
    y = int.from_bytes(point[33:], "big")
    return point[:33] + (curve(xf.oid.SECP256R1).p - y if y % 2 else y).to_bytes(32, "big")


def _rsa(modulus: int, exponent: int = 65537) -> xf.SubjectPublicKeyInfo:
    return xf.SubjectPublicKeyInfo(
        algorithm=xf.AlgorithmIdentifier(algorithm=xf.oid.RSA_ENCRYPTION, parameters=xf.Null()),
        subject_public_key=xf.BitString(xf.RSAPublicKey(modulus=modulus, public_exponent=exponent).to_der()),
    )


def _changes(given: tuple[Given, ...], without: Without) -> Extensions:
    absent = without if isinstance(without, tuple) else (without,)
    changes: Extensions = {kind.oid: None for kind in absent}
    for each in given:
        extension = each if isinstance(each, xf.Extension) else xf.Extension.of(each)
        changes[extension.extn_id] = extension
    return changes


def findings(shown: Presented) -> set[str]:
    """Return the ids of what the rules find in the certificates of a chain, as a verifier reads them."""
    chain = [xf.Certificate.from_der(each.to_der()) for each in (shown.leaf, *shown.others, shown.anchor)]
    if chain[-1] == chain[-2]:
        chain.pop()
    return {
        finding.id
        for certificate, issuer in zip(chain, (*chain[1:], chain[-1]), strict=True)
        for finding in check(certificate, issuer=issuer, host=shown.host if certificate is chain[0] else None, at=NOW)
    }
