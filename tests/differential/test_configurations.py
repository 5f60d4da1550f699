"""Configurations as they are met in the world, and a thousand damaged ones: openssl's octets, or a refusal."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import x509forge as xf
import x509forge.cli.req  # before any test sets the clock
from tests.differential.extension_language import Judge
from x509forge.issuing import validity

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tools.command_line import Outcome
    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

    Cli = Callable[..., Outcome]

FOLDER = Path(__file__).parent / "configurations"
FILES = sorted(FOLDER.glob("*.cnf"))


@pytest.fixture(scope="module")
def judge(openssl: Program, keys: KeyFiles, tmp_path_factory: pytest.TempPathFactory) -> Judge:
    return Judge(openssl, tmp_path_factory.mktemp("judged"), keys("ec:P-256"))


@pytest.fixture(scope="module")
def judge_35(openssl_35: Program, keys: KeyFiles, tmp_path_factory: pytest.TempPathFactory) -> Judge:
    return Judge(openssl_35, tmp_path_factory.mktemp("judged"), keys("ec:P-256"), "3.5")


def test_there_are_some() -> None:
    assert len(FILES) >= 10


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_requests(judge: Judge, judge_35: Judge, path: Path) -> None:
    text = path.read_bytes()
    assert not isinstance(judge.ours(text), str), judge.ours(text)
    assert judge.difference(text) is None
    assert judge_35.difference(text) is None


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("release", ["3.0", "3.5"])
def test_certificates(
    openssl: Program,
    openssl_35: Program,
    keys: KeyFiles,
    cli: Cli,
    monkeypatch: pytest.MonkeyPatch,
    path: Path,
    release: str,
) -> None:
    program = openssl if release == "3.0" else openssl_35
    arguments = ("req", "-x509", "-new", "-key", keys("rsa:2048"), "-config", path, "-set_serial", "7", "-days", "9")
    theirs = xf.Certificate.from_pem(program.in_one_second(*arguments).stdout)
    moment = theirs.tbs_certificate.validity.not_before.datetime
    monkeypatch.setattr(validity, "now", lambda: moment)
    outcome = cli(*arguments, "-compat", release)
    assert outcome.code == 0, outcome.stderr
    # The signature too: RSA's is always the same.
    assert xf.Certificate.from_pem(outcome.stdout).to_der().hex() == theirs.to_der().hex()


@pytest.mark.parametrize(
    ("objects", "accepted"),
    [
        ("foo=1.2.3", True),
        ("foo=1.2.3\nfoo=1.2.4", True),
        ("foo=1.2.3\nbar=1.2.3", False),
        ("CN=1.2.3.4", False),
        ("foo=2.5.4.3", False),
        ("commonName=1.2.3", False),
    ],
)
def test_an_object_has_one_meaning(judge: Judge, judge_35: Judge, objects: str, accepted: bool) -> None:
    text = f"oid_section=o\n[o]\n{objects}\n[req]\nprompt=no\ndistinguished_name=dn\n[dn]\nCN=a\n".encode()
    assert isinstance(judge.ours(text), str) is not accepted
    assert judge.difference(text) is None
    assert judge_35.difference(text) is None


def test_whose_syntax_is_looked_at_first(judge: Judge, judge_35: Judge) -> None:
    text = b"[req]\nprompt=no\ndistinguished_name=dn\nx509_extensions=bad\n[dn]\nCN=a\n[bad]\nkeyUsage=nonsense\n"
    assert isinstance(judge.ours(text), str)
    assert not isinstance(judge_35.ours(text), str)
    assert judge.difference(text) is None
    assert judge_35.difference(text) is None


@pytest.mark.parametrize("options", [(), ("-subj", "/CN=q"), ("-x509",), ("-x509", "-subj", "/CN=q")], ids=" ".join)
@pytest.mark.parametrize("directive", ["distinguished_name=nosuch", "attributes=nosuch", "attributes=dn", ""])
def test_sections_of_a_request_have_to_be_there(
    openssl: Program, keys: KeyFiles, cli: Cli, tmp_path: Path, directive: str, options: tuple[str, ...]
) -> None:
    path = tmp_path / "r.cnf"
    path.write_text(f"[req]\nprompt=no\ndistinguished_name=dn\n{directive}\n[dn]\nCN=a\n")
    arguments: tuple[str | Path, ...] = ("req", "-new", *options, "-key", keys("ec:P-256"), "-config", path)
    outcome = cli(*arguments)
    assert outcome.code == openssl.run(*arguments).returncode, outcome.stderr
    if outcome.code:
        assert "r.cnf:4:" in outcome.stderr


@pytest.mark.parametrize("name", ["SHA512", "sha-384", "SHA2-256", "RSA-SHA256", "nonsense"])
def test_names_of_hashes(openssl: Program, keys: KeyFiles, cli: Cli, tmp_path: Path, name: str) -> None:
    path = tmp_path / "r.cnf"
    path.write_text(f"[req]\nprompt=no\ndistinguished_name=dn\ndefault_md={name}\n[dn]\nCN=a\n")
    arguments = ("req", "-new", "-key", keys("rsa:2048"), "-config", path)
    theirs, ours = openssl.run(*arguments), cli(*arguments)
    assert (theirs.returncode == 0) == (ours.code == 0), ours.stderr
    assert theirs.stdout == ours.stdout
    key, config = xf.PrivateKey.load(keys("rsa:2048")), xf.openssl.Config.load(path)
    if ours.code == 0:
        assert config.request(key).to_pem().encode() == theirs.stdout
    else:
        with pytest.raises(xf.ConfigError, match=r"r\.cnf:4:12: "):
            config.request(key)


def _damaged(text: bytes, chance: random.Random) -> bytes:
    """Return the text cut off, with a part doubled, taken out or put elsewhere, a bit flipped or a line exchanged."""
    for _ in range(chance.choice([1, 1, 1, 2, 4])):
        at = chance.randrange(len(text))
        size = chance.choice([1, 1, 2, 5, 20, 80])
        part = text[at : at + size]
        where = chance.randrange(len(text))
        kind = chance.randrange(7)
        if kind == 0 and chance.random() < 0.3:
            text = text[: max(at, 1)]
        elif kind == 1:
            text = text[:at] + part + text[at:]
        elif kind == 2 and len(text) > size:
            text = text[:at] + text[at + size :]
        elif kind == 3:
            text = text[:where] + part + text[where:]
        elif kind == 4:
            text = text[:at] + bytes((text[at] ^ 1 << chance.randrange(8),)) + text[at + 1 :]
        elif kind == 5:
            text = (
                text[:at]
                + chance.choice([b",", b":", b"@", b";", b"=", b"\n", b"\\", b'"', b"$", b"#", b"critical,"])
                + text[at:]
            )
        else:
            lines = text.splitlines(keepends=True)
            one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
            lines[one], lines[other] = lines[other], lines[one]
            text = b"".join(lines)
    return text


# Refused here, and taken by openssl, for a reason: each is a part of our message.
STRICTER = (
    "NUL",
    "UTF-16",
    "noticeNumbers without an organization",
)


@pytest.mark.parametrize("part", range(10))
def test_a_hundred_damaged_ones(judge: Judge, part: int) -> None:
    chance = random.Random(part)
    small = [path.read_bytes() for path in FILES if path.stem != "policy_tree"]
    for _ in range(100):
        text = _damaged(chance.choice(small), chance)
        difference = judge.difference(text)
        if difference is None:
            continue
        ours = judge.ours(text)
        assert isinstance(ours, str), (difference, text)
        assert any(reason in ours for reason in STRICTER), (difference, text)
