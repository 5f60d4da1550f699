"""The verbs for keys: the same output as openssl's, and keys that it reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

import x509forge as xf
from tests.differential.test_text import VECTORS
from tests.tools.backends import is_for_known_keys

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.tools.command_line import Outcome
    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

    Cli = Callable[..., Outcome]


# Those that have no form but PKCS #8.
OTHER_KINDS = {"pss": "rsa-pss:2048", "ed25519": "ed25519", "ed448": "ed448", "x25519": "x25519"}


@pytest.fixture
def folder(tmp_path: Path, openssl: Program, keys: KeyFiles) -> Path:
    """Keys of many kinds, private, public and encrypted."""
    for name, kind in (("rsa", "rsa:2048"), ("ec", "ec:P-256"), ("ec384", "ec:P-384"), *OTHER_KINDS.items()):
        (tmp_path / f"{name}.key").write_bytes(keys.pem(kind))
        openssl("pkey", "-in", f"{name}.key", "-pubout", "-out", f"{name}.pub", cwd=tmp_path)
        openssl("pkey", "-in", f"{name}.key", "-outform", "DER", "-out", f"{name}.der", cwd=tmp_path)
    openssl("pkcs8", "-topk8", "-in", "ec.key", "-out", "locked.key", "-passout", "pass:secret", cwd=tmp_path)
    openssl("ecparam", "-name", "secp384r1", "-out", "curve.pem", cwd=tmp_path)
    openssl("ecparam", "-name", "secp384r1", "-outform", "DER", "-out", "curve.der", cwd=tmp_path)
    openssl("ec", "-in", "ec.key", "-conv_form", "compressed", "-out", "compressed.key", cwd=tmp_path)
    openssl("rsa", "-in", "rsa.key", "-RSAPublicKey_out", "-out", "rsa1.pub", cwd=tmp_path)
    return tmp_path


def _for_known_keys(*rows: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    return [row for row in rows if is_for_known_keys(row[0])]


COMMANDS = """
pkey -in rsa.key
pkey -in ec.key -outform DER
pkey -in rsa.key -traditional
pkey -in rsa.key -outform DER
rsa -in rsa.key -outform DER
ec -in ec.key -outform DER
pkey -in ec.key -traditional
pkey -in rsa.key -text
pkey -in ec.key -text -noout
pkey -in ec384.key -text -noout
pkey -in rsa.key -text_pub -noout
pkey -in ec.key -pubout -text_pub
pkey -in rsa.key -pubout -text -noout
pkey -in ec.key -text -pubout
pkey -in ec.pub -pubin
pkey -in ec.pub -pubin -noout -text
pkey -in rsa.pub -pubin -outform DER
pkey -in ec.der -inform DER
pkey -in locked.key -passin pass:secret
pkey -in ec.key -noout -check
rsa -in rsa.key
rsa -in rsa.key -traditional
rsa -in rsa.key -noout -text
rsa -in rsa.key -noout -modulus -check
rsa -in rsa.key -pubout
rsa -in rsa.key -RSAPublicKey_out
rsa -in rsa1.pub -RSAPublicKey_in -pubout
rsa -in rsa.pub -pubin -noout -text
rsa -in rsa.pub -pubin -RSAPublicKey_out -outform DER
ec -in ec.key
ec -in ec.key -text
ec -in ec384.key -noout -text
ec -in ec.key -pubout
ec -in ec.key -param_out
ec -in ec.pub -pubin -text
ec -in ec.key -noout -check
ec -in ec.key -conv_form compressed
ec -in ec.key -conv_form compressed -pubout
ec -in ec384.key -conv_form compressed -text -outform DER
ec -in ec.key -conv_form uncompressed -param_enc named_curve
ec -in compressed.key -conv_form uncompressed
ec -in compressed.key
ec -in ec.pub -pubin -conv_form compressed -text
ec -in ec.pub -pubin -conv_form hybrid
ec -in ec.key -no_public
ec -in ec.key -no_public -outform DER
ec -in ec.key -no_public -text -pubout
pkey -in ec.key -ec_conv_form compressed
pkey -in ec.key -ec_conv_form compressed -pubout -outform DER
pkey -in ec384.key -ec_conv_form compressed -ec_param_enc named_curve -traditional
pkey -in compressed.key -ec_conv_form uncompressed -text
pkey -in ec.pub -pubin -ec_conv_form compressed
pkey -in rsa.key -pubcheck -noout
pkey -in ec.key -pubcheck -check
pkey -in ec.pub -pubin -pubcheck -noout
pkey -in rsa.pub -pubin -check
rsa -in rsa.pub -RSAPublicKey_in
ec -in locked.key -passin pass:secret
genpkey -genparam -algorithm EC -pkeyopt ec_paramgen_curve:P-256
genpkey -genparam -algorithm EC -pkeyopt group:secp521r1 -text
ecparam -in curve.pem
ecparam -in curve.pem -text -noout
ecparam -in curve.pem -check
ecparam -in curve.pem -name secp521r1 -text
ecparam -in curve.der -inform DER -check_named -no_seed
ecparam -name prime256v1 -text -conv_form compressed -param_enc named_curve
ecparam -name P-384 -outform DER
"""


OF_ANY_KIND = (
    *("pkey -in {}.key -outform DER", "pkey -in {}.key -text", "pkey -in {}.key -check -noout"),
    *("pkey -in {}.key -pubout", "pkey -in {}.key -pubcheck -noout"),
    *("pkey -in {}.pub -pubin", "pkey -in {}.pub -pubin -pubcheck -text_pub -noout"),
)
OF_PSS = (
    *("rsa -in pss.key", "rsa -in pss.key -outform DER", "rsa -in pss.key -text -noout"),
    *("rsa -in pss.key -check -noout", "rsa -in pss.key -pubout", "rsa -in pss.pub -pubin -modulus -noout"),
)


@pytest.mark.parametrize(
    "line",
    [
        *COMMANDS.strip().split("\n"),
        *(line.format(name) for name in OTHER_KINDS if is_for_known_keys(name) for line in OF_ANY_KIND),
        *OF_PSS,
    ],
)
def test_the_same_output(folder: Path, openssl: Program, cli: Cli, line: str) -> None:
    theirs = openssl.run(*line.split(), cwd=folder)
    ours = cli(*line.split())
    assert theirs.returncode == ours.code == 0, ours.stderr
    assert ours.stdout == theirs.stdout
    # What is written, and that it is.
    assert ours.stderr == theirs.stderr.decode()


@pytest.mark.parametrize(
    ("line", "bits"),
    _for_known_keys(
        ("genrsa -out new.key", "2048 bit"),
        ("genrsa -out new.key -traditional 1024", "1024 bit"),
        ("genrsa -out new.key -aes128 -passout pass:secret 1024", "1024 bit"),
        ("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out new.key", "1024 bit"),
        ("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out new.key", "384 bit"),
        ("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -aes256 -pass pass:secret -out new.key", "256 bit"),
        ("genpkey -paramfile curve.pem -out new.key", "384 bit"),
        ("genpkey -algorithm ED25519 -outform DER -out new.key", "ED25519 Private-Key"),
        ("genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:1024 -outform DER -out new.key", "1024 bit"),
        ("pkey -in ec.key -aes256 -passout pass:secret -out new.key", "256 bit"),
        ("rsa -in rsa.key -aes192 -passout pass:secret -out new.key", "2048 bit"),
    ),
)
def test_openssl_reads_what_is_made(folder: Path, openssl: Program, cli: Cli, line: str, bits: str) -> None:
    openssl("ecparam", "-name", "secp384r1", "-out", "curve.pem", cwd=folder)
    outcome = cli(*line.split())
    assert outcome.code == 0, outcome.stderr
    arguments = ("pkey", "-in", "new.key", "-passin", "pass:secret", "-noout", "-text", "-check")
    text = openssl(*arguments, cwd=folder).decode()
    assert bits in text
    assert "Key is valid" in text
    assert (folder / "new.key").stat().st_mode & 0o777 == 0o600
    encrypted = b"ENCRYPTED" in (folder / "new.key").read_bytes()
    assert encrypted is ("pass:secret" in line)


@pytest.mark.parametrize(
    ("line", "code", "reason"),
    _for_known_keys(
        ("rsa -in ec.key", 1, "ec.key: this is no RSA key"),
        ("ec -in rsa.key", 1, "rsa.key: this is no EC key"),
        ("pkey -in ed25519.key -traditional", 1, "no form but PKCS #8"),
        ("pkey -in pss.key -traditional", 1, "no form but PKCS #8"),
        ("pkcs8 -in pss.key -traditional", 1, "no form but PKCS #8"),
        ("pkcs8 -in x25519.key -traditional", 1, "no form but PKCS #8"),
        ("rsa -in pss.key -traditional", 1, "no form but PKCS #8"),
        ("rsa -in pss.key -RSAPublicKey_out", 1, "RSASSA-PSS"),
        ("ec -in ec.pub -pubin -check", 2, "-check is for a private key"),
        ("ec -in ec.key -conv_form round", 2, "compressed, uncompressed, hybrid"),
        ("ec -in ec.key -param_enc explicit", 2, "RFC 5480"),
        ("pkey -in rsa.key -ec_conv_form compressed", 1, "no EC key"),
        ("ec -in ec.key -no_public -aes128 -passout pass:secret", 2, "in the clear"),
        ("ecparam -in nothing.pem", 1, "nothing.pem: No such file"),
        ("ecparam -in ec.pub", 1, "ec.pub: no EC PARAMETERS"),
        ("ecparam -name prime256v1 -param_enc explicit", 2, "RFC 5480"),
        ("pkey -in nothing.key", 1, "nothing.key: No such file"),
        ("pkey -in locked.key -passin pass:wrong", 1, "wrong password"),
        ("genrsa many", 2, "a number of bits"),
        ("genrsa 2048 2048", 2, "nothing else"),
        ("genpkey -algorithm Ed25519ph", 1, "ed25519ph"),
        ("genpkey", 2, "-algorithm is missing"),
        ("genpkey -algorithm EC", 2, "needs a curve"),
        ("pkey -in ec.key -aes128 -aes256", 2, "do not go together"),
    ),
)
def test_what_is_refused(folder: Path, cli: Cli, line: str, code: int, reason: str) -> None:
    outcome = cli(*line.split())
    assert outcome.code == code, outcome.stderr
    assert reason in outcome.stderr
    assert b"PRIVATE" not in outcome.stdout
    assert "Traceback" not in outcome.stderr


# What openssl reads and we refuse, in our words.
REFUSED = re.compile(
    r"(a DSA key|keys of the algorithm|EC keys (on|with)|there is no text for a key of this kind"
    r"|unused bits|names another curve|version of the (EC|RSA) private key|not an odd positive number"
    r"|not the DER of an RSA private key|more than two primes|found: DSA PUBLIC KEY|expected SEQUENCE, found INTEGER)"
)
# Curves that are written out in the file are named once they are read: nothing is computed on what a file says.
NAMED = re.compile(r"EC/secp\d+[rk]1-explicit|PKCS8/private\.pem")


@pytest.mark.parametrize("public", [False, True])
def test_every_key_of_the_vectors(openssl: Program, cli: Cli, public: bool) -> None:
    same = 0
    for path in sorted((VECTORS / "asymmetric").rglob("*")):
        if path.suffix not in (".pem", ".der"):
            continue
        form = ("-inform", "DER") if path.suffix == ".der" else ()
        arguments = ("pkey", "-noout", "-text", "-in", path, *form)
        arguments = (*arguments, "-pubin") if public else (*arguments, "-passin", "pass:")
        theirs = openssl.run(*arguments)
        ours = cli(*arguments)
        if theirs.returncode == 0 and ours.code:
            assert REFUSED.search(ours.stderr), (path, ours.stderr)
        elif not NAMED.search(str(path)):
            assert (ours.code == 0, ours.stdout) == (theirs.returncode == 0, theirs.stdout), path
            same += ours.code == 0
    assert same > 10


def test_a_point_beside_its_curve_is_no_public_key(folder: Path, openssl: Program, cli: Cli) -> None:
    good = xf.SubjectPublicKeyInfo.from_pem((folder / "ec.pub").read_bytes())
    octets = bytearray(good.subject_public_key.octets)
    octets[-1] ^= 1
    bad = good.replace(subject_public_key=xf.BitString(bytes(octets))).to_pem().encode()
    assert openssl.run("pkey", "-pubin", "-pubcheck", "-noout", data=bad).returncode == 1
    assert cli("pkey", "-pubin", "-pubcheck", "-noout", data=bad).code == 1


def test_a_key_that_does_not_fit_is_found(folder: Path, cli: Cli, keys: KeyFiles) -> None:
    info = xf.PrivateKeyInfo.from_pem(cli("pkey", "-in", "ec.key").stdout)
    other = xf.PrivateKeyInfo.from_der(xf.PrivateKey.load(str(keys("ec:P-256", 1))).to_der())
    inner = xf.ECPrivateKey.from_der(info.private_key)
    wrong = xf.ECPrivateKey.from_der(other.private_key).replace(public_key=inner.public_key)
    (folder / "wrong.key").write_text(info.replace(private_key=wrong.to_der()).to_pem())
    outcome = cli("pkey", "-in", "wrong.key", "-noout", "-check")
    assert outcome.code == 1


ENCRYPTED = [
    "",
    "-v2 aes128",
    "-v2 AES-192-CBC -iter 5000",
    "-v2 des3",
    "-v2prf hmacWithSHA1",
    "-v2prf hmacWithSHA512 -noiter",
    "-v2prf hmacWithSHA512-256",
    "-scrypt",
    "-scrypt -v2 aes-128-cbc",
    "-scrypt_N 1024 -scrypt_r 4 -scrypt_p 2",
]


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(line, marks=pytest.mark.of_libcrypto) if re.search("scrypt|512-256", line) else line
        for line in ENCRYPTED
    ],
)
@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_pkcs8_encrypts_as_openssl_does(folder: Path, openssl: Program, cli: Cli, kind: str, options: str) -> None:
    arguments = ("pkcs8", "-topk8", "-in", f"{kind}.key", "-passout", "pass:geheim", *options.split())
    theirs = xf.EncryptedPrivateKeyInfo.from_pem(openssl(*arguments, cwd=folder))
    outcome = cli(*arguments)
    assert outcome.code == 0, outcome.stderr
    assert "geheim" not in outcome.stderr
    # More rounds are hinted at where nobody said how many.
    assert ("hint: 2,048 rounds" in outcome.stderr) is not bool(re.search("iter|scrypt", options))
    ours = xf.EncryptedPrivateKeyInfo.from_pem(outcome.stdout)
    assert _without_what_is_drawn(ours) == _without_what_is_drawn(theirs)
    (folder / "ours.key").write_bytes(outcome.stdout)
    opened = ("pkcs8", "-topk8", "-nocrypt", "-in", "ours.key", "-passin", "pass:geheim")
    assert openssl(*opened, cwd=folder) == openssl("pkcs8", "-topk8", "-nocrypt", "-in", f"{kind}.key", cwd=folder)


def _without_what_is_drawn(encrypted: xf.EncryptedPrivateKeyInfo) -> tuple[str, str]:
    """Return how a key is derived and encrypted, with a salt and an IV that are the same for all."""
    parameters = encrypted.encryption_algorithm.parameters
    assert isinstance(parameters, xf.PBES2Parameters)
    function = parameters.key_derivation_func
    assert function.parameters is not None
    # Of salts there are more octets here (SP 800-132 5.1).
    derivation = function.parameters.replace(salt=b"salt")
    scheme = parameters.encryption_scheme
    assert scheme.parameters is not None
    return function.replace(
        parameters=derivation
    ).to_der().hex(), f"{scheme.algorithm} {len(scheme.parameters.to_der())}"


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ("-v1 PBE-SHA1-3DES", "-v1 is not supported yet"),
        ("-v2 rc4", "-v2 is one of aes-128-cbc"),
        ("-v2prf SHA256", "-v2prf is one of hmacWithSHA1"),
        ("-scrypt -iter 5", "-scrypt takes the place of PBKDF2"),
        ("-nocrypt -iter 5", "-iter says how a password protects the key"),
        ("-scrypt_N 1000", "scrypt"),
    ],
)
def test_pkcs8_says_what_cannot_be(folder: Path, cli: Cli, options: str, reason: str) -> None:
    outcome = cli("pkcs8", "-topk8", "-in", "ec.key", "-passout", "pass:geheim", *options.split())
    assert outcome.code in (1, 2)
    assert reason in outcome.stderr
    assert not outcome.stdout
    assert "Traceback" not in outcome.stderr
    assert "geheim" not in outcome.stderr
