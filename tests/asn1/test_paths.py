"""Paths: `at`, `with_`, `without`; the paths of errors are such paths; a path that leads nowhere says what is there."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import x509forge as xf
from x509forge import asn1
from x509forge.asn1.codecs import ContainingOpen, Tagged
from x509forge.asn1.path import place_at, steps_of
from x509forge.pkcs.pkcs8 import PrivateKeyInfo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

EXTENSIONS = {
    "subjectAltName": "email:a@b.example,DNS:a.example,URI:https://a.example,IP:192.0.2.7,RID:1.2.3.4,dirName:dn,"
    "otherName:1.3.6.1.4.1.311.20.2.3;UTF8:a@b",
    "keyUsage": "critical,digitalSignature,keyCertSign",
    "extendedKeyUsage": "serverAuth,1.2.3.4",
    "basicConstraints": "critical,CA:TRUE,pathlen:1",
    "nameConstraints": "critical,permitted;DNS:a.example,excluded;IP:10.0.0.0/255.0.0.0",
    "crlDistributionPoints": "dp,URI:http://a.example/b.crl",
    "issuingDistributionPoint": "critical,@idp",
    "freshestCRL": "URI:http://a.example/c.crl",
    "certificatePolicies": "1.2.3.4,@policy",
    "policyConstraints": "requireExplicitPolicy:3,inhibitPolicyMapping:0",
    "policyMappings": "1.2.3.4:1.2.3.5",
    "inhibitAnyPolicy": "2",
    "authorityInfoAccess": "OCSP;URI:http://a.example,caIssuers;URI:http://b.example",
    "tlsfeature": "status_request,17",
    "noCheck": "ignored",
    "nsComment": "a comment",
    "sbgp-ipAddrBlock": "IPv4:10.0.0.0/8,IPv6-SAFI:1:2001:db8::-2001:db8::ff",
    "sbgp-autonomousSysNum": "AS:1,AS:3-5,RDI:inherit",
    "proxyCertInfo": "critical,language:id-ppl-anyLanguage,pathlen:1,policy:text:a",
    "1.2.3.4.5": "DER:0500",
}
SECTIONS = """
[dn]
C=CN
O=ALI
2.CN=a
[dp]
fullname=URI:http://a.example/a.crl
CRLissuer=dirName:dn
reasons=keyCompromise,CACompromise
[idp]
fullname=URI:http://a.example/a.crl
onlyuser=TRUE
onlysomereasons=keyCompromise
[policy]
policyIdentifier=1.3.5.8
CPS.1=http://a.example
userNotice.1=@notice
[notice]
explicitText=UTF8:a
organization=ALI
noticeNumbers=1,2
"""


@pytest.fixture(scope="module")
def roots(keys: KeyFiles, openssl: Program) -> list[asn1.Value]:
    """Values of as many types as there are: certificates, requests, keys, and each extension by itself."""
    config = xf.openssl.Config.parse(SECTIONS)
    extensions = [xf.openssl.extension(name, text, config=config) for name, text in EXTENSIONS.items()]
    key = xf.PrivateKey.load(keys("ec:P-256"))
    name = xf.Name.of(("C", "CN"), [("O", "ALI"), ("CN", "a")])
    certificate = xf.Issuer.self_signed(name, key, days=30, extensions=extensions, profile="none").certificate
    pss = ("-sha384", "-sigopt", "rsa_padding_mode:pss")
    make = ("req", "-new", "-key", keys("rsa:2048"), "-subj", "/C=CN/CN=a", "-config", "/dev/null")
    request = openssl(*make, *pss, "-addext", "subjectAltName=DNS:a")
    encrypt = ("pkcs8", "-topk8", "-in", keys("ec:P-256"), "-outform", "DER", "-passout", "pass:geheim")
    roots: list[asn1.Value] = [
        xf.Certificate.from_der(certificate.to_der()),
        certificate.with_("tbsCertificate.issuerUniqueID", xf.BitString(b"a")),
        xf.CertificationRequest.from_pem(request),
        key.private_key_info,
        xf.EncryptedPrivateKeyInfo.from_der(openssl(*encrypt)),
        xf.EncryptedPrivateKeyInfo.from_der(openssl(*encrypt, "-scrypt", "-scrypt_N", "16")),
        PrivateKeyInfo.from_der(key.to_der(format="pkcs8-v2")),
        xf.RSAPrivateKey.from_der(PrivateKeyInfo.from_der(keys.der("rsa:2048")).private_key),
        xf.ECPrivateKey.from_der(key.to_der(format="traditional")),
    ]
    for root in list(roots):
        roots += [value for path, value in _places(root) if isinstance(value, asn1.Value) and _is_open(root, path)]
    return roots


def _is_open(root: asn1.Value, path: str) -> bool:
    codec, *_ = place_at(root, path)
    return codec is not None and codec.open_table is not None


def _places(root: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every place in a value with what stands there, the names of fields as Python has them."""
    if isinstance(root, tuple):
        parts = [(f"{path}[{index}]", item) for index, item in enumerate(root)]
    elif isinstance(root, asn1.Value) and not isinstance(root, asn1.Raw):
        names = [root.chosen] if isinstance(root, asn1.Choice) else root._field_names
        parts = [(f"{path}.{name}" if path else name, getattr(root, name)) for name in names]
    else:
        return
    for place, value in parts:
        if value is not None:
            yield place, value
            yield from _places(value, place)


def _in_a_set(root: asn1.Value, path: str) -> bool:
    """Return whether a place lies in a SET OF several, where DER puts what is broken at another index."""
    lists = [place_at(root, path[:at]) for at, character in enumerate(path) if character == "[" and at]
    return any(getattr(codec, "is_set", False) and len(items) > 1 for codec, items, _ in lists)


def _mistakes(value: Any, element: bytes) -> Iterator[bytes]:
    """Yield an element with a length that is not minimal; of one without parts, with contents that few types have."""
    header = 2 if element[1] < 0x80 else 2 + (element[1] & 0x7F)
    contents = element[header:]
    length = len(contents)
    yield element[:1] + (b"\x81" + bytes([length]) if length < 128 else b"\x83" + length.to_bytes(3, "big")) + contents
    if not element[0] & 0x20 and not isinstance(value, asn1.Choice):
        yield element[:1] + b"\x02\x80\x80"
        yield element[:1] + b"\x00"


def _error(cls: type[asn1.Value], der: bytes) -> xf.DecodeError | None:
    try:
        cls.from_der(der)
    except xf.DecodeError as error:
        return error
    return None


def test_where_an_error_is_there_with_takes_it_back(roots: list[asn1.Value]) -> None:
    seen: set[str] = set()
    types = set()
    for root in roots:
        for path, value in _places(root):
            codec, there, _ = place_at(root, path)
            assert there is value
            # Raw octets there are those within the OCTET STRING, and are kept whatever they are.
            if codec is None or isinstance(codec, ContainingOpen) or _in_a_set(root, path):
                continue
            while isinstance(codec, Tagged):
                codec = codec.inner
            for mistake in _mistakes(value, codec.encode(value)):
                broken = root.with_(path, asn1.Any(mistake))
                error = _error(type(root), broken.to_der())
                if error is None:
                    continue
                if not error.path:
                    # Of a type that is nothing but another one, or one of several, the whole is broken.
                    assert len(type(root)._field_names) == 1 or isinstance(root, asn1.Choice)
                    continue
                assert broken.with_(error.path, root.at(error.path)) == root
                seen.add(error.path)
                types.add(type(root).__name__)
    assert len(seen) > 250
    assert len(types) > 20
    assert {
        "tbsCertificate.validity.notAfter",
        "tbsCertificate.subject[0][0].type",
        "certificationRequestInfo.subjectPKInfo.algorithm.algorithm",
        "[6].otherName.type-id",
    } <= seen


def test_everything_beside_the_path_is_the_same_object(roots: list[asn1.Value]) -> None:
    certificate = roots[0]
    changed = certificate.with_("tbsCertificate.extensions[2].critical", True)
    assert changed.at("tbsCertificate.extensions[2].critical") is True
    assert changed.at("signatureValue") is certificate.at("signatureValue")
    for index in (0, 1, 3):
        path = f"tbsCertificate.extensions[{index}]"
        assert changed.at(path) is certificate.at(path)
    assert certificate.with_("tbsCertificate.extensions[2].critical", False) == certificate


# One place, by its names in ASN.1, in Python, as errors and as the explainer have it, and by identifiers.
@pytest.mark.parametrize(
    "path",
    [
        "tbsCertificate.extensions[0].extnValue.generalNames[1].dNSName",
        "tbs_certificate.extensions[0].extn_value.general_names[1].dns_name",
        "tbsCertificate.extensions[0].extnValue[1].dNSName",
        "tbsCertificate.extensions.inner[0].extnValue.inner[1].dNSName",
        "tbsCertificate.extensions[subjectAltName].extnValue[1].dNSName",
        "tbsCertificate.extensions[2.5.29.17].extnValue[1].dNSName",
    ],
)
def test_names_of_one_place(roots: list[asn1.Value], path: str) -> None:
    assert roots[0].at(path) == "a.example"
    assert roots[0].with_(path, "b.example").at("tbsCertificate.extensions[0].extnValue").dns_names == ("b.example",)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("tbsCertificate.subject[commonName].value.text", "a"),
        ("tbsCertificate.subject[O].value.text", "ALI"),
        ("tbsCertificate.subject[1][CN].value.text", "a"),
        ("tbsCertificate.extensions[extendedKeyUsage].extnValue[serverAuth]", "1.3.6.1.5.5.7.3.1"),
        ("tbsCertificate.extensions[authorityInfoAccess].extnValue[id-ad-caIssuers].accessLocation.value", None),
        ("tbsCertificate.validity.notAfter.generalTime", None),
        ("tbsCertificate.subjectUniqueID", None),
        ("tbsCertificate.signature.algorithm", "1.2.840.10045.4.3.2"),
        ("signatureValue.unusedBits", 0),
    ],
)
def test_what_stands_there(roots: list[asn1.Value], path: str, value: object) -> None:
    if "caIssuers" in path:
        path = path.replace("id-ad-caIssuers", "1.3.6.1.5.5.7.48.2").removesuffix(".value")
        value = xf.GeneralName.uri("http://b.example")
    assert roots[0].at(path) == value
    assert roots[0].at("") is roots[0]
    with pytest.raises(KeyError, match="there is nothing yet where an item would be inserted"):
        roots[0].at("tbsCertificate.extensions[+]")


NAMES = "tbsCertificate.extensions[subjectAltName].extnValue"


def test_items_are_appended_inserted_removed_doubled_and_turned_round(roots: list[asn1.Value]) -> None:
    value = roots[0].with_(f"{NAMES}", xf.SubjectAlternativeName.of("b", "c"))
    assert str(value.with_(f"{NAMES}[+]", "d").at(NAMES)) == "DNS:b, DNS:c, DNS:d"
    assert str(value.with_(f"{NAMES}[+0]", "a").at(NAMES)) == "DNS:a, DNS:b, DNS:c"
    assert str(value.with_(f"{NAMES}[+2]", "d").at(NAMES)) == "DNS:b, DNS:c, DNS:d"
    assert str(value.without(f"{NAMES}[0]").at(NAMES)) == "DNS:c"
    assert str(value.with_(f"{NAMES}[+]", value.at(f"{NAMES}[0]")).at(NAMES)) == "DNS:b, DNS:c, DNS:b"
    turned = tuple(reversed(value.at(NAMES).general_names))
    assert str(value.with_(f"{NAMES}.generalNames", turned).at(NAMES)) == "DNS:c, DNS:b"


def test_fields_are_left_out(roots: list[asn1.Value]) -> None:
    certificate = roots[1]
    assert certificate.without("tbsCertificate.issuerUniqueID").at("tbsCertificate.issuerUniqueID") is None
    bare = certificate.without("tbsCertificate.extensions")
    assert bare == certificate.with_("tbsCertificate.extensions", None)
    assert bare.with_("tbsCertificate.extensions[+]", xf.KeyUsage.of("cRLSign")).at("tbsCertificate.extensions") == (
        xf.Extension.of(xf.KeyUsage.of("cRLSign")),
    )
    # DEFAULT v1, which DER does not write.
    assert certificate.without("tbsCertificate.version").at("tbsCertificate.version") == 0
    assert certificate.without("tbsCertificate.extensions[keyUsage].critical").at("tbsCertificate.extensions[1]") == (
        xf.Extension.of(xf.KeyUsage.of("digitalSignature", "keyCertSign"), critical=False)
    )
    one = bare.with_("tbsCertificate.extensions[+]", xf.KeyUsage.of("cRLSign"))
    assert one.without("tbsCertificate.extensions[0]").at("tbsCertificate.extensions") == ()


@pytest.mark.parametrize(
    ("path", "value", "stored"),
    [
        ("tbsCertificate.validity.notAfter", "1949-01-01", xf.Time(general_time="19490101000000Z")),
        (
            "tbsCertificate.validity.notAfter",
            datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc),
            xf.Time(utc_time="260101000000Z"),
        ),
        ("tbsCertificate.validity.notAfter", xf.Time(general_time="20260101000000Z"), None),
        ("tbsCertificate.validity.notAfter.generalTime", "20260101000000Z", "20260101000000Z"),
        (f"{NAMES}[0]", "192.0.2.7", xf.GeneralName(ip_address=b"\xc0\x00\x02\x07")),
        (f"{NAMES}[0]", xf.Name.of(CN="a"), xf.GeneralName(directory_name=xf.Name.of(CN="a"))),
        (f"{NAMES}[0]", xf.Any(b"\x05\x00"), None),
        ("tbsCertificate.extensions[0]", xf.BasicConstraints(ca=True), xf.Extension.of(xf.BasicConstraints(ca=True))),
        ("tbsCertificate.extensions[0]", xf.Any(b"\x05\x00"), None),
        ("tbsCertificate.extensions[0].extnValue", b"\x05\x00", None),
        ("tbsCertificate.validity", xf.Any(b""), None),
    ],
)
def test_what_may_be_put_there(roots: list[asn1.Value], path: str, value: object, stored: object) -> None:
    assert roots[0].with_(path, value).at(path) == (value if stored is None else stored)


TBS = "TBSCertificate has"


# What is asked for, and what the error says: the path, then what is there.
@pytest.mark.parametrize(
    ("kind", "path", "says"),
    [
        (KeyError, "tbs", "tbs: Certificate has no tbs; it has tbsCertificate, signatureAlgorithm, signatureValue"),
        (KeyError, "[0]", "[0]: Certificate has no [0]; it has"),
        (KeyError, "tbsCertificate.x", "TBSCertificate has no x; it has version, serialNumber, signature, issuer,"),
        (KeyError, "tbsCertificate.subjectUniqueID.octets", "what should stand before octets is absent"),
        (KeyError, "tbsCertificate.serialNumber.x", "a value of type int stands before x: nothing lies within it"),
        (KeyError, "tbsCertificate.validity.notAfter.generalTime.x", "is absent: what is chosen is utcTime"),
        (KeyError, "tbsCertificate.extensions.extnID", "a list of 20 stands before 'extnID'; an index is due, as [0]"),
        (KeyError, "tbsCertificate.extensions[19].extnValue.x", "a value of type bytes stands before x"),
        (KeyError, "tbsCertificate.extensions[authorityKeyIdentifier]", "none of the 20 items is authorityKeyIdent"),
        (KeyError, "tbsCertificate.subject[OU]", "none of the 2 items is organizationalUnitName; there are: countryN"),
        (KeyError, "tbsCertificate.extensions[subjectAltNames]", "(did you mean subjectAltName?)"),
        (KeyError, "tbsCertificate.extensions[+].critical", "[+] inserts an item, and can only stand at the end"),
        (IndexError, "tbsCertificate.extensions[20]", "[20] is not there: there are 20 items, from [0]; [+] appends"),
        (IndexError, "tbsCertificate.extensions[+21]", "[+21] inserts behind the end: there are 20 items"),
        (KeyError, "tbsCertificate.extensions[-1]", "'-1' is neither the name of an object identifier"),
        (KeyError, "tbsCertificate.extensions[99999999999]", "tbsCertificate.extensions[99999999999]"),
        (KeyError, "", "an empty path is the whole value"),
        *(
            (KeyError, path, f"{path!r} is not a path")
            for path in ("a..b", ".a", "a.", "a[", "a[]", "a[0", "a[0]b", "a.[0]", "[0][", ".")
        ),
    ],
)
def test_a_path_that_leads_nowhere(roots: list[asn1.Value], kind: type[Exception], path: str, says: str) -> None:
    with pytest.raises(kind) as raised:
        roots[0].with_(path, xf.Any(b"\x05\x00"))
    assert says in raised.value.args[0]
    if path:
        assert path in raised.value.args[0]


def test_nothing_lies_within_a_raw_element(roots: list[asn1.Value]) -> None:
    raw = roots[0].with_("tbsCertificate.validity", xf.Any(b"\x30\x00"))
    with pytest.raises(KeyError, match=r"a raw element \(Any\) stands before notAfter; it can be replaced as a whole"):
        raw.with_("tbsCertificate.validity.notAfter", "2026-01-01")
    assert raw.with_("tbsCertificate.validity", roots[0].at("tbsCertificate.validity")) == roots[0]


@pytest.mark.parametrize(
    ("kind", "path", "value", "says"),
    [
        (TypeError, "tbsCertificate.serialNumber", "1", "tbsCertificate.serialNumber: expected int, got str"),
        (TypeError, "tbsCertificate.validity.notAfter", 7, "notAfter: expected Time, got int"),
        (TypeError, "tbsCertificate.subject", "CN=a", "tbsCertificate.subject: expected Name, got str"),
        (TypeError, "tbsCertificate.extensions", ["a"], "tbsCertificate.extensions: [0]: expected Extension, got str"),
        (TypeError, "tbsCertificate.extensions[0]", "a", "extensions[0]: expected Extension, got str"),
        (TypeError, f"{NAMES}[0]", 7, "[0]: expected a text or a name, got int"),
        (TypeError, "tbsCertificate.issuer", None, "tbsCertificate.issuer: expected Name, got NoneType"),
        (TypeError, "signatureValue.octets", 7, "signatureValue.octets: expected bytes, got int"),
        (xf.EncodeError, f"{NAMES}[1].dNSName", "ü", "extnValue[1].dNSName: IA5String cannot hold 'ü'"),
        (xf.EncodeError, f"{NAMES}[1]", "a b", "extnValue[1]: 'a b': ' ' is not for a host name"),
        (xf.EncodeError, "tbsCertificate.validity.notAfter", "soon", "notAfter: Time: 'soon' is not a moment"),
        (xf.EncodeError, "tbsCertificate.signature.algorithm", "1", "tbsCertificate.signature.algorithm: "),
        (xf.EncodeError, "signatureValue.unusedBits", 8, "signatureValue.unusedBits: BitString: 8 unused bits"),
    ],
)
def test_a_value_that_does_not_fit(
    roots: list[asn1.Value], kind: type[Exception], path: str, value: object, says: str
) -> None:
    with pytest.raises(kind) as raised:
        roots[0].with_(path, value)
    assert says in str(raised.value)
    assert str(raised.value).startswith(path)


@pytest.mark.parametrize(
    ("kind", "path", "says"),
    [
        (TypeError, "tbsCertificate.validity", "it is not OPTIONAL in TBSCertificate; with_(path, Any(b'')) leaves it"),
        (TypeError, "tbsCertificate.validity.notAfter.utcTime", "it is not OPTIONAL in Time"),
        (TypeError, f"{NAMES}.generalNames", "it is not OPTIONAL in SubjectAlternativeName"),
        (TypeError, "signatureValue.octets", "it is not OPTIONAL in BitString"),
        (KeyError, "tbsCertificate.subjectUniqueID", "tbsCertificate.subjectUniqueID: it is not there"),
        (KeyError, "tbsCertificate.extensions[+]", "there is nothing yet where an item would be"),
        (IndexError, "tbsCertificate.extensions[20]", "[20] is not there"),
        (KeyError, "", "an empty path"),
    ],
)
def test_what_cannot_be_removed(roots: list[asn1.Value], kind: type[Exception], path: str, says: str) -> None:
    with pytest.raises(kind) as raised:
        roots[0].without(path)
    assert says in raised.value.args[0]


def test_the_steps_of_a_path() -> None:
    assert steps_of("a.b[2][+].type-id") == [
        ("field", "a"),
        ("field", "b"),
        ("item", 2),
        ("insert", None),
        ("field", "type-id"),
    ]


_STEPS = st.sampled_from(
    [
        *".[]+",
        "0",
        "1",
        "tbsCertificate",
        "extensions",
        "extnValue",
        "subject",
        "inner",
        "value",
        "subjectAltName",
        "CN",
    ]
)


@given(path=st.lists(_STEPS | st.text(max_size=3), max_size=9).map("".join))
def test_whatever_path_is_given_leads_somewhere_or_nowhere(roots: list[asn1.Value], path: str) -> None:
    try:
        there = roots[0].at(path)
    except LookupError:
        return
    if path and "[+" not in path and there is not None:
        assert roots[0].with_(path, there) == roots[0]
