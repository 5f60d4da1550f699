"""In what two things differ: pairs that openssl made, forgeries, and laws for anything."""

from __future__ import annotations

import random
import re
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import x509forge as xf
from tests.explain.test_tree import DEBIANS, FILES, NASTY, mutated
from x509forge.der import element
from x509forge.explain import diff_html, diff_text
from x509forge.explain.kinds import names as kinds_known

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

MIRRORED = {"added": "removed", "removed": "added"}


def kinds(comparison: xf.Comparison) -> dict[str, str]:
    """Return the kind of each difference by its name; a name that is there twice has both kinds."""
    found: dict[str, list[str]] = {}
    for difference in comparison.differences:
        found.setdefault(difference.name, []).append(difference.kind)
    return {name: ", ".join(kinds) for name, kinds in found.items()}


def expectations(comparison: xf.Comparison) -> dict[str, bool | None]:
    return {difference.name: difference.expected for difference in comparison.differences}


class Maker:
    """Self-signed certificates as openssl makes them, of the key `number`."""

    def __init__(self, openssl: Program, keys: KeyFiles, folder: Path) -> None:
        self.openssl = openssl
        self.keys = keys
        self.folder = folder

    def certificate(
        self,
        *extensions: str,
        number: int = 0,
        serial: int = 1,
        days: int = 30,
        subject: str = "C=CN\nO=ALI\nCN=a.example",
        mask: str = "utf8only",
        request: bool = False,
    ) -> bytes:
        body = "\n".join(extensions)
        (self.folder / "made.cfg").write_text(
            f"[req]\nprompt=no\nstring_mask={mask}\ndistinguished_name=dn\n[dn]\n{subject}\n[x]\n{body}\n"
        )
        (self.folder / "made.key").write_bytes(self.keys.pem("ec:P-256", number))
        made = ("-x509", "-set_serial", str(serial), "-days", str(days), "-extensions", "x")
        return self.openssl(
            *("req", "-new", *(("-reqexts", "x") if request else made), "-key", self.folder / "made.key"),
            *("-config", self.folder / "made.cfg", "-outform", "DER"),
        )


@pytest.fixture
def maker(openssl: Program, keys: KeyFiles, tmp_path: Path) -> Maker:
    return Maker(openssl, keys, tmp_path)


PLAIN = (
    "basicConstraints=critical,CA:FALSE",
    "keyUsage=critical,digitalSignature",
    "subjectAltName=DNS:a.example,DNS:b.example,IP:192.0.2.7",
    "subjectKeyIdentifier=hash",
)


def test_a_renewal_with_the_same_key(maker: Maker) -> None:
    old, new = maker.certificate(*PLAIN), maker.certificate(*PLAIN, serial=2, days=60)
    found = xf.diff(old, new)
    assert kinds(found) == {"serialNumber": "changed", "notAfter": "changed", "signatureValue": "changed"} | (
        {"notBefore": "changed"} if "notBefore" in kinds(found) else {}
    )
    assert found.same_key
    assert not found.same_octets
    assert not found.same_meaning
    assert not found.shared
    assert {difference.expected for difference in found.differences} == {None}
    serial = found.differences[0]
    assert (serial.path, serial.path_after, serial.before, serial.after) == (
        *["tbsCertificate.serialNumber"] * 2,
        "1",
        "2",
    )
    assert str(serial) == "tbsCertificate.serialNumber: changed: 1 -> 2"
    renewed = xf.diff(old, new, renewal=True)
    assert not renewed.unexpected
    assert renewed.differences


def test_a_renewal_with_a_new_key(maker: Maker) -> None:
    authority = ("authorityKeyIdentifier=keyid:always",)
    old = maker.certificate(*PLAIN, *authority)
    new = maker.certificate(*PLAIN, *authority, serial=2, days=60, number=1)
    found = xf.diff(old, new, renewal=True)
    assert found.same_key is False
    identifiers = {"subjectKeyIdentifier", "authorityKeyIdentifier: keyIdentifier"}
    assert {difference.name for difference in found.unexpected} == {"subjectPublicKey", *identifiers}
    assert not xf.diff(old, new, renewal=True, new_key=True).unexpected


def test_a_renewal_that_is_none(maker: Maker) -> None:
    old = maker.certificate(*PLAIN, days=60)
    changes = {
        "notAfter": maker.certificate(*PLAIN, serial=2, days=30),
        "serialNumber": maker.certificate(*PLAIN, days=90),
        "subjectAltName: dNSName": maker.certificate(
            *(line.replace("b.ex", "c.ex") for line in PLAIN), serial=2, days=90
        ),
        "keyUsage": maker.certificate(
            *(line.replace("digital", "keyAgreement,digital") for line in PLAIN), serial=2, days=90
        ),
        "basicConstraints: cA": maker.certificate(
            *(line.replace("FALSE", "TRUE") for line in PLAIN), serial=2, days=90
        ),
        "basicConstraints: critical": maker.certificate("basicConstraints=CA:FALSE", *PLAIN[1:], serial=2, days=90),
        "certificatePolicies": maker.certificate(*PLAIN, "certificatePolicies=1.2.3", serial=2, days=90),
    }
    for name, new in changes.items():
        found = xf.diff(old, new, renewal=True, new_key=True)
        assert {difference.name for difference in found.unexpected} == {name}, name
    assert {each.kind for each in xf.diff(old, old, renewal=True).differences} == {"unchanged"}


def test_extensions_are_aligned_by_type(maker: Maker) -> None:
    old = maker.certificate(*PLAIN)
    new = maker.certificate(PLAIN[3], PLAIN[0], PLAIN[2], "extendedKeyUsage=serverAuth", serial=2)
    found = kinds(xf.diff(old, new))
    assert found["extensions"] == "reordered"
    assert found["extKeyUsage"] == "added"
    assert found["keyUsage"] == "removed"
    assert not {name for name in found if name.startswith(("subject", "basic"))}
    (order,) = [each for each in xf.diff(old, new).differences if each.kind == "reordered"]
    assert order.before == "basicConstraints, subjectAltName, subjectKeyIdentifier"
    assert order.after == "subjectKeyIdentifier, basicConstraints, subjectAltName"
    assert order.note == "1 of 3 moved"


def test_names_in_an_extension_are_a_set_with_an_order(maker: Maker) -> None:
    old = maker.certificate("subjectAltName=DNS:a.example,DNS:b.example,email:c@example")
    new = maker.certificate("subjectAltName=DNS:d.example,email:c@example,DNS:a.example,DNS:B.example")
    found = xf.diff(old, new)
    names = [each for each in found.differences if "NSName" in each.name]
    assert {(each.kind, each.before.strip("'"), each.after.strip("'")) for each in names} == {
        ("added", "", "d.example"),
        ("same meaning", "b.example", "B.example"),
    }
    assert kinds(found)["subjectAltName"] == "reordered"


def test_string_types(maker: Maker) -> None:
    old, new = maker.certificate(), maker.certificate(mask="default", subject="C=CN\nO=Ali\nCN=a.example")
    found = [each for each in xf.diff(old, new).differences if each.name.startswith("subject")]
    assert [(each.name, each.kind, each.note) for each in found] == [
        (
            "subject: organizationName",
            "same meaning",
            "a matching text, as UTF8String and as PrintableString",
        ),
        ("subject: commonName", "same meaning", "the same text, as UTF8String and as PrintableString"),
    ]
    assert found[0].path == "tbsCertificate.subject[1][0].value"


def test_attributes_of_a_name_by_type(maker: Maker) -> None:
    old = maker.certificate(subject="C=CN\nO=ALI\n0.OU=a\n1.OU=b\nCN=x")
    new = maker.certificate(subject="O=ALI\nC=CN\n0.OU=a\nCN=y\nL=z")
    found = {name: kind for name, kind in kinds(xf.diff(old, new)).items() if name.startswith("subject")}
    assert found == {
        "subject: commonName": "changed",
        "subject: organizationalUnitName": "removed",
        "subject: localityName": "added",
        "subject": "reordered",
    }


def test_a_certificate_and_its_request(maker: Maker) -> None:
    request, certificate = maker.certificate(*PLAIN[:3], request=True), maker.certificate(*PLAIN)
    found = xf.diff(request, certificate)
    assert found.shared == ("subject", "extensions", "key")
    assert found.same_key
    assert kinds(found) == {"subjectKeyIdentifier": "added"}
    other = maker.certificate(*PLAIN[:1], request=True, number=1, subject="CN=other")
    found = xf.diff(certificate, other)
    assert found.same_key is False
    assert kinds(found)["subjectPublicKey"] == "changed"
    assert kinds(found)["subject: commonName"] == "changed"
    assert kinds(found)["subjectAltName"] == "removed"
    assert kinds(xf.diff(maker.certificate(request=True), certificate))["subjectAltName"] == "added"


def test_a_certificate_and_keys(maker: Maker, keys: KeyFiles) -> None:
    certificate = maker.certificate(*PLAIN)
    for number, same in ((0, True), (1, False)):
        key = keys.pem("ec:P-256", number)
        for public in (key, xf.PrivateKey.load(keys("ec:P-256", number)).public_key.to_pem()):
            for found in (xf.diff(certificate, public), xf.diff(public, certificate)):
                assert found.same_key is same
                assert bool(found.differences) is not same
                assert found.shared == ("key",)
    assert xf.diff(keys.pem("ec:P-256"), keys.pem("rsa:2048")).same_key is False
    nothing = xf.diff(certificate, b"\x05\x00")
    assert nothing.same_key is None
    assert [each.note for each in nothing.differences] == ["they have nothing in common that could be compared"]


def test_points_compressed_and_not(keys: KeyFiles, openssl: Program) -> None:
    first = openssl("ec", "-in", keys("ec:P-256"), "-pubout")
    second = openssl("ec", "-in", keys("ec:P-256"), "-pubout", "-conv_form", "compressed")
    found = xf.diff(first, second)
    assert found.same_key
    assert found.same_meaning
    assert [each.note for each in found.differences] == ["the same point, compressed and not, SEC 1 2.3.3"]
    # A y that is not on the curve: what it would be compressed to is not the same point.
    info = xf.SubjectPublicKeyInfo.from_pem(first)
    point = bytearray(info.subject_public_key.octets)
    point[40] ^= 1
    broken = info.replace(subject_public_key=xf.BitString(bytes(point)))
    assert xf.diff(broken, second).same_key is False


def test_private_keys_are_not_shown(keys: KeyFiles) -> None:
    first, second = keys.pem("ec:P-256"), keys.pem("ec:P-256", 1)
    scalars = [
        xf.ECPrivateKey.from_der(xf.PrivateKeyInfo.from_pem(key).private_key).private_key.hex()
        for key in (first, second)
    ]
    for one, other in ((first, second), (xf.explain(first, show_private=True), xf.explain(second, show_private=True))):
        found = xf.diff(one, other)
        names = ("a", "b")
        shown = repr(found) + "".join(diff_text.render(found, names)) + "".join(diff_html.render(found, names))
        assert "private: not shown" in shown
        for scalar in scalars:
            assert scalar not in shown
            assert scalar[:12] not in shown


def test_bundles_are_paired_by_subject_and_key(maker: Maker) -> None:
    one, other, third = (
        xf.Certificate.from_der(maker.certificate(subject=f"CN={name}", number=number)).to_pem()
        for name, number in (("one", 0), ("other", 1), ("third", 0))
    )
    renewed = xf.Certificate.from_der(maker.certificate(subject="CN=one", serial=2, days=60)).to_pem()
    found = xf.diff(f"text\n{one}{other}", f"{other}{renewed}{third}")
    assert kinds(found) == {
        "objects": "reordered",
        "serialNumber": "changed",
        "notAfter": "changed",
        "signatureValue": "changed",
        "Certificate": "added",
    } | ({"notBefore": "changed"} if "notBefore" in kinds(found) else {})
    assert found.same_key is None
    assert found.first == "2 objects"
    assert {each.path for each in found.differences if each.name == "serialNumber"} == {
        "[0].tbsCertificate.serialNumber"
    }
    same = xf.diff(f"{one}and\n{other}", one + other)
    assert same.same_octets
    assert not same.differences
    alone = xf.diff(one, one + third)
    assert [each.kind for each in alone.differences] == ["added"]


# Forgeries, each with the one way in which it says the same.
_TRUE, _ONE = b"\x01\x01\xff", b"\x02\x01\x01"
SAME = {
    "an INTEGER with a zero in front": (_ONE, b"\x02\x02\x00\x01"),
    "a BOOLEAN that is not FF": (_TRUE, b"\x01\x01\x01"),
    "a long form of the length": (b"\x30\x03" + _ONE, b"\x30\x81\x03" + _ONE),
    "an indefinite length": (b"\x30\x03" + _ONE, b"\x30\x80" + _ONE + b"\0\0"),
    "times": (b"\x17\x0d260101000000Z", b"\x18\x0f20260101000000Z"),
    "times of 1950": (b"\x17\x0d500101000000Z", b"\x18\x0f19500101000000Z"),
    "strings": (b"\x0c\x01a", b"\x1e\x02\0a"),
}


@pytest.mark.parametrize("case", SAME)
def test_the_same_in_other_octets(case: str) -> None:
    first, second = SAME[case]
    for one, other in ((first, second), (second, first)):
        found = xf.diff(one, other)
        assert [each.kind for each in found.differences] == ["same meaning"]
        assert found.differences[0].note
        assert found.same_meaning
        assert not found.same_octets


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (b"\x02\x01\x01", b"\x02\x01\xff"),
        (b"\x02\x02\x00\xff", b"\x02\x01\xff"),
        (b"\x02\x02\xff\x00", b"\x02\x01\x00"),
        (b"\x01\x01\xff", b"\x01\x01\x00"),
        (b"\x17\x0d500101000000Z", b"\x18\x0f20500101000000Z"),
        (b"\x0c\x01a", b"\x0c\x01A"),
        (b"\x04\x01a", b"\x0c\x01a"),
        (b"\x80\x01a", b"\x81\x01a"),
        (b"\x03\x02\x00\x00", b"\x03\x01\x00"),
    ],
)
def test_not_the_same(first: bytes, second: bytes) -> None:
    assert [each.kind for each in xf.diff(first, second).differences] == ["changed"]


def test_defaults_and_named_bits(maker: Maker) -> None:
    certificate = xf.Certificate.from_der(maker.certificate(*PLAIN))
    tbs = certificate.tbs_certificate
    assert tbs.extensions
    forged = [
        # CA FALSE and critical FALSE written out; bits beyond the last.
        xf.Any(element(b"\x30", b"\x06\x03\x55\x1d\x13\x01\x01\xff\x04\x05\x30\x03\x01\x01\x00")),
        xf.Any(element(b"\x30", b"\x06\x03\x55\x1d\x0f\x01\x01\xff\x04\x04\x03\x02\x00\x80")),
        *tbs.extensions[2:],
    ]
    changed = certificate.replace(tbs_certificate=tbs.replace(extensions=forged))
    found = xf.diff(certificate, changed)
    assert {(each.name, each.kind) for each in found.differences} == {
        ("basicConstraints: cA", "same meaning"),
        ("keyUsage", "same meaning"),
    }
    assert {each.note for each in found.differences} == {
        "the DEFAULT, left out and written out, X.690 11.5",
        "the same value in other octets",
    }


def test_a_duplicate_extension(maker: Maker) -> None:
    certificate = xf.Certificate.from_der(maker.certificate(*PLAIN))
    tbs = certificate.tbs_certificate
    assert tbs.extensions
    twice = certificate.replace(tbs_certificate=tbs.replace(extensions=[*tbs.extensions, tbs.extensions[1]]))
    assert kinds(xf.diff(certificate, twice)) == {"keyUsage": "added"}


def test_hostile_names_stay_one_name_each(maker: Maker) -> None:
    hostile = ("a, DNS:evil.example", "<script>alert(1)</script>", "\x1b[2J", "\u202egnp.exe", "x' + 'y")
    key = xf.PrivateKey.generate("ec:P-256")
    first = xf.CertificationRequest.create(xf.Name.of(CN="a"), key)
    for text in hostile:
        second = xf.CertificationRequest.create(xf.Name.of(CN=text), key)
        found = xf.diff(first, second)
        (name,) = [each for each in found.differences if each.name == "subject: commonName"]
        assert eval(name.after) == text
        page = "".join(diff_html.render(found, (text, "b")))
        body = page.partition("<body>")[2]
        assert "<script" not in page
        assert set(re.findall(r"<(/?\w+)", body)) <= _MARKUP
        assert not re.search(r"[^\n -\uffff]|[\x7f-\x9f\u202e]", page)


_TAGS = ("body", "html", "main", "h1", "dl", "dt", "dd", "p", "table", "thead", "tbody", "tr", "th", "td", "small")
_MARKUP = {end + tag for tag in _TAGS for end in ("", "/")}


def test_the_page_is_of_one_piece(maker: Maker) -> None:
    import base64
    import hashlib
    from html.parser import HTMLParser

    found = xf.diff(maker.certificate(*PLAIN), maker.certificate(*PLAIN, serial=2, days=60), renewal=True)
    page = "".join(diff_html.render(found, ("a", "b"), renewal=True))
    style = page.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in page
    assert "<h2>Expected of a renewal</h2>" in page
    for word in ("http:", "https:", "src=", "href=", "url(", "<script", "style="):
        assert word not in page
    opened: list[str] = []

    class Balance(HTMLParser):
        def handle_starttag(self, tag: str, attributes: object) -> None:
            if tag != "meta":
                opened.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert opened.pop() == tag

    Balance().feed(page)
    assert not opened


# Laws.


def _places(difference: xf.Difference) -> list[str]:
    """Return where it stands in either."""
    return sorted({difference.path, difference.path_after} - {""})


def assert_laws(first: bytes, second: bytes) -> None:
    """What is true of any two: no difference exactly where the octets are the same, and the mirror image."""
    one, other = xf.diff(first, second), xf.diff(second, first)
    assert one.same_octets is other.same_octets
    assert bool(one.differences) is not one.same_octets or one.shared
    assert one.same_key is other.same_key
    mirror = [(MIRRORED.get(each.kind, each.kind), _places(each)) for each in other.differences]
    assert sorted((each.kind, _places(each)) for each in one.differences) == sorted(mirror)
    for each in one.differences:
        assert each.kind in ("changed", "added", "removed", "reordered", "same meaning")
        assert len(each.before) <= 201
        assert each.before.isprintable()
        assert each.after.isprintable()
        assert any(_leads_somewhere(each.path, data) for data in (first, second))
        assert not each.path_after or _leads_somewhere(each.path_after, second)


def _leads_somewhere(path: str, data: bytes) -> bool:
    """Return whether there is such a node; of something broken, it may be there if it is taken for what it was."""
    for kind in (None, *kinds_known()):
        try:
            xf.explain(data, kind=kind).at(path)
        except KeyError:
            continue
        return True
    return False


@pytest.mark.parametrize("part", range(4))
def test_laws_for_files(part: int) -> None:
    source = random.Random(part)
    chosen = FILES[part::24]
    for path in chosen:
        data = path.read_bytes()
        assert not xf.diff(data, data).differences, path
        assert xf.diff(data, data).same_octets
        der = xf.explain(data).document.data or data
        assert_laws(der, mutated(der, source))
    for path in source.sample(chosen, 20):
        assert_laws(path.read_bytes(), source.choice(FILES).read_bytes())


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_laws_for_any_octets(first: bytes, second: bytes) -> None:
    assert not xf.diff(first, first).differences
    assert_laws(first, second)


def test_a_default_and_what_is_written_out() -> None:
    """critical left out is FALSE: written out as that it means the same, and TRUE does not."""
    base = xf.Certificate.from_der(xf.pem.decode(DEBIANS.read_bytes())[0].data)
    place = "tbsCertificate.extensions[0]"

    def with_critical(octets: str) -> bytes:
        extension = element(b"\x30", bytes.fromhex(f"0603551d0e {octets} 0403 040105"))
        return base.with_(place, xf.Any(extension)).to_der()

    found = {
        octets: [(each.kind, each.before, each.after) for each in xf.diff(with_critical(""), changed).differences]
        for octets in ("010100", "0101ff")
        if (changed := with_critical(octets))
    }
    assert found == {
        "010100": [("same meaning", "FALSE", "FALSE")],
        "0101ff": [("changed", "FALSE", "TRUE")],
    }


def test_zero_bits_behind_the_last_named_one_mean_nothing() -> None:
    base = xf.Certificate.from_der(xf.pem.decode(DEBIANS.read_bytes())[0].data)
    place = "tbsCertificate.extensions[0]"
    usages = [
        base.with_(place, xf.Any(element(b"\x30", bytes.fromhex("0603551d0f") + element(b"\x04", bytes.fromhex(bits)))))
        for bits in ("03020106", "0303000600", "03020102")
    ]
    # keyCertSign and cRLSign; the same with ten zero bits; keyCertSign no more.
    assert {each.kind for each in xf.diff(usages[0].to_der(), usages[1].to_der()).differences} == {"same meaning"}
    assert "changed" in {each.kind for each in xf.diff(usages[0].to_der(), usages[2].to_der()).differences}


def test_the_order_of_a_set_and_the_form_of_a_length_mean_nothing() -> None:
    one, other = "3009 0603550406 1302 4445", "3009 0603550403 1302 6161"
    first, turned, long = (
        bytes.fromhex(text)
        for text in (f"3018 3116 {other} {one}", f"3018 3116 {one} {other}", f"308118 3116 {other} {one}")
    )
    comparison = xf.diff(*(xf.explain(octets, kind="Name") for octets in (first, turned)))
    assert comparison.same_meaning
    assert [(each.kind, each.note) for each in comparison.differences] == [
        ("same meaning", "a SET OF in another order, X.690 11.6: 1 of 2 moved")
    ]
    comparison = xf.diff(*(xf.explain(octets, kind="Name") for octets in (first, long)))
    assert [(each.kind, each.note) for each in comparison.differences] == [
        ("same meaning", "a length in its shortest form and a length in 2 octets")
    ]


def test_what_a_label_says_is_private(keys: KeyFiles) -> None:
    """Broken beyond reading, so that nothing of it is shown: that they differ is said all the same."""
    pem = keys.pem("ec:P-256").decode()
    for at in (30, 40, 60, 90):
        broken = pem[:at] + ("A" if pem[at] != "A" else "B") + pem[at + 1 :]
        found = xf.diff(pem, broken)
        assert found.differences
        assert not found.same_octets


@pytest.mark.parametrize("case", NASTY)
def test_what_strangers_send(case: str) -> None:
    data = NASTY[case]
    assert not xf.diff(data, data).differences
    began = time.process_time()
    assert xf.diff(data, data[:-1] + b"\x7f").differences or not data
    assert xf.diff(data, b"\x30\x00").differences
    assert time.process_time() - began < 5


def test_big_lists_in_linear_time(keys: KeyFiles) -> None:
    key = xf.PrivateKey.load(keys("ec:P-256"))
    names = [f"host{number}.example" for number in range(500)]
    moved = [*names[1:], "new.example", names[0]]
    made = [
        xf.CertificationRequest.create(
            xf.Name.of(CN="a"), key, extensions=[xf.Extension.of(xf.SubjectAlternativeName.of(*each))]
        )
        for each in (names, moved)
    ]
    began = time.process_time()
    found = xf.diff(*made)
    assert time.process_time() - began < 1
    assert {each.kind: each.note for each in found.differences if each.name.startswith("subjectAltName")} == {
        "added": "",
        "reordered": "1 of 500 moved",
    }

    def revoked(numbers: range, year: int) -> bytes:
        entries = (b"\x02\x03" + number.to_bytes(3, "big") + b"\x17\x0d%d0101000000Z" % year for number in numbers)
        return element(b"\x30", b"".join(element(b"\x30", entry) for entry in entries))

    times = []
    for count in (2_500, 10_000):
        first, second = revoked(range(100, 100 + count), 20), revoked(range(101, 101 + count), 20)
        began = time.process_time()
        assert [each.kind for each in xf.diff(first, second).differences] == ["removed", "added"]
        assert len(xf.diff(first, revoked(range(100, 100 + count), 21)).differences) == count
        times.append(time.process_time() - began)
    assert times[1] < 10 * times[0]
