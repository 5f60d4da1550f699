"""x509-limbo's cases of RFC 5280, each as the code that builds it: read by `make_limbo.py`, run by its test.

A code is an expression: `root(...)`, `ica(above, ...)` and `leaf(above, ...)` are the sound certificates of
`limbo_chain.py`, with the extensions that are given in place of those of their types, and with the fields that are
given. The ids, and who is refused, are those of https://github.com/C2SP/x509-limbo.
"""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    """A chain, whether x509-limbo wants it refused, and what `openssl x509 -text` says of the odd certificates.

    `seen` has, by the place in the chain (the leaf is 0), what stands in OpenSSL's text; after a minus, what stands
    only in that of a sound one. `trusted` and `beside` are expressions where `peer` is what the code makes. `note` says
    why our findings are not x509-limbo's verdict.
    """

    code: str
    refused: bool
    seen: dict[int, str]
    host: str | None = "example.com"
    at: str = "2030-01-01T00:00:00"
    trusted: str = "peer.chain[-1:]"
    beside: str = "()"
    note: str = ""
    profile: str = "rfc5280"


_SAN = "xf.SubjectAlternativeName.of({})"
_NC = "xf.NameConstraints.of({})"
_NO_USAGE = "plain(xf.KeyUsage.of())"
_UNKNOWN = "1.3.6.1.4.1.55738.666.1: critical"
_BASIC = "X509v3 Basic Constraints: critical CA:TRUE"
_NET = 'xf.GeneralName.ip("192.0.2.0/24")'
_FOO = 'xf.Name.of(CN="foo")'
_NOT_FOO = 'xf.Name.of(CN="not-foo")'
_OTHER = 'xf.GeneralName.other("1.3.6.1.4.1.55738.666.3", xf.Null())'


def _under(constraints: str, names: str, subject: str = "") -> str:
    """Return a leaf below a root with constraints."""
    return f"leaf(root({_NC.format(constraints)}), {_SAN.format(names)}{subject})"


def _below(constraints: str, names: str, purpose: str = "") -> str:
    """Return a leaf below a CA with constraints, which is below a root."""
    return f"leaf(ica(root(), {_NC.format(constraints)}), {_SAN.format(names)}{purpose})"


def _mail(constraint: str, address: str) -> str:
    """Return a client's certificate for an address, below a CA that permits a mailbox or a host."""
    return _below(
        f'permitted=[xf.GeneralName(rfc822_name="{constraint}")]',
        f'xf.GeneralName(rfc822_name="{address}")',
        ', xf.ExtendedKeyUsage.of("clientAuth")',
    )


def _dates(own: str) -> str:
    return f"leaf(ica(root({own}), {own}), {own})"


def _valid(since: str, until: str) -> str:
    return f'validity=xf.Validity.of("{since}", "{until}")'


_MARCH = _dates(_valid("2024-03-01T00:00:00Z", "2024-04-01T00:00:00Z"))
_MARCH_LATER = _dates(_valid("2024-03-01T00:00:01Z", "2024-04-01T00:00:00Z"))
_MARCH_LATER_STILL = _dates(_valid("2024-03-01T00:00:05Z", "2024-04-01T00:00:00Z"))
_TO_APRIL = {0: "Not After : Apr 1 00:00:00 2024 GMT"}
_PERMITTED = "X509v3 Name Constraints: critical Permitted: "
_EXCLUDED = "X509v3 Name Constraints: critical Excluded: "
_NAMED = 'subject=xf.Name.of(CN="not-example.com")'
_ONLY, _NOT = 'permitted=["example.com"]', '"not-example.com"'
_BOTH = 'permitted=["permitted.example.com"], excluded=["forbidden.example.com"]'
_NONE, _FREE = 'excluded=["forbidden.example.com"]', '"unconstrained.example.com"'
_FORBIDDEN, _ALLOWED, _FOO_HOST = '"forbidden.example.com"', '"permitted.example.com"', '"foo.example.com"'
_FOO_AND_BAR, _BAR = 'permitted=["foo.example.com", "bar.example.com"]', 'permitted=["bar.example.com"]'
_TWICE, _MAILBOX = 'permitted=[xf.GeneralName(rfc822_name="invalid@invalid@example.com")]', '"example@example.com"'
_LATE, _ENDED = _valid("2018-01-01", "2023-01-01"), _valid("2018-01-01", "2021-01-01")
_LONG, _SHORT = _valid("2016-01-01", "2026-01-01"), _valid("2016-01-01", "2020-01-01")
_FRACTION = "five milliseconds after the end are after it for us; x509-limbo calls this ambiguous, and lets it pass"
_PURPOSE = "`check` does not ask what a certificate is wanted for"


CASES: dict[str, Case] = {
    "rfc5280::aki::critical-aki": Case(
        "leaf(root(critical(xf.AuthorityKeyIdentifier(key_identifier=shared.public_key.key_identifier())), "
        "key=shared))",
        True,
        {1: "X509v3 Authority Key Identifier: critical"},
    ),
    "rfc5280::aki::leaf-missing-aki": Case(
        "leaf(root(), without=[xf.AuthorityKeyIdentifier])", True, {0: "-X509v3 Authority Key Identifier:"}
    ),
    "rfc5280::aki::intermediate-missing-aki": Case(
        "leaf(ica(root(), without=[xf.AuthorityKeyIdentifier]))", True, {1: "-X509v3 Authority Key Identifier:"}
    ),
    "rfc5280::aki::self-signed-root-missing-aki": Case("leaf(root())", False, {}),
    "rfc5280::aki::cross-signed-root-missing-aki": Case(
        "leaf(ica(root(), without=[xf.AuthorityKeyIdentifier]))",
        True,
        {1: "-X509v3 Authority Key Identifier:"},
        trusted="peer.chain[1:2]",
    ),
    "rfc5280::eku::ee-wrong-eku": Case(
        'leaf(root(), xf.ExtendedKeyUsage.of("clientAuth"))',
        True,
        {0: "X509v3 Extended Key Usage: TLS Web Client Authentication"},
        note=_PURPOSE,
    ),
    "rfc5280::eku::ee-without-eku": Case(
        "leaf(root(), without=[xf.ExtendedKeyUsage])", False, {0: "-X509v3 Extended Key Usage:"}
    ),
    "rfc5280::eku::ee-eku-empty": Case(
        "leaf(root(), xf.ExtendedKeyUsage(()))", True, {0: "-TLS Web Server Authentication"}
    ),
    "rfc5280::nc::permitted-dns-mismatch": Case(
        _under('permitted=["example.com"]', '"not-example.com"'),
        True,
        {0: "DNS:not-example.com", 1: _PERMITTED + "DNS:example.com"},
        host=None,
    ),
    "rfc5280::nc::excluded-dns-match": Case(
        _below('excluded=["example.com"]', '"example.com"'), True, {1: _EXCLUDED + "DNS:example.com"}
    ),
    "rfc5280::nc::permitted-dns-match": Case(
        _under('permitted=["example.com"]', '"example.com"'), False, {1: _PERMITTED + "DNS:example.com"}
    ),
    "rfc5280::nc::permitted-dns-match-noncritical": Case(
        'leaf(root(plain(xf.NameConstraints.of(permitted=["example.com"]))))',
        True,
        {1: "X509v3 Name Constraints: Permitted: DNS:example.com"},
    ),
    "rfc5280::nc::permitted-dns-match-more": Case(
        _under('permitted=["example.com"]', '"foo.bar.example.com"'),
        False,
        {0: "DNS:foo.bar.example.com", 1: _PERMITTED + "DNS:example.com"},
        host="foo.bar.example.com",
    ),
    "rfc5280::nc::excluded-dns-match-second": Case(
        _under('excluded=["not-allowed.example.com"]', '"example.com", "not-allowed.example.com"'),
        True,
        {0: "DNS:example.com, DNS:not-allowed.example.com", 1: _EXCLUDED + "DNS:not-allowed.example.com"},
    ),
    "rfc5280::nc::permitted-ip-mismatch": Case(
        _under(f"permitted=[{_NET}]", '"192.0.3.1"'),
        True,
        {0: "IP Address:192.0.3.1", 1: _PERMITTED + "IP:192.0.2.0/255.255.255.0"},
        host="192.0.3.1",
    ),
    "rfc5280::nc::excluded-ipv4-match": Case(
        _under(f"excluded=[{_NET}]", '"192.0.2.1"'),
        True,
        {0: "IP Address:192.0.2.1", 1: _EXCLUDED + "IP:192.0.2.0/255.255.255.0"},
        host="192.0.2.1",
    ),
    "rfc5280::nc::excluded-ipv6-match": Case(
        _under('excluded=[xf.GeneralName.ip("::1/128")]', '"::1"'),
        True,
        {0: "IP Address:0:0:0:0:0:0:0:1", 1: _EXCLUDED + "IP:0:0:0:0:0:0:0:1/FFFF"},
        host="::1",
    ),
    "rfc5280::nc::permitted-ipv4-match": Case(
        _under(f"permitted=[{_NET}]", '"192.0.2.1"'),
        False,
        {0: "IP Address:192.0.2.1", 1: _PERMITTED + "IP:192.0.2.0/255.255.255.0"},
        host="192.0.2.1",
    ),
    "rfc5280::nc::permitted-ipv6-match": Case(
        _under('permitted=[xf.GeneralName.ip("::1/128")]', '"::1"'),
        False,
        {0: "IP Address:0:0:0:0:0:0:0:1", 1: _PERMITTED + "IP:0:0:0:0:0:0:0:1/FFFF"},
        host="::1",
    ),
    "rfc5280::nc::permitted-dn-mismatch": Case(
        _under(f"permitted=[{_FOO}]", _NOT_FOO, f", subject={_NOT_FOO}"),
        True,
        {0: "Subject: CN = not-foo", 1: _PERMITTED + "DirName:CN = foo"},
        host=None,
    ),
    "rfc5280::nc::excluded-dn-match": Case(
        _under(f"excluded=[{_FOO}]", _FOO, f", subject={_FOO}"),
        True,
        {0: "Subject: CN = foo", 1: _EXCLUDED + "DirName:CN = foo"},
        host=None,
    ),
    "rfc5280::nc::permitted-dn-match": Case(
        _under(f"permitted=[{_FOO}]", _FOO, f", subject={_FOO}"),
        False,
        {0: "DirName:/CN=foo", 1: _PERMITTED + "DirName:CN = foo"},
        host=None,
    ),
    "rfc5280::nc::permitted-dn-match-subject-san-mismatch": Case(
        _under(f"permitted=[{_FOO}]", _FOO, f", subject={_NOT_FOO}"),
        True,
        {0: "DirName:/CN=foo", 1: _PERMITTED + "DirName:CN = foo"},
        host=None,
    ),
    "rfc5280::nc::excluded-dn-match-sub-mismatch": Case(
        _under(f"excluded=[{_FOO}]", _NOT_FOO, f", subject={_FOO}"),
        True,
        {0: "Subject: CN = foo", 1: _EXCLUDED + "DirName:CN = foo"},
        host=None,
    ),
    "rfc5280::nc::permitted-self-issued": Case(
        f"leaf(ica(root({_NC.format(_ONLY)}, {_SAN.format(_NOT)}, {_NAMED}), {_SAN.format(_NOT)}, {_NAMED}))",
        False,
        {1: "DNS:not-example.com", 2: _PERMITTED + "DNS:example.com"},
    ),
    "rfc5280::nc::excluded-self-issued-leaf": Case(
        f"leaf(ica(root({_NC.format(_ONLY)}), {_SAN.format(_NOT)}, {_NAMED}), {_SAN.format(_NOT)}, {_NAMED})",
        True,
        {0: "DNS:not-example.com", 2: _PERMITTED + "DNS:example.com"},
        host="not-example.com",
    ),
    "rfc5280::nc::excluded-match-permitted-and-excluded": Case(
        _under('permitted=["example.com"], excluded=["example.com"]', '"example.com"'),
        True,
        {1: _PERMITTED + "DNS:example.com Excluded: DNS:example.com"},
    ),
    "rfc5280::nc::permitted-different-constraint-type": Case(
        _under(f"permitted=[{_NET}]", '"example.com"'), False, {1: _PERMITTED + "IP:192.0.2.0/255.255.255.0"}
    ),
    "rfc5280::nc::excluded-different-constraint-type": Case(
        _under(f"excluded=[{_NET}]", '"example.com"'), False, {1: _EXCLUDED + "IP:192.0.2.0/255.255.255.0"}
    ),
    "rfc5280::nc::invalid-dnsname-wildcard": Case(
        _under('permitted=[xf.GeneralName(dns_name="*.example.com")]', '"foo.example.com"'),
        True,
        {1: _PERMITTED + "DNS:*.example.com"},
        host="foo.example.com",
    ),
    "rfc5280::nc::invalid-dnsname-leading-period": Case(
        _under('permitted=[xf.GeneralName(dns_name=".example.com")]', '"foo.example.com"'),
        True,
        {1: _PERMITTED + "DNS:.example.com"},
        host="foo.example.com",
    ),
    "rfc5280::nc::invalid-ipv4-address": Case(
        _under('permitted=[xf.GeneralName.ip("127.0.0.1")]', '"127.0.0.1"'),
        True,
        {1: _PERMITTED + "IP:127.0.0.1/<invalid length=0>"},
        host="127.0.0.1",
    ),
    "rfc5280::nc::invalid-ipv6-address": Case(
        _under('permitted=[xf.GeneralName.ip("::1")]', '"::1"'),
        True,
        {1: _PERMITTED + "IP:0:0:0:0:0:0:0:1/<invalid length=0>"},
        host="::1",
    ),
    "rfc5280::nc::invalid-email-address": Case(
        f'leaf(root({_NC.format(_TWICE)}), {_SAN.format(_MAILBOX)}, xf.ExtendedKeyUsage.of("clientAuth"))',
        True,
        {0: "email:example@example.com", 1: _PERMITTED + "email:invalid@invalid@example.com"},
        host=None,
    ),
    "rfc5280::nc::not-allowed-in-ee-noncritical": Case(
        'leaf(root(), plain(xf.NameConstraints.of(permitted=["example.com"])))',
        True,
        {0: "X509v3 Name Constraints: Permitted: DNS:example.com"},
    ),
    "rfc5280::nc::not-allowed-in-ee-critical": Case(
        'leaf(root(), xf.NameConstraints.of(permitted=["example.com"]))', True, {0: _PERMITTED + "DNS:example.com"}
    ),
    "rfc5280::nc::intermediate-with-san-rejected-by-intermediate-nc": Case(
        f"leaf(ica(ica(root(), {_NC.format(_BOTH)}), {_SAN.format(_FORBIDDEN)}), {_SAN.format(_ALLOWED)})",
        True,
        {0: "DNS:permitted.example.com", 1: "DNS:forbidden.example.com", 2: _PERMITTED + "DNS:permitted.example.com"},
        host="permitted.example.com",
    ),
    "rfc5280::nc::intermediate-with-san-rejected-by-root-nc": Case(
        f"leaf(ica(ica(root({_NC.format(_BOTH)})), {_SAN.format(_FORBIDDEN)}), {_SAN.format(_ALLOWED)})",
        True,
        {0: "DNS:permitted.example.com", 1: "DNS:forbidden.example.com", 3: _PERMITTED + "DNS:permitted.example.com"},
        host="permitted.example.com",
    ),
    "rfc5280::nc::restrictive-permits-in-intermediates-narrows": Case(
        f"leaf(ica(ica(root(), {_NC.format(_FOO_AND_BAR)}), {_NC.format(_BAR)}), {_SAN.format(_FOO_HOST)})",
        True,
        {0: "DNS:foo.example.com", 1: "DNS:bar.example.com", 2: "DNS:foo.example.com DNS:bar.example.com"},
        host="foo.example.com",
    ),
    "rfc5280::nc::restrictive-permits-in-intermediates-widens": Case(
        f"leaf(ica(ica(root(), {_NC.format(_BAR)}), {_NC.format(_FOO_AND_BAR)}), {_SAN.format(_FOO_HOST)})",
        True,
        {0: "DNS:foo.example.com", 1: "DNS:foo.example.com DNS:bar.example.com", 2: "DNS:bar.example.com"},
        host="foo.example.com",
    ),
    "rfc5280::nc::nc-permits-invalid-dns-san": Case(
        _below('permitted=["example.com"]', 'xf.GeneralName(dns_name=".example.com"), "foo.example.com"'),
        True,
        {0: "DNS:.example.com, DNS:foo.example.com", 1: _PERMITTED + "DNS:example.com"},
        host="foo.example.com",
    ),
    "rfc5280::nc::nc-permits-invalid-ip-san": Case(
        _below(f"permitted=[{_NET}]", f'{_NET}, "192.0.2.1"'),
        True,
        {0: "IP Address:<invalid length=8>, IP Address:192.0.2.1", 1: _PERMITTED + "IP:192.0.2.0/255.255.255.0"},
        host="192.0.2.1",
    ),
    "rfc5280::nc::nc-permits-invalid-email-san": Case(
        _below(
            'permitted=[xf.GeneralName(rfc822_name="example.com")]',
            '"good@example.com", "alsogood@example.com", xf.GeneralName(rfc822_name="invalid@address@example.com")',
            ', xf.ExtendedKeyUsage.of("clientAuth")',
        ),
        True,
        {0: "email:alsogood@example.com, email:invalid@address@example.com", 1: _PERMITTED + "email:example.com"},
        host=None,
    ),
    "rfc5280::nc::nc-forbids-alternate-chain-ica": Case(
        f"leaf(ica(ica(root(), {_NC.format(_BOTH)}), key=shared), {_SAN.format(_ALLOWED)})",
        False,
        {0: "DNS:permitted.example.com", 2: _PERMITTED + "DNS:permitted.example.com"},
        host="permitted.example.com",
        beside=f"ica(root(), {_SAN.format(_FORBIDDEN)}, key=shared, "
        "subject=xf.Name.of(CN='x509-limbo-intermediate-2')),",
    ),
    "rfc5280::nc::nc-forbids-same-chain-ica": Case(
        f"leaf(ica(root(), {_SAN.format(_FREE)}, key=shared), {_SAN.format(_FREE)})",
        False,
        {0: "DNS:unconstrained.example.com", 1: "DNS:unconstrained.example.com"},
        host="unconstrained.example.com",
        beside=f"ica(ica(root(), {_NC.format(_NONE)}), {_SAN.format(_FORBIDDEN)}, key=shared, "
        "subject=xf.Name.of(CN='x509-limbo-intermediate-1')),",
    ),
    "rfc5280::nc::nc-permits-email-exact": Case(
        _mail("foo@example.com", "foo@example.com"), False, {1: _PERMITTED + "email:foo@example.com"}, host=None
    ),
    "rfc5280::nc::nc-permits-email-domain": Case(
        _mail("example.com", "foo@example.com"), False, {1: _PERMITTED + "email:example.com"}, host=None
    ),
    "rfc5280::nc::nc-permits-email-literal-asterisk-exact-match": Case(
        _mail("*@example.com", "*@example.com"), False, {1: _PERMITTED + "email:*@example.com"}, host=None
    ),
    "rfc5280::nc::nc-permits-email-literal-asterisk-rejects-user": Case(
        _mail("*@example.com", "user@example.com"), True, {1: _PERMITTED + "email:*@example.com"}, host=None
    ),
    "rfc5280::nc::nc-permits-email-literal-asterisk-rejects-subdomain": Case(
        _mail("*@example.com", "*@subdomain.example.com"), True, {1: _PERMITTED + "email:*@example.com"}, host=None
    ),
    "rfc5280::nc::nc-permits-email-literal-double-asterisk": Case(
        _mail("**@example.com", "**@example.com"), False, {1: _PERMITTED + "email:**@example.com"}, host=None
    ),
    "rfc5280::nc::nc-permits-email-literal-double-asterisk-rejects-single": Case(
        _mail("**@example.com", "*@example.com"), True, {1: _PERMITTED + "email:**@example.com"}, host=None
    ),
    "rfc5280::nc::nc-permits-email-literal-mid-asterisk": Case(
        _mail("user*@example.com", "user*@example.com"), False, {1: _PERMITTED + "email:user*@example.com"}, host=None
    ),
    "rfc5280::nc::nc-forbids-othername": Case(
        _below(f'permitted=["example.com"], excluded=[{_OTHER}]', f'"example.com", {_OTHER}'),
        True,
        {0: "DNS:example.com, othername:", 1: "Excluded: othername:"},
    ),
    "rfc5280::nc::nc-forbids-othername-noop": Case(
        _below(f'permitted=["example.com"], excluded=[{_OTHER}]', '"example.com"'), False, {1: "Excluded: othername:"}
    ),
    "rfc5280::nc::nc-forbids-dnsname-wildcard-san": Case(
        _below('permitted=["example.com"], excluded=["bar.example.com"]', '"*.example.com"'),
        True,
        {0: "DNS:*.example.com", 1: "Excluded: DNS:bar.example.com"},
        host="bar.example.com",
    ),
    "rfc5280::pc::ica-noncritical-pc": Case(
        "leaf(ica(root(), plain(xf.PolicyConstraints(require_explicit_policy=3))))",
        True,
        {1: "X509v3 Policy Constraints: Require Explicit Policy:3"},
    ),
    "rfc5280::san::malformed": Case(
        'leaf(root(), unknown(b"example.com", "subjectAltName", critical=False))',
        True,
        {0: "X509v3 Subject Alternative Name: example.com"},
    ),
    "rfc5280::san::noncritical-with-empty-subject": Case(
        "leaf(root(), subject=xf.Name(()))", True, {0: "-Subject: O = x509-limbo"}
    ),
    "rfc5280::san::underscore-dns": Case(
        'leaf(root(), xf.SubjectAlternativeName((xf.GeneralName(dns_name="foo_bar.example.com"),)))',
        True,
        {0: "DNS:foo_bar.example.com"},
        host="foo_bar.example.com",
    ),
    "rfc5280::san::ip-in-dns": Case(
        'leaf(root(), xf.SubjectAlternativeName((xf.GeneralName(dns_name="8.8.8.8"),)))',
        True,
        {0: "DNS:8.8.8.8"},
        host="8.8.8.8",
    ),
    "rfc5280::serial::too-long": Case(
        "leaf(root(), serial_number=(1 << 175) + 1)", True, {0: "Serial Number: 80:00:00:00"}
    ),
    "rfc5280::serial::zero": Case("leaf(root(), serial_number=0)", True, {0: "Serial Number: 0 (0x0)"}),
    "rfc5280::serial::negative": Case("leaf(root(), serial_number=-1)", True, {0: "Serial Number: (Negative)01"}),
    "rfc5280::ski::critical-ski": Case(
        "leaf(root(critical(xf.SubjectKeyIdentifier(shared.public_key.key_identifier())), key=shared))",
        True,
        {1: "X509v3 Subject Key Identifier: critical"},
    ),
    "rfc5280::ski::root-missing-ski": Case(
        "leaf(root(without=[xf.SubjectKeyIdentifier]))", True, {1: "-X509v3 Subject Key Identifier:"}
    ),
    "rfc5280::ski::intermediate-missing-ski": Case(
        "leaf(ica(root(), without=[xf.SubjectKeyIdentifier]))", True, {1: "-X509v3 Subject Key Identifier:"}
    ),
    "rfc5280::validity::expired-root": Case(
        f"leaf(ica(root({_SHORT}), {_LONG}), {_LATE})",
        True,
        {2: "Not After : Jan 1 00:00:00 2020 GMT"},
        at="2022-01-01T00:00:00",
    ),
    "rfc5280::validity::expired-intermediate": Case(
        f"leaf(ica(root({_LONG}), {_SHORT}), {_LATE})",
        True,
        {1: "Not After : Jan 1 00:00:00 2020 GMT"},
        at="2022-01-01T00:00:00",
    ),
    "rfc5280::validity::expired-leaf": Case(
        f"leaf(ica(root({_LONG}), {_LONG}), {_ENDED})",
        True,
        {0: "Not After : Jan 1 00:00:00 2021 GMT"},
        at="2022-01-01T00:00:00",
    ),
    "rfc5280::validity::notbefore-exact": Case(
        _MARCH, False, {0: "Not Before: Mar 1 00:00:00 2024 GMT"}, at="2024-03-01T00:00:00"
    ),
    "rfc5280::validity::notbefore-fractional": Case(
        _MARCH_LATER, True, {0: "Not Before: Mar 1 00:00:01 2024 GMT"}, at="2024-03-01T00:00:00.999"
    ),
    "rfc5280::validity::notafter-exact": Case(_MARCH, False, _TO_APRIL, at="2024-04-01T00:00:00"),
    "rfc5280::validity::notafter-fractional": Case(
        _MARCH, False, _TO_APRIL, at="2024-04-01T00:00:00.005", note=_FRACTION
    ),
    "rfc5280::validity::expired-1-second": Case(_MARCH, True, _TO_APRIL, at="2024-04-01T00:00:01"),
    "rfc5280::validity::expired-5-seconds": Case(_MARCH, True, _TO_APRIL, at="2024-04-01T00:00:05"),
    "rfc5280::validity::not-yet-valid-1-second": Case(
        _MARCH_LATER, True, {0: "Not Before: Mar 1 00:00:01 2024 GMT"}, at="2024-03-01T00:00:00"
    ),
    "rfc5280::validity::not-yet-valid-5-seconds": Case(
        _MARCH_LATER_STILL, True, {0: "Not Before: Mar 1 00:00:05 2024 GMT"}, at="2024-03-01T00:00:00"
    ),
    "rfc5280::ee-empty-issuer": Case("leaf(root(), issuer=xf.Name(()))", True, {0: "Issuer: Validity"}),
    "rfc5280::ca-empty-subject": Case("leaf(root(subject=xf.Name(())))", True, {1: "-Subject: CN = x509-limbo-root"}),
    "rfc5280::unknown-critical-extension-ee": Case('leaf(root(), unknown(b""))', True, {0: _UNKNOWN}),
    "rfc5280::unknown-critical-extension-root": Case('leaf(root(unknown(b"")))', True, {1: _UNKNOWN}),
    "rfc5280::unknown-critical-extension-unrelated-root": Case(
        "leaf(root())",
        False,
        {},
        trusted="(*peer.chain[-1:], beside[0].certificate)",
        beside="root(unknown(b''), subject=xf.Name.of(CN='unrelated-root')),",
    ),
    "rfc5280::unknown-critical-extension-unrelated-intermediate": Case(
        "leaf(ica(root()))",
        False,
        {},
        beside="ica(root(), unknown(b''), issuer=xf.Name.of(CN='unrelated-intermediate')),",
    ),
    "rfc5280::unknown-critical-extension-intermediate": Case('leaf(ica(root(), unknown(b"")))', True, {1: _UNKNOWN}),
    "rfc5280::chain-untrusted-root": Case(
        "leaf(ica(root()))",
        True,
        {},
        trusted="(beside[0].certificate,)",
        beside="root(subject=xf.Name.of(CN='x509-limbo-unrelated-root')),",
    ),
    "rfc5280::intermediate-ca-without-ca-bit": Case(
        "leaf(ica(root(), critical(xf.BasicConstraints(ca=False))))", True, {1: "-" + _BASIC}
    ),
    "rfc5280::intermediate-ca-missing-basic-constraints": Case(
        "leaf(ica(root(), without=[xf.BasicConstraints]))", True, {1: "-X509v3 Basic Constraints:"}
    ),
    "rfc5280::root-missing-basic-constraints": Case(
        "leaf(root(without=[xf.BasicConstraints]))", True, {1: "-X509v3 Basic Constraints:"}
    ),
    "rfc5280::root-non-critical-basic-constraints": Case(
        "leaf(root(plain(xf.BasicConstraints(ca=True))))", True, {1: "X509v3 Basic Constraints: CA:TRUE"}
    ),
    "rfc5280::root-inconsistent-ca-extensions": Case(f"leaf(root({_NO_USAGE}))", True, {1: "-Certificate Sign"}),
    "rfc5280::ica-ku-keycertsign": Case(
        f"leaf(ica(root(), xf.BasicConstraints(ca=True, path_len_constraint=0), {_NO_USAGE}))",
        True,
        {1: "CA:TRUE, pathlen:0"},
    ),
    "rfc5280::leaf-ku-keycertsign": Case(
        "leaf(root(), critical(xf.BasicConstraints(ca=False)), "
        'plain(xf.KeyUsage.of("digitalSignature", "keyCertSign")))',
        True,
        {0: "X509v3 Key Usage: Digital Signature, Certificate Sign"},
    ),
    "rfc5280::ee-aia": Case(
        'leaf(root(), xf.AuthorityInformationAccess.of(("caIssuers", "example.com")))',
        False,
        {0: "CA Issuers - DNS:example.com"},
    ),
    "rfc5280::ee-critical-aia-invalid": Case(
        'leaf(root(), critical(xf.AuthorityInformationAccess.of(("caIssuers", "example.com"))))',
        True,
        {0: "Authority Information Access: critical"},
    ),
    "rfc5280::duplicate-extensions": Case(
        'leaf(root(), xf.SubjectAlternativeName.of("example.com"), xf.SubjectAlternativeName.of("example.com"))',
        True,
        {0: "DNS:example.com X509v3 Subject Alternative Name: DNS:example.com"},
    ),
    "rfc5280::no-keyusage": Case("leaf(root(), without=[xf.KeyUsage])", False, {0: "-X509v3 Key Usage:"}),
    "rfc5280::no-basicconstraints": Case("leaf(root())", False, {}),
    "rfc5280::mismatching-signature-algorithm": Case(
        "leaf(root(signature=xf.AlgorithmIdentifier(algorithm=xf.oid.ECDSA_WITH_SHA384)))",
        True,
        {1: "Signature Algorithm: ecdsa-with-SHA384"},
    ),
    "rfc5280::ca-as-leaf": Case(
        'ica(root(), xf.SubjectAlternativeName.of("ca.example.com"))',
        False,
        {0: "DNS:ca.example.com"},
        host="ca.example.com",
    ),
    "rfc5280::ca-as-leaf-wrong-san": Case(
        'ica(root(), xf.SubjectAlternativeName.of("ca.example.com"))',
        True,
        {0: "DNS:ca.example.com"},
        host="some-other-ca.example.com",
    ),
    "rfc5280::root-and-intermediate-swapped": Case("leaf(ica(root()))", False, {}, trusted="peer.chain[1:2]"),
}
