"""The forms of keys, and the objects that hold them: each way in leads to the same key."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import asn1crypto.keys
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import dsa, rsa

import x509forge as xf
from x509forge.signing import backend, mend_oscrypto

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

KINDS = ("rsa:2048", "ec:P-256", "ec:P-521", "ed25519", "ed448", "x25519", "x448")
LATTICE = ("ml-dsa-44", "ml-dsa-87", "ml-kem-512", "ml-kem-1024")


def _cryptography(octets: bytes) -> Any:
    return serialization.load_der_private_key(octets, None)


def _oscrypto(octets: bytes) -> Any:
    mend_oscrypto.load()
    from oscrypto import asymmetric

    return asymmetric.load_private_key(asn1crypto.keys.PrivateKeyInfo.load(octets))


@pytest.mark.parametrize("kind", KINDS)
def test_objects_of_cryptography_are_taken(keys: KeyFiles, kind: str) -> None:
    octets = keys.der(kind)
    theirs = _cryptography(octets)
    key = xf.PrivateKey(theirs)
    assert key.to_der() == octets
    assert xf.SubjectPublicKeyInfo.of(theirs.public_key()) == key.public_key


def test_the_lattice_keys_of_cryptography_are_taken() -> None:
    for kind in ("ml-dsa-65", "ml-kem-768"):
        key = xf.PrivateKey.generate(kind)
        theirs = _cryptography(key.to_der())
        assert xf.PrivateKey(theirs).to_der() == key.to_der()
        assert xf.SubjectPublicKeyInfo.of(theirs.public_key()) == key.public_key


@pytest.mark.parametrize("kind", ["rsa:2048", "ec:P-256"])
def test_objects_of_asn1crypto_and_oscrypto_are_taken(keys: KeyFiles, kind: str) -> None:
    octets = keys.der(kind)
    key = xf.PrivateKey(octets)
    info = asn1crypto.keys.PrivateKeyInfo.load(octets)
    theirs = _oscrypto(octets)
    assert xf.PrivateKey(info).to_der() == xf.PrivateKey(theirs).to_der() == octets
    public = asn1crypto.keys.PublicKeyInfo.load(key.public_key.to_der())
    assert xf.SubjectPublicKeyInfo.of(public) == xf.SubjectPublicKeyInfo.of(theirs.public_key) == key.public_key
    inner = info["private_key"].parsed
    if kind == "rsa:2048":
        assert xf.PrivateKey(inner).to_der() == octets
        assert xf.SubjectPublicKeyInfo.of(public["public_key"].parsed) == key.public_key


@pytest.mark.parametrize("kind", KINDS)
def test_octets_and_text_are_taken(keys: KeyFiles, openssl: Program, kind: str) -> None:
    octets = keys.der(kind)
    key = xf.PrivateKey(octets)
    text = key.to_pem()
    for source in (text, text.encode(), key.private_key_info):
        assert xf.PrivateKey(source).to_der() == octets
    public = openssl("pkey", "-pubout", data=text.encode())
    for form in (public, public.decode(), key.public_key.to_der(), key.public_key, key):
        assert xf.SubjectPublicKeyInfo.of(form) == key.public_key


def test_public_keys_of_pkcs1_are_read(keys: KeyFiles, openssl: Program) -> None:
    key = xf.PrivateKey(keys.der("rsa:2048"))
    for form in ("PEM", "DER"):
        octets = openssl("rsa", "-RSAPublicKey_out", "-outform", form, data=keys.pem("rsa:2048"))
        assert xf.SubjectPublicKeyInfo.of(octets) == key.public_key


def test_what_has_a_public_key_gives_it(keys: KeyFiles) -> None:
    key = xf.PrivateKey(keys.der("ec:P-256"))
    name = xf.Name.of(CN="a")
    issuer = xf.Issuer.self_signed(name, key, days=1)
    request = xf.CertificationRequest.create(name, key)
    assert xf.SubjectPublicKeyInfo.of(issuer.certificate) == key.public_key
    assert xf.SubjectPublicKeyInfo.of(request) == key.public_key
    assert xf.SubjectPublicKeyInfo.of(key) == key.public_key


class _ElsewhereBroken:
    """A signer of somebody's own, which says what it likes."""

    def __init__(self, key: xf.PrivateKey) -> None:
        point = bytearray(key.public_key.subject_public_key.octets)
        point[-1] ^= 1
        self.algorithm = key.algorithm
        self.public_key = key.public_key.replace(subject_public_key=xf.BitString(bytes(point)))


def test_what_a_signer_says_is_its_public_key_is_looked_at(keys: KeyFiles) -> None:
    with pytest.raises(xf.KeyFormatError, match="not a point of P-256"):
        xf.SubjectPublicKeyInfo.of(_ElsewhereBroken(xf.PrivateKey(keys.der("ec:P-256"))))


def test_issuing_takes_other_libraries_keys(keys: KeyFiles) -> None:
    octets, name = keys.der("ec:P-256"), xf.Name.of(CN="a")
    for theirs in (_cryptography(octets), asn1crypto.keys.PrivateKeyInfo.load(octets), _oscrypto(octets)):
        root = xf.Issuer.self_signed(name, theirs, days=2)
        issuer = xf.Issuer(root.certificate, theirs)
        xf.CertificationRequest.create(name, theirs).verify()
        for public in (_cryptography(keys.der("rsa:2048")).public_key(), _oscrypto(keys.der("rsa:2048")).public_key):
            certificate = issuer.issue(public, subject=xf.Name.of(CN="b"), days=1)
            expected = xf.PrivateKey(keys.der("rsa:2048")).public_key
            assert certificate.tbs_certificate.subject_public_key_info == expected


def test_issuing_leaves_a_structure_as_it_is(keys: KeyFiles) -> None:
    # What no reader would take: a point that is on no curve.
    key = xf.PrivateKey(keys.der("ec:P-256"))
    point = bytearray(key.public_key.subject_public_key.octets)
    point[-1] ^= 1
    broken = key.public_key.replace(subject_public_key=xf.BitString(bytes(point)))
    with pytest.raises(xf.KeyFormatError, match="not a point of P-256"):
        xf.SubjectPublicKeyInfo.of(broken)
    issuer = xf.Issuer.self_signed(xf.Name.of(CN="a"), key, days=2)
    certificate = issuer.issue(broken, subject=xf.Name.of(CN="b"), days=1, profile="none")
    assert certificate.tbs_certificate.subject_public_key_info == broken


def test_other_objects_are_type_errors() -> None:
    for source in (None, 7, object(), [], xf.Name.of(CN="a"), asn1crypto, memoryview(b"")):
        with pytest.raises(TypeError, match=f"not {type(source).__name__}"):
            xf.PrivateKey(source)
        with pytest.raises(TypeError, match=f"not {type(source).__name__}"):
            xf.SubjectPublicKeyInfo.of(source)


def test_other_libraries_private_keys_are_no_public_ones(keys: KeyFiles) -> None:
    octets = keys.der("ec:P-256")
    for source in (asn1crypto.keys.PrivateKeyInfo.load(octets), _oscrypto(octets)):
        with pytest.raises(xf.KeyFormatError, match="this is a private key"):
            xf.SubjectPublicKeyInfo.of(source)
    with pytest.raises(TypeError, match="not ECPrivateKey"):
        xf.SubjectPublicKeyInfo.of(_cryptography(octets))
    for incomplete in (asn1crypto.keys.PrivateKeyInfo(), asn1crypto.keys.PublicKeyInfo()):
        for make in (xf.PrivateKey, xf.SubjectPublicKeyInfo.of):
            with pytest.raises(xf.KeyFormatError):
                make(incomplete)


def test_other_libraries_keys_of_other_kinds_are_named() -> None:
    theirs = dsa.generate_private_key(1024)
    with pytest.raises(xf.UnsupportedKey, match="id-dsa"):
        xf.PrivateKey(theirs)
    with pytest.raises(xf.UnsupportedKey, match="id-dsa"):
        xf.SubjectPublicKeyInfo.of(theirs.public_key())


def test_a_key_that_stays_where_it_is_says_so(keys: KeyFiles) -> None:
    class Remote(rsa.RSAPrivateKey):
        """A key in a device, as people derive them from cryptography's class."""

        def private_bytes(self, *arguments: object) -> bytes:
            raise NotImplementedError("s3cret")

    Remote.__abstractmethods__ = frozenset()
    with pytest.raises(xf.KeyFormatError, match="Remote does not give its private key") as caught:
        xf.PrivateKey(Remote())  # type: ignore[abstract]
    assert caught.value.__context__ is None


def test_nothing_is_imported_for_a_foreign_object() -> None:
    script = """
import sys
sys.modules["cryptography"] = sys.modules["asn1crypto"] = sys.modules["oscrypto"] = None
import x509forge as xf
for make in (xf.PrivateKey, xf.SubjectPublicKeyInfo.of):
    try:
        make(object())
    except TypeError as error:
        print(error)
"""
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout.count("not object") == 2


@pytest.mark.parametrize("kind", [*KINDS, "rsa-pss:2048", "ml-dsa-65", "ml-kem-768"])
def test_version_2_has_the_public_key_beside(openssl_35: Program, tmp_path: Path, kind: str) -> None:
    key = xf.PrivateKey.generate(kind)
    text = key.to_pem(format="pkcs8-v2")
    info = xf.OneAsymmetricKey.from_pem(text)
    assert (info.version, info.public_key) == (1, key.public_key.subject_public_key)
    public = openssl_35("pkey", "-pubout", "-outform", "DER", data=text.encode())
    assert public == key.public_key.to_der()
    (tmp_path / "key").write_text(key.to_pem(format="pkcs8-v2", password="x", iterations=1))
    assert openssl_35("pkey", "-in", tmp_path / "key", "-passin", "pass:x", "-pubout", "-outform", "DER") == public
    assert xf.PrivateKey(text).to_der() == key.to_der()
    assert xf.PrivateKey.load(tmp_path / "key", "x").to_der() == key.to_der()


def test_options_that_do_not_go_together(keys: KeyFiles) -> None:
    key = xf.PrivateKey(keys.der("ec:P-256"))
    together: tuple[dict[str, Any], ...] = (
        {"iterations": 1},
        {"cipher": "aes-128-cbc"},
        {"kdf": "scrypt"},
        {"prf": "sha1"},
        {"cost": (2, 1, 1)},
        {"password": "x", "format": "traditional"},
        {"password": "x", "kdf": "scrypt", "iterations": 1},
        {"password": "x", "kdf": "scrypt", "prf": "sha1"},
        {"password": "x", "cost": (2, 1, 1)},
        {"format": "openssh"},
    )
    values: tuple[dict[str, Any], ...] = (
        {"password": ""},
        {"password": "x", "cipher": "des-cbc"},
        {"password": "x", "prf": "md5"},
        {"password": "x", "kdf": "argon2"},
        {"password": "x", "iterations": 0},
        {"password": "x", "iterations": 2**31},
        {"password": "x", "kdf": "scrypt", "cost": (3, 1, 1)},
        {"password": "x", "kdf": "scrypt", "cost": (1, 8, 1)},
        {"password": "x", "kdf": "scrypt", "cost": (2**30, 8, 1)},
        {"password": "\ud800secret"},
    )
    for options in together:
        with pytest.raises(ValueError):  # noqa: PT011
            key.to_pem(**options)
    for options in values:
        with pytest.raises(xf.SigningError) as caught:
            key.to_pem(**options)
        assert "secret" not in str(caught.value)
        assert caught.value.__context__ is None
    with pytest.raises(xf.UnsupportedKey, match="no seed"):
        key.to_pem(contents="seed")


def _rewritten(program: Program, octets: bytes, kind: str, form: str) -> bytes:
    return program(
        *("pkcs8", "-topk8", "-nocrypt", "-inform", "DER", "-outform", "DER"),
        *("-provparam", f"{kind[:6]}.output_formats={form}"),
        data=octets,
    )


@pytest.mark.parametrize("kind", LATTICE)
def test_contents_are_as_openssl_writes_them(openssl_35: Program, kind: str) -> None:
    seed_only = openssl_35(
        *("genpkey", "-algorithm", kind, "-outform", "DER", "-provparam", f"{kind[:6]}.output_formats=seed-only")
    )
    forms = {"seed": "seed-only", "expanded": "priv-only", "both": "seed-priv"}
    theirs = {contents: _rewritten(openssl_35, seed_only, kind, form) for contents, form in forms.items()}
    for read in ("seed", "both"):
        key = xf.PrivateKey(theirs[read])
        assert key.to_der() == theirs[read]
        assert {contents: key.to_der(contents=contents) for contents in forms} == theirs
    with pytest.raises(ValueError, match="seed, expanded, both"):
        key.to_der(contents="none")


@pytest.mark.parametrize("kind", ["ml-dsa-44", "ml-kem-768"])
def test_both_that_contradict_are_refused(openssl_35: Program, kind: str) -> None:
    octets = openssl_35("genpkey", "-algorithm", kind, "-outform", "DER")
    info = xf.PrivateKeyInfo.from_der(octets)
    both = xf.LatticePrivateKey.from_der(info.private_key).value
    assert isinstance(both, xf.SeedAndExpandedKey)
    xf.PrivateKey(octets)
    # The first octet, one that hashing sees, one that only expanding sees, and the last.
    for place in (0, 70, 200, len(both.expanded_key) - 1):
        changed = bytearray(both.expanded_key)
        changed[place] ^= 1
        other = xf.LatticePrivateKey(both=both.replace(expanded_key=bytes(changed)))
        broken = info.replace(private_key=other.to_der()).to_der()
        assert openssl_35.run("pkey", "-inform", "DER", "-noout", data=broken).returncode != 0
        with pytest.raises(xf.KeyFormatError, match="contradict"):
            xf.PrivateKey(broken)


def test_without_a_backend_that_expands_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(backend.ENVIRONMENT_VARIABLE, "cryptography")
    key = xf.PrivateKey.generate("ml-dsa-65")
    assert key.to_der(contents="seed") == key.to_der()
    for contents in ("expanded", "both"):
        with pytest.raises(xf.BackendUnavailable, match="expand the seed of ml-dsa-65"):
            key.to_der(contents=contents)
