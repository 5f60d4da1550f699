"""Names and values in words, field by field, against those of asn1crypto, over the certificates that both read."""

from __future__ import annotations

import ast
import re
from collections import Counter
from typing import Any

import pytest
from asn1crypto import x509

import x509forge as xf
from x509forge.x509.host_name import ascii_host_name

from .test_tree import DEBIANS, FILES, VECTORS

KEY_USAGES = {
    "digitalSignature": "digital_signature",
    "nonRepudiation": "non_repudiation",
    "keyEncipherment": "key_encipherment",
    "dataEncipherment": "data_encipherment",
    "keyAgreement": "key_agreement",
    "keyCertSign": "key_cert_sign",
    "cRLSign": "crl_sign",
    "encipherOnly": "encipher_only",
    "decipherOnly": "decipher_only",
}
CURVES = {"P-256": "secp256r1", "P-384": "secp384r1", "P-521": "secp521r1", "P-224": "secp224r1"}
SEEN: Counter[str] = Counter()


def certificates() -> list[bytes]:
    found = {block.data for block in xf.pem.decode(DEBIANS.read_bytes())}
    for path in FILES:
        if VECTORS / "x509" not in path.parents:
            continue
        data = path.read_bytes()
        if b"-----BEGIN" in data:
            try:
                found.update(block.data for block in xf.pem.decode(data) if block.label == "CERTIFICATE")
            except xf.PEMError:
                continue
        elif path.suffix in (".crt", ".der", ".cer"):
            found.add(data)
    return sorted(found)


def number(words: str) -> int:
    """Return the number that words give, as `v3 (2)`, `5`, `0x1f (65 bits)`."""
    if words.startswith(("0x", "-0x")):
        return int(words.partition(" ")[0], 16)
    return int(words.rpartition("(")[2].rstrip(")"))


def dotted(words: str) -> str:
    return words.rpartition("(")[2].rstrip(")")


def unquoted(words: str) -> str:
    """Return the text that stands between quotes with escapes."""
    assert words[:1] == words[-1:] == '"', words
    return str(ast.literal_eval(re.sub(r'\\(?!["\\xuU])', r"\\\\", words)))


def compared(what: str, ours: object, theirs: object) -> None:
    assert ours == theirs, what
    SEEN[what] += 1


def child(node: xf.Node, step: str) -> xf.Node | None:
    try:
        return node.at(step)
    except KeyError:
        return None


def compare_names(node: xf.Node, theirs: Any) -> None:
    levels = node.children
    compared("levels of names", len(levels), len(theirs.chosen))
    for level, their_level in zip(levels, theirs.chosen, strict=True):
        # A SET OF: asn1crypto keeps the order of the octets, too.
        for attribute, their_attribute in zip(level.children, their_level, strict=True):
            kind, value = attribute.children
            compared("types of attributes", dotted(kind.value), their_attribute["type"].dotted)
            native = their_attribute["value"].native
            if isinstance(native, str) and value.value.startswith('"') and not value.value.endswith("…"):
                compared("values of attributes", unquoted(value.value), native)


def compare_general_name(node: xf.Node, theirs: Any) -> None:
    words = node.value
    if theirs.name == "dns_name":
        shown = unquoted(words) if words.startswith('"') else words
        # asn1crypto shows U-labels; we do where they are names by IDNA, which an emoji is not.
        a_label = theirs.chosen.contents.decode("latin-1")
        try:
            leads_back = ascii_host_name(theirs.native) == a_label
        except xf.EncodeError:
            leads_back = False
        both = f"{a_label} ({theirs.native})" if leads_back and theirs.native != a_label else a_label
        compared("dNSName", shown, both)
    elif theirs.name == "uniform_resource_identifier":
        shown = unquoted(words) if words.startswith('"') else words
        compared("URI", shown, theirs.chosen.contents.decode("latin-1"))
    elif theirs.name == "rfc822_name":
        shown = unquoted(words) if words.startswith('"') else words
        compared("rfc822Name", shown.partition(" (")[0], theirs.chosen.contents.decode("latin-1"))
    elif theirs.name == "ip_address" and len(theirs.chosen.contents) in (4, 16):
        compared("iPAddress", words, theirs.native)
    elif theirs.name == "registered_id":
        compared("registeredID", dotted(words), theirs.chosen.dotted)


def compare_extension(value: xf.Node, name: str, parsed: Any) -> None:
    items = value.children
    if name == "key_usage":
        ours = {KEY_USAGES[part.partition(" ")[0]] for part in value.value.split(", ") if part != "no bits"}
        compared("keyUsage", ours, parsed.native)
    elif name == "basic_constraints":
        native = parsed.native
        compared("cA", value.value.startswith("CA"), native["ca"])
        length = child(value, "pathLenConstraint")
        compared("pathLenConstraint", length and int(length.value), native["path_len_constraint"])
    elif name == "key_identifier":
        compared("subjectKeyIdentifier", value.value.replace(":", "").lower(), parsed.native.hex())
    elif name == "authority_key_identifier":
        found = child(value, "keyIdentifier")
        native = parsed.native["key_identifier"]
        compared("authorityKeyIdentifier", found and found.value.replace(":", "").lower(), native and native.hex())
    elif name == "extended_key_usage":
        compared("extKeyUsage", [dotted(item.value) for item in items], [one.dotted for one in parsed])
    elif name == "certificate_policies":
        policies = [dotted(item.at("policyIdentifier").value) for item in items]
        compared("certificatePolicies", policies, [one["policy_identifier"].dotted for one in parsed])
    elif name in ("subject_alt_name", "issuer_alt_name"):
        compared("how many names", len(items), len(parsed))
        for item, theirs in zip(items, parsed, strict=True):
            compare_general_name(item, theirs)
    elif name == "authority_information_access":
        for item, theirs in zip(items, parsed, strict=True):
            compared("accessMethod", dotted(item.at("accessMethod").value), theirs["access_method"].dotted)
            compare_general_name(item.children[1], theirs["access_location"])


def compare_key(node: xf.Node, theirs: Any) -> None:
    compared(
        "algorithm of the key", dotted(node.at("algorithm.algorithm").value), theirs["algorithm"]["algorithm"].dotted
    )
    kind = theirs.algorithm
    if kind == "rsa":
        compared("modulus", node.value, f"RSA, {theirs.native['public_key']['modulus'].bit_length()} bits")
        exponent = node.at("subjectPublicKey.inner.publicExponent")
        compared("publicExponent", number(exponent.value), theirs["public_key"].parsed["public_exponent"].native)
    elif kind == "ec" and theirs.curve[0] == "named":
        curve = node.value.rpartition(", ")[2]
        compared("curve", CURVES.get(curve, curve), theirs.curve[1])


@pytest.fixture(scope="module", autouse=True)
def all_was_compared() -> Any:
    yield
    for what, least in {
        "serialNumber": 600,
        "notBefore": 600,
        "types of attributes": 4000,
        "values of attributes": 4000,
        "extnID": 2500,
        "critical": 2500,
        "keyUsage": 500,
        "dNSName": 30,
        "URI": 40,
        "modulus": 500,
        "curve": 30,
        "certificatePolicies": 400,
        "extKeyUsage": 20,
        "subjectKeyIdentifier": 500,
        "authorityKeyIdentifier": 400,
    }.items():
        assert SEEN[what] >= least, (what, SEEN[what])


def test_certificates_field_by_field() -> None:
    for data in certificates():
        try:
            theirs = x509.Certificate.load(data, strict=True)
            tbs = theirs["tbs_certificate"]
            assert tbs.native
            assert theirs.native
        except (ValueError, TypeError, KeyError, UnicodeError, OverflowError, LookupError):
            # asn1crypto reads nothing of a certificate with one broken field.
            continue
        root = xf.explain(data)
        if root.declared != "Certificate":
            continue
        node = root.at("tbsCertificate")
        serial = node.at("serialNumber")
        compared("serialNumber", number(serial.value), tbs["serial_number"].native)
        version = child(node, "version.inner")
        compared("version", version.value.partition(" ")[0] if version else "v1", str(tbs["version"].native))
        for ours in ("notBefore", "notAfter"):
            moment = tbs["validity"]["not_before" if ours == "notBefore" else "not_after"].native
            shown = node.at(f"validity.{ours}").value
            compared(ours, shown.partition(" UTC")[0], moment.strftime("%Y-%m-%d %H:%M:%S"))
        compare_names(node.at("issuer"), tbs["issuer"])
        compare_names(node.at("subject"), tbs["subject"])
        compared("signature", dotted(node.at("signature.algorithm").value), tbs["signature"]["algorithm"].dotted)
        compare_key(node.at("subjectPublicKeyInfo"), tbs["subject_public_key_info"])
        for index, extension in enumerate(tbs["extensions"] or ()):
            found = node.at(f"extensions[{index}]")
            compared("extnID", dotted(found.at("extnID").value), extension["extn_id"].dotted)
            critical = child(found, "critical")
            compared("critical", critical is not None and critical.value == "TRUE", extension["critical"].native)
            inner = child(found, "extnValue.inner")
            if inner is not None:
                compare_extension(inner, extension["extn_id"].native, extension["extn_value"].parsed)
