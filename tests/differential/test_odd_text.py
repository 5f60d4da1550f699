"""What is printed of things that no corpus has, made here octet by octet: the same as openssl prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from tests.differential.test_text import ERROR_LINE
from x509forge.openssl.text.asn1parse import parse_lines
from x509forge.openssl.text.certificate import certificate_text
from x509forge.openssl.text.keys import private_key_lines

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.tools.command_line import Outcome
    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

    Cli = Callable[..., Outcome]
# Extensions that OpenSSL reads although they are no DER, or not what their type allows; and those of OCSP.
LENIENT = [
    ("2.5.29.19", "3003010100"),
    ("2.5.29.19", "3006010101020100"),
    ("2.5.29.19", "308103 0101ff"),
    ("2.5.29.19", "3080 0101ff 0000"),
    ("2.5.29.19", "3080 0101ff"),
    ("2.5.29.19", "30060101ff0201 0000"),
    ("2.5.29.14", "0402abcd ffff"),
    ("2.5.29.14", "0403abcd"),
    ("2.5.29.15", "030100"),
    ("2.5.29.15", "030205a7"),
    ("2.5.29.15", "030209a0"),
    ("2.5.29.17", "30088201618203 62e962"),
    ("2.5.29.17", "3005a303040161"),
    ("2.5.29.17", "3082000482026162"),
    ("2.5.29.31", "300a3008810205408602e961"),
    ("2.5.29.31", "300730058103064000"),
    ("2.5.29.32", "3014301206022a03300c300a06082b060105050702023000"),
    ("2.5.29.32", "301a301806022a0330123010 06082b06010505070202 30041a02e961"),
    ("2.5.29.32", "301a301806022a0330123010 06082b06010505070202 30041e026161"),
    ("2.5.29.32", "3018301606022a033010300e 06082b06010505070201 1602e961"),
    ("2.5.29.16", "3015800f 32303131313333303135313033365a 8102 3131"),
    ("1.3.6.1.5.5.7.1.1", "300d300b06022a038605687474e970"),
    ("1.3.6.1.5.5.7.1.1", "303f303d0634 2a" + "8fffff7f" * 12 + "030302 8605687474e970"),
    ("2.5.29.37", "303c063a2a" + "8fffff7f" * 14 + "03"),
    ("2.5.29.33", "3041303f 063a2a" + "8fffff7f" * 14 + "03 06012a"),
    ("2.5.29.17", "30818488 81812a" + "03" * 128),
    ("2.5.29.17", "30828255 88828251 2a" + "03" * 100),
    ("2.5.29.30", "300ca00a3008 8203612e62 800100"),
    ("1.3.6.1.5.5.7.48.1.2", "abcdef"),
    ("1.3.6.1.5.5.7.48.1.2", "0401" * 40),
    ("1.3.6.1.5.5.7.48.1.2", ""),
    ("1.3.6.1.5.5.7.48.1.3", "3020a0041602 7575 a103020105a2 13 180f 32303234303130323033303430355a"),
    ("1.3.6.1.5.5.7.48.1.3", "3000"),
    ("1.3.6.1.5.5.7.48.1.6", "180f32303234303130323033303430355a"),
    ("1.3.6.1.5.5.7.48.1.7", "301d300e310c300a06035504030c0361626330 0b300906 022a03 8603687474"),
    ("1.3.6.1.5.5.7.48.1.7", "3002 3000"),
    ("1.3.6.1.5.5.7.48.1.7", "05"),
    ("1.3.6.1.4.1.11129.2.4.5", "04020000"),
    ("1.2.643.100.112", "3008 0c0161 0c00 0c00 0c00"),
    ("1.2.643.100.111", "0c02c3a9"),
]


@pytest.fixture(scope="module")
def plain(keys: KeyFiles) -> xf.Certificate:
    key = xf.PrivateKey.load(str(keys("ec:P-256")))
    return xf.Issuer.self_signed(xf.Name.of(CN="a"), key, days=1).certificate


def _same_text(openssl: Program, plain: xf.Certificate, **changes: object) -> None:
    changed = plain.replace(tbs_certificate=plain.tbs_certificate.replace(**changes))
    theirs = openssl("x509", "-inform", "DER", "-noout", "-text", data=changed.to_der())
    ours = certificate_text(xf.Certificate.from_der(changed.to_der()))
    assert ours.encode("utf-8", "surrogateescape") == ERROR_LINE.sub(b"", theirs)


@pytest.mark.parametrize(("identifier", "value"), LENIENT)
def test_what_openssl_reads_although_it_is_no_der(
    openssl: Program, plain: xf.Certificate, identifier: str, value: str
) -> None:
    extension = xf.Extension(extn_id=xf.ObjectIdentifier(identifier), extn_value=bytes.fromhex(value))
    _same_text(openssl, plain, extensions=[extension])


NUMBERS = [3, -1, (1 << 63) - 2, (1 << 63) - 1, 1 << 63, -(1 << 63) - 1, 1 << 20_000, -(1 << 20_000)]


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: f"{number.bit_length()} bits")
def test_numbers_of_any_size(openssl: Program, plain: xf.Certificate, number: int) -> None:
    _same_text(openssl, plain, version=number)
    _same_text(openssl, plain, serial_number=number)
    values = (
        xf.SXNet(version=number, ids=(xf.SXNetID(zone=number, user=b"a"),)),
        xf.BasicConstraints(ca=True, path_len_constraint=number),
        xf.InhibitAnyPolicy(number),
        xf.TLSFeature((number,)),
        xf.CRLNumber(number),
        xf.PolicyConstraints(require_explicit_policy=number),
    )
    _same_text(openssl, plain, extensions=[xf.Extension.of(value) for value in values])
    changed = plain.replace(
        tbs_certificate=plain.tbs_certificate.replace(extensions=[xf.Extension.of(value) for value in values])
    )
    assert xf.openssl.to_config(changed)


NO_LEVEL = xf.RelativeDistinguishedName(())
SLASHES = xf.Name.of(("CN", "a/b+c"), [("O", "x/y"), ("OU", "+")], ("1.2." + "9" * 90, "long type"))


@pytest.mark.parametrize(
    "name",
    [
        SLASHES,
        xf.Name((NO_LEVEL, *SLASHES.rdn_sequence, NO_LEVEL)),
        xf.Name((NO_LEVEL,)),
        xf.Name.of(CN="é" * 40, O="x" * 60, OU="y" * 22),
        xf.Name.of(CN="é" * 40, O="x" * 60, OU="y" * 23),
    ],
)
def test_names_with_slashes_and_without_levels(
    openssl: Program, cli: Cli, plain: xf.Certificate, name: xf.Name, tmp_path: Path
) -> None:
    inner = xf.GeneralName(directory_name=name)
    names = xf.Extension.of(xf.SubjectAlternativeName((inner,)))
    constraints = xf.Extension.of(xf.NameConstraints(permitted_subtrees=(xf.GeneralSubtree(base=inner),)))
    _same_text(openssl, plain, subject=name, extensions=[names, constraints])
    changed = plain.replace(tbs_certificate=plain.tbs_certificate.replace(subject=name))
    (tmp_path / "a.crt").write_text(changed.to_pem())
    for words in ("compat", "RFC2253", "multiline", "oneline,oid"):
        arguments = ("x509", "-noout", "-subject", "-subject_hash", "-subject_hash_old", "-nameopt", words)
        assert cli(*arguments, "-in", tmp_path / "a.crt").stdout == openssl(*arguments, "-in", tmp_path / "a.crt")


@pytest.mark.parametrize(
    ("algorithm", "parameters", "key"),
    [
        ("1.2.840.113549.1.1.1", "0500", "3009 0202 c694 0203 c60001"),
        ("1.2.840.113549.1.1.1", "0500", "3009 0202 0001 0203 000003 ff"),
        ("1.2.840.113549.1.1.1", "0500", "300a 0202 0001 0201 03 020105"),
        ("1.2.840.113549.1.1.10", "300ca20a0208 7fffffffffffffff", "3007 0202 4694 0201 03"),
        ("1.2.840.113549.1.1.10", "300da30b0209 00ffffffffffffffff", "3007 0202 4694 0201 03"),
        ("2.5.8.1.1", "020207ff", "3007 0202 4694 0201 03"),
        ("1.2.840.10040.4.1", "3009 0201f7 0201f8 0201f9", "0202ff05 ff"),
        ("1.2.840.10040.4.1", "3006 0201f7 0201f8", "0202ff05"),
    ],
)
def test_keys_with_numbers_that_are_no_der(
    openssl: Program, plain: xf.Certificate, algorithm: str, parameters: str, key: str
) -> None:
    info = xf.SubjectPublicKeyInfo(
        algorithm=xf.AlgorithmIdentifier(
            algorithm=xf.ObjectIdentifier(algorithm), parameters=xf.Any(bytes.fromhex(parameters))
        ),
        subject_public_key=xf.BitString(bytes.fromhex(key)),
    )
    _same_text(openssl, plain, subject_public_key_info=info)


@pytest.mark.parametrize(
    "octets",
    [b"\3" * 200, b"\3" * 586, b"\3" * 587, b"\x8f" * 585 + b"\1", b"\x80\1", b"\1\x80\1", b"\xff", b"\3" * 5000],
)
@pytest.mark.parametrize("options", [(), ("-dump",), ("-i",)])
def test_objects_of_any_length(openssl: Program, octets: bytes, options: tuple[str, ...]) -> None:
    data = b"\x30\x82" + (len(octets) + 4).to_bytes(2, "big") + b"\x06\x82" + len(octets).to_bytes(2, "big") + octets
    lines, whole = parse_lines(data, indent="-i" in options, dump_limit=-1 if "-dump" in options else 0)
    theirs = openssl.run("asn1parse", "-inform", "DER", *options, data=data)
    assert "".join(lines).encode("latin-1") == theirs.stdout
    assert whole == (theirs.returncode == 0)


@pytest.mark.parametrize(
    "kind",
    [
        ("RSA-PSS",),
        ("RSA-PSS", "-pkeyopt", "rsa_pss_keygen_md:sha256", "-pkeyopt", "rsa_pss_keygen_saltlen:32"),
        *(("ED25519",), ("ED448",), ("X25519",), ("X448",)),
        *(("EC", "-pkeyopt", "ec_paramgen_curve:P-384"), ("RSA", "-pkeyopt", "rsa_keygen_primes:3")),
    ],
    ids=" ".join,
)
def test_private_keys_of_all_kinds(openssl: Program, tmp_path: Path, kind: tuple[str, ...]) -> None:
    openssl("genpkey", "-algorithm", *kind, "-out", tmp_path / "key.pem")
    info = xf.PrivateKeyInfo.from_pem((tmp_path / "key.pem").read_bytes())
    public = xf.SubjectPublicKeyInfo.from_pem(openssl("pkey", "-in", tmp_path / "key.pem", "-pubout"))
    lines = private_key_lines(info, public)
    assert lines is not None
    assert "".join(f"{line}\n" for line in lines).encode() == openssl(
        "pkey", "-noout", "-text", "-in", tmp_path / "key.pem"
    )


NAMES = ["b@x", "a@x", "c@x", "a@x", "\u00e9@x", "", "0@x"]


@pytest.mark.parametrize("count", range(1, len(NAMES) + 1))
def test_the_order_of_addresses(openssl: Program, cli: Cli, plain: xf.Certificate, tmp_path: Path, count: int) -> None:
    raws = [xf.Any(bytes((0x81, len(name))) + name.encode("latin-1")) for name in [*NAMES[:count], "nul\0@x"]]
    names = [xf.GeneralName(rfc822_name=raw) for raw in raws]  # type: ignore[arg-type]
    places = [xf.GeneralName(uniform_resource_identifier=f"http://{name}") for name in NAMES[:count] if name.isascii()]
    access = [
        xf.AccessDescription(access_method=xf.ObjectIdentifier("1.3.6.1.5.5.7.48.1"), access_location=place)
        for place in places
    ]
    subject = xf.Name.of(("emailAddress", "z@x"), ("emailAddress", xf.UTF8String("utf8@x")), ("CN", "a"))
    extensions = [
        xf.Extension.of(xf.SubjectAlternativeName(tuple(names))),
        xf.Extension.of(xf.AuthorityInformationAccess(tuple(access))),
    ]
    changed = plain.replace(tbs_certificate=plain.tbs_certificate.replace(subject=subject, extensions=extensions))
    (tmp_path / "a.crt").write_text(changed.to_pem())
    arguments = ("x509", "-noout", "-email", "-ocsp_uri", "-in", tmp_path / "a.crt")
    assert cli(*arguments).stdout == openssl(*arguments)


@pytest.mark.parametrize(
    "value",
    [
        "1303 61e9 40",
        "1403 41e920",
        "1e04 00410042",
        "1c04 00000041",
        "1603 41e920",
        "0c04 20412042",
        "1203 312032",
        "0302 0041",
    ],
)
def test_hashes_of_strings_of_all_types(
    openssl: Program, cli: Cli, plain: xf.Certificate, tmp_path: Path, value: str
) -> None:
    subject = xf.Name.of(("CN", xf.Any(bytes.fromhex(value))), ("O", "x"))
    changed = plain.replace(tbs_certificate=plain.tbs_certificate.replace(subject=subject))
    (tmp_path / "a.crt").write_text(changed.to_pem())
    arguments = ("x509", "-noout", "-hash", "-subject_hash_old", "-issuer_hash", "-in", tmp_path / "a.crt")
    assert cli(*arguments).stdout == openssl(*arguments)


@pytest.mark.parametrize(
    ("algorithm", "parameters", "key"),
    [
        ("1.2.840.10040.4.1", "300902017702017802 0179", "020212 34"),
        ("1.2.840.113549.1.1.1", "0500", "30070202c694020103"),
    ],
)
def test_what_is_called_a_modulus(
    openssl: Program, cli: Cli, plain: xf.Certificate, tmp_path: Path, algorithm: str, parameters: str, key: str
) -> None:
    kind = xf.AlgorithmIdentifier(
        algorithm=xf.ObjectIdentifier(algorithm), parameters=xf.Any(bytes.fromhex(parameters))
    )
    info = xf.SubjectPublicKeyInfo(algorithm=kind, subject_public_key=xf.BitString(bytes.fromhex(key)))
    changed = plain.replace(tbs_certificate=plain.tbs_certificate.replace(subject_public_key_info=info))
    (tmp_path / "a.crt").write_text(changed.to_pem())
    arguments = ("x509", "-noout", "-modulus", "-in", tmp_path / "a.crt")
    assert cli(*arguments).stdout == openssl(*arguments)
