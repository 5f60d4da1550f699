"""What is a key identifier, a point, a digest or a signature is not looked into, even where it happens to be DER."""

from __future__ import annotations

import random
import re
from collections import Counter

import x509forge as xf
from x509forge.der import element, encode_length

from .test_tree import DEBIANS, FILES, documents

PROTECTED = re.compile(
    r"(?i)keyIdentifier|keyid$|hash|digest|signature|byKey|publicKey|mac$|salt|uniqueID|ukm|encryptedKey|nonce"
)


def filled(size: int) -> bytes | None:
    """Return a SEQUENCE of so many octets in all, with elements in it; None where DER has none of that size."""
    for header in range(2, 5):
        room = size - header
        if room > 0 and room != 1 and 1 + len(encode_length(room)) == header:
            odd = b"\x04\x01a" if room % 2 else b""
            return element(b"\x30", odd + b"\x05\0" * ((room - len(odd)) // 2))
    return None


def strings(root: xf.Node) -> list[tuple[str, int, int]]:
    """Return path, start and stop of the contents of each protected string, without the octet that counts bits."""
    return [
        (node.path, node.start + node.is_bits, node.stop)
        for node in root.walk()
        if node.tag is not None
        and not node.constructed
        and node.document is root.document
        and node.base_type in ("OCTET STRING", "BIT STRING")
        and PROTECTED.search(f"{node.declared} {node.field.asn1_name if node.field is not None else ''}")
        and not node.holds_declared
    ]


def test_of_every_kind_of_file() -> None:
    """Each is replaced by a SEQUENCE of as many octets: nothing else changes, and it is not opened."""
    seen: Counter[str] = Counter()
    for path in FILES:
        if path.stat().st_size > 20_000:
            continue
        for data in {data for data, _ in documents(xf.explain(path.read_bytes())) if data}:
            root = xf.explain(data, show_private=True)
            for place, start, stop in strings(root):
                octets = filled(stop - start)
                name = f"{root.declared}: {re.sub('[0-9]+', 'n', place)}"
                if octets is None or seen[name] >= 3:
                    continue
                seen[name] += 1
                changed = data[:start] + octets + data[stop:]
                node = xf.explain(changed, show_private=True, kind=root.declared or None).at(place)
                assert (node.start + node.is_bits, node.stop) == (start, stop)
                assert node.opened is None, (path, place)
    assert len(seen) >= 40
    assert seen["Certificate: tbsCertificate.extensions.inner[n].extnValue.inner"]
    assert seen["ContentInfo: content.inner.signerInfos[n].signedAttrs[n].values[n]"]


def test_points_that_are_elements() -> None:
    """A point begins with 04, as an OCTET STRING does (SEC 1 2.3.3)."""
    info = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200")
    source = random.Random(5)
    for begin in (b"\x04\x3f", b"\x04\x81\x3e", b"\x04\x02ab\x04\x3b", b"\x04"):
        for _ in range(50):
            root = xf.explain(info + begin + source.randbytes(65 - len(begin)))
            key = root.at("subjectPublicKey")
            assert [child.type for child in key.children] == ["unused bits", "bits"]
            assert root.declared == "SubjectPublicKeyInfo"


def test_signatures_of_algorithms_that_nobody_knows() -> None:
    own = xf.pem.decode(DEBIANS.read_bytes())[0].data
    certificate = xf.Certificate.from_der(own)
    unknown = xf.AlgorithmIdentifier(algorithm=xf.ObjectIdentifier("1.2.3.4.5"))
    octets = filled(64)
    assert octets is not None
    root = xf.explain(xf.Certificate.assemble(certificate.tbs_certificate, unknown, octets).to_der())
    assert root.at("signatureValue").opened is None
    # The value of an extension that nobody knows is looked into.
    listed = xf.Extension(extn_id=xf.ObjectIdentifier("1.2.3.4.5"), extn_value=octets)
    value = xf.explain(certificate.with_("tbsCertificate.extensions", (listed,)).to_der()).at(
        "tbsCertificate.extensions[0].extnValue"
    )
    assert value.looks_like_der
