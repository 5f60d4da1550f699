"""Whether results are right: judged by openssl and cryptography before anything is timed, never by x509forge."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from . import content

if TYPE_CHECKING:
    from collections.abc import Callable

    from .declared import Benchmark


class Wrong(Exception):
    """Why a result is not right."""


def judged(benchmark: Benchmark, results: dict[str, bytes]) -> dict[str, str]:
    """Return what is wrong with which contestant's result.

    Those of all must be the same as the first one's in what `judge` looks at, except where a contestant says in what
    it differs; and then it must.
    """
    if not benchmark.judge:
        return {}
    judge: Callable[[bytes], object] = JUDGES[benchmark.judge]
    failures: dict[str, str] = {}
    first: object = None
    for contestant in benchmark.contestants:
        if contestant.name not in results:
            continue
        try:
            seen = judge(results[contestant.name])
        except (Wrong, ValueError) as error:
            failures[contestant.name] = f"judged wrong: {error}"
            continue
        if seen is None:
            continue  # a floor: nothing to compare
        if first is None:
            first = seen
        if (seen == first) == bool(contestant.differs):
            failures[contestant.name] = (
                "says that it differs, and does not" if contestant.differs else _difference(first, seen)
            )
    return failures


def _difference(first: object, seen: object) -> str:
    if isinstance(first, dict) and isinstance(seen, dict):
        for key in first.keys() | seen.keys():
            if first.get(key) != seen.get(key):
                return f"another {key} than the first one's: {seen.get(key)!r:.300} for {first.get(key)!r:.300}"
    return f"not the same as the first one's: {seen!r:.80} for {first!r:.80}"


def openssl(*arguments: str | Path, data: bytes = b"") -> bytes:
    """Return the output of openssl; raises Wrong with what it said."""
    result = subprocess.run(["openssl", *map(str, arguments)], input=data, capture_output=True, check=False)
    if result.returncode:
        raise Wrong(f"openssl {arguments[0]}: {result.stderr.decode(errors='replace').strip()}")
    return result.stdout


def certificate(data: bytes) -> dict[str, Any] | None:
    """Verify a certificate's chain by openssl, and return what is in it, serial number and moments left out.

    A bare signature is no certificate: that which begins otherwise is judged by nobody here, and is None.
    """
    if is_signature(data):
        return None
    loaded = x509.load_der_x509_certificate(data)
    for kind in content.KINDS:
        ca_file, _ = content.ca_files(kind)
        ca = x509.load_pem_x509_certificate(ca_file.read_bytes())
        if ca.signature_algorithm_oid == loaded.signature_algorithm_oid:
            break
    else:
        raise Wrong(f"signed by an algorithm that no CA here has: {loaded.signature_algorithm_oid}")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "certificate.pem")
        file.write_bytes(loaded.public_bytes(serialization.Encoding.PEM))
        openssl("verify", "-CAfile", ca_file, file)
    if not 0 < loaded.serial_number < 1 << 159:
        raise Wrong(f"the serial number is {loaded.serial_number}")
    return contents_of(loaded)


def contents_of(loaded: x509.Certificate) -> dict[str, Any]:
    """Return what is in a certificate and must be the same in all."""
    return {
        "version": loaded.version,
        "signature algorithm": loaded.signature_algorithm_oid.dotted_string,
        "issuer": loaded.issuer.public_bytes().hex(),
        "subject": loaded.subject.public_bytes().hex(),
        "validity": loaded.not_valid_after_utc - loaded.not_valid_before_utc,
        "key": loaded.public_key()
        .public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
        .hex(),
        "extensions": [
            (extension.oid.dotted_string, extension.critical, extension.value.public_bytes().hex())
            for extension in loaded.extensions
        ],
    }


def any_certificate(data: bytes) -> None:
    """Verify a certificate's chain by openssl, whatever is in it: what others make of a device is their own."""
    loaded = x509.load_pem_x509_certificate(data) if data.startswith(b"-----") else x509.load_der_x509_certificate(data)
    if certificate(loaded.public_bytes(serialization.Encoding.DER)) is None:
        raise Wrong("it is no certificate")


def described(data: bytes) -> dict[str, Any] | None:
    """The same for a TBSCertificate, which is signed here; and for a certificate, which has been."""
    if is_signature(data):
        return None
    try:
        x509.load_der_x509_certificate(data)
    except ValueError:
        data = _signed(data)
    return certificate(data)


def _signed(tbs: bytes) -> bytes:
    key = serialization.load_pem_private_key(content.ca_files("ec:P-256")[1].read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    signature = key.sign(tbs, ec.ECDSA(hashes.SHA256()))
    inner = tbs + bytes.fromhex("300a06082a8648ce3d040302") + _element(0x03, b"\0" + signature)
    return _element(0x30, inner)


def _element(tag: int, contents: bytes) -> bytes:
    size = len(contents)
    if size < 0x80:
        return bytes([tag, size]) + contents
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(octets)]) + octets + contents


def is_signature(data: bytes) -> bool:
    """Return whether octets are too few for a certificate: a bare signature, of RSA-2048 or shorter."""
    return len(data) <= 256


def private_key(data: bytes) -> str:
    """Return the curve or size of a private key in DER that openssl finds right."""
    openssl("pkey", "-check", "-noout", "-inform", "DER", data=data)
    loaded = serialization.load_der_private_key(data, None)
    return f"{type(loaded).__name__} {getattr(loaded, 'key_size', '')}"


JUDGES: dict[str, Callable[[bytes], object]] = {
    "any_certificate": any_certificate,
    "certificate": certificate,
    "described": described,
    "octets": bytes,
    "private_key": private_key,
}
