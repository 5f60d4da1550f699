"""Names below constrained CAs: our verdict is that of `openssl verify`, and what differs is told here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import x509forge as xf
from tests.rules.maker import HOST, Maker
from x509forge.issuing.preflight import preflight

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

BROKEN = {f"rfc5280.path.name_{way}" for way in ("not_permitted", "excluded", "not_compared")}

_HOSTS = ("a.example", "b.a.example", "A.Example", "ba.example", "example", "c.b.a.example", "other.test")
NAMES = [
    *(xf.GeneralName(dns_name=host) for host in _HOSTS),
    *(xf.GeneralName(rfc822_name=f"{local}@{host}") for local in ("x", "X", "y") for host in _HOSTS[:4]),
    *(xf.GeneralName(uniform_resource_identifier=f"http://{host}/p") for host in _HOSTS),
    *(xf.GeneralName.ip(address) for address in ("192.0.2.7", "192.0.3.7", "2001:db8::7", "2001:db9::7")),
    *(xf.GeneralName(directory_name=name) for name in (xf.Name.of(O="A"), xf.Name.of(O="a "), xf.Name.of(O="B"))),
    xf.GeneralName(directory_name=xf.Name.of(O="A", CN="x")),
    xf.GeneralName(directory_name=xf.Name.of(("O", xf.PrintableString("A")), ("OU", "y"))),
    xf.GeneralName.registered("1.2.3"),
]
BASES = [
    *(xf.GeneralName(dns_name=host) for host in (*_HOSTS, ".a.example", "")),
    *(xf.GeneralName(rfc822_name=base) for base in (*_HOSTS[:4], ".a.example", "x@a.example", "X@A.example")),
    *(xf.GeneralName(uniform_resource_identifier=base) for base in (*_HOSTS, ".a.example")),
    *(xf.GeneralName.ip(net) for net in ("192.0.2.0/24", "192.0.2.7/32", "0.0.0.0/0", "2001:db8::/32", "::/0")),
    *(xf.GeneralName(directory_name=name) for name in (xf.Name.of(O="A"), xf.Name.of(O="A", CN="x"), xf.Name(()))),
    xf.GeneralName.registered("1.2.3"),
]


def broken_ids(certificate: xf.Certificate, issuer: xf.Certificate) -> set[str]:
    """Return the ids of the rules about constraints that a certificate breaks."""
    return BROKEN & {finding.id for finding in xf.check(certificate, issuer=issuer)}


def as_change(value: xf.ExtensionValue) -> dict[type[xf.ExtensionValue] | str, xf.Extension | None]:
    """Return what `Maker` takes."""
    return {value.oid: xf.Extension.of(value)}


def _openssl_accepts(openssl: Program, folder: Path, leaf: xf.Certificate, ca: xf.Certificate) -> bool:
    (folder / "ca.pem").write_text(ca.to_pem())
    (folder / "leaf.pem").write_text(leaf.to_pem())
    return openssl.run("verify", "-CAfile", folder / "ca.pem", folder / "leaf.pem").returncode == 0


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(st.sampled_from(NAMES), min_size=1, max_size=3),
    permitted=st.lists(st.sampled_from(BASES), max_size=3),
    excluded=st.lists(st.sampled_from(BASES), max_size=2),
    subject=st.sampled_from([xf.Name.of(O="A"), xf.Name.of(O="B"), xf.Name.of(O="A", emailAddress="x@a.example")]),
)
def test_our_verdict_is_that_of_openssl(
    names: list[xf.GeneralName],
    permitted: list[xf.GeneralName],
    excluded: list[xf.GeneralName],
    subject: xf.Name,
    keys: KeyFiles,
    openssl: Program,
    tmp_path: Path,
) -> None:
    if not permitted and not excluded:
        return
    maker = Maker(keys)
    ca = maker.ca(as_change(xf.NameConstraints.of(permitted=permitted, excluded=excluded)))
    leaf = maker.leaf(as_change(xf.SubjectAlternativeName(tuple(names))), subject=subject)
    assert (not broken_ids(leaf, ca)) is _openssl_accepts(openssl, tmp_path, leaf, ca)


@pytest.mark.parametrize(
    ("names", "constraints", "ours", "openssl_accepts"),
    [
        # A wildcard stands for a host that is excluded: OpenSSL 3.0 compares the text.
        (("*.a.example",), xf.NameConstraints.of(excluded=["b.a.example"]), {"rfc5280.path.name_excluded"}, True),
        (("*.a.example",), xf.NameConstraints.of(excluded=["c.b.a.example"]), set(), True),
        (("*.a.example",), xf.NameConstraints.of(permitted=["a.example"]), set(), True),
        # RFC 5280 4.2.1.10: a URI whose host is no domain name is refused; OpenSSL compares the text.
        (
            ("http://192.0.2.7/",),
            xf.NameConstraints.of(excluded=[xf.GeneralName(uniform_resource_identifier="a.example")]),
            {"rfc5280.path.name_not_compared"},
            True,
        ),
        # Who logs in is no part of the host; OpenSSL takes it for one.
        (
            (xf.GeneralName(uniform_resource_identifier="http://x@a.example/"),),
            xf.NameConstraints.of(permitted=[xf.GeneralName(uniform_resource_identifier="a.example")]),
            set(),
            False,
        ),
        # RFC 9598 6: an internationalized mailbox keeps the constraints on mailboxes.
        (
            (xf.GeneralName.other(xf.oid.SMTP_UTF8_MAILBOX, "\u00e9@a.example"),),
            xf.NameConstraints.of(permitted=[xf.GeneralName(rfc822_name="b.example")]),
            {"rfc5280.path.name_not_permitted"},
            False,
        ),
        (
            (xf.GeneralName.other(xf.oid.SMTP_UTF8_MAILBOX, "\u00e9@a.example"),),
            xf.NameConstraints.of(permitted=[xf.GeneralName(rfc822_name="a.example")]),
            set(),
            True,
        ),
        # Of a form that nobody is constrained in, any name may be there.
        (("192.0.2.7",), xf.NameConstraints.of(permitted=["a.example"]), set(), True),
    ],
)
def test_what_is_said_of_a_name(
    names: tuple[xf.GeneralName | str, ...],
    constraints: xf.NameConstraints,
    ours: set[str],
    openssl_accepts: bool,
    keys: KeyFiles,
    openssl: Program,
    tmp_path: Path,
) -> None:
    maker = Maker(keys)
    ca = maker.ca(as_change(constraints))
    leaf = maker.leaf(as_change(xf.SubjectAlternativeName.of(*names)), subject=xf.Name.of(O="ALI"))
    assert broken_ids(leaf, ca) == ours
    assert _openssl_accepts(openssl, tmp_path, leaf, ca) is openssl_accepts


def test_a_subtree_with_a_minimum_is_not_compared(keys: KeyFiles) -> None:
    maker = Maker(keys)
    subtree = xf.GeneralSubtree(base=xf.GeneralName.of(HOST), minimum=1)
    ca = maker.ca(as_change(xf.NameConstraints(permitted_subtrees=(subtree,))))
    assert broken_ids(maker.leaf(), ca) == {"rfc5280.path.name_not_compared"}


def test_issue_refuses_what_its_own_certificate_forbids_unless_it_is_waived(keys: KeyFiles) -> None:
    maker = Maker(keys)
    issuer = xf.Issuer(maker.ca(as_change(xf.NameConstraints.of(permitted=["a.example"]))), maker.ca_key)
    wanted = [xf.Extension.of(xf.SubjectAlternativeName.of("b.example"))]
    with pytest.raises(xf.RuleViolation, match=r"rfc5280\.path\.name_not_permitted"):
        issuer.issue(maker.leaf_key.public_key, subject=xf.Name.of(O="ALI"), days=1, extensions=wanted)
    issuer.issue(
        maker.leaf_key.public_key,
        subject=xf.Name.of(O="ALI"),
        days=1,
        extensions=wanted,
        waive=["rfc5280.path.name_not_permitted"],
    )


def test_a_self_issued_ca_keeps_no_constraints_and_is_no_root(keys: KeyFiles, openssl: Program, tmp_path: Path) -> None:
    maker = Maker(keys)
    name = xf.Name.of(CN="Test CA")
    root = maker.ca(as_change(xf.NameConstraints.of(permitted=[HOST, xf.Name.of(CN=HOST)])))
    renewed = maker.sub(subject=name)
    leaf = maker.leaf(by_sub=True, issuer=name)
    assert [finding for finding in preflight((leaf, renewed), anchors=[root]) if finding.severity == "error"] == []
    for file, certificate in (("root", root), ("renewed", renewed), ("leaf", leaf)):
        (tmp_path / file).write_text(certificate.to_pem())
    openssl("verify", "-CAfile", tmp_path / "root", "-untrusted", tmp_path / "renewed", tmp_path / "leaf")


def test_an_address_in_the_subject_is_found_where_it_stands(keys: KeyFiles) -> None:
    maker = Maker(keys)
    ca = maker.ca(as_change(xf.NameConstraints.of(permitted=[xf.GeneralName(rfc822_name="b.example")])))
    leaf = maker.leaf(subject=xf.Name.of(O="ALI", emailAddress="x@a.example"))
    paths = [finding.path for finding in xf.check(leaf, issuer=ca) if finding.id == "rfc5280.path.name_not_permitted"]
    assert paths == ["tbsCertificate.subject[1][0].value"]
    assert leaf.at(paths[0]) == xf.IA5String("x@a.example")
