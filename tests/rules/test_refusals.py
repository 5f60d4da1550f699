"""Who refuses what: for each rule a chain that breaks it, and no other as far as can be, shown to each verifier."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import x509forge as xf
from docs.rule_examples import BAD
from tests.rules.maker import FUTURE, HOST, LONG, NOW, PAST, Example, Extensions, Maker, Presented
from tests.tools import handshake
from x509forge.issuing.issuer import sign_certificate
from x509forge.issuing.preflight import ALL_RULES, preflight
from x509forge.issuing.preflight import RULES as PREFLIGHT
from x509forge.rules import check
from x509forge.rules.rule import CLIENTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

    Case = Callable[["Maker"], "Presented"]

CASES: dict[str, Case] = {}


def case(id: str) -> Callable[[Case], Case]:
    """Enter a function as what breaks a rule."""

    def enter(make: Case) -> Case:
        assert id not in CASES
        CASES[id] = make
        return make

    return enter


def _leaf(id: str, changes: Extensions | None = None, **fields: Any) -> None:
    CASES[id] = lambda maker: Presented(maker.leaf(changes, **fields), maker.ca())


def _ca(id: str, changes: Extensions | None = None, **fields: object) -> None:
    CASES[id] = lambda maker: Presented(maker.leaf(), maker.ca(changes, **fields))


@case("rfc5280.signature.algorithms_differ")
def _(maker: Maker) -> Presented:
    leaf = maker.leaf()
    other = maker.ca_key.with_hash("sha384").algorithm
    tbs = leaf.tbs_certificate.replace(signature=other)
    signed = sign_certificate(tbs, maker.ca_key)
    return Presented(signed, maker.ca())


_leaf("rfc5280.validity.not_yet_valid", validity=FUTURE)
_leaf("rfc5280.validity.expired", validity=PAST)
_leaf(
    "rfc9525.host.not_matched",
    {xf.SubjectAlternativeName: xf.Extension.of(xf.SubjectAlternativeName.of("b.example"))},
    subject=xf.Name.of(O="ALI"),
)
_leaf("rfc5280.path.outlives_issuer", validity=LONG)
_leaf(
    "rfc5280.path.issuer_key_identifier",
    {xf.AuthorityKeyIdentifier: xf.Extension.of(xf.AuthorityKeyIdentifier(key_identifier=b"12345678"))},
)
_ca("rfc5280.path.issuer_not_valid", validity=PAST)


@case("rfc5280.path.issuer_is_no_ca")
def _(maker: Maker) -> Presented:
    sub = maker.sub(
        {
            xf.BasicConstraints: xf.Extension.of(xf.BasicConstraints(ca=False)),
            xf.KeyUsage: xf.Extension.of(xf.KeyUsage.of("digitalSignature")),
        }
    )
    return Presented(maker.leaf(by_sub=True), maker.ca(), (sub,))


@case("rfc5280.path.too_long")
def _(maker: Maker) -> Presented:
    anchor = maker.ca(
        {xf.BasicConstraints: xf.Extension.of(xf.BasicConstraints(ca=True, path_len_constraint=0))},
    )
    return Presented(maker.leaf(by_sub=True), anchor, (maker.sub(),))


@case("rfc5280.path.issuer_name")
def _(maker: Maker) -> Presented:
    # The same name for those who compare as RFC 5280 7.1 says, and not octet for octet.
    name = xf.Name.of(("CN", xf.PrintableString("TEST ca")))
    return Presented(maker.leaf(issuer=name), maker.ca())


@case("rfc5280.issuer.empty")
def _(maker: Maker) -> Presented:
    nobody = xf.Name(())
    return Presented(maker.leaf(issuer=nobody), maker.ca(subject=nobody, issuer=nobody))


@case("rfc5280.subject.empty_ca")
def _(maker: Maker) -> Presented:
    nobody = xf.Name(())
    return Presented(maker.leaf(by_sub=True, issuer=nobody), maker.ca(), (maker.sub(subject=nobody),))


def _(maker: Maker) -> Presented:
    return Presented(maker.leaf(extensions=()), maker.ca())


@case("rfc5280.extensions.duplicate")
def _(maker: Maker) -> Presented:
    extensions = maker.leaf().tbs_certificate.extensions
    assert extensions is not None
    return Presented(maker.leaf(extensions=(*extensions, extensions[0])), maker.ca())


def _(maker: Maker) -> Presented:
    empty = xf.Extension.of(xf.SubjectAlternativeName(()))
    return Presented(maker.leaf({xf.SubjectAlternativeName: empty}), maker.ca())


@case("chain.order")
def _(maker: Maker) -> Presented:
    return Presented(maker.leaf(by_sub=True), maker.ca(), (maker.ca(), maker.sub()))


@case("chain.signature")
def _(maker: Maker) -> Presented:
    leaf = maker.leaf()
    signature = maker.ca_key.sign(b"something else")
    return Presented(leaf.replace(signature_value=xf.BitString(signature)), maker.ca())


@case("chain.untrusted")
def _(maker: Maker) -> Presented:
    other = xf.Issuer.self_signed(xf.Name.of(CN="Another CA"), maker.sub_key, days=9)
    return Presented(maker.leaf(), other.certificate)


def _unsigned(maker: Maker, changes: Extensions, parameters: xf.Null | None) -> Presented:
    algorithm = xf.AlgorithmIdentifier(algorithm=xf.oid.ALG_UNSIGNED, parameters=parameters)
    tbs = maker.ca(changes, signature=algorithm).tbs_certificate
    return Presented(maker.leaf(), xf.Certificate.assemble(tbs, algorithm, b""))


@case("rfc9925.unsigned.malformed")
def _(maker: Maker) -> Presented:
    # The signature of a trust anchor is verified by none of them.
    return _unsigned(maker, {xf.AuthorityKeyIdentifier: None}, xf.Null())


@case("rfc9925.unsigned.describes_issuer")
def _(maker: Maker) -> Presented:
    return _unsigned(maker, {}, None)


@case("rfc5280.path.issuer_serial_number")
def _(maker: Maker) -> Presented:
    identifier = xf.AuthorityKeyIdentifier(
        key_identifier=maker.ca_key.public_key.key_identifier(),
        authority_cert_issuer=(xf.GeneralName.directory(xf.Name.of(CN="Test CA")),),
        authority_cert_serial_number=1,
    )
    return Presented(maker.leaf({xf.AuthorityKeyIdentifier: xf.Extension.of(identifier)}), maker.ca())


def _example(id: str) -> Case:
    return lambda maker: Example(maker).bad(id)


# Some of those above show a whole chain in which one thing is wrong.
CASES.update({id: _example(id) for id in BAD if id not in CASES})


class Verifiers:
    """The four of `CLIENTS`, and a real Python 3.13 where there is one."""

    def __init__(self, folder: Path, openssl: Program, certtool: Program) -> None:
        self.folder = folder
        self.openssl = openssl
        self.certtool = certtool

    def refusing(self, shown: Presented, key: Path) -> set[str]:
        """Return those who refuse what is shown."""
        chain, leaf, ca = (self.folder / name for name in ("chain.pem", "leaf.pem", "ca.pem"))
        leaf.write_text(shown.leaf.to_pem())
        chain.write_text("".join(each.to_pem() for each in (shown.leaf, *shown.others)))
        ca.write_text(shown.anchor.to_pem())
        verify = ("-CAfile", ca, "-verify_hostname", HOST, "-untrusted", chain, leaf)
        verdicts = {
            "openssl": self.openssl.run("verify", *verify).returncode == 0,
            "openssl-strict": self.openssl.run("verify", "-x509_strict", *verify).returncode == 0,
            "gnutls": self.certtool.run(
                *("--verify", "--load-ca-certificate", ca, "--verify-hostname", HOST, "--infile", chain)
            ).returncode
            == 0,
        }
        # With a key that is not the certificate's no server starts: there OpenSSL's word stands for Python's.
        served = shown.leaf.tbs_certificate.subject_public_key_info == xf.PrivateKey.load(key).public_key
        verdicts["python-3.13"] = _accepts(chain, key, ca) if served else verdicts["openssl-strict"]
        real = _real_python()
        if served and real is not None:
            script = Path(handshake.__file__)
            said = subprocess.run([real, script, chain, key, ca, HOST], capture_output=True, text=True, check=True)
            assert (said.stdout == "accepted\n") is verdicts["python-3.13"], said.stdout
        return {name for name, accepts in verdicts.items() if not accepts}


def _accepts(chain: Path, key: Path, ca: Path) -> bool:
    try:
        client = handshake.strict_client(str(ca))
        handshake.shake_hands(client, handshake.server_of(str(chain), str(key)), HOST)
    except ssl.SSLError:
        return False
    return True


def _real_python() -> str | None:
    found = sorted(Path.home().glob(".pyenv/versions/3.13*/bin/python3.13"))
    return str(found[-1]) if found else shutil.which("python3.13")


@pytest.fixture(scope="module")
def verifiers(tmp_path_factory: pytest.TempPathFactory, openssl: Program, certtool: Program) -> Verifiers:
    """The programs, and a folder for what they are shown."""
    return Verifiers(tmp_path_factory.mktemp("shown"), openssl, certtool)


def test_a_chain_without_findings_is_accepted_by_all(verifiers: Verifiers, keys: KeyFiles) -> None:
    maker = Maker(keys)
    for shown in (
        Presented(maker.leaf(), maker.ca()),
        Presented(maker.leaf(by_sub=True), maker.ca(), (maker.sub(),)),
    ):
        assert verifiers.refusing(shown, keys("ec:P-256", 1)) == set()
        assert _findings(shown) == set()


def _findings(shown: Presented) -> set[str]:
    """Return the ids of what the rules and the preflight find."""
    found = preflight((shown.leaf, *shown.others), anchors=[shown.anchor])
    return _findings_of_each(shown) | {finding.id for finding in found if finding.id in PREFLIGHT}


def _findings_of_each(shown: Presented) -> set[str]:
    # As a verifier reads them.
    chain = [xf.Certificate.from_der(each.to_der()) for each in (shown.leaf, *shown.others, shown.anchor)]
    return {
        finding.id
        for certificate, issuer in zip(chain, (*chain[1:], chain[-1]), strict=True)
        for finding in check(certificate, issuer=issuer, host=HOST if certificate is chain[0] else None, at=NOW)
    }


@pytest.mark.parametrize("id", CASES)
def test_those_who_refuse_it_are_those_who_were_seen_to(id: str, verifiers: Verifiers, keys: KeyFiles) -> None:
    shown = CASES[id](Maker(keys))
    assert id in _findings(shown)
    assert verifiers.refusing(shown, keys("ec:P-256", 1)) == set(ALL_RULES[id].refused_by)


def test_every_rule_has_a_case_and_every_case_a_rule() -> None:
    # What no client sees: requests, the key file, and what is warned of because nothing is known.
    unseen = {
        "rfc2986.version",
        "chain.incomplete",
        "chain.unverifiable",
        *(id for id in ALL_RULES if id.startswith("key.")),
    }
    assert set(CASES) == set(ALL_RULES) - unseen
    assert all(ALL_RULES[id].refused_by == () for id in unseen)
    assert {name for rule in ALL_RULES.values() for name in rule.refused_by} <= set(CLIENTS)
