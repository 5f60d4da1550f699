"""`decompile`: running the source gives the input back, whatever that was; and it is fit to be read, and inert."""

from __future__ import annotations

import ast
import base64
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import cryptography_vectors
import pytest
from hypothesis import given
from hypothesis import strategies as st

import x509forge as xf
from x509forge import oid
from x509forge.asn1.value import codec_of
from x509forge.der import element
from x509forge.explain.python_source import binding
from x509forge.explain.secrets import can_hold_secrets

if TYPE_CHECKING:
    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program
    from x509forge.asn1.value import ValueType

ROOT = Path(__file__).resolve().parents[2]
RUFF = Path(sys.executable).with_name("ruff")
VECTORS = Path(cryptography_vectors.__file__).parent
DEBIANS = Path("/etc/ssl/certs/ca-certificates.crt")
_SUFFIXES = {".pem", ".der", ".crt", ".key", ".crl", ".p12", ".p7b", ".csr", ".req", ".cer"}
_LARGEST = 200_000
FILES = sorted(path for path in VECTORS.rglob("*") if path.suffix in _SUFFIXES and 0 < path.stat().st_size < _LARGEST)


def octets_in(data: bytes) -> bytes:
    """Return the octets of all blocks of a PEM file one after another, and what is none as it is."""
    blocks = re.findall(rb"-----BEGIN [^-]*-----\s*(?:[^\n]*:[^\n]*\n)*([^-]*)-----END", data)
    return b"".join(map(base64.b64decode, blocks)) if blocks else data


def run(source: str) -> bytes:
    """Return the octets of what the source binds, in order."""
    bound: dict[str, object] = {}
    exec(compile(source, "decompiled", "exec"), bound)
    values = bound["values"] if "values" in bound else (bound["value"],)
    assert isinstance(values, tuple)
    return b"".join(value.to_der() for value in values)


def widest(source: str) -> int:
    return max(map(len, source.splitlines()))


def bundle() -> list[bytes]:
    blocks = [block.data for block in xf.pem.decode(DEBIANS.read_bytes())]
    assert len(blocks) > 100
    return blocks


# --- Every octet comes back -------------------------------------------------------------------------------------------


def test_there_are_files() -> None:
    assert len(FILES) > 1000


@pytest.mark.parametrize("part", range(4))
def test_the_source_of_every_vector_gives_its_octets(part: int) -> None:
    for path in FILES[part::4]:
        data = path.read_bytes()
        source = xf.decompile(data, show_private=True)
        assert run(source) == octets_in(data), path
        assert widest(source) <= 120, path


def test_debians_roots_are_all_typed() -> None:
    kept = odd_times = 0
    for der in bundle():
        source = xf.decompile(der)
        assert run(source) == der
        assert "xf.Any(" not in source
        for constructor in ("Certificate.assemble(", "Name.of(", "Extension.of(xf.BasicConstraints("):
            assert f"xf.{constructor}" in source
        kept += "xf.Undecoded(" in source
        odd_times += "xf.Validity.of(" not in source
    # Two have a keyUsage with zero bits at its end.
    assert kept == 2
    # GeneralizedTime where RFC 5280 has UTCTime.
    assert odd_times == 1
    assert run(xf.decompile(DEBIANS.read_bytes())) == b"".join(bundle())


@pytest.mark.parametrize("part", range(4))
def test_what_was_changed_comes_back_too(part: int) -> None:
    chance = random.Random(part)
    for path in FILES[part::4]:
        for block in {octets for octets in (octets_in(path.read_bytes()),) if octets}:
            changed = bytearray(block)
            for _ in range(chance.randint(1, 3)):
                at = chance.randrange(len(changed))
                if chance.random() < 0.7:
                    changed[at] = chance.randrange(256)
                else:
                    changed[at : at + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3))
            der = bytes(changed)
            if not der.isascii():
                assert run(xf.decompile(der, show_private=True)) == octets_in(der), path


@given(st.binary(max_size=300))
def test_any_octets_come_back(octets: bytes) -> None:
    # In a frame, so that they are no text of hexadecimal digits, which would stand for other octets.
    data = b"\x30\x82" + len(octets).to_bytes(2, "big") + octets
    assert run(xf.decompile(data, show_private=True)) == data


def _nested(levels: int, prefix: bytes) -> bytes:
    der = b""
    for _ in range(levels):
        der = element(b"\x30", prefix + der)
    return der


def test_what_is_deep_or_long_comes_back_in_time() -> None:
    certificate = xf.Certificate.from_der(bundle()[0])
    for data in (
        b"",
        b"\x30\x80" * 10_000,
        b"\x30\x80" * 10_000 + b"\0\0" * 10_000,
        _nested(10_000, b""),
        b"\x05\0" * 50_000,
        b"\x30\0" * 50_000,
        bytes.fromhex("30887fffffffffffffff0500"),
        # A type that holds itself, as often as it likes.
        certificate.replace(signature_algorithm=xf.Any(_nested(2000, oid.MGF1.der))).to_der(),
        certificate.with_("tbsCertificate.subject", xf.Name.of(CN="\u202e" * 50_000)).to_der(),
        certificate.with_("tbsCertificate.serialNumber", -(1 << 100_000)).to_der(),
    ):
        assert run(xf.decompile(data, show_private=True)) == data


# --- What it looks like -----------------------------------------------------------------------------------------------

_EXPECTED = """\
import x509forge as xf

tbs_certificate = xf.TBSCertificate(
    serial_number=0x1234_56789ABC,
    signature=xf.AlgorithmIdentifier(algorithm=xf.oid.SHA256_WITH_RSA_ENCRYPTION, parameters=xf.Null()),
    issuer=xf.Name.of(C="CN", O="ALI", CN="CA"),
    validity=xf.Validity.of("2026-11-24", "2028-04-07T12:30:00Z"),
    subject=xf.Name.of(("C", "CN"), ("O", "ALI"), ("OU", "a"), ("OU", xf.PrintableString("b"))),
    subject_public_key_info=xf.SubjectPublicKeyInfo(
        algorithm=xf.AlgorithmIdentifier(algorithm=xf.oid.RSA_ENCRYPTION, parameters=xf.Null()),
        subject_public_key=xf.BitString(xf.RSAPublicKey(modulus=0x9_87654321, public_exponent=65537).to_der()),
    ),
    extensions=[
        xf.Extension.of(xf.BasicConstraints()),
        xf.Extension.of(xf.BasicConstraints(), critical=True),
        xf.Extension.of(xf.KeyUsage.of("digitalSignature", "keyEncipherment")),
        xf.Extension.of(xf.ExtendedKeyUsage.of("serverAuth", "1.2.3.4")),
        xf.Extension.of(
            xf.SubjectAlternativeName.of(
                "*.mqtt.example",
                "192.0.2.7",
                "2001:db8::1",
                "a@b.example",
                "https://a.example/",
                xf.Name.of(CN="x"),
                xf.GeneralName.registered("1.2.3.4"),
                xf.GeneralName.other("userPrincipalName", "me@a.example"),
                xf.GeneralName(dns_name="not a name"),
            ),
        ),
        xf.Extension.of(xf.CRLDistributionPoints.of("http://a.example/ca.crl")),
        xf.Extension.of(
            xf.AuthorityInformationAccess.of(("ocsp", "http://o.example"), ("caIssuers", "http://a.example/ca.crt")),
        ),
        xf.Extension.of(xf.NameConstraints.of(permitted=["a.example", xf.GeneralName.ip("10.0.0.0/8")])),
        xf.Extension.of(xf.CertificatePolicies.of("anyPolicy")),
        xf.Extension.of(xf.SubjectKeyIdentifier(bytes.fromhex("000102030405060708090a0b0c0d0e0f10111213"))),
        xf.Extension(extn_id="1.2.3.4.5", critical=True, extn_value=b"hello"),
        xf.Extension.of(
            xf.BasicConstraints(
                # byte 669: BOOLEAN of 2 octets (X.690 8.2.1)
                ca=xf.Undecoded(bytes.fromhex("0102ffff")),
            ),
        ),
    ],
)
value = xf.Certificate.assemble(
    tbs_certificate=tbs_certificate,
    signature_algorithm=xf.AlgorithmIdentifier(algorithm=xf.oid.SHA256_WITH_RSA_ENCRYPTION, parameters=xf.Null()),
    signature=bytes.fromhex("0001020304050607"),
)
"""


def test_the_source_is_what_one_would_write() -> None:
    bound: dict[str, xf.Certificate] = {}
    exec(_EXPECTED, bound)
    assert xf.decompile(bound["value"].to_der()) == _EXPECTED


def test_ruff_would_leave_it_as_it_is(tmp_path: Path) -> None:
    chance = random.Random(1)
    sources = {
        "bundle": xf.decompile(DEBIANS.read_bytes()),
        **{
            str(number): xf.decompile(path.read_bytes(), show_private=True)
            for number, path in enumerate(chance.sample(FILES, 300))
        },
        **{
            f"random_{number}": xf.decompile(element(b"\x04", chance.randbytes(number)), show_private=True)
            for number in range(200)
        },
    }
    for name, source in sources.items():
        (tmp_path / f"source_{name}.py").write_text(source, encoding="utf-8")
    configuration = ROOT / "pyproject.toml"
    subprocess.run([RUFF, "format", "--check", "--config", configuration, tmp_path], check=True, capture_output=True)
    # Of a Russian name, too, the letters are what they are: that some look like others' is no fault of the source.
    subprocess.run([RUFF, "check", "--config", configuration, "--ignore", "RUF001", tmp_path], check=True)


@pytest.mark.parametrize(
    "text",
    [
        'say "yes"',
        "it's",
        "both ' and \"",
        "\\",
        "\\'",
        "\x1b[31mred\x07",
        "a\nb\r\n\tc\0",
        "\u202eevil\u202c \u2066x\u2069 \u200b\u00ad\ufeff",
        "\u05d0\u05d1\u0627\u0664",
        '"""\n# """',
        "{value} %s",
        "\u2028\u2029\x85\x0c",
        "Müller, 中文 \U0001f600",
        "x" * 300 + " '" * 100 + '"' * 99,
    ],
)
def test_a_name_is_only_a_name(text: str) -> None:
    name = xf.Name.of(CN=text, OU=xf.BMPString(text) if max(text) < "\ud800" else text)
    certificate = xf.Certificate.from_der(bundle()[0]).with_("tbsCertificate.subject", name)
    source = xf.decompile(certificate.to_der())
    assert run(source) == certificate.to_der()
    assert_inert(source)


def assert_inert(source: str) -> None:
    """Assert that the source only builds values, and shows nothing that acts on who looks at it."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        assert not isinstance(node, (ast.JoinedStr, ast.Lambda, ast.FunctionDef))
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called.startswith("xf.") or called in ("bytes.fromhex", "int.from_bytes"), called
    import unicodedata

    for line in source.split("\n"):
        assert line.isprintable()
        assert not {"R", "AL", "AN", "RLE", "RLO", "LRE", "LRO"} & set(map(unicodedata.bidirectional, line))


@given(st.text(max_size=60))
def test_no_text_gets_out_of_its_quotes(text: str) -> None:
    value = xf.SubjectPublicKeyInfo(
        algorithm=xf.AlgorithmIdentifier(algorithm=xf.ObjectIdentifier("1.2.3"), parameters=xf.Null()),
        subject_public_key=xf.BitString(b""),
    )
    request = xf.CertificationRequest(
        certification_request_info=xf.CertificationRequestInfo(
            subject=xf.Name.of(CN=text, emailAddress=xf.Any(element(b"\x16", text.encode()))), subject_pk_info=value
        ),
        signature_algorithm=xf.AlgorithmIdentifier(algorithm=xf.ObjectIdentifier("1.2.3")),
        signature=xf.BitString(b""),
    )
    source = xf.decompile(request.to_der())
    assert run(source) == request.to_der()
    assert_inert(source)


# --- What is kept -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "der", "kept"),
    [
        ("tbsCertificate.subject", "30810d310b3009060355040613024553", "subject=xf.Undecoded("),
        ("tbsCertificate.subject", "0500", "subject=xf.Undecoded("),
        # The level of the name alone, whose attributes are not in DER's order (X.690 11.6).
        ("tbsCertificate.subject", "3018311630090603550406130244453009060355040313026161", "subject=xf.Name("),
        ("tbsCertificate.serialNumber", "02020001", "serial_number=xf.Undecoded("),
        ("tbsCertificate.version", "020100", "version=xf.Undecoded("),
        ("tbsCertificate.validity.notBefore", "170b313130353035303933375a", "utc_time=xf.Undecoded("),
        ("tbsCertificate.extensions[2].critical", "010100", "critical=xf.Undecoded("),
        ("tbsCertificate.extensions[2].extnValue", "30800000", "extn_value=xf.Undecoded("),
        ("tbsCertificate.extensions[2]", "3000", "xf.Undecoded("),
        ("signatureAlgorithm", "3080060355040a0000", "signature_algorithm=xf.Undecoded("),
    ],
)
def test_only_what_is_no_der_is_kept(path: str, der: str, kept: str) -> None:
    certificate = xf.Certificate.from_der(bundle()[0]).with_(path, xf.Any(bytes.fromhex(der)))
    source = xf.decompile(certificate.to_der())
    assert run(source) == certificate.to_der()
    assert kept in source
    assert source.count("xf.Undecoded(") == 1
    assert "xf.Any(" not in source
    assert source.count("# byte ") == 1


def test_one_bad_name_of_many_is_kept_alone() -> None:
    names = xf.SubjectAlternativeName(
        (xf.GeneralName.dns("a.example"), xf.Any(b"\x82\x01\xff"), xf.GeneralName.dns("b.example"))  # type: ignore[arg-type]
    )
    certificate = xf.Certificate.from_der(bundle()[0]).with_("tbsCertificate.extensions", [xf.Extension.of(names)])
    source = xf.decompile(certificate.to_der())
    assert run(source) == certificate.to_der()
    assert '                "a.example",\n' in source
    assert '                    dns_name=xf.Undecoded(bytes.fromhex("8201ff")),\n' in source


def test_what_is_not_known_is_one_raw_element() -> None:
    data = element(b"\x30", xf.UTF8String("hello").to_der())
    assert xf.decompile(data) == ('import x509forge as xf\n\nvalue = xf.Any(bytes.fromhex("30070c0568656c6c6f"))\n')


def test_certificates_within_something_have_names_of_their_own() -> None:
    one, two = (xf.Certificate.from_der(der) for der in bundle()[:2])
    source = "\n".join(
        ["import x509forge as xf", *binding(xf.Attribute(type=oid.TITLE, values=(one, two, one)), "value")]
    )
    assert source.endswith(
        "\nvalue = xf.Attribute(type=xf.oid.TITLE, values=[certificate, certificate_2, certificate_3])"
    )
    assert source.count("\ntbs_certificate = xf.TBSCertificate(") == 3
    assert run(source) == xf.Attribute(type=oid.TITLE, values=(one, two, one)).to_der()


def test_several_are_bound_together() -> None:
    one, two = bundle()[:2]
    for data in (one + two, "\n".join(map(xf.pem.encode, ("CERTIFICATE",) * 2, (one, two)))):
        source = xf.decompile(data)
        assert "values = (value_1, value_2)\n" in source
        assert run(source) == one + two
    trusted = xf.pem.encode("TRUSTED CERTIFICATE", one + xf.CertificateTrust(alias=xf.UTF8String("mine")).to_der())
    source = xf.decompile(trusted)
    assert 'value_2 = xf.CertificateTrust(alias=xf.UTF8String("mine"))\n' in source
    assert run(source) == xf.pem.one(trusted).data


# --- Private keys -----------------------------------------------------------------------------------------------------


def secrets_of(der: bytes) -> list[bytes]:
    """Return every 8 octets of a private key that its public key has not."""
    public = xf.PrivateKey(der).public_key.to_der()
    inner = xf.PrivateKeyInfo.from_der(der).private_key
    return [inner[at : at + 8] for at in range(len(inner) - 8) if inner[at : at + 8] not in public]


@pytest.mark.parametrize("kind", ["rsa:2048", "ec:P-256"])
def test_a_private_key_is_shown_to_who_asks(kind: str, keys: KeyFiles) -> None:
    der = keys.der(kind)
    key = xf.PrivateKey(der)
    for data in (
        der,
        key.to_pem(),
        key.to_pem(format="traditional"),
        key.to_pem(format="traditional").replace("\n", "\r\n"),
    ):
        with pytest.raises(xf.PrivateKeyNotShown, match="show_private=True") as caught:
            xf.decompile(data)
        assert not any(secret.hex() in str(caught.value) for secret in secrets_of(der))
        source = xf.decompile(data, show_private=True)
        assert run(source) == octets_in(data if isinstance(data, bytes) else data.encode())
        assert "PrivateKey" in source
        assert "redacted" not in source
        assert "xf.Any(" not in source
    several = xf.pem.encode("CERTIFICATE", bundle()[0]) + key.to_pem()
    with pytest.raises(xf.PrivateKeyNotShown, match="object 2"):
        xf.decompile(several)


def test_a_broken_private_key_is_not_shown_either(keys: KeyFiles) -> None:
    chance = random.Random(3)
    for kind in ("rsa:2048", "ec:P-256"):
        der = keys.der(kind)
        inner = xf.PrivateKeyInfo.from_der(der).private_key
        secrets = secrets_of(der)
        for form in (der, inner):
            for at in [*range(40), *(chance.randrange(len(form)) for _ in range(200))]:
                changed = bytearray(form)
                changed[at] ^= 1 << chance.randrange(8)
                for data in (bytes(changed), form[: at + 20], xf.pem.encode("PRIVATE KEY", bytes(changed))):
                    try:
                        source = xf.decompile(data)
                    except xf.PrivateKeyNotShown as error:
                        source = str(error)
                    assert not any(secret.hex() in source for secret in secrets), (kind, at)


def test_a_broken_key_in_a_pkcs12_file_is_not_shown(keys: KeyFiles, openssl: Program, tmp_path: Path) -> None:
    key = keys("ec:P-256")
    certificate = tmp_path / "a.crt"
    certificate.write_bytes(openssl("req", "-x509", "-new", "-key", key, "-subj", "/CN=a"))
    plain = ("-keypbe", "NONE", "-certpbe", "NONE", "-nomac", "-passout", "pass:")
    pfx = openssl("pkcs12", "-export", "-inkey", key, "-in", certificate, *plain)
    at = pfx.index(keys.der("ec:P-256")) + 3
    assert pfx[at : at + 3] == b"\x02\x01\x00"
    # Its version becomes a BOOLEAN: what is in the bag is no key any more.
    broken = pfx[:at] + b"\x01" + pfx[at + 1 :]
    for data in (pfx, broken):
        with pytest.raises(xf.PrivateKeyNotShown):
            xf.decompile(data)


@pytest.mark.parametrize(
    ("cls", "can"),
    [
        (xf.Certificate, False),
        (xf.CertificationRequest, False),
        (xf.SubjectPublicKeyInfo, False),
        (xf.EncryptedPrivateKeyInfo, False),
        (xf.PrivateKeyInfo, True),
        (xf.ECPrivateKey, True),
        (xf.SafeContents, True),
        (xf.PFX, True),
    ],
)
def test_what_can_hold_a_secret_is_known(cls: ValueType, can: bool) -> None:
    assert can_hold_secrets(codec_of(cls)) is can


def test_a_password_opens_an_encrypted_key(keys: KeyFiles) -> None:
    key = xf.PrivateKey(keys.der("ec:P-256"))
    encrypted = key.to_pem(password=b"secret", iterations=1000)
    source = xf.decompile(encrypted)
    assert "value = xf.EncryptedPrivateKeyInfo(" in source
    # Without being told to show it, nothing is opened.
    assert xf.decompile(encrypted, password=b"secret") == source
    for password in (b"secret", "secret", lambda: b"secret"):
        shown = xf.decompile(encrypted, password=password, show_private=True)
        assert shown.startswith(source)
        bound: dict[str, xf.PrivateKeyInfo] = {}
        exec(shown, bound)
        assert bound["decrypted"].to_der() == keys.der("ec:P-256")
        assert bound["value"].to_der() == xf.pem.one(encrypted).data
    with pytest.raises(xf.KeyFormatError):
        xf.decompile(encrypted, password=b"wrong", show_private=True)
