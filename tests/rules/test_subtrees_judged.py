"""Names below constrained CAs: what GnuTLS and cryptography say of each name under each constraint of its form."""

from __future__ import annotations

import ipaddress
import warnings
from typing import TYPE_CHECKING

import cryptography.x509
import pytest
from cryptography.x509 import verification

import x509forge as xf
from tests.rules.maker import Maker
from tests.rules.test_subtrees import BASES, NAMES, as_change, broken_ids

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program


def _pairs(keys: KeyFiles, base: xf.GeneralName) -> Iterator[tuple[xf.GeneralName, xf.Certificate, xf.Certificate]]:
    """Yield each name of a form with its certificate, and a CA that permits or excludes the base."""
    maker = Maker(keys)
    for field in ("permitted", "excluded"):
        ca = maker.ca(as_change(xf.NameConstraints.of(**{field: [base]})))
        for name in NAMES:
            # GnuTLS takes addresses of the two families for two forms; RFC 5280 has one.
            if name.chosen == base.chosen and (name.chosen != "ip_address" or 2 * len(name.value) == len(base.value)):
                changes = as_change(xf.SubjectAlternativeName((name,)))
                yield name, maker.leaf(changes, subject=xf.Name.of(O="Z")), ca


# GnuTLS 3.7 processes no constraint on directories.
@pytest.mark.parametrize(
    "base", [base for base in BASES if base.chosen in ("dns_name", "rfc822_name", "ip_address")], ids=str
)
def test_gnutls_says_the_same(base: xf.GeneralName, keys: KeyFiles, certtool: Program, tmp_path: Path) -> None:
    for _, leaf, ca in _pairs(keys, base):
        (tmp_path / "ca").write_text(ca.to_pem())
        (tmp_path / "leaf").write_text(leaf.to_pem())
        said = certtool.run("--verify", "--load-ca-certificate", tmp_path / "ca", "--infile", tmp_path / "leaf")
        assert (said.returncode == 0) is (not broken_ids(leaf, ca))


# cryptography refuses a domain with a dot before it, and one of no labels.
@pytest.mark.parametrize(
    "base",
    [
        base
        for base in BASES
        if base.chosen == "ip_address" or (base.chosen == "dns_name" and base.value not in ("", ".a.example"))
    ],
    ids=str,
)
def test_cryptography_says_the_same(base: xf.GeneralName, keys: KeyFiles) -> None:
    for name, leaf, ca in _pairs(keys, base):
        wanted: cryptography.x509.DNSName | cryptography.x509.IPAddress
        if name.chosen == "ip_address":
            wanted = cryptography.x509.IPAddress(ipaddress.ip_address(name.value))
        else:
            wanted = cryptography.x509.DNSName(name.value)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            anchor, peer = (cryptography.x509.load_der_x509_certificate(each.to_der()) for each in (ca, leaf))
            verifier = verification.PolicyBuilder().store(verification.Store([anchor])).build_server_verifier(wanted)
            try:
                verifier.verify(peer, [])
                accepts = True
            except verification.VerificationError:
                accepts = False
        assert accepts is (not broken_ids(leaf, ca))
