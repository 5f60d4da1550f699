"""What breaks each rule, and no other: read by the page of the rules, and run by their tests.

An example is an expression. `leaf(...)` and `ca(...)` are sound certificates, of a server and of a root, with the
extensions that are given in place of those of their types, and with the fields that are given. `critical` and `plain`
mark an extension, `sound` are the extensions of the server, `by` is another key of the root, `xf` is x509forge. What
stands in `ALSO` is found beside it and cannot be avoided.
Where a rule has no good example of its own, a sound certificate is one: `leaf()`.
What is judged with its issuer, at a time or for a host: the host is a.example, the time is now, and `days(first, last)`
a validity; `sub(...)` is the certificate of a CA between the two, with `above=2` not of the last one.
`signature_algorithm` and `signature_value` are what stands beside what is signed. `point` is the server's key, a point
of P-256, and `even_point` that or the one with the other y, whichever ends with a zero bit.
"""

from __future__ import annotations

from x509forge.rules.rule import EVERYBODY

_URI = 'xf.GeneralName(uniform_resource_identifier="{}")'
_POINT = "xf.DistributionPoint({})"
_FULL = 'distribution_point=xf.DistributionPointName(full_name=(xf.GeneralName.of("http://a.example/ca.crl"),))'


def _san(name: str) -> str:
    return f"leaf(xf.SubjectAlternativeName((xf.GeneralName.of('a.example'), {name})))"


def _policy(qualifier: str, policy: str = "1.2.3.4") -> str:
    return (
        f'leaf(xf.CertificatePolicies((xf.PolicyInformation(policy_identifier=xf.ObjectIdentifier("{policy}"), '
        f"policy_qualifiers=({qualifier})),)))"
    )


def _notice(fields: str) -> str:
    return _policy(
        f"xf.PolicyQualifierInfo(policy_qualifier_id=xf.oid.USER_NOTICE_QUALIFIER, qualifier=xf.UserNotice({fields})),"
    )


def _points(*points: str) -> str:
    return f"leaf(xf.CRLDistributionPoints(({', '.join(_POINT.format(point) for point in points)},)))"


def _constraints(names: str) -> str:
    return f"ca(xf.NameConstraints.of(permitted=[{names}]))"


def _subject(attributes: str) -> str:
    return f"leaf(subject=xf.Name.of({attributes}))"


def _key(algorithm: str, octets: str, parameters: str = "", usage: str = "") -> str:
    return (
        f"leaf({usage}subject_public_key_info=xf.SubjectPublicKeyInfo(algorithm=xf.AlgorithmIdentifier(algorithm=xf.oid."
        f"{algorithm}{parameters}), subject_public_key=xf.BitString({octets})))"
    )


def _unsigned(parameters: str, extensions: str) -> str:
    return (
        f"ca({extensions}, signature=xf.AlgorithmIdentifier(algorithm=xf.oid.ALG_UNSIGNED{parameters}), "
        'signature_value=xf.BitString(b""))'
    )


BAD: dict[str, str] = {
    "rfc5280.signature.algorithms_differ": (
        "leaf(signature_algorithm=xf.AlgorithmIdentifier(algorithm=xf.oid.ECDSA_WITH_SHA384))"
    ),
    "rfc5280.version.not_v3": "leaf(version=0)",
    "rfc2986.version": "request(version=1)",
    "rfc5280.version.unknown": "leaf(version=3)",
    "rfc5280.version.higher_than_needed": "leaf(extensions=None)",
    "rfc5280.unique_identifier.version": "leaf(version=0, subject_unique_id=xf.BitString(b'1'), extensions=None)",
    "rfc5280.unique_identifier.present": "leaf(subject_unique_id=xf.BitString(b'1'))",
    "rfc5280.serial_number.not_positive": "leaf(serial_number=-5)",
    "rfc5280.serial_number.too_long": "leaf(serial_number=1 << 200)",
    "rfc5280.issuer.empty": "leaf(issuer=xf.Name(()))",
    "rfc5280.validity.reversed": 'leaf(validity=xf.Validity.of("2026-01-02", "2026-01-01"))',
    "rfc5280.validity.wrong_time_type": (
        'leaf(validity=xf.Validity(not_before=xf.Time.of("2026-01-01"), '
        'not_after=xf.Time(general_time="20491231000000Z")))'
    ),
    # NSS lets a day pass.
    "rfc5280.validity.not_yet_valid": "leaf(validity=days(2, 9))",
    "rfc5280.validity.expired": "leaf(validity=days(-9, -1))",
    "rfc5280.subject.empty_without_alternative_name": "leaf(subject=xf.Name(()))",
    "rfc5280.subject.empty_ca": "ca(subject=xf.Name(()))",
    "rfc5280.subject.empty_crl_issuer": (
        'leaf(critical(xf.SubjectAlternativeName.of("a.example")), xf.KeyUsage.of("digitalSignature", "cRLSign"), '
        "subject=xf.Name(()))"
    ),
    "rfc5280.subject.email_address_not_in_alternative_names": _subject('CN="a.example", emailAddress="a@a.example"'),
    "rfc5280.subject.email_address": (
        'leaf(xf.SubjectAlternativeName.of("a.example", "a@a.example"), '
        'subject=xf.Name.of(CN="a.example", emailAddress="a@a.example"))'
    ),
    "rfc5280.name.string_type": _subject('("O", xf.BMPString("ALI")), ("CN", "a.example")'),
    "rfc5280.name.wrong_string_type": _subject('("C", xf.UTF8String("CN")), ("CN", "a.example")'),
    "rfc5280.name.undecodable": _subject('("O", xf.Undecoded(b"\\x13\\x01*")), ("CN", "a.example")'),
    "rfc5280.name.length": _subject('O="A" * 65, CN="a.example"'),
    "x520.name.length": _subject('GN="A" * 65, CN="a.example"'),
    "rfc4518.name.control_character": _subject('O="A\\x93B", CN="a.example"'),
    "rfc2985.name.email_address": (
        'leaf(xf.SubjectAlternativeName.of("a.example"), subject=xf.Name.of(CN="a.example", emailAddress="a"))'
    ),
    "rfc5280.name.empty_level": (
        "leaf(subject=xf.Name((xf.RelativeDistinguishedName(()), *xf.Name.of(CN='a.example').rdn_sequence)))"
    ),
    "rfc5280.name.type_twice_in_level": _subject('[("OU", "a"), ("OU", "b")], ("CN", "a.example")'),
    "rfc5280.name.domain_component": _subject('("DC", "a.example"), ("CN", "a.example")'),
    "rfc5280.extensions.empty": "leaf(extensions=())",
    "rfc5280.extensions.duplicate": "leaf(extensions=(*sound, sound[0]))",
    "rfc5280.extensions.undecodable": (
        "leaf(xf.Extension(extn_id=xf.KeyUsage.oid, critical=True, extn_value=xf.Undecoded(b'\\x03\\x01')))"
    ),
    "rfc5280.extensions.unknown_critical": (
        "leaf(xf.Extension(extn_id=xf.ObjectIdentifier('1.2.3.4.5'), critical=True, extn_value=b'\\5\\0'))"
    ),
    "rfc5280.authority_key_identifier.missing": "leaf(without=xf.AuthorityKeyIdentifier)",
    "rfc5280.authority_key_identifier.half_a_pair": (
        "leaf(xf.AuthorityKeyIdentifier(key_identifier=ca_key.key_identifier(), authority_cert_serial_number=1))"
    ),
    "rfc5280.key_identifier.critical": "leaf(critical(xf.SubjectKeyIdentifier(b'12345678')))",
    "rfc5280.subject_key_identifier.missing": "leaf(without=xf.SubjectKeyIdentifier)",
    "rfc5280.subject_key_identifier.missing_in_ca": "ca(without=xf.SubjectKeyIdentifier)",
    "rfc5280.key_usage.empty": "leaf(xf.KeyUsage.of())",
    "rfc5280.key_usage.unknown_bit": 'leaf(xf.KeyUsage.of("digitalSignature", 9))',
    "rfc5280.key_usage.not_critical": 'leaf(plain(xf.KeyUsage.of("digitalSignature")))',
    "rfc5280.key_usage.cert_sign_without_ca": 'leaf(xf.KeyUsage.of("digitalSignature", "keyCertSign"))',
    "rfc5280.key_usage.missing_in_ca": "ca(without=xf.KeyUsage)",
    "rfc5280.key_usage.only_with_key_agreement": 'leaf(xf.KeyUsage.of("digitalSignature", "encipherOnly"))',
    "rfc3279.key_usage.encipher_and_decipher_only": (
        'leaf(xf.KeyUsage.of("digitalSignature", "keyAgreement", "encipherOnly", "decipherOnly"))'
    ),
    "rfc3279.key_usage.not_for_this_key": 'leaf(xf.KeyUsage.of("digitalSignature", "keyEncipherment"))',
    "rfc3279.key_usage.encipherment_in_ca": (
        'ca(xf.KeyUsage.of("keyCertSign", "keyEncipherment"), subject_public_key_info=rsa_key)'
    ),
    "rfc5280.signature.no_signature_algorithm": (
        "leaf(signature=xf.AlgorithmIdentifier(algorithm=xf.oid.EC_PUBLIC_KEY))"
    ),
    "rfc4055.signature.parameters": (
        "leaf(signature=xf.AlgorithmIdentifier(algorithm=ca_algorithm.algorithm, parameters=xf.Null()))"
    ),
    "rfc4055.signature.pss_hashes_differ": (
        "leaf(signature=xf.AlgorithmIdentifier(algorithm=xf.oid.RSASSA_PSS, parameters=xf.RSASSAPSSParams("
        "hash_algorithm=xf.AlgorithmIdentifier(algorithm=xf.oid.SHA256))), by=rsa_key)"
    ),
    "rfc3279.key.parameters": _key("ED25519", "bytes(32)", ", parameters=xf.Null()"),
    "rfc5480.key.curve_not_named": _key(
        "EC_PUBLIC_KEY", 'b"\\4" + bytes(64)', ", parameters=xf.ECParameters(implicit_curve=xf.Null())"
    ),
    "rfc5480.key.point": _key(
        "EC_PUBLIC_KEY",
        "bytes([6 | point[-1] & 1]) + point[1:]",
        ", parameters=xf.ECParameters(named_curve=xf.oid.SECP256R1)",
    ),
    "rfc3279.key.unused_bits": _key(
        "EC_PUBLIC_KEY", "even_point, 1", ", parameters=xf.ECParameters(named_curve=xf.oid.SECP256R1)"
    ),
    "rfc8410.key.length": _key("ED25519", "bytes(31)"),
    "rfc9881.key.hash_ml_dsa_in_ca": (
        "ca(subject_public_key_info=xf.SubjectPublicKeyInfo(algorithm=xf.AlgorithmIdentifier(algorithm="
        "xf.oid.HASH_ML_DSA[0]), subject_public_key=xf.BitString(bytes(1312))))"
    ),
    "rfc9881.key.experimental": (
        "leaf(subject_public_key_info=xf.SubjectPublicKeyInfo(algorithm=xf.AlgorithmIdentifier(algorithm="
        'xf.ObjectIdentifier("1.3.6.1.4.1.2.267.7.4.4")), subject_public_key=xf.BitString(bytes(1312))))'
    ),
    "rfc8017.key.rsa": _key(
        "RSA_ENCRYPTION",
        "xf.RSAPublicKey(modulus=(1 << 2047) + 1, public_exponent=1).to_der()",
        ", parameters=xf.Null()",
        'xf.KeyUsage.of("digitalSignature", "keyEncipherment"), ',
    ),
    "rfc5280.certificate_policies.empty": "leaf(xf.CertificatePolicies(()))",
    "rfc5280.certificate_policies.duplicate": 'leaf(xf.CertificatePolicies.of("1.2.3.4", "1.2.3.4"))',
    "rfc5280.certificate_policies.any_policy_qualifier": _policy(
        'xf.PolicyQualifierInfo(policy_qualifier_id=xf.ObjectIdentifier("1.2.3"), qualifier=xf.Null()),', "2.5.29.32.0"
    ),
    "rfc5280.certificate_policies.other_qualifier": _policy(
        'xf.PolicyQualifierInfo(policy_qualifier_id=xf.ObjectIdentifier("1.2.3"), qualifier=xf.Null()),'
    ),
    "rfc5280.certificate_policies.qualifier": _notice('explicit_text=xf.UTF8String("as is")'),
    "rfc5280.certificate_policies.undecodable_qualifier": _policy(
        'xf.PolicyQualifierInfo(policy_qualifier_id=xf.oid.CPS_QUALIFIER, qualifier=xf.Undecoded(b"\\x16\\x01\\xff")),'
    ),
    "rfc5280.certificate_policies.cps_uri": _policy(
        'xf.PolicyQualifierInfo(policy_qualifier_id=xf.oid.CPS_QUALIFIER, qualifier=xf.IA5String("cps.html")),'
    ),
    "rfc5280.certificate_policies.notice_reference": _notice(
        'notice_ref=xf.NoticeReference(organization=xf.UTF8String("ALI"), notice_numbers=(1,))'
    ),
    "rfc6818.certificate_policies.ia5_text": _notice('explicit_text=xf.IA5String("as is")'),
    "rfc6818.certificate_policies.text_not_utf8": _notice('explicit_text=xf.VisibleString("as is")'),
    "rfc5280.certificate_policies.text_length": _notice('explicit_text=xf.UTF8String("a" * 201)'),
    "rfc5280.certificate_policies.control_character": _notice('explicit_text=xf.UTF8String("as\\nis")'),
    "rfc5280.certificate_policies.not_normalized": _notice('explicit_text=xf.UTF8String("e\\u0301")'),
    "rfc5280.policy_mappings.empty": "ca(xf.PolicyMappings(()))",
    "rfc5280.policy_mappings.any_policy": (
        "ca(xf.PolicyMappings((xf.PolicyMapping(issuer_domain_policy=xf.oid.ANY_POLICY, "
        'subject_domain_policy=xf.ObjectIdentifier("1.2.3.4")),)))'
    ),
    "rfc5280.policy_mappings.not_asserted": (
        'ca(xf.PolicyMappings((xf.PolicyMapping(issuer_domain_policy=xf.ObjectIdentifier("1.2.3.4"), '
        'subject_domain_policy=xf.ObjectIdentifier("1.2.3.5")),)))'
    ),
    "rfc5280.policy_mappings.not_critical": (
        'ca(xf.CertificatePolicies.of("1.2.3.4"), plain(xf.PolicyMappings((xf.PolicyMapping(issuer_domain_policy='
        'xf.ObjectIdentifier("1.2.3.4"), subject_domain_policy=xf.ObjectIdentifier("1.2.3.5")),))))'
    ),
    "rfc5280.policy_constraints.empty": "ca(xf.PolicyConstraints())",
    "rfc5280.policy_constraints.negative": "ca(xf.InhibitAnyPolicy(-1))",
    "rfc5280.policy_constraints.not_critical": "ca(plain(xf.PolicyConstraints(inhibit_policy_mapping=0)))",
    "rfc5280.policy_constraints.not_in_ca": "leaf(xf.InhibitAnyPolicy(0))",
    "rfc5280.inhibit_any_policy.not_critical": "ca(plain(xf.InhibitAnyPolicy(0)))",
    "rfc5280.subject_alternative_name.empty": "leaf(xf.SubjectAlternativeName(()))",
    "rfc5280.subject_alternative_name.critical": 'leaf(critical(xf.SubjectAlternativeName.of("a.example")))',
    "rfc5280.issuer_alternative_name.empty": "leaf(xf.IssuerAlternativeName(()))",
    "rfc5280.issuer_alternative_name.critical": 'leaf(critical(xf.IssuerAlternativeName.of("a@a.example")))',
    "rfc5280.alternative_name.empty_name": _san('xf.GeneralName(rfc822_name="")'),
    "rfc5280.alternative_name.dns_name": _san('xf.GeneralName(dns_name="a_b.example")'),
    "rfc9549.alternative_name.a_label": _san('xf.GeneralName(dns_name="xn--i-7iq.example")'),
    "rfc5280.alternative_name.mailbox": _san('xf.GeneralName(rfc822_name="A <a@a.example>")'),
    "rfc5280.alternative_name.uri": _san(_URI.format("//a.example/b")),
    "rfc5280.alternative_name.uri_host": _san(_URI.format("https://a_b.example/")),
    "rfc5280.alternative_name.ip_address": _san("xf.GeneralName(ip_address=bytes(5))"),
    "rfc5280.alternative_name.directory_name": _san('xf.GeneralName(directory_name=xf.Name.of(O="A" * 65))'),
    "rfc9598.alternative_name.smtp_utf8_mailbox": _san('xf.GeneralName.other(xf.oid.SMTP_UTF8_MAILBOX, "a@a.example")'),
    "rfc9525.common_name.not_in_alternative_names": _subject('CN="b.example"'),
    "rfc5280.subject_directory_attributes.empty": "leaf(xf.SubjectDirectoryAttributes(()))",
    "rfc9525.server.no_alternative_name": "leaf(without=xf.SubjectAlternativeName)",
    "rfc9525.host.not_matched": 'leaf(xf.SubjectAlternativeName.of("b.example"), subject=xf.Name.of(O="ALI"))',
    "rfc5280.subject_directory_attributes.critical": (
        "leaf(critical(xf.SubjectDirectoryAttributes((xf.Attribute(type=xf.ObjectIdentifier('1.3.6.1.5.5.7.9.4'), "
        "values=(xf.PrintableString('CN'),)),))))"
    ),
    "rfc5280.basic_constraints.not_critical_in_ca": "ca(plain(xf.BasicConstraints(ca=True)))",
    "rfc5280.basic_constraints.path_length": "leaf(xf.BasicConstraints(ca=False, path_len_constraint=0))",
    "rfc5280.basic_constraints.path_length_without_cert_sign": (
        'ca(xf.BasicConstraints(ca=True, path_len_constraint=1), xf.KeyUsage.of("cRLSign"))'
    ),
    "rfc5280.name_constraints.not_in_ca": 'leaf(xf.NameConstraints.of(permitted=["a.example"]))',
    "rfc5280.name_constraints.not_critical": 'ca(plain(xf.NameConstraints.of(permitted=["a.example"])))',
    "rfc5280.name_constraints.empty": "ca(xf.NameConstraints())",
    "rfc5280.name_constraints.minimum_or_maximum": (
        'ca(xf.NameConstraints(permitted_subtrees=(xf.GeneralSubtree(base=xf.GeneralName.of("a.example"), '
        "minimum=1),)))"
    ),
    "rfc5280.name_constraints.ip_address": _constraints('xf.GeneralName(ip_address=bytes(4)), "a.example"'),
    "rfc5280.name_constraints.host_bits": (
        "ca(xf.NameConstraints(permitted_subtrees=(xf.GeneralSubtree(base=xf.GeneralName("
        "ip_address=bytes((192, 0, 2, 7, 255, 255, 255, 0)))),)))"
    ),
    "rfc5280.name_constraints.uri": _constraints(_URI.format("https://a.example") + ', "a.example"'),
    "rfc5280.name_constraints.dns_name": _constraints('xf.GeneralName(dns_name=".example"), "a.example"'),
    "rfc5280.name_constraints.mailbox": _constraints('xf.GeneralName(rfc822_name="*.example"), "a.example"'),
    "rfc9598.name_constraints.particular_mailbox": _constraints('"a@a.example"'),
    "rfc5280.name_constraints.unsupported_form": _constraints('xf.GeneralName.registered("1.2.3")'),
    "rfc5280.extended_key_usage.empty": "leaf(xf.ExtendedKeyUsage(()))",
    "rfc5280.extended_key_usage.any_and_critical": (
        'leaf(critical(xf.ExtendedKeyUsage.of("serverAuth", "anyExtendedKeyUsage")))'
    ),
    "rfc5280.extended_key_usage.against_key_usage": 'leaf(xf.KeyUsage.of("nonRepudiation"))',
    "rfc3161.time_stamping.not_critical_and_alone": (
        'leaf(critical(xf.ExtendedKeyUsage.of("serverAuth", "timeStamping")))'
    ),
    "rfc5280.path.issuer_name": 'leaf(issuer=xf.Name.of(("CN", xf.PrintableString("TEST ca"))))',
    "rfc5280.path.issuer_is_no_ca": 'sub(xf.BasicConstraints(ca=False), xf.KeyUsage.of("digitalSignature"))',
    "rfc5280.path.too_long": "sub(xf.BasicConstraints(ca=True, path_len_constraint=0), above=2)",
    "rfc5280.path.issuer_key_identifier": 'leaf(xf.AuthorityKeyIdentifier(key_identifier=b"12345678"))',
    "rfc5280.path.issuer_serial_number": (
        "leaf(xf.AuthorityKeyIdentifier(key_identifier=ca_key.key_identifier(), authority_cert_issuer="
        "(xf.GeneralName.directory(xf.Name.of(CN='Test CA')),), authority_cert_serial_number=1))"
    ),
    "rfc5280.path.issuer_not_valid": "sub(validity=days(-9, -1))",
    "rfc5280.path.no_policy": (
        'sub(xf.PolicyConstraints(require_explicit_policy=0), xf.CertificatePolicies.of("1.2.3.4"))'
    ),
    "rfc5280.path.name_not_permitted": 'sub(xf.NameConstraints.of(permitted=["b.example"]))',
    "rfc5280.path.name_excluded": 'sub(xf.NameConstraints.of(excluded=["a.example"]))',
    "rfc5280.path.name_not_compared": (
        "sub(xf.NameConstraints(permitted_subtrees=(xf.GeneralSubtree("
        'base=xf.GeneralName.dns("a.example"), minimum=1),)))'
    ),
    "rfc5280.path.outlives_issuer": "leaf(validity=days(-1, 99))",
    "rfc5280.crl_distribution_points.critical": 'leaf(critical(xf.CRLDistributionPoints.of("http://a.example/ca.crl")))',
    "rfc5280.freshest_crl.critical": 'leaf(critical(xf.FreshestCRL.of("http://a.example/ca.crl")))',
    "rfc5280.authority_information_access.critical": (
        'leaf(critical(xf.AuthorityInformationAccess.of(("ocsp", "http://a.example"))))'
    ),
    "rfc5280.subject_information_access.critical": (
        'leaf(critical(xf.SubjectInformationAccess.of(("caRepository", "http://a.example"))))'
    ),
    "rfc5280.distribution.empty": "leaf(xf.AuthorityInformationAccess(()))",
    "rfc3986.distribution.uri_host": 'leaf(xf.CRLDistributionPoints.of("http://a_b.example/ca.crl"))',
    "rfc5280.distribution.uri": f"leaf(xf.AuthorityInformationAccess.of(('ocsp', {_URI.format('a.example/ocsp')})))",
    "rfc5280.distribution.ldap_uri": 'leaf(xf.CRLDistributionPoints.of("ldap://a.example/cn=CA"))',
    "rfc5280.distribution.ldap_host": 'leaf(xf.CRLDistributionPoints.of("ldap:///cn=CA?certificateRevocationList"))',
    "rfc5280.distribution_point.only_reasons": _points(_FULL, 'reasons=xf.ReasonFlags.of("keyCompromise")'),
    "rfc5280.distribution_point.no_ldap_or_http": 'leaf(xf.CRLDistributionPoints.of("ftp://a.example/ca.crl"))',
    "rfc5280.distribution_point.relative_name": _points(
        "distribution_point=xf.DistributionPointName(name_relative_to_crl_issuer=xf.Name.of(CN='1').rdn_sequence[0])"
    ),
    "rfc5280.distribution_point.relative_to_several": _points(
        "distribution_point=xf.DistributionPointName(name_relative_to_crl_issuer=xf.Name.of(CN='1').rdn_sequence[0]), "
        "crl_issuer=(xf.GeneralName.directory(xf.Name.of(CN='a')), xf.GeneralName.directory(xf.Name.of(CN='b')))"
    ),
    "rfc5280.distribution_point.issuer_is_no_name": _points(f"{_FULL}, crl_issuer=(xf.GeneralName.of('a.example'),)"),
    "rfc5280.distribution_point.by_reasons": _points(_FULL, f"{_FULL}, reasons=xf.ReasonFlags.of('keyCompromise')"),
    "rfc5280.distribution_point.not_all_reasons": _points(f"{_FULL}, reasons=xf.ReasonFlags.of('keyCompromise')"),
    "rfc5280.distribution_point.issuer_of_certificate": _points(
        f"{_FULL}, crl_issuer=(xf.GeneralName.directory(xf.Name.of(CN='Test CA')),)"
    ),
    "rfc5280.information_access.no_ldap_or_http": (
        'leaf(xf.AuthorityInformationAccess.of(("caIssuers", "ftp://a.example/ca.crt")))'
    ),
    "rfc6960.ocsp.no_uri": 'leaf(xf.AuthorityInformationAccess.of(("ocsp", "a.example")))',
    "rfc9925.unsigned.malformed": _unsigned(", parameters=xf.Null()", "without=xf.AuthorityKeyIdentifier"),
    "rfc9925.unsigned.describes_issuer": _unsigned(
        "", "xf.AuthorityKeyIdentifier(key_identifier=ca_key.key_identifier())"
    ),
    "rfc9608.no_rev_avail.critical": "leaf(critical(xf.NoRevAvail()))",
    "rfc9608.no_rev_avail.in_ca": "ca(xf.NoRevAvail())",
    "rfc9608.no_rev_avail.with_revocation": (
        'leaf(xf.NoRevAvail(), xf.CRLDistributionPoints.of("http://a.example/ca.crl"))'
    ),
    "rfc6962.timestamps.malformed": 'leaf(xf.SignedCertificateTimestampList(b"\\0\\1"))',
    "rfc6962.poison.not_critical": "leaf(plain(xf.PrecertificatePoison()))",
    "rfc6962.poison.with_timestamps": (
        "leaf(critical(xf.PrecertificatePoison()), xf.SignedCertificateTimestampList(b'\\0\\3\\0\\1a'))"
    ),
}

# What breaks the first rule breaks these, too.
_BY_NOTICE = "rfc5280.certificate_policies.qualifier"
ALSO: dict[str, tuple[str, ...]] = {
    "rfc9881.key.hash_ml_dsa_in_ca": ("rfc3279.key_usage.not_for_this_key",),
    "rfc2985.name.email_address": ("rfc5280.subject.email_address_not_in_alternative_names",),
    "rfc5280.path.issuer_not_valid": ("rfc5280.validity.expired", "rfc5280.path.outlives_issuer"),
    "rfc5280.path.name_not_compared": ("rfc5280.name_constraints.minimum_or_maximum",),
    "rfc5280.version.unknown": ("rfc5280.version.not_v3",),
    "rfc5280.version.higher_than_needed": (
        "rfc5280.authority_key_identifier.missing",
        "rfc5280.subject_key_identifier.missing",
    ),
    "rfc5280.unique_identifier.version": (
        "rfc5280.authority_key_identifier.missing",
        "rfc5280.subject_key_identifier.missing",
    ),
    "rfc5280.extensions.empty": (
        "rfc5280.authority_key_identifier.missing",
        "rfc5280.subject_key_identifier.missing",
    ),
    "rfc5280.basic_constraints.path_length_without_cert_sign": ("rfc5280.key_usage.missing_in_ca",),
    "rfc5280.distribution_point.not_all_reasons": ("rfc5280.distribution_point.by_reasons",),
    "rfc5280.distribution_point.only_reasons": ("rfc5280.distribution_point.by_reasons",),
    "rfc5280.certificate_policies.any_policy_qualifier": (_BY_NOTICE,),
    "rfc5280.certificate_policies.other_qualifier": (_BY_NOTICE,),
    "rfc5280.certificate_policies.undecodable_qualifier": (_BY_NOTICE,),
    "rfc5280.certificate_policies.cps_uri": (_BY_NOTICE,),
    "rfc5280.certificate_policies.notice_reference": (_BY_NOTICE,),
    "rfc6818.certificate_policies.ia5_text": (_BY_NOTICE,),
    "rfc6818.certificate_policies.text_not_utf8": (_BY_NOTICE,),
    "rfc5280.certificate_policies.text_length": (_BY_NOTICE,),
    "rfc5280.certificate_policies.control_character": (_BY_NOTICE,),
    "rfc5280.certificate_policies.not_normalized": (_BY_NOTICE,),
}

# Good examples of rules about what a sound server's certificate or root does not have.
GOOD: dict[str, str] = {
    "rfc5280.subject.email_address_not_in_alternative_names": (
        'leaf(xf.SubjectAlternativeName.of("a.example", "a@a.example"))'
    ),
    "rfc5280.subject.empty_without_alternative_name": (
        'leaf(critical(xf.SubjectAlternativeName.of("a.example")), subject=xf.Name(()))'
    ),
    "rfc5280.alternative_name.dns_name": _san('xf.GeneralName.of("*.b.example")'),
    "rfc9549.alternative_name.a_label": _san('xf.GeneralName.of("xn--bcher-kva.example")'),
    "rfc5280.alternative_name.mailbox": _san('xf.GeneralName.of("a@a.example")'),
    "rfc5280.alternative_name.uri": _san('xf.GeneralName.uri("urn:uuid:e0dcbf51-0224-4363-b75e-b6cfb1817753")'),
    "rfc5280.alternative_name.uri_host": _san('xf.GeneralName.uri("https://*.a.example/")'),
    "rfc5280.alternative_name.ip_address": _san('xf.GeneralName.of("2001:db8::7")'),
    "rfc5280.alternative_name.directory_name": _san('xf.GeneralName.of(xf.Name.of(C="CN", O="ALI"))'),
    "rfc9598.alternative_name.smtp_utf8_mailbox": _san(
        'xf.GeneralName.other(xf.oid.SMTP_UTF8_MAILBOX, "\\u00e9@a.example")'
    ),
    "rfc5280.certificate_policies.empty": 'leaf(xf.CertificatePolicies.of("1.2.3.4"))',
    "rfc5280.name_constraints.empty": _constraints(
        '"a.example", xf.GeneralName.ip("192.0.2.0/24"), xf.Name.of(CN="a.example")'
    ),
    "rfc5280.name_constraints.uri": _constraints(_URI.format(".a.example")),
    "rfc5280.name_constraints.mailbox": _constraints('xf.GeneralName(rfc822_name=".a.example")'),
    "rfc5280.policy_mappings.empty": (
        'ca(xf.CertificatePolicies.of("1.2.3.4"), xf.PolicyMappings((xf.PolicyMapping(issuer_domain_policy='
        'xf.ObjectIdentifier("1.2.3.4"), subject_domain_policy=xf.ObjectIdentifier("1.2.3.5")),)))'
    ),
    "rfc5280.policy_constraints.empty": "ca(xf.PolicyConstraints(require_explicit_policy=0))",
    "rfc5280.inhibit_any_policy.not_critical": "ca(xf.InhibitAnyPolicy(0))",
    "rfc5280.distribution.empty": (
        'leaf(xf.AuthorityInformationAccess.of(("ocsp", "http://a.example"), '
        '("caIssuers", "http://a.example/ca.crt")), '
        'xf.CRLDistributionPoints.of("http://a.example/ca.crl"))'
    ),
    "rfc5280.distribution.ldap_uri": (
        'leaf(xf.CRLDistributionPoints.of("ldap://a.example/cn=CA?certificateRevocationList;binary"))'
    ),
    "rfc9608.no_rev_avail.critical": "leaf(xf.NoRevAvail())",
    "rfc6962.timestamps.malformed": "leaf(xf.SignedCertificateTimestampList(b'\\0\\3\\0\\1a'))",
    "rfc6962.poison.not_critical": "leaf(critical(xf.PrecertificatePoison()))",
    "rfc3161.time_stamping.not_critical_and_alone": (
        'leaf(critical(xf.ExtendedKeyUsage.of("timeStamping")), without=xf.SubjectAlternativeName)'
    ),
    "rfc3279.key_usage.not_for_this_key": 'leaf(xf.KeyUsage.of("digitalSignature", "keyAgreement"))',
    "rfc5280.path.issuer_is_no_ca": "sub()",
    "rfc5280.path.no_policy": (
        'sub(xf.PolicyConstraints(require_explicit_policy=2), xf.CertificatePolicies.of("1.2.3.4"))'
    ),
    "rfc5280.path.name_not_permitted": 'sub(xf.NameConstraints.of(permitted=["a.example"]))',
    "rfc5280.path.name_excluded": 'sub(xf.NameConstraints.of(excluded=["b.example"]))',
    "rfc5280.path.name_not_compared": 'sub(xf.NameConstraints.of(permitted=["a.example"]))',
    "rfc5280.path.too_long": "sub(xf.BasicConstraints(ca=True, path_len_constraint=1), above=2)",
    "rfc5280.path.issuer_serial_number": (
        "leaf(xf.AuthorityKeyIdentifier(key_identifier=ca_key.key_identifier(), authority_cert_issuer="
        "(xf.GeneralName.directory(xf.Name.of(CN='Test CA')),), authority_cert_serial_number=0x1234567890))"
    ),
    "rfc9925.unsigned.malformed": _unsigned("", "without=xf.AuthorityKeyIdentifier"),
    "rfc9925.unsigned.describes_issuer": _unsigned("", "without=xf.AuthorityKeyIdentifier"),
}

# Those who refuse a good example all the same.
_POLICIES = ("gnutls", "cryptography", "go")
_UNSIGNED = ("openssl", "openssl-strict", "node", "gnutls")
GOOD_AND_REFUSED: dict[str, tuple[str, ...]] = {
    # It is no server's, and the other no certificate yet.
    "rfc3161.time_stamping.not_critical_and_alone": EVERYBODY[2:],
    "rfc6962.poison.not_critical": EVERYBODY,
    "rfc5280.policy_mappings.empty": _POLICIES,
    "rfc5280.policy_constraints.empty": _POLICIES,
    "rfc5280.path.no_policy": (*_POLICIES, "nss"),
    "rfc5280.inhibit_any_policy.not_critical": ("cryptography", "go"),
    "rfc5280.name_constraints.empty": ("cryptography", "go"),
    "rfc9925.unsigned.malformed": _UNSIGNED,
    "rfc9925.unsigned.describes_issuer": _UNSIGNED,
}


def good(id: str) -> str:
    """Return the good example of a rule: its own, or what is sound of the same kind."""
    return GOOD.get(id) or BAD[id].partition("(")[0] + "()"


# Of lists of revoked certificates: `crl(...)` is a sound one, with these extensions and fields in place of its own, and
# `entry(...)` an entry with extensions.
LISTS: dict[str, str] = {
    "rfc5280.crl.algorithms_differ": (
        "crl().replace(signature_algorithm=xf.AlgorithmIdentifier(algorithm=xf.oid.ECDSA_WITH_SHA384))"
    ),
    "rfc5280.crl.version": "crl(version=None)",
    "rfc5280.crl.issuer_empty": "crl(issuer=xf.Name(()))",
    "rfc5280.crl.no_next_update": "crl(next_update=None)",
    "rfc5280.crl.reversed": 'crl(next_update=xf.Time.of("2025-01-01"))',
    "rfc5280.crl.wrong_time_type": 'crl(next_update=xf.Time(general_time="20260201000000Z"))',
    "rfc5280.crl.no_entries": "crl(revoked_certificates=())",
    "rfc5280.crl.entry_twice": "crl(revoked_certificates=(entry(), entry()))",
    "rfc5280.crl.revoked_later": "crl(revoked_certificates=(entry(revocation_date=xf.Time.of('2026-01-02')),))",
    "rfc5280.crl.undecodable": (
        "crl(revoked_certificates=(entry(xf.Extension(extn_id=xf.oid.INVALIDITY_DATE, "
        "extn_value=xf.Undecoded(b'*'))),))"
    ),
    "rfc5280.crl.duplicate": "crl(xf.FreshestCRL.of('http://a.example/1'), xf.FreshestCRL.of('http://a.example/2'))",
    "rfc5280.crl.no_authority_key_identifier": "crl(without=xf.AuthorityKeyIdentifier)",
    "rfc5280.crl.no_number": "crl(without=xf.CRLNumber)",
    "rfc5280.crl.number_range": "crl(xf.CRLNumber(1 << 160))",
    "rfc5280.crl.criticality": "crl(critical(xf.CRLNumber(1)))",
    "rfc5280.crl.unknown_critical": (
        "crl(xf.Extension(extn_id=xf.ObjectIdentifier('1.2.3.4.5'), critical=True, extn_value=b'\\5\\0'))"
    ),
    "rfc5280.crl.distribution_point": "crl(xf.IssuingDistributionPoint())",
    "rfc5280.crl.reasons_not_given": (
        "crl(xf.IssuingDistributionPoint(only_some_reasons=xf.ReasonFlags.of('keyCompromise')), "
        "revoked_certificates=(entry(),))"
    ),
    "rfc5280.crl.issuer_alternative_name": "crl(critical(xf.IssuerAlternativeName.of('a.example')))",
    "rfc5280.crl.freshest_point": (
        "crl(xf.FreshestCRL((xf.DistributionPoint(distribution_point=xf.DistributionPointName(full_name=("
        "xf.GeneralName.uri('http://a.example/delta.crl'),)), crl_issuer=(xf.GeneralName.of(xf.Name.of(CN='B')),)),)))"
    ),
    "rfc5280.crl.freshest_in_delta": 'crl(xf.DeltaCRLIndicator(1), xf.FreshestCRL.of("http://a.example/delta.crl"))',
    "rfc5280.crl.information_access": 'crl(xf.AuthorityInformationAccess.of(("ocsp", "http://a.example")))',
    "rfc5280.crl.reason": "crl(revoked_certificates=(entry(xf.CRLReason(8)),))",
    "rfc5280.crl.reason_unspecified": "crl(revoked_certificates=(entry(xf.CRLReason(0)),))",
    "rfc5280.crl.certificate_issuer": (
        "crl(revoked_certificates=(entry(xf.CertificateIssuer((xf.GeneralName.of(xf.Name.of(CN='B')),))),))"
    ),
}

# What breaks BR 7.2 as well: `crl(...)` is sound by that, too.
WEB_LISTS: dict[str, str] = {
    "webpki.crl.next_update": 'crl(next_update=xf.Time.of("2027-01-03"))',
    "webpki.crl.next_update_of_servers": 'crl(next_update=xf.Time.of("2026-01-12"))',
    "webpki.crl.reason": "crl(revoked_certificates=(entry(xf.CRLReason(6)),))",
    "webpki.crl.authority_key_identifier": (
        "crl(xf.AuthorityKeyIdentifier(key_identifier=b'1', authority_cert_issuer=(xf.GeneralName.of("
        "xf.Name.of(CN='Test CA')),), authority_cert_serial_number=1))"
    ),
    "webpki.crl.distribution_point": "crl(xf.IssuingDistributionPoint(only_contains_user_certs=True))",
}
