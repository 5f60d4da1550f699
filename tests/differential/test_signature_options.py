"""How req and x509 sign: kinds of keys, hashes and -sigopt, judged by openssl of both releases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import x509forge as xf
import x509forge.cli.req  # before any test sets the clock
from x509forge.issuing import validity
from x509forge.signing.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.tools.command_line import Outcome
    from tests.tools.programs import Program

    Cli = Callable[..., Outcome]

# What openssl makes the keys with.
KEYS = {
    "rsa": "RSA",
    "pss": "RSA-PSS",
    "pss-384": "RSA-PSS -pkeyopt rsa_pss_keygen_md:sha384 -pkeyopt rsa_pss_keygen_mgf1_md:sha256 "
    "-pkeyopt rsa_pss_keygen_saltlen:24",
    "pss-partly": "RSA-PSS -pkeyopt rsa_pss_keygen_md:sha512",
    "pss-defaults": "RSA-PSS -pkeyopt rsa_pss_keygen_saltlen:20",
    "ec": "EC -pkeyopt ec_paramgen_curve:P-256",
    "p224": "EC -pkeyopt ec_paramgen_curve:P-224",
    "p521": "EC -pkeyopt ec_paramgen_curve:P-521",
    "k1": "EC -pkeyopt ec_paramgen_curve:secp256k1",
    "brainpool": "EC -pkeyopt ec_paramgen_curve:brainpoolP384r1",
    "ed25519": "ED25519",
    "ed448": "ED448",
}
PSS = "-sigopt rsa_padding_mode:pss"
CASES = [
    *(f"{kind}" for kind in KEYS),
    *(f"{kind} -sha512" for kind in KEYS),
    *(
        f"rsa -{name}"
        for name in ("md5", "sha1", "sha224", "sha384", "sha512-224", "sha512-256", "sha3-224", "sha3-512")
    ),
    *(f"ec -{name}" for name in ("md5", "sha1", "sha224", "sha384", "sha512-256", "sha3-256", "sha3-384")),
    *(f"rsa -{name}" for name in ("SHA384", "sha2-512", "sha-1", "sha256 -SHA384", "sha512 -sha256")),
    *(f"rsa {PSS} -{name}" for name in ("sha1", "sha224", "sha256", "sha512", "sha512-256", "md5")),
    *(f"rsa {PSS} -sigopt rsa_pss_saltlen:{salt}" for salt in ("0", "20", "32", "222", "223", "digest", "max", "auto")),
    *(f"rsa {PSS} -sigopt rsa_pss_saltlen:{salt}" for salt in ("-1", "-2", "-3")),
    *(f"rsa {PSS} -sigopt rsa_mgf1_md:{name}" for name in ("sha1", "SHA512", "sha512-256")),
    "rsa -sigopt rsa_padding_mode:pkcs1",
    "rsa -sigopt rsa_pss_saltlen:20",
    f"rsa -sigopt rsa_pss_saltlen:20 {PSS}",
    "pss -sigopt rsa_pss_saltlen:20",
    "pss -sigopt rsa_padding_mode:pkcs1",
    "pss-384 -sigopt rsa_pss_saltlen:23",
    "pss-384 -sigopt rsa_pss_saltlen:24",
    "pss-384 -sigopt rsa_pss_saltlen:digest",
    "pss-384 -sigopt rsa_mgf1_md:sha1",
    "pss-384 -sha384",
    "pss-384 -sha256",
    f"ec {PSS}",
    f"ed25519 {PSS}",
]


@pytest.fixture(scope="module")
def folder(openssl: Program, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("keys")
    for name, arguments in KEYS.items():
        openssl("genpkey", "-algorithm", *arguments.split(), "-out", made / name)
    return made


@pytest.mark.parametrize("release", ["3.0", "3.5"])
@pytest.mark.parametrize("case", CASES)
def test_certificates_signed_in_every_way(
    openssl: Program,
    openssl_35: Program,
    folder: Path,
    cli: Cli,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    case: str,
    release: str,
) -> None:
    program = openssl if release == "3.0" else openssl_35
    kind, *options = case.split()
    config = tmp_path / "c.cnf"
    config.write_text("[req]\nprompt=no\ndistinguished_name=dn\n[dn]\nCN=a\n")
    arguments: tuple[str | Path, ...] = ("req", "-x509", "-key", folder / kind, "-config", config, *options)
    arguments = (*arguments, "-set_serial", "5")
    theirs = program.in_one_second(*arguments, cwd=tmp_path)
    if theirs.returncode or not theirs.stdout:
        assert cli(*arguments, "-compat", release).code != 0
        return
    expected = xf.Certificate.from_pem(theirs.stdout)
    moment = expected.tbs_certificate.validity.not_before.datetime
    monkeypatch.setattr(validity, "now", lambda: moment)
    outcome = cli(*arguments, "-compat", release)
    assert outcome.code == 0, outcome.stderr
    ours = xf.Certificate.from_pem(outcome.stdout)
    assert ours.tbs_certificate.to_der().hex() == expected.tbs_certificate.to_der().hex()
    assert ours.signature_algorithm == expected.signature_algorithm
    # What is not drawn at random is the same to the last bit; all of it is confirmed by openssl.
    if kind.startswith("ed") or (kind == "rsa" and PSS not in case):
        assert ours == expected
    assert outcome.code == 0, outcome.stderr
    (tmp_path / "same.crt").write_bytes(theirs.stdout)
    expected_verdict = _verdict(program, tmp_path)
    (tmp_path / "same.crt").write_bytes(outcome.stdout)
    assert _verdict(program, tmp_path) == expected_verdict
    # openssl verifies no certificate signed with these, its own included.
    cannot = ("-sha512-2" in case and PSS not in case) or (release == "3.0" and case.startswith("ec -sha3-"))
    assert (expected_verdict == (0, b"same.crt: OK\n")) is not cannot
    # And we confirm theirs.
    tbs = expected.tbs_certificate
    verify(
        tbs.subject_public_key_info,
        expected.signature_algorithm,
        expected.signature_value.octets,
        tbs.to_der(),
    )


def _verdict(program: Program, folder: Path) -> tuple[int, bytes]:
    # Level 0: SHA-1 and MD5 are verified too.
    arguments = ("verify", "-auth_level", "0", "-check_ss_sig", "-CAfile", "same.crt", "same.crt")
    result = program.run(*arguments, cwd=folder)
    return result.returncode, result.stdout


def test_deterministic_ecdsa_is_that_of_openssl(openssl_35: Program, folder: Path, cli: Cli, tmp_path: Path) -> None:
    config = tmp_path / "c.cnf"
    config.write_text("[req]\nprompt=no\ndistinguished_name=dn\n[dn]\nCN=a\n")
    arguments = ("req", "-new", "-config", config, "-sigopt", "nonce-type:1")
    for kind in ("ec", "p521", "k1", "brainpool"):
        expected = openssl_35(*arguments, "-key", folder / kind)
        assert cli(*arguments, "-key", folder / kind).stdout == expected


@pytest.mark.parametrize(
    "line",
    [
        "-algorithm RSA-PSS",
        "-algorithm rsa-pss -pkeyopt rsa_keygen_bits:1024 -pkeyopt rsa_pss_keygen_md:sha384",
        "-algorithm RSASSA-PSS -pkeyopt rsa_pss_keygen_mgf1_md:sha256 -pkeyopt rsa_pss_keygen_saltlen:48",
        "-algorithm RSA-PSS -pkeyopt rsa_pss_keygen_saltlen:20",
        "-algorithm ED25519",
        "-algorithm ed448",
        "-algorithm X25519",
        "-algorithm X448",
        "-algorithm EC -pkeyopt ec_paramgen_curve:secp224r1",
        "-algorithm EC -pkeyopt group:secp256k1",
        "-algorithm EC -pkeyopt ec_paramgen_curve:brainpoolP512r1",
    ],
)
def test_new_keys_of_every_kind(openssl: Program, cli: Cli, tmp_path: Path, line: str) -> None:
    openssl("genpkey", *line.split(), "-out", tmp_path / "theirs.key")
    assert cli("genpkey", *line.split(), "-out", "ours.key").code == 0
    theirs, ours = (xf.PrivateKeyInfo.from_pem((tmp_path / name).read_bytes()) for name in ("theirs.key", "ours.key"))
    assert ours.private_key_algorithm.to_der().hex() == theirs.private_key_algorithm.to_der().hex()
    # RSA's exponents differ by an octet now and then.
    assert abs(len(ours.to_der()) - len(theirs.to_der())) <= (8 if "RSA" in line.upper() else 0)
    rewritten = openssl("pkcs8", "-topk8", "-nocrypt", "-in", tmp_path / "ours.key", "-outform", "DER")
    assert rewritten.hex() == ours.to_der().hex()
    if not line.endswith(("X25519", "X448")):
        openssl("pkey", "-in", tmp_path / "ours.key", "-check", "-noout")


@pytest.mark.parametrize("kind", ["rsa-pss", "rsa-pss:1024", "ed25519", "ED448", "ML-DSA-44", "ml-dsa-87"])
def test_requests_with_new_keys(openssl_35: Program, cli: Cli, tmp_path: Path, kind: str) -> None:
    config = tmp_path / "c.cnf"
    config.write_text("[req]\nprompt=no\ndistinguished_name=dn\n[dn]\nCN=a\n")
    outcome = cli("req", "-new", "-newkey", kind, "-nodes", "-keyout", "a.key", "-config", config, "-out", "a.csr")
    assert outcome.code == 0, outcome.stderr
    openssl_35("req", "-in", tmp_path / "a.csr", "-verify", "-noout")
    public = openssl_35("req", "-in", tmp_path / "a.csr", "-noout", "-pubkey")
    assert openssl_35("pkey", "-in", tmp_path / "a.key", "-pubout") == public
