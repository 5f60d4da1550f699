"""The page in a browser: what lights what, keys, search, addresses, copies, paper; and axe judges it."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import expect

import x509forge as xf
from tests.tools.browser import Reader, chromium
from x509forge.der import element
from x509forge.explain.html import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.tools.programs import Program

DEBIANS = Path("/etc/ssl/certs/ca-certificates.crt")
HOSTILE = (
    "</script><script>document.title='had'</script>",
    "<img src=x onerror=alert(1)>",
    "\x1b[31mred\r\n",
    "evil\u202egnp.exe",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def reader(browser: Browser, tmp_path: Path) -> Iterator[Reader]:
    reader = Reader(browser, tmp_path)
    yield reader
    reader.close()
    assert not reader.complaints


def page_of(data: bytes | str) -> str:
    return "".join(render(xf.explain(data)))


@pytest.fixture(scope="module")
def certificate() -> bytes:
    return xf.pem.decode(DEBIANS.read_bytes())[0].data


@pytest.fixture(scope="module")
def issuer() -> xf.Issuer:
    return xf.Issuer.self_signed(xf.Name.of(CN="root"), xf.PrivateKey.generate("ec:P-256"), days=5)


def row(page: Page, path: str) -> Any:
    """Return the row of the chosen element, once it is that of this path."""
    expect(page.locator(".path a")).to_have_text(path)
    return page.locator("[aria-selected=true] > .row")


def item(page: Page, label: str) -> Any:
    return page.locator(f"[role=treeitem][aria-label^='{label}'] > .row").first


def lit(page: Page, kind: str) -> bytes:
    """Return the octets in the pane that are lit, or chosen, once there are some: lines are made when they are seen."""
    page.locator(f".hex span.{kind}").first.wait_for(state="attached")
    return bytes.fromhex(" ".join(page.locator(f".hex span.{kind}").all_text_contents()))


def judged(page: Page) -> list[Any]:
    """Return what axe finds, as (rule, impact, places)."""
    page.evaluate(AXE_FILE_PATH.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        (one["id"], one["impact"], [(node["target"], node["failureSummary"]) for node in one["nodes"]])
        for one in found["violations"]
    ]


def test_what_is_pointed_at_is_lit_on_both_sides(reader: Reader, certificate: bytes) -> None:
    page = reader.open(page_of(certificate))
    root = xf.explain(certificate)
    validity, serial = root.at("tbsCertificate.validity"), root.at("tbsCertificate.serialNumber")
    item(page, "validity").hover()
    assert lit(page, "lit") == validity.encoded
    assert page.locator(".characters span.lit").count()
    page.locator(".hex .contents").nth(1).hover()
    assert lit(page, "lit") == serial.encoded
    assert page.locator(".row.lit .name").all_text_contents() == ["serialNumber"]
    expect(page.locator("#run")).to_contain_text("octets 15 to 22, serialNumber, value")
    page.mouse.move(5, 5)
    expect(page.locator(".hex span.lit")).to_have_count(0)

    page.locator(".hex .length").nth(3).click()
    row(page, "tbsCertificate.version.inner") if root.at_offset(11).path.endswith("inner") else None
    item(page, "serialNumber").click()
    row(page, "tbsCertificate.serialNumber")
    assert lit(page, "chosen") == serial.encoded
    assert page.locator(".hex .tag.chosen").all_text_contents() == ["02"]
    assert page.locator(".hex .length.chosen").all_text_contents() == ["08"]
    colours = {
        page.locator(f".hex .{part}").first.evaluate("run => getComputedStyle(run).color")
        for part in ("tag", "length", "contents")
    }
    assert len(colours) == 3


def test_a_branch_that_is_closed_is_lit_for_what_is_in_it(reader: Reader, certificate: bytes) -> None:
    page = reader.open(page_of(certificate))
    page.locator("#collapse").click()
    assert page.locator(".row:visible").count() == 1 + len(xf.explain(certificate).children)
    page.locator(".hex .contents").nth(1).hover()
    assert page.locator(".row.lit .name").all_text_contents() == ["tbsCertificate"]
    # To choose it opens what it is in.
    page.locator(".hex .contents").nth(1).click()
    assert row(page, "tbsCertificate.serialNumber").is_visible()


def test_keys_of_a_tree(reader: Reader, certificate: bytes) -> None:
    page = reader.open(page_of(certificate))
    item(page, "Certificate").click()
    page.locator("#collapse").click()
    item(page, "Certificate").focus()
    page.locator("[role=treeitem]").first.focus()
    for key, path in (
        ("ArrowDown", "tbsCertificate"),
        ("ArrowRight", "tbsCertificate"),
        ("ArrowRight", "tbsCertificate.version"),
        ("ArrowDown", "tbsCertificate.serialNumber"),
        ("ArrowUp", "tbsCertificate.version"),
        ("ArrowLeft", "tbsCertificate"),
        ("s", "tbsCertificate.serialNumber"),
        ("s", "tbsCertificate.signature"),
        ("End", "signatureValue"),
        ("Home", "(the whole)"),
        ("ArrowRight", "tbsCertificate"),
        ("ArrowLeft", "tbsCertificate"),
        ("ArrowDown", "signatureAlgorithm"),
        ("*", "signatureAlgorithm"),
        ("ArrowUp", "tbsCertificate.extensions"),
    ):
        page.keyboard.press(key)
        if path == "tbsCertificate.extensions":
            path = page.locator(".path a").text_content() or ""
            assert path.startswith("tbsCertificate.extensions")
        row(page, path)
        assert page.evaluate("document.activeElement.getAttribute('aria-selected')") == "true"
    # One of them is where the Tab key leads.
    assert page.locator("[role=treeitem][tabindex='0']").count() == 1


def test_keys_among_the_octets(reader: Reader, certificate: bytes) -> None:
    page = reader.open(page_of(certificate), "#tbsCertificate.serialNumber")
    row(page, "tbsCertificate.serialNumber")
    page.locator("#octets").focus()
    spoken = []
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
        spoken.append(re.sub(" ·.*", "", page.locator("#said").text_content() or ""))
    assert spoken == [
        "octets 13 to 13, serialNumber, tag",
        "octets 14 to 14, serialNumber, length",
        "octets 15 to 22, serialNumber, value",
        "octets 23 to 23, signature, tag",
        "octets 15 to 22, serialNumber, value",
    ]
    page.keyboard.press("End")
    row(page, "signatureValue.bits")
    expect(page.locator(".hex .cursor").first).to_be_visible()
    page.keyboard.press("Enter")
    assert "bits" in page.evaluate("document.activeElement.getAttribute('aria-label')")


def test_search(reader: Reader, certificate: bytes) -> None:
    page = reader.open(page_of(certificate))
    page.keyboard.press("/")
    page.keyboard.type("2.5.4.3")
    found = page.locator("#found")
    expect(found).to_have_text(re.compile("^1 of "))
    total = int((found.text_content() or "").split()[-1])
    root = xf.explain(certificate)
    paths = [node.path for node in root.walk() if "2.5.4.3" in node.value or "2.5.4.3" in node.citation]
    assert total == len(paths)
    row(page, paths[0])
    page.keyboard.press("Enter")
    row(page, paths[1])
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    assert found.text_content() == f"{total} of {total}"
    assert row(page, paths[-1]).is_visible()
    page.locator("#next").click()
    row(page, paths[0])
    for words, path in (
        ("tbsCertificate.extensions[2]", "tbsCertificate.extensions[2]"),
        ("NOTBEFORE", "tbsCertificate.validity.notBefore"),
    ):
        page.locator("#query").fill(words)
        page.keyboard.press("Enter")
        assert (found.text_content() or "").startswith("1 of ")
        assert (page.locator(".path a").text_content() or "").replace(".inner", "").startswith(path)
    page.locator("#query").fill("nowhere to be found")
    page.keyboard.press("Enter")
    assert found.text_content() == "none"
    page.keyboard.press("Escape")
    assert found.text_content() == ""
    assert not page.locator(".match").count()


def test_addresses(reader: Reader, certificate: bytes) -> None:
    root = xf.explain(certificate)
    inner = next(node for node in root.walk() if ".extnValue.inner" in node.path)
    for address in (inner.path, inner.path.replace(".inner", ""), inner.path.replace("[", "%5B").replace("]", "%5D")):
        page = reader.open(page_of(certificate), f"#{address}")
        got = page.locator(".path a").text_content()
        assert got is not None
        assert got.replace(".inner", "") == inner.path.replace(".inner", "")
        assert page.locator("[aria-selected=true] > .row").is_visible()
    item(page, "signatureAlgorithm").click()
    assert page.evaluate("location.hash") == "#signatureAlgorithm"
    for address in ("tbsCertificate.validity.notAfter", "tbsCertificate.validity.notAfter.utcTime"):
        page.evaluate("address => { location.hash = address; }", address)
        row(page, "tbsCertificate.validity.notAfter.utcTime")
    page.evaluate("location.hash = '%E0%A4'")
    assert reader.open(page_of(certificate), "#no.such[3]").locator("[aria-selected=true]").count() == 1


@pytest.mark.parametrize("clipboard", [True, False])
def test_copying(reader: Reader, certificate: bytes, clipboard: bool, openssl: Program) -> None:
    page = reader.open(page_of(certificate))
    if not clipboard:
        # As where a page is not trusted with it.
        page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")

    def copied(form: str) -> str:
        page.get_by_role("button", name=f"Copy as {form}", exact=True).click()
        expect(page.locator("#said")).to_have_text(f"Copied as {form}")
        text: str = page.evaluate("navigator.clipboard.readText()")
        return text

    assert bytes.fromhex(copied("hex")) == certificate
    assert base64.b64decode(copied("base64"), validate=True) == certificate
    assert openssl("x509", "-outform", "DER", data=copied("PEM").encode()) == certificate
    assert eval(copied("Python")) == certificate
    array = copied("C array")
    assert re.match(rf"static const unsigned char Certificate\[{len(certificate)}\] = \{{\n", array)
    assert bytes(int(octet, 16) for octet in re.findall(r"0x[0-9a-f]{2}", array)) == certificate
    page.evaluate("location.hash = 'tbsCertificate.serialNumber'")
    row(page, "tbsCertificate.serialNumber")
    assert int(copied("value"), 0) == xf.Certificate.from_der(certificate).tbs_certificate.serial_number
    assert eval(copied("Python")) == xf.explain(certificate).at("tbsCertificate.serialNumber").encoded
    assert not page.get_by_role("button", name="Copy as PEM").count()


def hostile_name() -> xf.Name:
    return xf.Name.of(*(("OU", text) for text in HOSTILE))


def test_names_that_would_like_to_be_markup(reader: Reader, issuer: xf.Issuer) -> None:
    key = xf.PrivateKey.generate("ec:P-256")
    made = issuer.issue(key.public_key, subject=hostile_name(), days=3)
    page = reader.open(page_of(made.to_der()))
    page.locator("#expand").click()
    assert page.evaluate("document.querySelectorAll('script').length") == 2
    assert not page.locator("img, iframe, object, [onerror], [style*=url]").count()
    assert page.title() == "Certificate"
    shown = page.locator("main").inner_text()
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
    assert "<script>document.title='had'" in shown
    assert "evil\\u202egnp.exe" in shown


def test_500_alternative_names(reader: Reader, issuer: xf.Issuer) -> None:
    key = xf.PrivateKey.generate("ec:P-256")
    names = xf.SubjectAlternativeName.of(*[f"host{number}.mqtt.example" for number in range(500)])
    data = issuer.issue(
        key.public_key, subject=xf.Name.of(CN="many"), days=3, extensions=[xf.Extension.of(names)]
    ).to_der()
    page = reader.open(page_of(data))
    page.locator("#query").fill("host499.")
    page.keyboard.press("Enter")
    assert page.locator("#found").text_content() == "1 of 1"
    assert page.locator("[aria-selected=true] > .row").is_visible()
    assert lit(page, "chosen")[2:] == b"host499.mqtt.example"
    took = page.evaluate("""() => {
        const began = performance.now();
        document.getElementById("expand").click();
        document.body.getBoundingClientRect();
        return performance.now() - began;
    }""")
    assert page.locator("[role=treeitem]").count() > 500
    # In milliseconds; some 30 on an idle machine.
    assert took < 1000


def test_long_lists_are_opened_a_part_at_a_time(reader: Reader) -> None:
    data = element(b"\x30", b"".join(element(b"\x02", number.to_bytes(2, "big")) for number in range(1, 3002)))
    page = reader.open(page_of(data))
    page.locator("[role=treeitem]").first.press("ArrowRight")
    assert page.locator(".range").count() == 7
    page.evaluate("location.hash = '[2900]'")
    assert row(page, "[2900]").is_visible()
    assert lit(page, "chosen") == bytes.fromhex("0202") + (2901).to_bytes(2, "big")
    assert page.locator("[role=treeitem]").count() < 600
    # Of the octets only those are made that are seen.
    assert 0 < page.locator(".octets").count() < 400
    page.locator("#octets").press("Home")
    expect(page.locator("#octets .at").first).to_have_text("0000")


def test_private_octets_are_dots(reader: Reader) -> None:
    key = xf.PrivateKey.generate("ec:P-256")
    page = reader.open(page_of(f"about this key\n{key.to_pem()}"), "#[0].privateKey")
    assert page.locator("#document").text_content() == "[0] PRIVATE KEY"
    assert "·· ··" in page.locator(".hex").nth(3).inner_text()
    assert "Private octets are not in this page." in page.locator("#details").inner_text()
    assert not page.locator(".copies button").count()
    item(page, "privateKeyAlgorithm").click()
    assert page.locator(".copies button").count() >= 4


def test_what_was_decrypted_has_its_own_octets(reader: Reader) -> None:
    key = xf.PrivateKey.generate("ec:P-256")
    encrypted = xf.pem.decode(key.to_pem(password=b"sesame").encode())[0].data
    page = reader.open("".join(render(xf.explain(encrypted, password=b"sesame"))), "#encryptedData.decrypted.version")
    row(page, "encryptedData.decrypted.version")
    assert lit(page, "chosen") == b"\x02\x01\x00"
    assert page.locator("#octets").inner_text().count("··") > 32
    item(page, "encryptedData").click()
    row(page, "encryptedData")
    assert lit(page, "chosen") == xf.explain(encrypted).at("encryptedData").encoded
    assert page.get_by_role("button", name="Copy as hex").count()


def test_each_block_has_its_own_octets(reader: Reader) -> None:
    blocks = xf.pem.decode(DEBIANS.read_bytes())[:3]
    text = "".join(xf.pem.encode(block.label, block.data) for block in blocks)
    page = reader.open(page_of(text))
    for number, block in enumerate(blocks):
        page.evaluate("path => { location.hash = path; }", f"[{number}].tbsCertificate.serialNumber")
        row(page, f"[{number}].tbsCertificate.serialNumber")
        assert lit(page, "chosen") == xf.explain(block.data).at("tbsCertificate.serialNumber").encoded


@pytest.mark.parametrize(
    "data", [b"", b"\x30\x80", bytes.fromhex("30820505"), b"hello", b"\x1f\xff\xff", b"\0" * 300, b"\x30\x80" * 300]
)
def test_what_is_broken_is_shown_as_far_as_it_goes(reader: Reader, data: bytes) -> None:
    page = reader.open(page_of(data))
    page.locator("#expand").click()
    nodes = list(xf.explain(data).walk())
    assert page.locator(".row").count() == len(nodes)
    assert page.locator(".badge").count() == sum(len({one.severity for one in node.findings}) for node in nodes)
    page.locator("[role=treeitem]").first.press("End")
    assert len(data) > 5 or not judged(page)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_nothing(reader: Reader, certificate: bytes, scheme: str, width: int) -> None:
    broken = certificate.replace(b"\x01\x01\xff", b"\x01\x01\x07")
    page = reader.open(page_of(broken), "#tbsCertificate.extensions[3]", width=width, color_scheme=scheme)
    assert page.locator("#theme").text_content() == ("Light" if scheme == "dark" else "Dark")
    page.locator("#query").fill("algorithm")
    page.keyboard.press("Enter")
    item(page, "signatureAlgorithm").hover()
    assert not judged(page)
    page.locator("#theme").click()
    assert page.locator("#theme").text_content() == ("Dark" if scheme == "dark" else "Light")
    assert not judged(page)
    # Nothing is wider than the window.
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_paper(reader: Reader, certificate: bytes) -> None:
    page = reader.open(page_of(certificate))
    page.locator("#collapse").click()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    nodes = list(xf.explain(certificate).walk())
    assert page.locator(".row:visible").count() == len(nodes)
    assert bytes.fromhex(" ".join(page.locator("#paper .hex").all_text_contents())) == certificate
    assert not page.locator("#query, #octets, #details").filter(visible=True).count()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="null")
    assert page.locator(".row:visible").count() < 5
    assert not page.locator("#paper").text_content()
    # The browser's own printing does the same.
    assert page.pdf().count(b"/Type /Page\n") > 2


def test_without_script_it_says_so(reader: Reader, certificate: bytes) -> None:
    page = reader.open(page_of(certificate), java_script_enabled=False)
    assert "Allow scripts" in page.locator("noscript").inner_text()


def test_in_a_notebook(reader: Reader) -> None:
    shown = hostile_name()._repr_html_()  # type: ignore[attr-defined]
    page = reader.open(f"<!DOCTYPE html><title>notebook</title><p>Out[1]:</p>{shown}")
    inside = page.frames[1]
    assert inside.locator("h1").text_content() == "Name"
    inside.locator("[role=treeitem]").first.press("ArrowDown")
    assert inside.locator("#details h2").text_content()
    assert page.title() == "notebook"
