"""PEM, judged by the openssl program and by Python's ssl module; the laws by Hypothesis."""

from __future__ import annotations

import base64
import contextlib
import copy
import pickle
import ssl
import string
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from x509forge import pem
from x509forge.errors import EncodeError, PEMError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

_BEGIN, _END = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"
_BASE64 = base64.b64encode(bytes(range(100))).decode()  # ends with ==
_OCTETS = bytes(range(100))

# RFC 7468 3: label = [ labelchar *( ["-" / SP] labelchar ) ]
_label_characters = st.characters(min_codepoint=0x21, max_codepoint=0x7E, exclude_characters="-")
_labels = st.builds(
    lambda first, rest: first + "".join(joint + character for joint, character in rest),
    st.text(_label_characters, max_size=1),
    st.lists(st.tuples(st.sampled_from(["", "-", " "]), _label_characters), max_size=20),
).filter(lambda label: not label.startswith(("-", " ")))
_explanations = st.text(max_size=60).filter(lambda text: "-----" not in text)


@pytest.fixture(scope="module")
def certificate(openssl: Program, keys: KeyFiles) -> str:
    """A certificate that openssl wrote."""
    return openssl("req", "-x509", "-key", keys("ec:P-256"), "-subj", "/CN=pem", "-days", "30").decode()


# --- Writing ---------------------------------------------------------------------------------------------------------


@given(_labels, st.binary(min_size=1, max_size=400))
def test_what_is_written_is_read(label: str, octets: bytes) -> None:
    text = pem.encode(label, octets)
    assert pem.decode(text) == (pem.Block(label, octets),)
    assert pem.looks_like_pem(text)


@given(st.binary(min_size=1, max_size=400))
def test_the_strict_form_is_the_one_that_python_reads(octets: bytes) -> None:
    text = pem.encode("CERTIFICATE", octets)
    assert text == ssl.DER_cert_to_PEM_cert(octets)
    assert ssl.PEM_cert_to_DER_cert(text) == octets


def test_writing_equals_openssl(certificate: str, openssl: Program, keys: KeyFiles) -> None:
    der = openssl("x509", "-outform", "DER", data=certificate.encode())
    assert pem.encode("CERTIFICATE", der) == openssl("x509", data=certificate.encode()).decode()
    assert pem.encode("PRIVATE KEY", keys.der("rsa:2048")).encode() == keys.pem("rsa:2048")


@pytest.mark.parametrize("size", [1, 2, 3, 47, 48, 49, 95, 96, 97, 3000])
def test_the_lines_are_those_of_openssl_base64(size: int, openssl: Program) -> None:
    octets = bytes(number % 251 for number in range(size))
    lines = pem.encode("X", octets).splitlines(keepends=True)
    assert "".join(lines[1:-1]).encode() == openssl("base64", data=octets)


@pytest.mark.parametrize(
    "label", ["-", " ", "A ", " A", "-A", "A-", "A  B", "A--B", "A- B", "A\nB", "A\0", "Ä", "\x7f"]
)
def test_labels_outside_the_grammar_are_not_written(label: str) -> None:
    with pytest.raises(EncodeError, match=r"is not a label \(RFC 7468 3\)"):
        pem.encode(label, b"0")


def test_nothing_is_not_written() -> None:
    with pytest.raises(EncodeError, match="a X block cannot be empty"):
        pem.encode("X", b"")


# --- Reading: what openssl reads, and what RFC 7468 3 allows besides -------------------------------------------------


def _lines(text: str) -> tuple[str, list[str], str]:
    first, *body, last = text.splitlines()
    return first, body, last


_BY_OPENSSL: dict[str, Callable[[str], str]] = {
    "as written": lambda text: text,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "CR CR LF": lambda text: text.replace("\n", "\r\r\n"),
    "no last newline": lambda text: text.rstrip("\n"),
    "byte order mark": lambda text: "\ufeff" + text,
    "trailing blanks": lambda text: text.replace("\n", " \t \n"),
    "blank line after BEGIN": lambda text: text.replace("-----\n", "-----\n\n", 1),
    "text before": lambda text: "Bag Attributes\n    localKeyID: 01\nsubject=CN = ä\n" + text,
    "text after": lambda text: text + "and so on\n",
    "one long line": lambda text: "\n".join([_lines(text)[0], "".join(_lines(text)[1]), _lines(text)[2], ""]),
    "76 columns": lambda text: text.replace(
        "\n".join(_lines(text)[1]), base64.encodebytes(ssl.PEM_cert_to_DER_cert(text)).decode().strip()
    ),
    "indented base64": lambda text: text.replace("\nM", "\n  M"),
    "a blank within a line": lambda text: text.replace("MII", "MI I", 1),
    "another label before": lambda text: pem.encode("EC PARAMETERS", b"\6\0") + text,
    "a damaged block after": lambda text: text + "-----BEGIN CERTIFICATE-----\n%\n",
}  # fmt: skip
_BY_RFC_7468: dict[str, Callable[[str], str]] = {
    "CR": lambda text: text.replace("\n", "\r"),
    "blank lines": lambda text: text.replace("\n", "\n\n"),
    "all indented": lambda text: "".join(f"  {line}\n" for line in text.splitlines()),
    "byte order marks within": lambda text: "\ufefftext\n\ufeff" + text,
}


@pytest.mark.parametrize("form", _BY_OPENSSL)
def test_what_openssl_reads_is_read(form: str, certificate: str, openssl: Program) -> None:
    text = _BY_OPENSSL[form](certificate)
    assert pem.looks_like_pem(text)
    assert pem.one(text.encode(), "CERTIFICATE").data == openssl("x509", "-outform", "DER", data=text.encode())


@pytest.mark.parametrize("form", _BY_RFC_7468)
def test_what_the_lax_grammar_allows_is_read(form: str, certificate: str) -> None:
    text = _BY_RFC_7468[form](certificate)
    for data in (text, text.encode(), bytearray(text.encode()), memoryview(text.encode())):
        assert pem.one(data, "CERTIFICATE").data == ssl.PEM_cert_to_DER_cert(certificate)  # type: ignore[arg-type]


def test_all_blocks_of_a_file_with_their_lines(certificate: str, openssl: Program, keys: KeyFiles) -> None:
    parameters = openssl("ecparam", "-name", "prime256v1", "-genkey").decode()
    blocks = pem.decode("a line\n" + parameters + "\n" + certificate)
    assert [block.label for block in blocks] == ["EC PARAMETERS", "EC PRIVATE KEY", "CERTIFICATE"]
    assert (blocks[0].line, blocks[0].end_line, blocks[1].line) == (2, 4, 5)
    key = pem.one(parameters, "PRIVATE KEY", "EC PRIVATE KEY")
    assert key.data == openssl("ec", "-outform", "DER", data=parameters.encode())


def test_a_trusted_certificate_has_its_own_label(certificate: str, openssl: Program) -> None:
    trusted = openssl("x509", "-trustout", "-addtrust", "serverAuth", data=certificate.encode())
    (block,) = pem.decode(trusted)
    assert block.label == "TRUSTED CERTIFICATE"
    assert block.data.startswith(ssl.PEM_cert_to_DER_cert(certificate))


@pytest.mark.parametrize("cipher", ["aes256", "des3"])
def test_the_headers_of_an_encrypted_legacy_key(cipher: str, openssl: Program, keys: KeyFiles) -> None:
    text = openssl("rsa", "-traditional", f"-{cipher}", "-passout", "pass:secret", "-in", keys("rsa:2048"))
    (block,) = pem.decode(text)
    assert block.label == "RSA PRIVATE KEY"
    assert block.headers[0] == ("Proc-Type", "4,ENCRYPTED")
    assert block.headers[1][0] == "DEK-Info"
    assert f"DEK-Info: {block.headers[1][1]}".encode() in text
    body = text.split(b"\n\n")[1].rpartition(b"-----END")[0]
    assert block.data == openssl("base64", "-d", data=body)


def test_folded_headers() -> None:
    text = "-----BEGIN RSA PRIVATE KEY-----\nA: b\n c\n\td\nE:f\n\nAAAA\n-----END RSA PRIVATE KEY-----"
    assert pem.decode(text)[0].headers == (("A", "b c d"), ("E", "f"))


@given(st.lists(st.tuples(_explanations, _labels, st.binary(min_size=1, max_size=90))), st.sampled_from(["\n", "\r\n"]))
def test_blocks_are_found_in_any_text(parts: list[tuple[str, str, bytes]], newline: str) -> None:
    text = "".join(f"{words}\n{pem.encode(label, octets)}" for words, label, octets in parts)
    blocks = pem.decode(text.replace("\n", newline))
    assert [(block.label, block.data) for block in blocks] == [(label, octets) for _, label, octets in parts]


# --- Refusing --------------------------------------------------------------------------------------------------------


_DAMAGED = {
    "no END": (f"x\n{_BEGIN}\n{_BASE64}\n", 2, "the CERTIFICATE block has no END: the file is cut short"),
    "BEGIN alone": (_BEGIN, 1, "the CERTIFICATE block has no END: the file is cut short"),
    "another END": (f"{_BEGIN}\nAAAA\n-----END X-----\n", 3, "END X for the BEGIN CERTIFICATE of line 1"),
    "END first": (f"{_END}\n{_BEGIN}\nAAAA\n{_END}", 1, "END CERTIFICATE without its BEGIN"),
    "BEGIN within": (f"{_BEGIN}\nAAAA\n\n{_BEGIN}\nAAAA\n{_END}", 4, "another BEGIN before the END of the"),
    "BEGIN cut": (f"-----BEGIN CERTIFICATE----\nAAAA\n{_END}", 1, "the BEGIN line does not end with five hyphens"),
    "BEGIN cut at the blank": ("-----BEGIN ", 1, "the BEGIN line does not end with five hyphens"),
    "END cut": (f"{_BEGIN}\nAAAA\n-----END CERTIFICATE--", 3, "the END line does not end with five hyphens"),
    "one line": (f"{_BEGIN}AAAA{_END}", 1, "more on the line after the hyphens of BEGIN"),
    "END and more": (f"{_BEGIN}\nAAAA\n{_END} x", 3, "more on the line after the hyphens of END"),
    "label": ("-----BEGIN A  B-----\nAAAA\n-----END A  B-----", 1, "the BEGIN line has no valid label"),
    "label not ASCII": ("-----BEGIN Ä-----\nAAAA\n-----END Ä-----", 1, "the BEGIN line has no valid label"),
    "nothing": (f"\n{_BEGIN}\n{_END}", 2, "nothing between BEGIN and END"),
    "blanks": (f"{_BEGIN}\n \n\n{_END}", 1, "nothing between BEGIN and END"),
    "headers alone": ("-----BEGIN X PRIVATE KEY-----\nA: b\n\n-----END X PRIVATE KEY-----", 1, "nothing between"),
    "stray character": (f"{_BEGIN}\nAAAA\nAA%A\n{_END}", 3, "a character that is not base64 in column 3"),
    "two characters": (f"{_BEGIN}\nAA%A\nAAA?\n{_END}", 2, "a character that is not base64 in column 3"),
    "NUL": (f"{_BEGIN}\nAAAA\0\n{_END}", 2, "a character that is not base64 in column 5"),
    "not ASCII": (f"{_BEGIN}\nAAAÄ\n{_END}", 2, "a character that is not base64 in column 4"),
    "base64url": (f"{_BEGIN}\nAA-_\n{_END}", 2, "a character of base64url in column 3"),
    "padding within": (f"{_BEGIN}\nAA==\nAAAA\n{_END}", 2, "base64 padding before its end"),
    "padding first": (f"{_BEGIN}\n=AAA\n{_END}", 2, "base64 padding before its end"),
    "padding alone": (f"{_BEGIN}\n====\n{_END}", 2, "0 base64 digits and 4 of padding are no whole"),
    "two of padding alone": (f"{_BEGIN}\n==\n{_END}", 2, "0 base64 digits and 2 of padding are no whole"),
    "three of padding": (f"{_BEGIN}\nA===\n{_END}", 2, "1 base64 digits and 3 of padding are no whole"),
    "four of padding": (f"{_BEGIN}\nAAAA====\n{_END}", 2, "4 base64 digits and 4 of padding are no whole"),
    "cut": (f"{_BEGIN}\nAAAA\nAA\n\n{_END}", 3, "6 base64 digits and 0 of padding are no whole"),
    "one digit": (f"{_BEGIN}\nA\n{_END}", 2, "1 base64 digits and 0 of padding are no whole"),
    "bits of 2": (f"{_BEGIN}\nAAAA\nAB==\n{_END}", 3, "the bits after the last octet are not zero"),
    "bits of 4": (f"{_BEGIN}\nAAB=\n\n{_END}", 2, "the bits after the last octet are not zero"),
    "headers of no key": (f"{_BEGIN}\nProc-Type: 4,CLEAR\n\nAAAA\n{_END}", 2, "a CERTIFICATE block has no header"),
    "headers unended": ("-----BEGIN X PRIVATE KEY-----\nA: b\nAAAA\n-----END X PRIVATE KEY-----", 3, "no blank line"),
    "headers only": ("-----BEGIN X PRIVATE KEY-----\nA: b\n-----END X PRIVATE KEY-----", 2, "no blank line after the"),
    "headers not ASCII": ("-----BEGIN X PRIVATE KEY-----\nA: ä\n\nAAAA\n-----END X PRIVATE KEY-----", 2, "not ASCII"),
}  # fmt: skip


@pytest.mark.parametrize("fault", _DAMAGED)
def test_a_damaged_block_is_an_error_with_its_line(fault: str) -> None:
    text, line, message = _DAMAGED[fault]
    for read in (pem.decode, pem.one):
        with pytest.raises(PEMError) as caught:
            read(text)
        assert caught.value.line == line
        assert str(caught.value).startswith(f"line {line}: ")
        assert message in str(caught.value)
        assert caught.value.citation is not None
    assert pem.looks_like_pem(text) == ("BEGIN" in text)


@pytest.mark.parametrize("fault", ["cut", "padding within", "three of padding", "four of padding", "stray character"])
def test_openssl_refuses_such_base64_too(fault: str, openssl: Program) -> None:
    assert openssl.run("x509", "-noout", data=_DAMAGED[fault][0].encode()).returncode == 1


def _next_digit(text: str) -> str:
    """Return the base64 digit after the last one of `text`, whose lowest bits are zero."""
    digits = string.ascii_uppercase + string.ascii_lowercase + string.digits + "+/"
    return digits[digits.index(text[text.index("=") - 1]) + 1]


_STRICTER_THAN_OPENSSL: dict[str, tuple[Callable[[str], str], str]] = {
    # What is passed over in silence leaves the reader with fewer certificates than the file was meant to hold.
    "stray END": (lambda text: _END + "\n" + text, "END CERTIFICATE without its BEGIN"),
    "damaged BEGIN": (lambda text: text.replace("KEY-----", "KEY----", 1) + text, "does not end with five hyphens"),
    # RFC 4648 3.5 lets a decoder refuse them: one octet string then has one encoding.
    "bits after the end": (lambda text: text.replace(text[text.index("=") - 1] + "=", _next_digit(text) + "="), "bits"),
}


@pytest.mark.parametrize("form", _STRICTER_THAN_OPENSSL)
def test_what_is_refused_though_openssl_reads_it(form: str, openssl: Program, keys: KeyFiles) -> None:
    change, message = _STRICTER_THAN_OPENSSL[form]
    text = change(keys.pem("ec:P-384").decode())
    openssl("pkey", "-noout", data=text.encode())
    with pytest.raises(PEMError, match=message):
        pem.one(text)


@pytest.mark.parametrize(
    ("data", "labels", "message"),
    [
        (b"", ["CERTIFICATE"], "no PEM block: the input is empty"),
        (b"hello", ["CERTIFICATE"], "no PEM block"),
        (bytes.fromhex("3003020101"), ["CERTIFICATE"], "no PEM block: this looks like DER"),
        (pem.encode("PRIVATE KEY", b"0"), ["CERTIFICATE"], "no CERTIFICATE block; found: PRIVATE KEY (line 1)"),
        (
            "x\n" + pem.encode("A", b"0") + pem.encode("B", b"0"),
            ["C", "D E"],
            "no C or D E block; found: A (line 2), B (line 5)",
        ),
        (
            pem.encode("A", b"0") * 10,
            ["B"],
            "no B block; found: " + ", ".join(f"A (line {3 * i + 1})" for i in range(8)) + " and 2 more",
        ),
    ],
)
def test_one_says_what_there_is_instead(data: bytes | str, labels: list[str], message: str) -> None:
    with pytest.raises(PEMError) as caught:
        pem.one(data, *labels)
    assert str(caught.value) == message


def test_one_without_labels_takes_the_first() -> None:
    assert pem.one(pem.encode("A", b"1") + pem.encode("B", b"2")).label == "A"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_says_that_it_is(encoding: str) -> None:
    data = pem.encode("CERTIFICATE", b"0").encode(encoding)
    assert pem.looks_like_pem(data)
    for read in (pem.decode, pem.one):
        with pytest.raises(PEMError, match="this is UTF-16, not PEM: save it as ASCII or UTF-8"):
            read(data)


def test_no_block_is_no_error_of_decode() -> None:
    for data in (b"", b"text", "--- BEGIN ---\n----BEGIN X-----", "say -----BEGIN X-----", bytes.fromhex("3003020101")):
        assert pem.decode(data) == ()
        assert not pem.looks_like_pem(data)


def test_der_that_holds_pem_is_der() -> None:
    octets = b"\n" + pem.encode("X", b"0").encode()
    for contents in (octets, octets * 5, octets * 500):
        length = len(contents)
        header = bytes([length]) if length < 128 else b"\x82" + length.to_bytes(2, "big")
        assert not pem.looks_like_pem(b"\x30" + header + contents)


@given(
    st.binary(max_size=200) | st.text(max_size=200),
    st.sampled_from(["", f"{_BEGIN}\n", f"{_BEGIN}\nAAAA\n", "-----BEGIN "]),
)
def test_any_input_is_read_or_refused_by_the_one_error(data: bytes | str, before: str) -> None:
    whole = before + data if isinstance(data, str) else before.encode() + data
    for read in (pem.decode, pem.one):
        with contextlib.suppress(PEMError):
            read(whole)
    pem.looks_like_pem(whole)


@given(st.integers(0, 400), st.sampled_from("%=\0é-_:"))
def test_no_message_shows_what_the_block_holds(at: int, character: str) -> None:
    text = pem.encode("RSA PRIVATE KEY", b"\x5a" * 300)  # WlpaWlpa...
    at += len("-----BEGIN RSA PRIVATE KEY-----\n")
    for damaged in (text[:at] + character + text[at:], text[:at], text[:at] + text[at + 1 :]):
        try:
            shown = repr(pem.one(damaged))
        except PEMError as error:
            shown = f"{error} {error!r} {vars(error)}"
        assert "Wlp" not in shown
        assert "ZZ" not in shown


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN " * 100_000,
        "-----BEGIN \n" * 100_000,
        "-----BEGIN X-----\n" * 100_000,
        "-----END X" * 100_000,
        "-----BEGIN " + "A-" * 500_000,
        "-----\n" * 500_000,
        "\r" * 1_000_000,
        f"{_BEGIN}\n" + "=" * 3_000_000 + f"\n{_END}",
        f"{_BEGIN}\n" + "A\n" * 1_000_000 + f"%\n{_END}",
        "-----BEGIN X PRIVATE KEY-----\na:b\n" + " x\n" * 300_000 + "-----END X PRIVATE KEY-----",
        pem.encode("X", b"abc") * 30_000,
        pem.encode("X", bytes(2_250_000)),
    ],
    ids=range(12),
)
def test_time_is_linear(text: str) -> None:
    start = time.process_time()
    for read in (pem.decode, pem.one, pem.looks_like_pem):
        with contextlib.suppress(PEMError):
            read(text)
    assert time.process_time() - start < 10  # under 1 s in fact; what is quadratic here takes minutes


# --- Values ----------------------------------------------------------------------------------------------------------


def test_a_block_is_a_value() -> None:
    block = pem.decode(pem.encode("X", b"1"))[0]
    assert block == pem.Block("X", b"1", line=9, end_line=11)
    assert hash(block) == hash(pem.Block("X", b"1"))
    assert block != pem.Block("X", b"1", headers=(("A", "b"),))
    assert block != "X"
    assert repr(block) == "<Block X: 1 octets, lines 1 to 3>"
    assert copy.copy(block) == pickle.loads(pickle.dumps(block)) == block
    with pytest.raises(AttributeError):
        block.label = "Y"
    with pytest.raises(AttributeError):
        del block.data


def test_wrong_types_are_type_errors() -> None:
    for call in (pem.decode, pem.one, pem.looks_like_pem):
        with pytest.raises(TypeError, match="PEM is bytes or str, not int"):
            call(5)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        pem.encode("X", "text")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        pem.encode(5, b"0")  # type: ignore[arg-type]
