"""Every key file of `cryptography_vectors`: read as openssl reads it, or refused for a reason that stands here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import cryptography_vectors
import pytest
from cryptography.hazmat.primitives import serialization

import x509forge as xf
from x509forge.signing import algorithms, backend

if TYPE_CHECKING:
    from tests.tools.programs import Program

FOLDER = Path(cryptography_vectors.__file__).parent / "asymmetric"
FILES = {
    path.relative_to(FOLDER).as_posix(): path
    for path in sorted(FOLDER.rglob("*"))
    if path.suffix in (".pem", ".der", ".key", ".pub")
}
OPENSSH = [name for name in FILES if name.startswith("OpenSSH/")]

# As in the tests of cryptography; all other encrypted ones have "password".
PASSWORDS = {
    "DER_Serialization/ec_private_key_encrypted.der": b"123456",
    "DER_Serialization/enc-rsa-pkcs8.der": b"foobar",
    "DER_Serialization/enc2-rsa-pkcs8.der": b"baz",
    "PEM_Serialization/ec_private_key_encrypted.pem": b"123456",
    "PEM_Serialization/rsa_private_key.pem": b"123456",
    "PKCS8/ec_private_key_encrypted.pem": b"123456",
    "PKCS8/ed25519-scrypt.pem": b"hunter42",
    "PKCS8/enc-rsa-pkcs8.pem": b"foobar",
    "PKCS8/enc2-rsa-pkcs8.pem": b"baz",
    "PKCS8/rsa-aes-192-cbc.pem": b"PolarSSLTest",
    "PKCS8/rsa-pbewithmd5anddescbc.pem": b"hunter2",
    "PKCS8/rsa-rc2-cbc.pem": b"Red Hat Enterprise Linux 7.4",
    **{
        f"PKCS8/rsa_pkcs8_pbes2_pbkdf2_2048_3des_{name}.pem": b"PolarSSLTest" for name in ("sha224", "sha384", "sha512")
    },
    **{f"PKCS8/pkcs12_s2k_pem-X_{number}.pem": b"123456" for number in (9607, 9671, *range(9925, 9933))},
    "Traditional_OpenSSL_Serialization/key1.pem": b"123456",
    "Traditional_OpenSSL_Serialization/key2.pem": b"a123456",
}

UNSUPPORTED, BROKEN = xf.UnsupportedKey, xf.KeyFormatError
# What is refused as a private key, how, and the words that say why.
REFUSED_PRIVATE: dict[str, tuple[type[Exception], str]] = {
    # Kinds of keys that are not supported: DSA and DH (issue 4).
    **{
        name: (UNSUPPORTED, "DSA key|id-dsa")
        for name in FILES
        if ("dsa" in name and "public" not in name and ".pub." not in name and name.endswith((".pem", ".der")))
        and "mldsa" not in name
        and name not in ("PEM_Serialization/dsaparam.pem", "PKCS8/bad-oid-dsa-key.pem")
    },
    "DSA/custom/nilpotent.pem": (UNSUPPORTED, "DSA key"),
    **{f"DH/{name}": (UNSUPPORTED, "dhKeyAgreement") for name in ("dh_key_256.pem", "dhkey.der", "dhkey.pem")},
    **{f"DH/dhkey_rfc5114_2.{end}": (UNSUPPORTED, "dhpublicnumber") for end in ("der", "pem")},
    **{name: (UNSUPPORTED, "format of OpenSSH") for name in OPENSSH if name.endswith(".key")},
    # Curves that are not supported, and explicit parameters that are not those of one that is (CVE-2022-0778).
    "EC/explicit_parameters_private_key.pem": (UNSUPPORTED, "explicit parameters"),
    "EC/explicit_parameters_wap_wsg_idm_ecid_wtls11_private_key.pem": (UNSUPPORTED, "explicit parameters"),
    "EC/secp128r1_private_key.pem": (UNSUPPORTED, "secp128r1"),
    "PKCS8/ec_oid_not_in_reg_private_2.pkcs8.pem": (UNSUPPORTED, "explicit parameters"),
    "PKCS8/nodompar_private.pkcs8.pem": (UNSUPPORTED, "explicit parameters"),
    "PKCS8/withdompar_private.pkcs8.pem": (UNSUPPORTED, r"1\.3\.6\.1\.4\.1\.8301"),
    # Object identifiers that are none.
    "PKCS8/bad-oid-dsa-key.pem": (UNSUPPORTED, r"0\.37\.11229"),
    "PKCS8/unknown-oid.der": (UNSUPPORTED, r"1\.2\.840\.1004321"),
    "PKCS8/bad-encryption-oid.pem": (UNSUPPORTED, r"0\.24\.97"),
    "PKCS8/enc-unknown-algorithm.pem": (UNSUPPORTED, r"1\.2\.840\.113549\.3\.7\.23"),
    "PKCS8/enc-unknown-kdf.pem": (UNSUPPORTED, r"1\.2\.840\.113549\.1\.5\.12\.321"),
    "PKCS8/enc-unknown-pbkdf2-prf.pem": (UNSUPPORTED, r"1\.2\.840\.113549\.2\.9\.213"),
    # cryptography opens the first by a door that it keeps for itself; the second says an effective length of 2 bits.
    "PKCS8/rsa-40bitrc2.pem": (UNSUPPORTED, "pbeWithSHAAnd40BitRC2-CBC"),
    "PKCS8/rsa-rc2-cbc-effective-key-length.pem": (UNSUPPORTED, "rc2-cbc with other than 128 effective bits"),
    # Broken. openssl passes over the curve within a key and the version of SEC 1 and of PKCS #1, and takes a scalar
    # that is 0; cryptography refuses each, as we do. (A scalar that is too short is filled up, as openssl does.)
    "EC/ec-missing-curve.pem": (BROKEN, "does not say its curve"),
    "EC/ec_private_key_non_zero_unused_bits.der": (BROKEN, "unused bits"),
    "PEM_Serialization/rsa-bad-1025-q-is-2.pem": (BROKEN, "modulus"),
    "PKCS8/ec-inconsistent-curve.pem": (BROKEN, "another curve inside"),
    "PKCS8/ec-inconsistent-curve2.pem": (BROKEN, "another curve inside"),
    "PKCS8/ec-invalid-private-scalar.pem": (BROKEN, "number from 1"),
    "PKCS8/ec-invalid-version.pem": (BROKEN, "version of the EC private key"),
    "PKCS8/enc-rsa-pkcs8-pbkdf2-0iter.pem": (BROKEN, "less than one round"),
    "PKCS8/wrong-pem-delimiter-rsa.pem": (BROKEN, "not the DER of an RSA private key"),
    "Traditional_OpenSSL_Serialization/key1-malformed-dek-info.pem": (BROKEN, "DEK-Info"),
    "Traditional_OpenSSL_Serialization/key1-malformed-iv.pem": (BROKEN, "DEK-Info"),
    "Traditional_OpenSSL_Serialization/key1-no-dek-info.pem": (BROKEN, "DEK-Info"),
    "Traditional_OpenSSL_Serialization/key1-short-iv.pem": (BROKEN, "DEK-Info"),
    "Traditional_OpenSSL_Serialization/rsa-wrong-version.pem": (BROKEN, "version"),
}
REFUSED_PUBLIC: dict[str, tuple[type[Exception], str]] = {
    **dict.fromkeys(
        (
            "DER_Serialization/dsa_public_key.der",
            "DER_Serialization/dsa_public_key_no_params.der",
            "DER_Serialization/unenc-dsa-pkcs8.pub.der",
            "PEM_Serialization/dsa_public_key.pem",
            "PKCS8/unenc-dsa-pkcs8.pub.pem",
            "public/PKCS1/dsa.pub.pem",
        ),
        (UNSUPPORTED, "DSA key|id-dsa"),
    ),
    **{
        f"DH/{name}": (UNSUPPORTED, "dhKeyAgreement|dhpublicnumber")
        for name in (
            *("dhpub.der", "dhpub.pem", "dhpub_cryptography_old.pem"),
            *("dhpub_rfc5114_2.der", "dhpub_rfc5114_2.pem"),
        )
    },
    **{f"EC/{name}-spki.pem": (UNSUPPORTED, name) for name in ("sect163k1", "sect163r2", "sect233k1", "sect233r1")},
    **{name: (UNSUPPORTED, "format of OpenSSH") for name in OPENSSH if name.endswith(".pub")},
    "DER_Serialization/dsa_public_key_invalid_bit_string.der": (BROKEN, "unused bits"),
    "Ed25519/ed25519-pub-non-zero-unused-bits.der": (BROKEN, "unused bits"),
    # The label says PKCS #1, and within stands another form; openssl refuses both too.
    "PEM_Serialization/ec_public_key_rsa_delimiter.pem": (BROKEN, "not the DER of an RSA public key"),
    "PEM_Serialization/rsa_wrong_delimiter_public_key.pem": (BROKEN, "not the DER of an RSA public key"),
    # Parameters alone, without a key.
    "DH/dhp.der": (BROKEN, "public exponent"),
    "DH/dhp.pem": (BROKEN, "DH PARAMETERS"),
    "DH/dhp_privatevaluelength.pem": (BROKEN, "DH PARAMETERS"),
    "DH/dhp_rfc5114_2.der": (BROKEN, "not the DER"),
    "DH/dhp_rfc5114_2.pem": (BROKEN, "DH PARAMETERS"),
    "PEM_Serialization/dsaparam.pem": (BROKEN, "DSA PARAMETERS"),
}
# Not judged by openssl's words: RC2 within PBES2, which OpenSSL 3 does not take with this parameter.
BY_CRYPTOGRAPHY = {"PKCS8/rsa-rc2-cbc.pem"}
# It has no seed, and so needs a backend that signs with expanded keys.
EXPANDED = "MLDSA/mldsa65_noseed_priv.der"


def _public() -> list[str]:
    """Return the files that cryptography reads as public keys, of kinds that are not refused."""
    found = []
    for name, path in FILES.items():
        data = path.read_bytes()
        load = serialization.load_pem_public_key if b"-----BEGIN" in data else serialization.load_der_public_key
        try:
            load(data)
        except Exception:  # whatever it says: the other tables have the file, or the last test misses it
            continue
        if name not in REFUSED_PUBLIC:
            found.append(name)
    return [*found, "EC/secp256k1-pub-explicit-no-seed.pem"]


PUBLIC = _public()
PRIVATE = [name for name in FILES if name not in REFUSED_PRIVATE and name not in REFUSED_PUBLIC and name not in PUBLIC]


def _form(data: bytes) -> str:
    return "PEM" if b"-----BEGIN" in data else "DER"


@pytest.mark.parametrize("name", [name for name in PRIVATE if name != EXPANDED])
def test_a_private_key_is_written_as_openssl_writes_it(openssl_35: Program, name: str) -> None:
    path = FILES[name]
    data = path.read_bytes()
    password = PASSWORDS.get(name, b"password")
    key = xf.PrivateKey(data, password)
    if name in BY_CRYPTOGRAPHY:
        judge = serialization.load_pem_private_key(data, password)
        form = serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        assert key.to_der() == judge.private_bytes(*form)
        return
    plain = openssl_35(
        *("pkey", "-in", path, "-inform", _form(data), "-passin", f"pass:{password.decode()}", "-outform", "DER"),
        *(("-ec_param_enc", "named_curve") if key.key_type.startswith("ec:") else ()),
        *("-provider", "legacy", "-provider", "default"),
        *("-provparam", "ml-dsa.output_formats=seed-only", "-provparam", "ml-kem.output_formats=seed-only"),
    )
    written = openssl_35(
        *("pkcs8", "-topk8", "-nocrypt", "-inform", "DER", "-outform", "DER"),
        *("-provparam", "ml-dsa.output_formats=seed-only", "-provparam", "ml-kem.output_formats=seed-only"),
        data=plain,
    )
    assert key.to_der() == written
    assert key.public_key.to_der() == openssl_35("pkey", "-inform", "DER", "-pubout", "-outform", "DER", data=plain)


def test_a_key_without_its_seed_is_read_where_a_backend_can() -> None:
    data = FILES[EXPANDED].read_bytes()
    scheme = algorithms.to_sign("ml-dsa-65").scheme
    try:
        backend.select("sign", "ml-dsa-65:expanded", scheme=scheme)
    except xf.BackendUnavailable:
        with pytest.raises(xf.BackendUnavailable, match="ml-dsa-65:expanded"):
            xf.PrivateKey(data)
    else:
        assert xf.PrivateKey(data).to_der() == data


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_key_is_written_as_openssl_writes_it(openssl_35: Program, name: str) -> None:
    data = FILES[name].read_bytes()
    curve = ("-ec_param_enc", "named_curve") if "explicit" in name else ()
    written = openssl_35(
        *("pkey", "-pubin", "-in", FILES[name], "-inform", _form(data), "-pubout", "-outform", "DER"), *curve
    )
    assert xf.SubjectPublicKeyInfo.of(data).to_der() == written


@pytest.mark.parametrize("name", sorted(REFUSED_PRIVATE))
def test_what_is_refused_as_a_private_key(name: str) -> None:
    kind, words = REFUSED_PRIVATE[name]
    with pytest.raises(kind, match=words) as caught:
        xf.PrivateKey(FILES[name].read_bytes(), PASSWORDS.get(name, b"password"))
    assert caught.value.__context__ is None or caught.value.__suppress_context__


@pytest.mark.parametrize("name", sorted(REFUSED_PUBLIC))
def test_what_is_refused_as_a_public_key(name: str) -> None:
    kind, words = REFUSED_PUBLIC[name]
    with pytest.raises(kind, match=words) as caught:
        xf.SubjectPublicKeyInfo.of(FILES[name].read_bytes())
    assert caught.value.__context__ is None or caught.value.__suppress_context__


@pytest.mark.parametrize("name", [*PUBLIC, *REFUSED_PUBLIC])
def test_no_public_key_is_a_private_one(name: str) -> None:
    with pytest.raises(xf.KeyFormatError):
        xf.PrivateKey(FILES[name].read_bytes())


@pytest.mark.parametrize("name", [*PRIVATE, *REFUSED_PRIVATE])
def test_no_private_key_is_a_public_one(name: str) -> None:
    with pytest.raises((xf.KeyFormatError, xf.UnsupportedKey)):
        xf.SubjectPublicKeyInfo.of(FILES[name].read_bytes())


def test_the_vectors_are_there() -> None:
    assert len(FILES) > 200
    assert len(PRIVATE) > 60
    assert len(PUBLIC) > 20
    assert not set(REFUSED_PRIVATE) & set(REFUSED_PUBLIC)
    assert not (set(REFUSED_PRIVATE) | set(REFUSED_PUBLIC)) - set(FILES)
