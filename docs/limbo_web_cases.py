"""x509-limbo's cases beside those of RFC 5280: of the web's PKI, of path lengths, and of what had a CVE.

They are of the form of `limbo_cases.py`; `web_root(...)`, `web_ica(above, ...)` and `web_leaf(above, ...)` are sound
by the Baseline Requirements, and what they make is judged by `webpki`.
"""

from __future__ import annotations

from docs.limbo_cases import Case

_AKI = "X509v3 Authority Key Identifier:"
_WHEN = "2026-07-01T00:00:00"
_OWN = "xf.AuthorityKeyIdentifier(key_identifier=shared.public_key.key_identifier(){})"
_ISSUER = ', authority_cert_issuer=(xf.GeneralName.of(xf.Name.of(CN="x509-limbo-root")),)'
_SERIAL = ", authority_cert_serial_number=0x4C696D62"
_DSA = (
    "xf.SubjectPublicKeyInfo(algorithm=xf.AlgorithmIdentifier(algorithm=xf.oid.DSA, "
    "parameters=xf.DssParms(p=23, q=11, g=4)), subject_public_key=xf.BitString(b'\\x02\\x01\\x08'))"
)
# The generator of the curve.
_P192 = (
    "xf.SubjectPublicKeyInfo(algorithm=xf.AlgorithmIdentifier(algorithm=xf.oid.EC_PUBLIC_KEY, "
    'parameters=xf.ECParameters(named_curve=xf.ObjectIdentifier("1.2.840.10045.3.1.1"))), '
    'subject_public_key=xf.BitString(bytes.fromhex("04188da80eb03090f67cbf20eb43a18800f4ff0afd82ff1012'
    '07192b95ffc8da78631011ed6b24cdd573f977a11e794811")))'
)
_SUFFIX = "there is no list of public suffixes here"
_DEPTH = "a limit of those who verify, which no certificate shows"
_RESERVED = "the requirements forbid a reserved address, and x509-limbo asks only who is matched"


def _web(code: str, seen: dict[int, str], *, host: str = "example.com", refused: bool = True, note: str = "") -> Case:
    return Case(code, refused, seen, host, _WHEN, note=note, profile="webpki")


def _root(own: str, seen: str) -> Case:
    return _web(f"web_leaf(web_root({own}))", {1: seen})


def _leaf(own: str, seen: str) -> Case:
    return _web(f"web_leaf(web_root(), {own})", {0: seen})


def _common_name(text: str, names: str, host: str, seen: str) -> Case:
    return _web(
        f'web_leaf(web_root(), plain(xf.SubjectAlternativeName.of({names})), subject=xf.Name.of(CN="{text}"))',
        {0: seen},
        host=host,
    )


def _name(name: str, host: str, *, refused: bool = True, note: str = "") -> Case:
    """Return a leaf with one dNSName, whatever it is."""
    code = f'web_leaf(web_root(), critical(xf.SubjectAlternativeName((xf.GeneralName(dns_name="{name}"),))))'
    return _web(code, {0: f"DNS:{name}"} if name != "example.com" else {}, host=host, refused=refused, note=note)


def _path(code: str, seen: dict[int, str], *, refused: bool = False, note: str = "", host: str = "example.com") -> Case:
    return Case(code, refused, seen, host, note=note)


def _limited(length: int) -> str:
    return f"xf.BasicConstraints(ca=True, path_len_constraint={length})"


WEB_CASES: dict[str, Case] = {
    "webpki::aki::root-with-aki-missing-keyidentifier": _root("xf.AuthorityKeyIdentifier()", _AKI),
    "webpki::aki::root-with-aki-authoritycertissuer": _root(
        _OWN.format(_ISSUER) + ", key=shared", "DirName:/CN=x509-limbo-root"
    ),
    "webpki::aki::root-with-aki-authoritycertserialnumber": _root(
        _OWN.format(_SERIAL) + ", key=shared", "serial:4C:69:6D:62"
    ),
    "webpki::aki::root-with-aki-all-fields": _root(
        _OWN.format(_ISSUER + _SERIAL) + ", key=shared", "DirName:/CN=x509-limbo-root serial:4C:69:6D:62"
    ),
    "webpki::aki::root-with-aki-ski-mismatch": _root('xf.AuthorityKeyIdentifier(key_identifier=b"another")', _AKI),
    "webpki::cn::ipv4-hex-mismatch": _common_name("0xC0A80101", '"192.168.1.1"', "192.168.1.1", "CN = 0xC0A80101"),
    "webpki::cn::ipv4-leading-zeros-mismatch": _common_name(
        "192.168.001.001", '"192.168.1.1"', "192.168.1.1", "CN = 192.168.001.001"
    ),
    "webpki::cn::ipv6-uppercase-mismatch": _common_name(
        "2001:DB8::8A2E:370:7334", '"2001:db8::8a2e:370:7334"', "2001:db8::8a2e:370:7334", "CN = 2001:DB8::8A2E"
    ),
    "webpki::cn::ipv6-uncompressed-mismatch": _common_name(
        "2001:0db8:0000:0000:0000:0000:0000:0001", '"2001:db8::1"', "2001:db8::1", "CN = 2001:0db8:0000"
    ),
    "webpki::cn::ipv6-non-rfc5952-mismatch": _common_name(
        "2001:db8:0:0:1:0:0:1", '"2001:db8::1:0:0:1"', "2001:db8::1:0:0:1", "CN = 2001:db8:0:0"
    ),
    "webpki::cn::punycode-not-in-san": _common_name(
        "xn--nxasmq6b.com", '"xn--n3h.com"', "xn--n3h.com", "CN = xn--nxasmq6b.com"
    ),
    "webpki::cn::utf8-vs-punycode-mismatch": _common_name(
        "test-\\u6e2c\\u8a66.com", '"xn--test--wg5h0h.com"', "xn--test--wg5h0h.com", "CN = test-\\E6\\B8\\AC"
    ),
    "webpki::cn::not-in-san": _common_name(
        "notinsan.example.com",
        '"valid.example.com", "another.example.com"',
        "valid.example.com",
        "CN = notinsan.example.com",
    ),
    "webpki::cn::case-mismatch": _common_name("Example.COM", '"example.com"', "example.com", "CN = Example.COM"),
    "webpki::eku::ee-anyeku": _leaf(
        'xf.ExtendedKeyUsage.of("serverAuth", "anyExtendedKeyUsage")', "Any Extended Key Usage"
    ),
    "webpki::eku::ee-critical-eku": _leaf(
        'critical(xf.ExtendedKeyUsage.of("serverAuth"))', "X509v3 Extended Key Usage: critical"
    ),
    "webpki::eku::ee-without-eku": _leaf("without=[xf.ExtendedKeyUsage]", "-X509v3 Extended Key Usage"),
    "webpki::eku::root-has-eku": _root('xf.ExtendedKeyUsage.of("serverAuth")', "X509v3 Extended Key Usage"),
    "webpki::nc::permitted-dns-match-noncritical": _web(
        'web_leaf(web_root(plain(xf.NameConstraints.of(permitted=["example.com"]))))',
        {1: "X509v3 Name Constraints: Permitted: DNS:example.com"},
        refused=False,
    ),
    "webpki::nc::intermediate-permitted-excluded-subtrees-both-null": _web(
        "web_leaf(web_ica(web_root(), xf.NameConstraints()))", {1: "X509v3 Name Constraints: critical"}
    ),
    "webpki::nc::intermediate-permitted-excluded-subtrees-both-empty-sequences": _web(
        "web_leaf(web_ica(web_root(), xf.NameConstraints(permitted_subtrees=(), excluded_subtrees=())))",
        {1: "X509v3 Name Constraints: critical"},
    ),
    "webpki::nc::nc-permits-dns-san-pattern": _web(
        'web_leaf(web_ica(web_root(), xf.NameConstraints.of(permitted=["example.com"])), '
        'critical(xf.SubjectAlternativeName.of("*.example.com")))',
        {0: "DNS:*.example.com", 1: "Permitted: DNS:example.com"},
        host="foo.example.com",
        refused=False,
    ),
    "webpki::san::exact-dns-san": _name("example.com", "example.com", refused=False),
    "webpki::san::exact-localhost-ip-san": _web(
        'web_leaf(web_root(), critical(xf.SubjectAlternativeName.of("127.0.0.1")))',
        {0: "IP Address:127.0.0.1"},
        host="127.0.0.1",
        refused=False,
        note=_RESERVED,
    ),
    "webpki::san::mismatch-domain-san": _name("example.com", "example2.com"),
    "webpki::san::mismatch-subdomain-san": _name("abc.example.com", "def.example.com"),
    "webpki::san::mismatch-subdomain-apex-san": _name("example.com", "abc.example.com"),
    "webpki::san::mismatch-apex-subdomain-san": _name("abc.example.com", "example.com"),
    "webpki::san::public-suffix-wildcard-san": _name("*.com", "example.com"),
    "webpki::san::public-suffix-multi-label-wildcard-san": _name("*.co.uk", "example.co.uk", note=_SUFFIX),
    "webpki::san::public-suffix-private-namespace-wildcard-san": _name(
        "*.s3.amazonaws.com", "example.s3.amazonaws.com", note=_SUFFIX
    ),
    "webpki::san::leftmost-wildcard-san": _name("*.example.com", "foo.example.com", refused=False),
    "webpki::san::wildcard-embedded-leftmost-san": _name("ba*.example.com", "baz.example.com"),
    "webpki::san::wildcard-not-in-leftmost-san": _name("foo.*.example.com", "foo.bar.example.com"),
    "webpki::san::wildcard-match-across-labels-san": _name("*.example.com", "foo.bar.example.com"),
    "webpki::san::wildcard-embedded-ulabel-san": _name("xn--*-1b3c148a.example.com", "xn--bliss-1b3c148a.example.com"),
    "webpki::san::unicode-emoji-san": _web(
        "web_leaf(web_root(), unknown(bytes.fromhex('3013 8211 f09f989c2e6578616d706c652e636f6d'), '2.5.29.17'))",
        {0: "-DNS:example.com"},
        host="xn--628h.example.com",
    ),
    "webpki::san::no-san": _leaf(
        'without=[xf.SubjectAlternativeName], subject=xf.Name.of(CN="example.com")', "-X509v3 Subject Alternative Name"
    ),
    "webpki::san::san-critical-with-nonempty-subject": _leaf(
        'critical(xf.SubjectAlternativeName.of("example.com")), subject=xf.Name.of(CN="example.com")',
        "X509v3 Subject Alternative Name: critical",
    ),
    "webpki::san::san-wildcard-only": _name("*", "example.com"),
    "webpki::san::san-wildcard-only-tld": _name("*", "com"),
    "webpki::explicit-curve": _web(
        "web_leaf(web_root(), subject_public_key_info=xf.PrivateKey.generate('ec:P-256').public_key.with_("
        "'algorithm.parameters', xf.ECParameters(implicit_curve=xf.Null())))",
        {0: "-ASN1 OID: prime256v1"},
    ),
    "webpki::malformed-aia": _leaf(
        'unknown(b"malformed", "1.3.6.1.5.5.7.1.1", critical=False)', "Authority Information Access: malformed"
    ),
    "webpki::forbidden-p192-root": _root(f"subject_public_key_info={_P192}", "ASN1 OID: prime192v1"),
    "webpki::forbidden-p192-leaf": _leaf(f"subject_public_key_info={_P192}", "ASN1 OID: prime192v1"),
    "webpki::forbidden-dsa-root": _root(f"subject_public_key_info={_DSA}", "Public Key Algorithm: dsaEncryption"),
    "webpki::forbidden-dsa-leaf": _leaf(f"subject_public_key_info={_DSA}", "Public Key Algorithm: dsaEncryption"),
    "webpki::forbidden-weak-rsa-key-in-root": _root('key=xf.PrivateKey.generate("rsa:1024")', "(1024 bit)"),
    "webpki::forbidden-weak-rsa-in-leaf": _leaf('key=xf.PrivateKey.generate("rsa:1024")', "(1024 bit)"),
    "webpki::forbidden-rsa-not-divisible-by-8-in-root": _root('key=xf.PrivateKey.generate("rsa:2052")', "(2052 bit)"),
    "webpki::forbidden-rsa-key-not-divisible-by-8-in-leaf": _leaf(
        'key=xf.PrivateKey.generate("rsa:2052")', "(2052 bit)"
    ),
    "webpki::v1-cert": _leaf("version=1", "Version: 2 (0x1)"),
    "webpki::ee-basicconstraints-ca": _leaf(
        "xf.BasicConstraints(ca=True)", "X509v3 Basic Constraints: critical CA:TRUE"
    ),
    "webpki::ca-as-leaf": _web(
        'web_ica(web_root(), xf.SubjectAlternativeName.of("ca.example.com"))',
        {0: "DNS:ca.example.com"},
        host="ca.example.com",
    ),
    **{
        f"pathlen::ee-with-intermediate-pathlen-{length}": _path(
            f"leaf(ica(root(), {_limited(length)}))", {1: f"CA:TRUE, pathlen:{length}"}
        )
        for length in range(3)
    },
    "pathlen::validation-ignores-pathlen-in-leaf": _path(
        f'ica(ica(root(), {_limited(0)}), {_limited(0)}, xf.SubjectAlternativeName.of("example.com"))',
        {0: "CA:TRUE, pathlen:0", 1: "CA:TRUE, pathlen:0"},
    ),
    "pathlen::intermediate-violates-pathlen-0": _path(
        f"leaf(ica(ica(root(), {_limited(0)}), {_limited(0)}))",
        {1: "CA:TRUE, pathlen:0", 2: "CA:TRUE, pathlen:0"},
        refused=True,
    ),
    "pathlen::intermediate-pathlen-may-increase": _path(
        f"leaf(ica(ica(root(), {_limited(1)}), {_limited(2)}))", {1: "CA:TRUE, pathlen:2", 2: "CA:TRUE, pathlen:1"}
    ),
    "pathlen::intermediate-pathlen-too-long": _path(
        f"leaf(ica(ica(ica(root(), {_limited(1)}), {_limited(0)}), {_limited(0)}))",
        {1: "CA:TRUE, pathlen:0", 3: "CA:TRUE, pathlen:1"},
        refused=True,
    ),
    "pathlen::self-issued-certs-pathlen": _path(
        f"leaf(ica(ica(ica(root(), {_limited(1)}), {_limited(1)}, subject=xf.Name.of(CN='x509-limbo-intermediate-1')), "
        f"{_limited(0)}))",
        {1: "CA:TRUE, pathlen:0", 2: "CA:TRUE, pathlen:1", 3: "CA:TRUE, pathlen:1"},
    ),
    "pathlen::max-chain-depth-0": _path("leaf(root())", {}),
    "pathlen::max-chain-depth-0-exhausted": _path("leaf(ica(root()))", {}, refused=True, note=_DEPTH),
    "pathlen::max-chain-depth-1": _path("leaf(ica(root()))", {}),
    "pathlen::max-chain-depth-1-exhausted": _path("leaf(ica(ica(root())))", {}, refused=True, note=_DEPTH),
    "pathlen::max-chain-depth-1-self-issued": _path(
        "leaf(ica(ica(root()), subject=xf.Name.of(CN='x509-limbo-intermediate-1')))",
        {1: "Issuer: CN = x509-limbo-intermediate-1"},
    ),
    "cve::cve-2024-0567": Case(
        "leaf(ica(root(key=shared, subject=xf.Name.of(CN='Root A')), subject=xf.Name.of(CN='Intermediate A1')))",
        False,
        {1: "Issuer: CN = Root A"},
        beside="tuple(ica(root(subject=xf.Name.of(CN=name)), key=shared, subject=xf.Name.of(CN='Root A')) "
        "for name in ('Root B', 'Root C'))",
    ),
    "cve::cve-2025-61727": _path(
        'leaf(ica(root(), xf.NameConstraints.of(excluded=["bar.example.com"])), '
        'xf.SubjectAlternativeName.of("*.example.com"))',
        {0: "DNS:*.example.com", 1: "Excluded: DNS:bar.example.com"},
        refused=True,
        host="bar.example.com",
    ),
    "cve::cve-2025-61727-nc-permits-variant": _path(
        'leaf(ica(root(), xf.NameConstraints.of(permitted=["foo.example.com"])), '
        'xf.SubjectAlternativeName.of("*.example.com"))',
        {0: "DNS:*.example.com", 1: "Permitted: DNS:foo.example.com"},
        refused=True,
        host="foo.example.com",
    ),
    "invalid::invalid-issuer-key": _path(
        "leaf(ica(root(), subject_public_key_info=xf.SubjectPublicKeyInfo(algorithm=xf.AlgorithmIdentifier("
        "algorithm=xf.oid.RSA_ENCRYPTION, parameters=xf.Null()), subject_public_key=xf.BitString(b''))))",
        {1: "Public Key Algorithm: rsaEncryption"},
        refused=True,
    ),
}
