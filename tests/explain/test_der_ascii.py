"""Octets written in the der-ascii language: whatever they are, the text is read back to them."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import x509forge as xf
from tests.explain.test_tree import DEBIANS, FILES, NASTY, documents, mutated

# Each is what the language says of such octets, or what der2ascii makes of them, where a comment does not differ.
TEXTS = {
    "": "",
    "0500": "NULL {}\n",
    "0101ff 010100 010101": "BOOLEAN { TRUE }\nBOOLEAN { FALSE }\nBOOLEAN { `01` }\n",
    "020101 0201ff 02020080": "INTEGER { 1 }\nINTEGER { -1 }\nINTEGER { 128 }\n",
    "02020001 0200 0a0105": "INTEGER { `0001` }\nINTEGER {}\nENUMERATED { 5 }\n",
    "02047fffffff 02050080000000": "INTEGER { 2147483647 }\nINTEGER { `0080000000` }\n",
    "0603550403": "OBJECT_IDENTIFIER { 2.5.4.3 } # commonName\n",
    "06028001 0600 0d028101 0d0180": "OBJECT_IDENTIFIER { `8001` }\nOBJECT_IDENTIFIER {}\n"
    "RELATIVE_OID { .129 }\nRELATIVE_OID { `80` }\n",
    # The largest arc that ascii2der reads, and the next.
    "06058fffffff7f 060590808080 00": "OBJECT_IDENTIFIER { 2.4294967215 }\nOBJECT_IDENTIFIER { `9080808000` }\n",
    "030204b0 030204bf 03020000 030100": "BIT_STRING { b`1011` }\nBIT_STRING { b`1011|1111` }\n"
    "BIT_STRING { b`00000000` }\nBIT_STRING { b`` }\n",
    "0300 0301ff 030208ff 030107": "BIT_STRING {}\nBIT_STRING { `ff` }\nBIT_STRING { `08ff` }\nBIT_STRING { `07` }\n",
    "0306 000102030405": "BIT_STRING { `00` `0102030405` }\n",
    "030a003007020101020200ff": "BIT_STRING {\n  `00`\n  SEQUENCE {\n    INTEGER { 1 }\n    INTEGER { 255 }\n  }\n}\n",
    "04093007020101020200ff": "OCTET_STRING {\n  SEQUENCE {\n    INTEGER { 1 }\n    INTEGER { 255 }\n  }\n}\n",
    "0c02c3a9 0c02c322 1603610a22 130261 62": 'UTF8String { "é" }\nUTF8String { "\\xc3\\"" }\n'
    'IA5String { "a\\n\\"" }\nPrintableString { "ab" }\n',
    "0c05e280ae1b5c": 'UTF8String { "\\xe2\\x80\\xae\\x1b\\\\" }\n',
    "1e040061d83d 1e04d83dde00 1e0300e961": 'BMPString { u"a\\ud83d" }\nBMPString { u"😀" }\nBMPString { u"é" `61` }\n',
    "1c0400000041 1c0400110000 1c0141": 'UniversalString { U"A" }\nUniversalString { U"\\U00110000" }\n'
    'UniversalString { U"" `41` }\n',
    "0405 68656c6c6f 0402 0001": 'OCTET_STRING { "hello" }\nOCTET_STRING { `0001` }\n',
    "8001ff a000 6100 c100 1f1f00 7f8100 00": "[0 PRIMITIVE] { `ff` }\n[0] {}\n[APPLICATION 1] {}\n"
    "[PRIVATE 1 PRIMITIVE] {}\nDATE {}\n[APPLICATION 128] {}\n",
    "1000 2400 2200 0000": "[SEQUENCE PRIMITIVE] {}\n[OCTET_STRING CONSTRUCTED] {}\n[INTEGER CONSTRUCTED] {}\n"
    "[UNIVERSAL 0 PRIMITIVE] {}\n",
    "1f0400 1f800400 3f1000": "[long-form:1 OCTET_STRING] {}\n[long-form:2 OCTET_STRING] {}\n"
    "[long-form:1 SEQUENCE] {}\n",
    "048100 0483000001ff": "OCTET_STRING long-form:1 {}\nOCTET_STRING long-form:3 { `ff` }\n",
    "3080 020101 0000": "SEQUENCE indefinite {\n  INTEGER { 1 }\n}\n",
    "3080 0000": "SEQUENCE indefinite {}\n",
    "a080 a080 0000": "[0] `80` # no end-of-contents octets end this element\n  [0] indefinite {}\n",
    "3005 0500": "SEQUENCE `05` # SEQUENCE claims 5 octets, 2 left\n  NULL {}\n",
    "0404 01": "OCTET_STRING `04` `01` # OCTET STRING claims 4 octets, 1 left\n",
    "68656c6c6f2c206974206973 220d0a 5c09": '"hello, it is\\"\\x0d\\n"\n"\\\\\\x09"\n',
    "0402 6162 3082": 'OCTET_STRING { "ab" }\n`3082`\n',
}


@pytest.mark.parametrize("octets", TEXTS)
def test_texts(octets: str) -> None:
    data = bytes.fromhex(octets)
    assert xf.to_der_ascii(data) == TEXTS[octets]
    assert xf.from_der_ascii(TEXTS[octets]) == data


def _texts_and_back(data: bytes) -> str:
    text = xf.to_der_ascii(data, show_private=True)
    assert xf.from_der_ascii(text) == data
    assert xf.from_der_ascii(text.encode()) == data
    return text


def _is_inert(text: str) -> bool:
    return all(character.isprintable() or character == "\n" for character in text)


@given(st.binary(max_size=200))
def test_any_octets(data: bytes) -> None:
    assert _is_inert(_texts_and_back(data))


_ELEMENTS = st.recursive(
    st.tuples(st.sampled_from([*range(32), 0x80, 0x81, 0x1F1F, 0x1F8004, 0x9F8800]), st.binary(max_size=20)),
    lambda inner: st.tuples(
        st.sampled_from([0x30, 0x31, 0x24, 0x04, 0xA0, 0x3F10, 0x61, 0xFF8180]), st.lists(inner, max_size=4)
    ),
)


def _encoded(drawn: Any, data: st.DataObject) -> bytes:
    """Return an element with its length in whichever form is drawn."""
    tag, inner = drawn
    contents = inner if isinstance(inner, bytes) else b"".join(_encoded(each, data) for each in inner)
    identifier = tag.to_bytes((tag.bit_length() + 7) // 8 or 1, "big")
    form = data.draw(st.sampled_from(["short", "long", "indefinite", "endless", "wrong"]))
    if form == "short" and len(contents) < 128:
        length = bytes((len(contents),))
    elif form == "indefinite":
        return bytes(identifier + b"\x80" + contents + b"\0\0")
    elif form == "endless":
        length = b"\x80"
    elif form == "wrong":
        length = bytes((len(contents) + 1 & 0x7F,))
    else:
        length = b"\x83" + len(contents).to_bytes(3, "big")
    return bytes(identifier + length + contents)


@given(_ELEMENTS, st.data())
def test_any_elements(drawn: Any, data: st.DataObject) -> None:
    assert _is_inert(_texts_and_back(_encoded(drawn, data)))


@pytest.mark.parametrize("part", range(4))
def test_every_file_and_what_was_changed_in_it(part: int) -> None:
    source = random.Random(part)
    for path in FILES[part::4]:
        for octets in {data for data, _ in documents(xf.explain(path.read_bytes())) if data}:
            assert _is_inert(_texts_and_back(octets)), path
            _texts_and_back(mutated(octets, source))


@pytest.mark.parametrize("case", NASTY)
def test_what_strangers_send(case: str) -> None:
    assert _is_inert(_texts_and_back(NASTY[case]))


def test_comments_say_what_it_is_and_lead_there() -> None:
    for block in xf.pem.decode(DEBIANS.read_bytes())[:20]:
        root = xf.explain(block.data)
        lines = xf.to_der_ascii(block.data).splitlines()
        assert lines[0] == "SEQUENCE { # Certificate"
        paths = [path for line in lines if (path := re.search(r" # (tbsCertificate[^ :]*|signature[^ :]*)", line))]
        assert len(paths) > 50
        for path in paths:
            assert root.at(path[1])
        (serial,) = [line for line in lines if line.endswith(" # tbsCertificate.serialNumber")]
        assert root.at("tbsCertificate.serialNumber").encoded == xf.from_der_ascii(serial)


def test_comments_have_what_octets_do_not_say() -> None:
    usage = xf.Extension.of(xf.KeyUsage.of("keyCertSign", "cRLSign"), critical=True)
    key = xf.SubjectPublicKeyInfo.of(xf.PrivateKey.generate("ec:P-256").public_key)
    name = xf.Name.of(CN="a # b\n{\u202e")
    request = xf.CertificationRequest.create(name, xf.PrivateKey.generate("ec:P-256"), extensions=[usage])
    text = xf.to_der_ascii(request.to_der())
    assert "{ b`0000011` } # KeyUsage: keyCertSign (5), cRLSign (6)\n" in text
    assert 'UTF8String { "a # b\\n{\\xe2\\x80\\xae" } # ' in text
    assert "type: commonName\n" in text
    assert "namedCurve: prime256v1\n" in text.replace("secp256r1", "prime256v1")
    assert xf.from_der_ascii(text) == request.to_der()
    assert xf.from_der_ascii(xf.to_der_ascii(key.to_der())) == key.to_der()


def test_other_texts_are_written_as_what_is_in_them() -> None:
    blocks = xf.pem.decode(DEBIANS.read_bytes())[:2]
    pem = "hello\n" + "".join(xf.pem.encode(block.label, block.data) for block in blocks)
    text = xf.to_der_ascii(xf.explain(pem))
    assert text.count("# CERTIFICATE\nSEQUENCE { # Certificate\n") == 2
    assert xf.from_der_ascii(text) == blocks[0].data + blocks[1].data
    # Octets are octets, also where they look like a text of others.
    for octets in (pem.encode(), b"3000", b"MAA="):
        assert xf.from_der_ascii(xf.to_der_ascii(octets)) == octets
    assert xf.to_der_ascii(pem.encode()).startswith('"hello\\n"\n"-----BEGIN CERTIFICATE-----\\n"\n"MII')
    # A label cannot end its comment.
    odd = b"\n-----BEGIN A\x1b\x0bB\x85-----\nMAA=\n-----END A\x1b\x0bB\x85-----\n"
    assert xf.to_der_ascii(xf.explain(odd)) == "# A\\x1b\\x0bB\\x85\nSEQUENCE {}\n"


def test_a_part_alone() -> None:
    root = xf.explain(DEBIANS.read_bytes())
    for path in ("[0].tbsCertificate.validity", "[0].tbsCertificate.serialNumber", "[1].signatureValue.bits", "[2]"):
        assert xf.from_der_ascii(xf.to_der_ascii(root.at(path))) == root.at(path).encoded
    text = xf.to_der_ascii(xf.explain(b"0\x07" + b"abcdefg").at("[0]"))
    assert text == '"abcdefg"\n'


@pytest.mark.parametrize("kind", ["ec:P-256", "rsa:2048"])
def test_a_private_key_is_refused_or_whole(kind: str) -> None:
    key = xf.PrivateKey.generate(kind)
    pem, traditional = key.to_pem(), key.to_pem(format="traditional")
    broken = pem.replace("-----\n", "----- \x0b\n")
    for what in (key.to_der(), pem.encode(), xf.explain(pem), xf.explain(traditional), xf.explain(broken)):
        with pytest.raises(xf.PrivateKeyNotShown, match=r"private key.*show_private=True") as caught:
            xf.to_der_ascii(what)
        assert isinstance(caught.value, xf.X509ForgeError)
    assert xf.from_der_ascii(xf.to_der_ascii(key.to_der(), show_private=True)) == key.to_der()
    assert xf.from_der_ascii(xf.to_der_ascii(xf.explain(pem, show_private=True))) == key.to_der()
    private = xf.explain(pem).at("privateKey")
    with pytest.raises(xf.PrivateKeyNotShown):
        xf.to_der_ascii(private)
    # Under a password nobody sees it.
    locked = xf.pem.one(key.to_pem(password=b"secret")).data
    assert xf.from_der_ascii(xf.to_der_ascii(locked)) == locked
