"""Cryptography's vectors and Debian's roots: each structure writes its own octets back, or a reason stands here."""

from __future__ import annotations

import warnings
from collections import Counter
from fnmatch import fnmatch
from typing import TYPE_CHECKING

import pytest
from asn1crypto import algos, cms, core, crl, csr, keys, ocsp, pkcs12
from asn1crypto import x509 as asn1crypto_x509
from cryptography import x509 as cryptography_x509
from cryptography.utils import CryptographyDeprecationWarning

import x509forge as xf
from tests.differential.corpus import Item, corpus
from x509forge.asn1 import Choice, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = {name: getattr(xf, name) for name in dir(xf)}
# What there is at least of each; the collections grow.
COUNTS = {
    "Certificate": 650,
    "CertificateList": 190,
    "CertificationRequest": 18,
    "ContentInfo": 230,
    "DHParameter": 2,
    "DSAPrivateKey": 6,
    "DomainParameters": 1,
    "DssParms": 1,
    "ECPrivateKey": 8,
    "EncryptedPrivateKeyInfo": 35,
    "OCSPRequest": 11,
    "OCSPResponse": 17,
    "PFX": 430,
    "PrivateKeyInfo": 40,
    "RSAPrivateKey": 4,
    "RSAPublicKey": 3,
    "SubjectPublicKeyInfo": 28,
    "TBSCertificate": 1,
}

# What is no DER, or not of this structure: refused as a whole, with these words.
REFUSED = {
    "asymmetric/DER_Serialization/dsa_public_key_invalid_bit_string.der": "unused bits that are not zero",
    "asymmetric/PEM_Serialization/ec_public_key_rsa_delimiter.pem[0]": "expected INTEGER, found SEQUENCE",
    "asymmetric/PEM_Serialization/rsa_wrong_delimiter_public_key.pem[0]": "expected INTEGER, found SEQUENCE",
    "asymmetric/PKCS8/wrong-pem-delimiter-rsa.pem[0]": "expected INTEGER, found SEQUENCE",
    "pkcs12/no-password.p12": "macData.iterations: byte 945: the DEFAULT value is written out",
    "pkcs7/amazon-roots.p7b": "indefinite length",
    "x509/badasn1time.pem[0]": "UTCTime '19020701025736Z'",
    "x509/cryptography.io.chain_with_garbage.pem[2]": "expected SEQUENCE, found [APPLICATION 8]",
    "x509/custom/crl_invalid_time.der": "UTCTime '18102813516Z'",
    "x509/ed25519/ed25519-rfc8410.pem[0]": "extensions[1].critical: byte 187: the DEFAULT value is written out",
}
# Values of extensions, attributes and contents that are no DER, or not of their type: kept, each with these words.
KEPT = {
    "pkcs7/non-ascii-san.pem[0]": "IA5String with octets c3",
    "x509/PKITS_data/smime/*.eml": "SET OF out of order",  # of certificates: CMS is BER but for its signed attributes
    "x509/belgian-eid-invalid-visiblestring.pem[0]": "VisibleString with octets c3",
    "x509/custom/alternate-rsa-sha1-oid.der": "named bits with trailing zero bits",
    "x509/custom/cp_invalid.pem[0]": "expected SEQUENCE, found IA5String",
    "x509/custom/cp_invalid2.der": "expected IA5String, found SEQUENCE",
    "x509/custom/crl_inval_cert_issuer_entry_ext.pem[0]": "SEQUENCE OF is missing",
    "x509/custom/crl_inval_date_fractional_seconds.der": "GeneralizedTime '20240101000000.5Z'",
    "x509/custom/crl_issuer_invalid_printable_string.der": "PrintableString with '<'",
    "x509/custom/invalid_utf8_common_name.pem[0]": "UTF8String with octets e2 84",
    "x509/custom/malformed-ian.pem[0]": "expected [0] EXPLICIT ANY, found UTF8String",
    "x509/custom/malformed-san.pem[0]": "expected [0] EXPLICIT ANY, found UTF8String",
    "x509/requests/freeipa-bad-critical.pem[0]": "the DEFAULT value is written out",
    "x509/san_edipartyname.der": "ediPartyName.partyName",
    "x509/utf8-dnsname.pem[0]": "IA5String with octets c3",
    "roots[*]": "named bits with trailing zero bits",  # two, of one CA
}
# Extensions of which nothing is known but the identifier; RFC 5280 defines none of them.
UNKNOWN_EXTENSIONS = {
    "1.2.3.4",  # made up by cryptography's tests, as the next, and two under OCSP's arc
    "1.2.3.4.5",
    "1.3.6.1.5.5.7.48.1.2.200",
    "1.3.6.1.5.5.7.48.1.2213",
    "1.2.840.113533.7.65.0",  # entrustVersInfo
    "1.3.101.77",
    "1.3.6.1.4.1.311.20.2",  # Microsoft's, with the next two: name and version of a template, version of the CA
    "1.3.6.1.4.1.311.21.1",
    "1.3.6.1.4.1.311.21.7",
    "1.3.6.1.4.1.41482.2",  # Yubico's
    "1.3.6.1.4.1.45724.2.1.1",  # id-fido-u2f-ce-transports
    "1.3.6.1.5.5.7.1.3",  # qcStatements (RFC 3739)
    "2.16.840.1.101.2.1.12.2",  # of NIST's PKITS: one that nobody knows
    "2.23.42.7.0",  # hashedRootKey of SET
}

_SPECS: dict[str, type[core.Asn1Value]] = {
    "Certificate": asn1crypto_x509.Certificate,
    "CertificateList": crl.CertificateList,
    "CertificationRequest": csr.CertificationRequest,
    "ContentInfo": cms.ContentInfo,
    "DHParameter": algos.DHParameters,
    "DSAPrivateKey": keys.DSAPrivateKey,
    "ECPrivateKey": keys.ECPrivateKey,
    "EncryptedPrivateKeyInfo": keys.EncryptedPrivateKeyInfo,
    "OCSPRequest": ocsp.OCSPRequest,
    "OCSPResponse": ocsp.OCSPResponse,
    "PFX": pkcs12.Pfx,
    "PrivateKeyInfo": keys.PrivateKeyInfo,
    "RSAPrivateKey": keys.RSAPrivateKey,
    "RSAPublicKey": keys.RSAPublicKey,
    "SubjectPublicKeyInfo": keys.PublicKeyInfo,
    "TBSCertificate": asn1crypto_x509.TbsCertificate,
}


def _walk(value: object) -> Iterator[object]:
    """Yield a value and all that it holds."""
    yield value
    if isinstance(value, tuple):
        for item in value:
            yield from _walk(item)
    elif isinstance(value, Choice):
        yield from _walk(value.value)
    elif isinstance(value, Value):
        for name in value._field_names:
            yield from _walk(getattr(value, name))


def _matches(name: str, pattern: str) -> bool:
    """Whether a name is this one, in which `*` stands for anything."""
    return fnmatch(name, pattern.replace("[", "[[]"))


def _cryptography_refuses(item: Item) -> bool:
    """Whether cryptography cannot read some part of a certificate or a list, or warns that it soon will not."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", CryptographyDeprecationWarning)
        try:
            if item.kind == "CertificateList":
                revocations = cryptography_x509.load_der_x509_crl(item.der)
                repr(
                    (revocations.issuer, list(revocations.extensions), [list(each.extensions) for each in revocations])
                )
            else:
                repr(list(cryptography_x509.load_der_x509_certificate(item.der).extensions))
        except (ValueError, TypeError, CryptographyDeprecationWarning):
            return True
    return False


def _another_refuses(item: Item) -> bool:
    """Whether asn1crypto fails to read something, or writes other octets than it read, or cryptography fails."""
    try:
        value = _SPECS[item.kind].load(item.der, strict=True)
        assert value.native is not None
        again: bytes = value.dump(force=True)
    except (ValueError, TypeError):  # UnicodeError is a ValueError
        return True
    return again != item.der or _cryptography_refuses(item)


def _items(kind: str) -> list[Item]:
    return [item for item in corpus() if item.kind == kind]


def _read(item: Item) -> Value | None:
    """Return the value, or None for what is refused, with the words that stand here for it."""
    cls: type[Value] = getattr(xf, item.kind)
    try:
        return cls.from_der(item.der)
    except xf.DecodeError:
        assert item.name in REFUSED
        return None


@pytest.mark.parametrize("kind", COUNTS)
def test_every_structure_writes_its_own_octets_back_and_is_its_own_source(kind: str) -> None:
    items = _items(kind)
    assert len(items) >= COUNTS[kind]
    for item in items:
        value = _read(item)
        if value is None:
            continue
        source = repr(value)
        # Rebuilt, with what was read kept nowhere. Of private keys the source shows nothing.
        rebuilt = _rebuilt(value) if "<redacted>" in source else eval(source, dict(NAMES))
        assert rebuilt.to_der() == item.der, item.name


def _rebuilt(value: object) -> Value:
    """Return a value made of its parts anew, as its source would make it."""
    if isinstance(value, tuple):
        return tuple(map(_rebuilt, value))  # type: ignore[return-value]
    if isinstance(value, Choice):
        return type(value)(**{value.chosen: _rebuilt(value.value)})
    if isinstance(value, Value) and value._field_names and type(value).__module__ != "x509forge.asn1.universal":
        parts = [_rebuilt(getattr(value, name)) for name in value._field_names]
        if len(parts) == 1:
            return type(value)(*parts)
        return type(value)(**dict(zip(value._field_names, parts, strict=True)))
    return value  # type: ignore[return-value]


def test_nothing_is_refused_or_kept_without_its_reason_here() -> None:
    refused: dict[str, str] = {}
    kept = set()
    for item in corpus():
        cls: type[Value] = getattr(xf, item.kind)
        try:
            value = cls.from_der(item.der)
        except xf.DecodeError as error:
            refused[item.name] = str(error)
            assert _another_refuses(item), item.name
            continue
        errors = [each.error for each in _walk(value) if isinstance(each, xf.Undecoded)]
        if errors:
            kept.add(item.name)
            reason = KEPT[next(key for key in KEPT if _matches(item.name, key))]
            assert all(reason in str(error) for error in errors), (item.name, errors)
            assert _another_refuses(item), item.name
    assert set(refused) == set(REFUSED)
    assert all(REFUSED[name] in error for name, error in refused.items())
    # Which roots there are is Debian's to say.
    assert all(any(_matches(name, key) for name in kept) for key in KEPT if key != "roots[*]")


def test_all_extensions_of_rfc_5280_are_known() -> None:
    unknown: Counter[str] = Counter()
    known = 0
    for item in corpus():
        value = None if item.name in REFUSED else _read(item)
        for each in _walk(value):
            if isinstance(each, xf.Extension):
                if isinstance(each.extn_value, bytes):
                    unknown[str(each.extn_id)] += 1
                else:
                    known += 1
    assert set(unknown) <= UNKNOWN_EXTENSIONS
    # All of RFC 5280's stand below these two arcs, and no other standard's do that is not known.
    assert not [identifier for identifier in unknown if identifier.startswith("2.5.29.")]
    # One in 150 is not known.
    assert known > 150 * sum(unknown.values())
