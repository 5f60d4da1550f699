"""What breaks each rule of a profile, in the words of `rule_examples.py`.

`web(...)` is a sound certificate of a public server (a.example.com), `client(...)` one of a device, and `device(...)`
a device's first identity. `rsa(modulus, exponent)` is a key that nobody has, `key(kind)` one that somebody has;
`modulus` is a sound one of 2048 bits, `roca` and `close_primes` are not sound. For `limit` days a public server's
certificate may be valid today.
"""

from __future__ import annotations

_SHA1 = "signature=xf.AlgorithmIdentifier(algorithm=xf.oid.ECDSA_WITH_SHA1)"
_USAGE = 'xf.KeyUsage.of("keyAgreement")'
# NSS lets an RSA key serve that is for encipherment, too.
_RSA = 'xf.KeyUsage.of("digitalSignature", "keyEncipherment")'
_CA = "xf.BasicConstraints(ca=True)"
_CRL = '"http://ca.example.com/ca.crl"'
_NAME = 'xf.SubjectAlternativeName.of("a.example.com")'


def _names(name: str) -> str:
    return f'web(critical(xf.SubjectAlternativeName((xf.GeneralName.of("a.example.com"), {name}))))'


def _dns(name: str) -> str:
    return _names(f'xf.GeneralName(dns_name="{name}")')


def _rsa(key: str) -> str:
    return f"web({_RSA}, subject_public_key_info=rsa({key}))"


def _statement(uri: str) -> str:
    return (
        "web(xf.CertificatePolicies((xf.PolicyInformation(policy_identifier=xf.ObjectIdentifier('2.23.140.1.2.1'), "
        "policy_qualifiers=(xf.PolicyQualifierInfo(policy_qualifier_id=xf.oid.CPS_QUALIFIER, qualifier="
        f"xf.IA5String('{uri}')),)),)))"
    )


def _organization(subject: str = 'C="CN", ST="Beijing", O="ALI"') -> str:
    return f'web({_NAME}, xf.CertificatePolicies.of("2.23.140.1.2.2"), subject=xf.Name.of({subject}))'


def _extended(more: str = "", name: str = "a.example.com", kind: str = "Private Organization") -> str:
    return (
        f'web(xf.SubjectAlternativeName.of("{name}"), xf.CertificatePolicies.of("2.23.140.1.1"), subject=xf.Name.of('
        f'C="CN", ST="Beijing", O="ALI", businessCategory="{kind}", jurisdictionC="CN", serialNumber="17"{more}))'
    )


# Besides what each profile makes: sound certificates of whom more was validated than a domain.
PROFILE_SOUND = {"webpki": (_organization(), _extended())}


PROFILE_BAD: dict[str, dict[str, str]] = {
    "webpki": {
        "webpki.basic_constraints.ca": f"web({_CA})",
        "webpki.version": "web(version=1)",
        "webpki.serial_number.short": "web(serial_number=2**55)",
        "webpki.unique_identifier.present": 'web(subject_unique_id=xf.BitString(b"1"))',
        "webpki.signature.algorithm": f"web({_SHA1})",
        "webpki.signature.hash_of_curve": "web(signature=xf.AlgorithmIdentifier(algorithm=xf.oid.ECDSA_WITH_SHA384))",
        "webpki.validity.too_long": "web(validity=days(0, 500))",
        "webpki.validity.at_the_limit": "web(validity=days(0, limit))",
        "webpki.subject.form": f'web({_NAME}, subject=xf.Name.of(("C", "CN"), ("C", "DE")))',
        "webpki.subject.order": f'web({_NAME}, subject=xf.Name.of(CN="a.example.com", C="CN"))',
        "webpki.common_name.not_in_alternative_names": f'web({_NAME}, subject=xf.Name.of(CN="A.example.com"))',
        "webpki.common_name.present": f'web({_NAME}, subject=xf.Name.of(CN="a.example.com"))',
        "webpki.public_key.algorithm": 'web(subject_public_key_info=key("ec:secp256k1"))',
        "webpki.public_key.size": f'web({_RSA}, subject_public_key_info=key("rsa:1024"))',
        "webpki.public_key.exponent": _rsa("modulus, 65538"),
        "webpki.public_key.exponent_range": _rsa("modulus, 3"),
        "webpki.public_key.small_factor": _rsa("751 * ((2**2048 - 1) // 751 - 1 | 1)"),
        "webpki.public_key.roca": _rsa("roca"),
        "webpki.public_key.close_primes": _rsa("close_primes"),
        "webpki.extensions.missing": "web(without=xf.AuthorityInformationAccess)",
        "webpki.extensions.criticality": 'web(critical(xf.ExtendedKeyUsage.of("serverAuth")))',
        "webpki.extensions.other": "web(xf.TLSFeature((5,)))",
        "webpki.name_constraints.present": 'web(critical(xf.NameConstraints.of(permitted=["a.example.com"])))',
        "webpki.subject_key_identifier.present": "web(xf.SubjectKeyIdentifier(b'1'))",
        "webpki.authority_key_identifier.form": (
            "web(xf.AuthorityKeyIdentifier(key_identifier=ca_key.key_identifier(), authority_cert_issuer="
            "(xf.GeneralName.directory(xf.Name.of(CN='Test CA')),), authority_cert_serial_number=0x1234567890))"
        ),
        "webpki.basic_constraints.path_length": "web(critical(xf.BasicConstraints(ca=False, path_len_constraint=0)))",
        "webpki.certificate_policies.reserved": 'web(xf.CertificatePolicies.of("1.2.3"))',
        "webpki.certificate_policies.reserved_not_first": 'web(xf.CertificatePolicies.of("1.2.3", "2.23.140.1.2.1"))',
        "webpki.certificate_policies.qualifier": (
            "web(xf.CertificatePolicies((xf.PolicyInformation(policy_identifier=xf.ObjectIdentifier("
            "'2.23.140.1.2.1'), policy_qualifiers=(xf.PolicyQualifierInfo(policy_qualifier_id="
            "xf.oid.USER_NOTICE_QUALIFIER, qualifier=xf.UserNotice()),)),)))"
        ),
        "webpki.certificate_policies.cps_uri": _statement("ftp://ca.example.com/cps"),
        "webpki.certificate_policies.qualifier_present": _statement("http://ca.example.com/cps"),
        "webpki.subject.attribute_not_domain_validated": f'web({_NAME}, subject=xf.Name.of(O="ALI"))',
        "webpki.extended_key_usage.purposes": 'web(xf.ExtendedKeyUsage.of("serverAuth", "codeSigning"))',
        "webpki.extended_key_usage.other": 'web(xf.ExtendedKeyUsage.of("serverAuth", "1.2.3"))',
        "webpki.key_usage.missing": "web(without=xf.KeyUsage)",
        "webpki.key_usage.bits": 'web(xf.KeyUsage.of("digitalSignature", "cRLSign"))',
        "webpki.key_usage.not_recommended": 'web(xf.KeyUsage.of("digitalSignature", "keyAgreement"))',
        "webpki.alternative_name.kind": _names('xf.GeneralName.of("a@example.com")'),
        "webpki.dns_name.underscore": _dns("a_b.example.com"),
        "webpki.dns_name.ip_address": _dns("8.8.8.8"),
        "webpki.dns_name.form": _dns("a.*.example.com"),
        "webpki.dns_name.internal": _dns("a.local"),
        "webpki.dns_name.reverse_zone": _dns("1.0.41.198.in-addr.arpa"),
        "webpki.dns_name.onion": _dns("a.onion"),
        "webpki.ip_address.reserved": _names('xf.GeneralName.of("192.168.0.1")'),
        "webpki.authority_information_access.form": (
            'web(xf.AuthorityInformationAccess.of(("caIssuers", "https://a.example.com")))'
        ),
        "webpki.authority_information_access.no_ca_issuers": (
            'web(xf.AuthorityInformationAccess.of(("ocsp", "http://a.example.com")))'
        ),
        "webpki.revocation.missing": "web(without=xf.CRLDistributionPoints)",
        "webpki.crl_distribution_points.form": 'web(xf.CRLDistributionPoints.of("https://ca.example.com/ca.crl"))',
        "webpki.crl_distribution_points.several": f'web(xf.CRLDistributionPoints.of({_CRL}, "http://a.example.com/"))',
        "webpki.distribution.internal_host": 'web(xf.CRLDistributionPoints.of("http://ca.local/ca.crl"))',
        "webpki.subject.lacks_what_was_validated": _organization('C="CN", O="ALI"'),
        "webpki.subject.attribute_not_validated": _organization('C="CN", ST="Beijing", O="ALI", GN="A"'),
        "webpki.subject.organizational_unit": _organization('C="CN", ST="Beijing", O="ALI", OU="A"'),
        "webpki.subject.length": _organization('C="CN", ST="Beijing", STREET="A" * 129, O="ALI"'),
        "webpki.subject.no_value": _organization('C="CN", ST="Beijing", L="-", O="ALI"'),
        "webpki.subject.damaged_text": _organization('C="CN", ST="Beijing", O="A &amp; B"'),
        "webpki.subject.country": f'web({_NAME}, subject=xf.Name.of(C="ZZ"))',
        "webpki.subject.business_category": _extended(kind="Company"),
        "webpki.subject.jurisdiction": _extended(', jurisdictionL="Hangzhou"'),
        "webpki.alternative_name.extended_validation": _extended(name="*.example.com"),
        "webpki.subject.organization_identifier": _extended(', organizationIdentifier="GB-1"'),
        "webpki.organization_identifier.extension": _extended(', organizationIdentifier="NTRGB-1"'),
        "webpki.ca.subject.missing": 'web_ca(subject=xf.Name.of(O="ALI", CN="Sub CA"))',
        "webpki.ca.subject.organizational_unit": 'web_ca(subject=xf.Name.of(C="CN", O="ALI", OU="A", CN="Sub CA"))',
        "webpki.ca.subject.other": 'web_ca(subject=xf.Name.of(C="CN", O="ALI", CN="Sub CA", serialNumber="1"))',
        "webpki.ca.extensions.missing": "web_ca(without=xf.CRLDistributionPoints)",
        "webpki.ca.extensions.recommended": "web_ca(without=xf.AuthorityInformationAccess)",
        "webpki.ca.key_usage.bits": 'web_ca(xf.KeyUsage.of("keyCertSign"))',
        "webpki.ca.extended_key_usage.purposes": 'web_ca(xf.ExtendedKeyUsage.of("serverAuth", "emailProtection"))',
        "webpki.ca.extended_key_usage.other": 'web_ca(xf.ExtendedKeyUsage.of("serverAuth", "1.2.3.4"))',
        "webpki.ca.certificate_policies.reserved": 'web_ca(xf.CertificatePolicies.of("1.2.3.4"))',
        "webpki.ca.certificate_policies.several": (
            'web_ca(xf.CertificatePolicies.of("2.23.140.1.2.1", "2.23.140.1.2.2"))'
        ),
        "webpki.ca.name_constraints.not_recommended": (
            'web_ca(plain(xf.NameConstraints.of(permitted=["example.com"])))'
        ),
        "webpki.ca.name_constraints.reserved": 'web_ca(xf.NameConstraints.of(permitted=["example.com", "a.local"]))',
        "webpki.root.not_recommended": "web_root(xf.BasicConstraints(ca=True, path_len_constraint=3))",
        "webpki.root.authority_key_identifier": 'web_root(xf.AuthorityKeyIdentifier(key_identifier=b"12345678"))',
        "webpki.root.validity": "web_root(validity=days(-1, 999))",
        "webpki.responder.no_check": "responder(without=xf.OCSPNoCheck)",
        "webpki.responder.form": 'responder(xf.ExtendedKeyUsage.of("OCSPSigning", "1.2.3.4"))',
        "webpki.responder.not_recommended": 'responder(xf.CertificatePolicies.of("1.2.3.4"))',
    },
    "mqtt-server": {
        "tls.basic_constraints.ca": f"leaf({_CA})",
        "tls.key_usage.no_digital_signature": f"leaf({_USAGE})",
        "tls.public_key.weak": f'leaf({_RSA}, subject_public_key_info=key("rsa:1024"))',
        "tls.signature.weak_hash": f"leaf({_SHA1})",
        "mqtt.server.purpose": 'leaf(xf.ExtendedKeyUsage.of("clientAuth"))',
        "mqtt.server.no_host": 'leaf(xf.SubjectAlternativeName.of("a@b.example"), subject=xf.Name.of(O="ALI"))',
        "mqtt.server.public_key": 'leaf(subject_public_key_info=key("ed25519"))',
        "mqtt.server.validity": "leaf(validity=days(-1, 900))",
    },
    "mqtt-client": {
        "mqtt.client.purpose": 'client(xf.ExtendedKeyUsage.of("codeSigning"))',
        "mqtt.client.no_name": 'client(subject=xf.Name.of(O="ALI"))',
    },
    "device-id": {
        "device_id.basic_constraints.ca": f"device({_CA})",
        "device_id.subject.empty": 'device(critical(xf.SubjectAlternativeName.of("a@a.example")), subject=xf.Name(()))',
        "device_id.subject.no_serial_number": 'device(subject=xf.Name.of(CN="device-1"))',
        "device_id.validity.ends": "device(validity=days(-1, 9))",
        "device_id.key_usage.no_digital_signature": f"device({_USAGE})",
        "device_id.public_key.suite": 'device(subject_public_key_info=key("ec:P-521"))',
    },
    "ca": {
        "ca.basic_constraints.not_ca": 'ca(xf.BasicConstraints(ca=False), xf.KeyUsage.of("cRLSign"))',
        "ca.key_usage.no_crl_sign": 'ca(xf.KeyUsage.of("keyCertSign"))',
    },
}

# What breaks the first rule breaks these, too.
_SIZES = ("size", "exponent", "exponent_range", "small_factor", "roca", "close_primes")
PROFILE_ALSO: dict[str, tuple[str, ...]] = {
    **{f"webpki.public_key.{id}": ("webpki.key_usage.not_recommended",) for id in _SIZES},
    "webpki.public_key.exponent": ("rfc8017.key.rsa", "webpki.key_usage.not_recommended"),
    "webpki.basic_constraints.ca": (
        *("rfc5280.subject.empty_ca", "rfc5280.subject_key_identifier.missing_in_ca"),
        *("rfc5280.key_usage.missing_in_ca", "webpki.ca.key_usage.bits"),
    ),
    "webpki.version": ("rfc5280.version.not_v3",),
    "webpki.unique_identifier.present": ("rfc5280.unique_identifier.present",),
    "webpki.signature.algorithm": ("webpki.signature.hash_of_curve",),
    "webpki.subject.order": ("webpki.common_name.present",),
    "webpki.common_name.not_in_alternative_names": ("webpki.common_name.present",),
    "webpki.name_constraints.present": ("rfc5280.name_constraints.not_in_ca",),
    "webpki.basic_constraints.path_length": ("rfc5280.basic_constraints.path_length",),
    "webpki.certificate_policies.qualifier": ("rfc5280.certificate_policies.qualifier",),
    **dict.fromkeys(
        ("webpki.certificate_policies.cps_uri", "webpki.certificate_policies.qualifier_present"),
        ("rfc5280.certificate_policies.qualifier",),
    ),
    "webpki.subject.length": ("x520.name.length",),
    "webpki.key_usage.bits": ("rfc5280.subject.empty_crl_issuer",),
    **{f"webpki.dns_name.{id}": ("rfc5280.alternative_name.dns_name",) for id in ("underscore", "ip_address", "form")},
    "webpki.root.authority_key_identifier": ("rfc5280.path.issuer_key_identifier",),
    "tls.basic_constraints.ca": ("rfc5280.key_usage.missing_in_ca",),
    "mqtt.server.no_host": ("rfc9525.host.not_matched",),
    "mqtt.server.validity": ("rfc5280.path.outlives_issuer",),
    "device_id.basic_constraints.ca": ("rfc5280.key_usage.missing_in_ca",),
    "ca.basic_constraints.not_ca": ("rfc5280.path.issuer_is_no_ca",),
}
