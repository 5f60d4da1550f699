"""Values in words: what they say, and that whatever stands in a certificate does nothing to who reads them."""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import x509forge as xf
import x509forge.pkcs
import x509forge.x509
from x509forge import asn1
from x509forge.der import element
from x509forge.explain.named_numbers import names_in
from x509forge.explain.summaries import BY_CLASS
from x509forge.explain.values import BY_PLACE, unicode_host_name
from x509forge.explain.words import LONGEST
from x509forge.inert import inert

from .test_tree import ask_everything, documents, mutated

if TYPE_CHECKING:
    from x509forge.asn1.value import ValueType

KEY = xf.PrivateKey.generate("ec:P-256")


def value(hexadecimal: str) -> str:
    return xf.explain(bytes.fromhex(hexadecimal)).value


LEAVES = {
    "0101ff": "TRUE",
    "010100": "FALSE",
    "010101": "TRUE",
    "0202ffff": "-1",
    "020100": "0",
    "02090100000000000000ff": "0x100000000000000ff (65 bits)",
    "0209010000000000000000": "0x10000000000000000 (65 bits)",
    "0500": "NULL",
    "0603550403": "commonName (2.5.4.3)",
    "06092a864886f70d010901": "emailAddress (1.2.840.113549.1.9.1)",
    # A name of asn1crypto's alone.
    "06082b06010505070305": "ipsec_end_system (1.3.6.1.5.5.7.3.5)",
    "06022a03": "1.2.3",
    "060180": "80",
    "0403010203": "010203",
    "030205a0": "3 bits",
    "0c03c3a9ff": "c3a9ff",
    "0c02c3a9": '"é"',
    "1e0400410042": '"AB"',
    "1c0400000041": '"A"',
    "130161": '"a"',
    "170d3236313132343030303030305a": "2026-11-24 00:00:00 UTC",
    "170d3530303130313030303030305a": "1950-01-01 00:00:00 UTC",
    "180f32303530303130313030303030305a": "2050-01-01 00:00:00 UTC",
    # No DER: without seconds, with an offset, with a fraction.
    "170b323631313234303030305a": '2026-11-24 00:00:00 UTC ("2611240000Z")',
    "1711323631313234303030303030" + "2b30313030": '2026-11-23 23:00:00 UTC ("261124000000+0100")',
    "1811" + b"20261124000000.5Z".hex(): '2026-11-24 00:00:00.5 UTC ("20261124000000.5Z")',
    "170d3236313332343030303030305a": '"261324000000Z"',
    # Nobody knows what it is: octets.
    "80023132": "3132",
}


@pytest.mark.parametrize("octets", LEAVES)
def test_a_leaf(octets: str) -> None:
    assert value(octets) == LEAVES[octets]


def _certificate() -> xf.Certificate:
    from datetime import datetime, timezone

    name = xf.Name.of(C="CN", O="Foo, Inc.", CN="a\u202eb")
    tbs = xf.TBSCertificate(
        serial_number=5,
        signature=xf.AlgorithmIdentifier(algorithm=xf.ObjectIdentifier.named("ecdsa-with-SHA256")),
        issuer=name,
        validity=xf.Validity.of(
            datetime(2026, 11, 24, tzinfo=timezone.utc), datetime(2027, 11, 24, tzinfo=timezone.utc)
        ),
        subject=name,
        subject_public_key_info=KEY.public_key,
        extensions=tuple(
            map(
                xf.Extension.of,
                (
                    xf.BasicConstraints(ca=True, path_len_constraint=0),
                    xf.KeyUsage.of("keyCertSign", "cRLSign"),
                    xf.ExtendedKeyUsage.of("serverAuth", "1.2.3.4"),
                    xf.SubjectKeyIdentifier(b"\x01\xab"),
                    xf.AuthorityKeyIdentifier(key_identifier=b"\x01\xab"),
                    xf.SubjectAlternativeName(
                        (
                            xf.GeneralName.dns("bücher.example"),
                            xf.GeneralName(dns_name="a.example, DNS:evil.example"),
                            xf.GeneralName(dns_name="a.example (evil.example)"),
                            xf.GeneralName(dns_name="xn--a.example"),
                            xf.GeneralName.ip("2001:db8::1"),
                            xf.GeneralName.ip("10.0.0.0/8"),
                            xf.GeneralName(ip_address=b"\1\2\3"),
                            xf.GeneralName.email("info@bücher.example"),
                            xf.GeneralName.uri("http://a.example/?x=1"),
                            xf.GeneralName.directory(name),
                            xf.GeneralName.registered("1.2.3"),
                        )
                    ),
                    xf.TLSFeature((5, 17, 6)),
                ),
            )
        ),
    )
    return xf.Certificate.assemble(tbs, tbs.signature, bytes.fromhex("3006020101020102"))


IN_A_CERTIFICATE = {
    "": r"CN=a\\E2\\80\\AEb,O=Foo\\, Inc.,C=CN".replace("\\\\", "\\"),
    "tbsCertificate.version.inner": "v3 (2)",
    "tbsCertificate.serialNumber": "5",
    "tbsCertificate.signature": "ecdsa-with-SHA256",
    "tbsCertificate.validity": "2026-11-24 00:00:00 UTC to 2027-11-24 00:00:00 UTC (365 days)",
    "tbsCertificate.validity.notBefore": "2026-11-24 00:00:00 UTC",
    "tbsCertificate.subject[1]": r"O=Foo\, Inc.",
    "tbsCertificate.subject[1][0].value": '"Foo, Inc."',
    "tbsCertificate.subject[2][0].value": r'"a\u202eb"',
    "tbsCertificate.subjectPublicKeyInfo": "EC, P-256",
    "tbsCertificate.subjectPublicKeyInfo.algorithm": "id-ecPublicKey, P-256",
    "tbsCertificate.extensions[0]": "basicConstraints, critical",
    "tbsCertificate.extensions[0].extnValue.inner": "CA, pathLenConstraint 0",
    "tbsCertificate.extensions[1].extnValue.inner": "keyCertSign (5), cRLSign (6)",
    "tbsCertificate.extensions[1].extnValue.inner.bits": "0000011",
    "tbsCertificate.extensions[1].extnValue.inner.unusedBits": "1",
    "tbsCertificate.extensions[2].extnValue.inner": "serverAuth, 1.2.3.4",
    "tbsCertificate.extensions[2].extnValue.inner[0]": "serverAuth (1.3.6.1.5.5.7.3.1)",
    "tbsCertificate.extensions[3].extnValue.inner": "01:AB",
    "tbsCertificate.extensions[4].extnValue.inner.keyIdentifier": "01:AB",
    "tbsCertificate.extensions[5].extnValue.inner[0].dNSName": "xn--bcher-kva.example (bücher.example)",
    "tbsCertificate.extensions[5].extnValue.inner[1].dNSName": '"a.example, DNS:evil.example"',
    "tbsCertificate.extensions[5].extnValue.inner[2].dNSName": '"a.example (evil.example)"',
    "tbsCertificate.extensions[5].extnValue.inner[3].dNSName": "xn--a.example",
    "tbsCertificate.extensions[5].extnValue.inner[4].iPAddress": "2001:db8::1",
    "tbsCertificate.extensions[5].extnValue.inner[5].iPAddress": "10.0.0.0/255.0.0.0",
    "tbsCertificate.extensions[5].extnValue.inner[6].iPAddress": "#010203",
    "tbsCertificate.extensions[5].extnValue.inner[7].rfc822Name": "info@xn--bcher-kva.example (info@bücher.example)",
    "tbsCertificate.extensions[5].extnValue.inner[8].uniformResourceIdentifier": "http://a.example/?x=1",
    "tbsCertificate.extensions[5].extnValue.inner[10].registeredID": "1.2.3",
    "tbsCertificate.extensions[6].extnValue.inner[0]": "status_request (5)",
    "tbsCertificate.extensions[6].extnValue.inner[2]": "6",
    "signatureValue.inner.r": "1",
}


@pytest.mark.parametrize("path", IN_A_CERTIFICATE)
def test_a_place_in_a_certificate(path: str) -> None:
    assert xf.explain(_certificate().to_der()).at(path).value == IN_A_CERTIFICATE[path]


def test_a_list_of_names_does_not_pass_one_off_as_two() -> None:
    shown = xf.explain(_certificate().to_der()).at("tbsCertificate.extensions[5].extnValue.inner").value
    assert 'DNS:xn--bcher-kva.example, DNS:"a.example, DNS:evil.example", ' in shown


def test_points() -> None:
    root = xf.explain(_certificate().to_der())
    bits = root.at("tbsCertificate.subjectPublicKeyInfo.subjectPublicKey")
    octets = KEY.public_key.subject_public_key.octets
    assert bits.value == f"uncompressed point: x {octets[1:33].hex()}, y {octets[33:].hex()}"
    key = xf.ECPrivateKey.from_der(xf.PrivateKeyInfo.from_der(KEY.to_der()).private_key)
    compressed = key.replace(public_key=asn1.BitString(b"\x03" + octets[1:33]))
    assert xf.explain(compressed.to_der()).at("publicKey.inner").value == (
        f"compressed point: x {octets[1:33].hex()}, y odd"
    )


def test_keys_without_a_word_of_what_is_private() -> None:
    for kind, words in {"rsa:2048": "RSA", "ed25519": "Ed25519", "ec:secp521r1": "EC, P-521"}.items():
        assert xf.explain(xf.PrivateKey.generate(kind).to_der()).value == words
    key = xf.PrivateKey.generate("rsa:2048")
    root = xf.explain(key.to_der())
    assert root.at("privateKey.inner").value == "2048 bits, exponent 65537"
    assert root.at("privateKey.inner.prime1").value == "private: not shown"
    assert xf.explain(key.public_key.to_der()).value == "RSA, 2048 bits"
    for node in root.walk():
        assert (node.value == "private: not shown") == (node.hides and not node.children)


def test_parameters() -> None:
    options: dict[str, dict[str, Any]] = {
        "id-PBES2, id-PBKDF2, 2048 iterations of id-hmacWithSHA256, aes256-CBC-PAD": {"iterations": 2048},
        "id-PBES2, id-scrypt, N 1024, r 8, p 1, aes256-CBC-PAD": {"kdf": "scrypt", "cost": (1024, 8, 1)},
    }
    for words, how in options.items():
        assert xf.explain(KEY.to_der(password=b"secret", **how)).at("encryptionAlgorithm").value == words


@pytest.mark.parametrize(
    "text",
    [
        "\x1b[31m",
        "a\r\nb",
        "a\0b",
        "a\u202eb",
        "a\u2066b",
        "a\u200bb",
        "a\ufeffb",
        "a\u00adb",
        "a\ufe0fb",
        "a\uffffb",
        "\u2028",
    ],
)
def test_text_is_inert(text: str) -> None:
    certificate = _certificate()
    name = xf.Name.of(("CN", text))
    changed = certificate.with_("tbsCertificate.subject", name).with_("tbsCertificate.issuer", name)
    extension = xf.Extension.of(xf.SubjectAlternativeName((xf.GeneralName.directory(name),)))
    changed = changed.with_("tbsCertificate.extensions", (extension,))
    root = xf.explain(changed.to_der())
    for node in root.walk():
        assert inert(node.value) == node.value
        assert text not in node.value


def test_text_in_raw_ascii_strings_is_inert() -> None:
    for octets in (b"\x1b]0;x\x07", b"a\nb", b"a\x00b"):
        for tag in (b"\x16", b"\x14", b"\x1b", b"\x0c", b"\x13"):
            shown = xf.explain(element(tag, octets)).value
            assert shown.isprintable()
            assert shown.startswith('"')


@given(st.text(max_size=30))
def test_inert_text_stays_as_it_is(text: str) -> None:
    assert inert(inert(text)) == inert(text)
    assert inert(text).isprintable()


@given(st.text(alphabet="abcxn-.büß\u0434\u4e2d\u200d", max_size=40), st.text(max_size=8))
def test_a_host_name_in_unicode_leads_back(name: str, other: str) -> None:
    from x509forge.x509.host_name import ascii_host_name

    for candidate in (name, "xn--" + name, other):
        found = unicode_host_name(candidate)
        if found:
            assert ascii_host_name(found).lower() == candidate.lower()
            assert inert(found) == found


@given(st.binary(max_size=60), st.sampled_from(list(range(1, 31))))
def test_words_of_anything(octets: bytes, tag: int) -> None:
    for node in xf.explain(element(bytes((tag,)), octets)).walk():
        assert len(node.value) <= LONGEST
        assert node.value.isprintable()


def test_words_of_what_is_cut_short() -> None:
    request = xf.CertificationRequest.create(xf.Name.of(CN="a"), KEY).to_der()
    certificate = xf.Issuer.self_signed(xf.Name.of(CN="a"), KEY, days=9).certificate.to_der()
    for whole in (KEY.to_der(), KEY.public_key.to_der(), request, certificate):
        for length in range(len(whole)):
            ask_everything(xf.explain(whole[:length], show_private=True))


def test_words_are_short_for_what_is_long() -> None:
    for tag in range(1, 31):
        if tag not in (16, 17):
            shown = xf.explain(element(bytes((tag,)), b"\x41" * 3_000_000)).value
            assert 0 < len(shown) <= LONGEST


def declared_types() -> list[ValueType]:
    """Return every type that is declared anywhere in the package."""
    for package in (x509forge.x509, x509forge.pkcs):
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            importlib.import_module(module.name)
    importlib.import_module("x509forge.ocsp")
    found: list[ValueType] = []
    waiting: list[Any] = [asn1.Value]
    while waiting:
        cls = waiting.pop()
        waiting.extend(cls.__subclasses__())
        # Other tests declare types of their own.
        if not cls.__module__.startswith("x509forge."):
            continue
        if hasattr(cls, "_compile") or "_codec" in cls.__dict__:
            found.append(cls)
    return sorted(set(found), key=lambda cls: cls.__name__)


def test_names_of_numbers_are_read_from_the_declarations() -> None:
    """Each `{ name(0), ... }` behind INTEGER or ENUMERATED in a docstring is found, and under a field that there is."""
    seen = 0
    for cls in declared_types():
        text = cls.__doc__ or ""
        blocks = len(re.findall(r"(?:INTEGER|ENUMERATED) \{", text))
        names = names_in(cls)
        assert len(names) == blocks, cls
        asn1.value.codec_of(cls)
        fields = {field.asn1_name for field in getattr(cls, "_fields", ())}
        assert set(names) <= {"", *fields}, cls
        seen += blocks
    assert seen >= 6
    assert names_in(xf.CRLReason)[""][10] == "aACompromise"
    reason = _certificate().with_("tbsCertificate.extensions", (xf.Extension.of(xf.CRLReason(1)),))
    root = xf.explain(reason.to_der())
    assert root.at("tbsCertificate.extensions[0].extnValue.inner").value == "keyCompromise (1)"


def test_the_tables_name_types_and_fields_that_there_are() -> None:
    classes = {cls.__name__: cls for cls in declared_types()}
    assert set(BY_CLASS) <= set(classes)
    for place in BY_PLACE:
        owner, dot, name = place.partition(".")
        if owner.rstrip("[]") in classes:
            cls = classes[owner.rstrip("[]")]
            asn1.value.codec_of(cls)
            assert not dot or name in {field.asn1_name for field in cls._fields}


def test_documents_are_left_as_they_are() -> None:
    root = xf.explain(_certificate().to_der())
    before = documents(root)
    for node in root.walk():
        assert isinstance(node.value, str)
    assert documents(root) == before


def test_of_a_broken_private_key_nothing_is_shown() -> None:
    """Where fields do not stand in their places, any number may be the private one."""
    key = xf.RSAPrivateKey.from_der(xf.PrivateKeyInfo.from_der(xf.PrivateKey.generate("rsa:2048").to_der()).private_key)
    numbers = [element(b"\x02", number.to_bytes(256, "big")) for number in (key.modulus, key.private_exponent)]
    without_a_version = element(b"\x30", b"".join(numbers[:1] * 2 + numbers[1:] * 6))
    info = xf.PrivateKeyInfo.from_der(KEY.to_der()).replace(
        private_key_algorithm=xf.AlgorithmIdentifier(
            algorithm=xf.ObjectIdentifier.named("rsaEncryption"), parameters=xf.Null()
        ),
        private_key=without_a_version,
    )
    digits = f"{key.private_exponent:x}"[:20]
    for octets, kind in ((without_a_version, "RSAPrivateKey"), (info.to_der(), None)):
        for node in xf.explain(octets, kind=kind).walk():
            assert digits not in node.value
            if not node.children and octets[node.offset + node.header_length :].startswith(numbers[1][10:20]):
                assert node.hides


def test_damage_to_a_private_key_shows_nothing_of_it() -> None:
    """In 6,000 keys with an octet or more amiss, labelled as what they are, no run of six octets of the key is told."""
    source = random.Random(4)
    rsa = xf.RSAPrivateKey.from_der(xf.PrivateKeyInfo.from_der(xf.PrivateKey.generate("rsa:2048").to_der()).private_key)
    scalar = xf.ECPrivateKey.from_der(xf.PrivateKeyInfo.from_der(KEY.to_der()).private_key).private_key
    numbers = rsa.private_exponent, rsa.prime1, rsa.prime2, rsa.exponent1, rsa.exponent2, rsa.coefficient
    secrets = [scalar, *(number.to_bytes(-(-number.bit_length() // 8), "big") for number in numbers)]
    runs = {secret[at : at + 6].hex() for secret in secrets for at in range(len(secret) - 5)}
    for label, octets in (
        ("RSA PRIVATE KEY", rsa.to_der()),
        ("PRIVATE KEY", KEY.to_der()),
        ("EC PRIVATE KEY", xf.PrivateKeyInfo.from_der(KEY.to_der()).private_key),
        ("PRIVATE KEY", xf.PrivateKeyInfo.from_der(KEY.to_der()).replace(private_key=rsa.to_der()).to_der()),
    ):
        for _ in range(1500):
            root = xf.explain(xf.pem.encode(label, mutated(octets, source)))
            for node in root.walk():
                told = [node.value, *(note.text for note in node.notes), *(one.message for one in node.findings)]
                for text in told:
                    digits = text.replace(" ", "").replace(":", "").lower()
                    assert not any(digits[at : at + 12] in runs for at in range(len(digits) - 11)), (node, text)
