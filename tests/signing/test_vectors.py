"""Published vectors, for whatever a backend offers, and signatures that are almost right.

The files are pyca's collection (cryptography_vectors), which says where each comes from: RFC 8032, RFC 6979 by way of
OpenSSL, NIST's CAVP for ECDSA and RSA, RSA's own for PSS, the known answers of ML-DSA and ML-KEM.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from typing import TYPE_CHECKING

import cryptography_vectors
import pytest

from tests.tools.backends import KNOWS, NAMES, SIGNS, backend_called
from tests.tools.signatures import MESSAGE, key, public_key
from x509forge import oid
from x509forge.asn1 import BitString
from x509forge.der import element, encode_integer
from x509forge.pkcs.curve_key import CurvePrivateKey
from x509forge.pkcs.lattice_key import LatticePrivateKey
from x509forge.pkcs.pkcs1 import RSAPublicKey
from x509forge.pkcs.pkcs8 import PrivateKeyInfo
from x509forge.signing.curves import curve_called
from x509forge.signing.kinds import kind_of_type
from x509forge.signing.kinds.rsa import RSA_ALGORITHM
from x509forge.signing.scheme import Scheme, hash_called
from x509forge.x509.algorithm import AlgorithmIdentifier, ECParameters
from x509forge.x509.public_key import SubjectPublicKeyInfo

if TYPE_CHECKING:
    from x509forge.signing.backend import Backend


@cache
def _text(name: str) -> str:
    with cryptography_vectors.open_vector_file(f"asymmetric/{name}", "r") as file:
        return str(file.read())


def _blocks(name: str) -> list[dict[str, str]]:
    """Return the parts of a NIST file, each with what `[...]` last said.

    Empty lines separate them, or `count` and `SHAAlg`; numbers that stand alone hold for the parts that follow.
    """
    found, section, standing = [], "", dict[str, str]()
    for part in re.split(r"\n\s*\n|\n(?=count = |SHAAlg = )", _text(name)):
        values = {}
        for line in part.splitlines():
            if line.startswith("["):
                section, standing = line.strip("[] "), {}
            elif " = " in line + " " and not line.startswith("#"):
                field, _, value = line.partition("=")
                values[field.strip()] = value.strip()
        if values and set(values) <= {"n", "p", "q", "e", "d", "mod"}:
            standing |= values
        elif values:
            found.append({"section": section, **standing, **values})
    return found


def _info(key_type: str, octets: bytes) -> bytes:
    algorithm = AlgorithmIdentifier(algorithm=kind_of_type(key_type).algorithm)
    return SubjectPublicKeyInfo(algorithm=algorithm, subject_public_key=BitString(octets)).to_der()


def _private(key_type: str, octets: bytes) -> bytes:
    algorithm = AlgorithmIdentifier(algorithm=kind_of_type(key_type).algorithm)
    return PrivateKeyInfo(private_key_algorithm=algorithm, private_key=octets).to_der()


def _rsa_info(n: int, e: int) -> bytes:
    octets = RSAPublicKey(modulus=n, public_exponent=e).to_der()
    return SubjectPublicKeyInfo(algorithm=RSA_ALGORITHM, subject_public_key=BitString(octets)).to_der()


def _ec_info(curve_name: str, x: int, y: int) -> bytes:
    curve = curve_called(curve_name)
    point = b"\x04" + x.to_bytes(curve.width, "big") + y.to_bytes(curve.width, "big")
    named = ECParameters(named_curve=curve.identifier)
    algorithm = AlgorithmIdentifier(algorithm=oid.EC_PUBLIC_KEY, parameters=named)
    return SubjectPublicKeyInfo(algorithm=algorithm, subject_public_key=BitString(point)).to_der()


def _ecdsa(r: int, s: int) -> bytes:
    return element(b"\x30", b"".join(element(b"\x02", encode_integer(value)) for value in (r, s)))


def _offering(key_type: str) -> pytest.MarkDecorator:
    """Return what has a test run with each backend that knows a type of keys."""
    return pytest.mark.parametrize("name", [name for name in NAMES if key_type in SIGNS[name] + KNOWS[name]])


def _on(*curves: str) -> list[tuple[str, str]]:
    """Return each backend with each of the curves that it knows."""
    return [(name, curve) for name in NAMES for curve in curves if f"ec:{curve}" in SIGNS[name]]


@_offering("ed25519")
def test_rfc_8032_ed25519(name: str) -> None:
    backend = backend_called(name)
    lines = [line.split(":") for line in _text("Ed25519/sign.input").splitlines()]
    assert len(lines) == 1024
    for secret, public, message, signed, _ in lines[:: 1 if backend.name == "cryptography" else 8]:
        octets, text = bytes.fromhex(public), bytes.fromhex(message)
        handle = backend.load(_private("ed25519", CurvePrivateKey(bytes.fromhex(secret)[:32]).to_der()))
        assert backend.public_key(handle) == _info("ed25519", octets)
        signature = bytes.fromhex(signed)[:64]
        assert backend.sign(handle, Scheme("ed25519"), text) == signature
        assert backend.verify(_info("ed25519", octets), Scheme("ed25519"), signature, text)
        assert not backend.verify(_info("ed25519", octets), Scheme("ed25519"), signature, text + b"\0")


@_offering("ed448")
def test_rfc_8032_ed448(name: str) -> None:
    backend = backend_called(name)
    blocks = [block for block in _blocks("Ed448/rfc8032.txt") if "CONTEXT" not in block]
    assert len(blocks) == 8
    for block in blocks:
        handle = backend.load(_private("ed448", CurvePrivateKey(bytes.fromhex(block["SECRET"])).to_der()))
        public = _info("ed448", bytes.fromhex(block["PUBLIC"]))
        message, signature = bytes.fromhex(block["MESSAGE"]), bytes.fromhex(block["SIGNATURE"])
        assert backend.public_key(handle) == public
        assert backend.sign(handle, Scheme("ed448"), message) == signature
        assert backend.verify(public, Scheme("ed448"), signature, message)
        assert not backend.verify(public, Scheme("ed448"), signature, message + b"\0")


def _pem(text: str) -> bytes:
    import base64

    return base64.b64decode(re.sub(r"-----[^-]*-----|\s", "", text))


@_offering("ec:P-224")  # those that know it sign so too
@pytest.mark.parametrize("curve", ["P-224", "P-256", "P-384", "P-521"])
def test_rfc_6979(name: str, curve: str) -> None:
    backend = backend_called(name)
    text = _text("ECDSA/RFC6979/evppkey_ecdsa_rfc6979.txt")
    match = re.search(rf"^PrivateKey=({curve})_PRIV\n(-----BEGIN.*?END PRIVATE KEY-----)", text, re.M | re.S)
    assert match is not None
    handle = backend.load(_pem(match[2]))
    pattern = rf'DigestSign = (SHA\d+)\nKey = {curve}_PRIV\nNonceType = deterministic\nInput = "(\w+)"\nOutput = (\w+)'
    found = re.findall(pattern, text)
    assert len(found) == 10  # five hashes, two messages
    for hash_name, message, output in found:
        scheme = Scheme("ecdsa", hash_called(hash_name), deterministic=True)
        assert backend.sign(handle, scheme, message.encode()) == bytes.fromhex(output)


@pytest.mark.parametrize(("name", "curve"), _on("P-224", "P-256", "P-384", "P-521"))
def test_fips_186_ecdsa(name: str, curve: str) -> None:
    """Right signatures, and those with message, key, r or s changed."""
    backend = backend_called(name)
    blocks = [block for block in _blocks("ECDSA/FIPS_186-3/SigVer.rsp") if block["section"].startswith(f"{curve},")]
    assert len(blocks) == 75
    results = set()
    for block in blocks:
        scheme = Scheme("ecdsa", hash_called(block["section"].partition(",")[2]))
        public = _ec_info(curve, int(block["Qx"], 16), int(block["Qy"], 16))
        signature = _ecdsa(int(block["R"], 16), int(block["S"], 16))
        expected = block["Result"].startswith("P")
        assert backend.verify(public, scheme, signature, bytes.fromhex(block["Msg"])) is expected, block["Result"]
        results.add(expected)
    assert results == {True, False}


@_offering("ec:secp256k1")
def test_secp256k1(name: str) -> None:
    backend = backend_called(name)
    blocks = _blocks("ECDSA/SECP256K1/SigGen.txt")
    assert len(blocks) > 50
    for block in blocks:
        scheme = Scheme("ecdsa", hash_called(block["section"].partition(",")[2]))
        public = _ec_info("secp256k1", int(block["Qx"], 16), int(block["Qy"], 16))
        signature = _ecdsa(int(block["R"], 16), int(block["S"], 16))
        assert backend.verify(public, scheme, signature, bytes.fromhex(block["Msg"]))
        assert not backend.verify(public, scheme, signature, b"")


def test_pkcs1_v15_whose_padding_is_almost_right(backend: Backend) -> None:
    """CAVP's SigVer15EM: the hash moved, or the octet before it removed."""
    count = 0
    for block in _blocks("RSA/SigVer15EMTest.txt"):
        public = _rsa_info(int(block["n"], 16), int(block["e"], 16))
        scheme = Scheme("rsa-pkcs1v15", hash_called(block["SHAAlg"]))
        assert block["Result"].startswith("F")
        signature, message = bytes.fromhex(block["S"]), bytes.fromhex(block["Msg"])
        assert backend.verify(public, scheme, signature, message) is False, block["Result"]
        count += 1
    assert count == 150


@pytest.mark.parametrize(
    ("file", "scheme", "total"),
    [
        ("pkcs1v15sign-vectors.txt", Scheme("rsa-pkcs1v15", "sha1"), 300),
        ("pkcs-1v2-1d2-vec/pss-vect.txt", Scheme("rsa-pss", "sha1", mgf_hash_name="sha1", salt_length=20), 60),
    ],
    ids=["PKCS #1 v1.5", "PSS"],
)
def test_signatures_of_rsa_laboratories(backend: Backend, file: str, scheme: Scheme, total: int) -> None:
    """Moduli of 1024 to 1031, 1536 and 2048 bits, with SHA-1."""
    count = 0
    for example in re.split(r"# Example \d+: A \d+-bit RSA key pair", _text(f"RSA/{file}"))[1:]:
        fields = [
            (name.strip(), bytes.fromhex("".join(octets.split())))
            for name, octets in re.findall(r"^# ([A-Z][^\n:]*):\s*\n((?:[0-9a-f]{2}\s+)+)", example, re.M)
        ]
        first = dict(reversed(fields))
        public = _rsa_info(*(int.from_bytes(first[name], "big") for name in ("Modulus", "Exponent")))
        message = b""
        for field, value in fields:
            if field.startswith("Message"):
                message = value
            elif field == "Signature":
                count += 1
                assert backend.verify(public, scheme, value, message)
                assert not backend.verify(public, scheme, value, message + b"\0")
    assert count == total


@_offering("ml-dsa-65")
@pytest.mark.parametrize("number", [44, 65, 87])
def test_known_answers_of_ml_dsa(name: str, number: int) -> None:
    backend, key_type = backend_called(name), f"ml-dsa-{number}"
    blocks = _blocks(f"MLDSA/kat_MLDSA_{number}_det_pure.rsp")
    assert len(blocks) == 100
    for block in blocks[:: 1 if backend.name == "cryptography" else 5]:
        seed, public = bytes.fromhex(block["xi"]), _info(key_type, bytes.fromhex(block["pk"]))
        handle = backend.load(_private(key_type, LatticePrivateKey(seed=seed).to_der()))
        assert backend.public_key(handle) == public
        if backend.why_unsupported("expand", key_type) is None:
            assert backend.expand(key_type, seed) == bytes.fromhex(block["sk"])
        message = bytes.fromhex(block["msg"])
        signature = bytes.fromhex(block["sm"])[: -len(message) or None]
        # All of these have a context, and signatures of certificates have none (RFC 9881 3).
        assert block["ctx"]
        assert not backend.verify(public, Scheme(key_type), signature, message)
        own = backend.sign(handle, Scheme(key_type), message)
        assert backend.verify(public, Scheme(key_type), own, message)


@pytest.mark.parametrize(
    ("name", "number"),
    [(name, number) for name in NAMES for number in (512, 768, 1024) if f"ml-kem-{number}" in KNOWS[name]],
)
def test_known_answers_of_ml_kem(name: str, number: int) -> None:
    backend, key_type = backend_called(name), f"ml-kem-{number}"
    blocks = _blocks(f"MLKEM/kat_MLKEM_{number}.rsp")
    assert len(blocks) == 1000
    for block in blocks[::20]:
        seed, public = bytes.fromhex(block["d"] + block["z"]), _info(key_type, bytes.fromhex(block["pk"]))
        assert backend.public_key(backend.load(_private(key_type, LatticePrivateKey(seed=seed).to_der()))) == public
        if backend.why_unsupported("expand", key_type) is None:
            assert backend.expand(key_type, seed) == bytes.fromhex(block["sk"])


_CURVES = ["P-224", "P-256", "P-384", "P-521", "secp256k1", "brainpoolP256r1", "brainpoolP384r1", "brainpoolP512r1"]


@pytest.mark.parametrize(("name", "curve"), _on(*_CURVES))
def test_ecdsa_numbers_in_other_clothes(name: str, curve: str) -> None:
    """What Wycheproof asks of a verifier: the same numbers otherwise, and others that are the same modulo the order."""
    backend, key_type, scheme = backend_called(name), f"ec:{curve}", Scheme("ecdsa", "sha256")
    public, n = public_key(key_type), curve_called(curve).order
    right = backend.sign(backend.load(key(key_type)), scheme, MESSAGE)
    numbers = asn1_numbers(right)
    r, s = numbers

    def confirmed(signature: bytes) -> bool:
        return backend.verify(public, scheme, signature, MESSAGE)

    assert _ecdsa(r, s) == right
    assert confirmed(right)
    # ECDSA's own: for r and s, r and n - s are right too (SEC 1 version 2.0 4.1.3).
    assert confirmed(_ecdsa(r, n - s))
    others = [r, 0, 1, -1, n, n + 1, n - 1, r + n, r - n, -r, 2 * n + r, 1 << 600]
    wrong = [_ecdsa(other, s) for other in others[1:]]
    wrong += [_ecdsa(r, other) for other in (0, 1, -1, n, n + 1, s + n, s - n, -s, 2 * n - s, 1 << 600)]
    wrong += [_ecdsa(a, b) for a in (0, 1, n, n - 1, n + 1) for b in (0, 1, n, n - 1, n + 1)]
    first, second = (element(b"\x02", encode_integer(value)) for value in numbers)
    padded = element(b"\x02", b"\0" + encode_integer(r))
    body = right[2:] if right[1] < 0x80 else right[3:]
    wrong += [
        element(b"\x30", padded + second),
        element(b"\x30", first + element(b"\x02", b"\0" + encode_integer(s))),
        element(b"\x30", first + second + b"\x05\x00"),
        element(b"\x30", second + first),
        element(b"\x30", first + first),
        element(b"\x31", first + second),
        element(b"\x30", element(b"\x03", encode_integer(r)) + second),
        element(b"\x30", first),
        element(b"\x30", element(b"\x30", first + second)),
        b"\x30\x80" + body + b"\0\0",
        b"\x30\x82" + len(body).to_bytes(2, "big") + body,
        b"\x30\x83" + len(body).to_bytes(3, "big") + body,
        right + b"\0",
        right + right,
        r.to_bytes(curve_called(curve).width, "big") + s.to_bytes(curve_called(curve).width, "big"),
    ]
    for signature in wrong:
        assert confirmed(signature) is False, signature.hex()


def asn1_numbers(signature: bytes) -> tuple[int, int]:
    """Return r and s."""
    from asn1crypto import algos

    value = algos.DSASignature.load(signature, strict=True).native
    return value["r"], value["s"]


# RFC 8032 5.1, 5.2: p, and the order of the base point.
_EDWARDS = {
    "ed25519": (2**255 - 19, 2**252 + 27742317777372353535851937790883648493, 32),
    "ed448": (2**448 - 2**224 - 1, 2**446 - 0x8335DC163BB124B65129C96FDE933D8D723A70AADC873D6D54A7BB0D, 57),
}


@_offering("ed25519")
@pytest.mark.parametrize("key_type", _EDWARDS)
def test_eddsa_numbers_in_other_clothes(name: str, key_type: str) -> None:
    """RFC 8032 5.1.7, 5.2.7: S is below the order, and a point has one form alone."""
    backend, (p, order, length) = backend_called(name), _EDWARDS[key_type]
    public, scheme = public_key(key_type), Scheme(key_type)
    right = backend.sign(backend.load(key(key_type)), scheme, MESSAGE)
    point, s = right[:length], int.from_bytes(right[length:], "little")
    assert backend.verify(public, scheme, right, MESSAGE)
    room = 256**length
    beyond = [s + times * order for times in range(1, 9)]
    wrong = [point + value.to_bytes(length, "little") for value in beyond if value < room]
    wrong += [point + (order - s).to_bytes(length, "little"), point + bytes(length), bytes(length) + right[length:]]
    y = int.from_bytes(point, "little") % (1 << 8 * length - 1)
    wrong += [((y + p) % room).to_bytes(length, "little") + right[length:]]
    wrong += [bytes([*point[:-1], point[-1] ^ 0x80]) + right[length:], right[length:] + point]
    # The neutral point and others of small order, in their form and in forms that are not theirs.
    for value in (0, 1, p - 1, p, p + 1):
        for sign in (0, 0x80):
            octets = bytearray(value.to_bytes(length, "little"))
            octets[-1] |= sign
            wrong += [bytes(octets) + right[length:], bytes(octets) + bytes(length)]
    for signature in wrong:
        assert backend.verify(public, scheme, signature, MESSAGE) is False, signature.hex()


def test_a_hash_of_nothing_is_no_signature(backend: Backend) -> None:
    """The octets of a digest, or of the message, in the place of a signature."""
    for key_type in ("rsa:2048", "ec:P-256"):
        scheme = Scheme("rsa-pkcs1v15" if key_type.startswith("rsa") else "ecdsa", "sha256")
        for octets in (hashlib.sha256(MESSAGE).digest(), MESSAGE, public_key(key_type)):
            assert backend.verify(public_key(key_type), scheme, octets, MESSAGE) is False
