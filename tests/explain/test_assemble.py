"""The der-ascii language read: octets that its own description states, and errors at their line and column."""

from __future__ import annotations

import pytest

import x509forge as xf
from x509forge.explain.assemble import LARGEST_LENGTH, LONGEST_FORM

# What https://github.com/google/der-ascii (language.txt) says of each construct, or follows from X.690 at once.
OCTETS = {
    # Quoted strings, and tokens one behind the other.
    '"hello world"': b"hello world",
    '"hello " "world"': b"hello world",
    '"\\\\ \\" \\x00 \\n."': b'\\ " \0 \n.',
    '"a\nb"': b"a\nb",
    '"a\r\nb"': b"a\r\nb",
    '"é\\xe9"': b"\xc3\xa9\xe9",
    '"\\u00e9\\U000000e9"': b"\xe9\xe9",
    '""': b"",
    '"# no comment"': b"# no comment",
    # UTF-16 and UTF-32.
    'u"a\\n\\"\\\\\\x41\\u00e9"': bytes.fromhex("0061 000a 0022 005c 0041 00e9"),
    'u"é😀\\U0001f600"': bytes.fromhex("00e9 d83dde00 d83dde00"),
    'u"\\ud83d"': bytes.fromhex("d83d"),
    'U"é😀\\x41\\u00e9\\U0001f600"': bytes.fromhex("000000e9 0001f600 00000041 000000e9 0001f600"),
    'U"\\Uffffffff\\ud800"': bytes.fromhex("ffffffff 0000d800"),
    # Hexadecimal.
    "`00` `abcdef` `AbCdEf` ``": bytes.fromhex("00abcdefabcdef"),
    # Bits.
    "b`10101010`": bytes.fromhex("00aa"),
    "b`1010`": bytes.fromhex("04a0"),
    "b`1010|1010`": bytes.fromhex("04aa"),
    "b`1010|1`": bytes.fromhex("04a8"),
    "b`10101010|`": bytes.fromhex("00aa"),
    "b``": bytes.fromhex("00"),
    "b`101010101`": bytes.fromhex("07aa80"),
    # Numbers.
    "456": bytes.fromhex("01c8"),
    "0 -0 007": bytes.fromhex("000007"),
    "127 128 255 256": bytes.fromhex("7f 0080 00ff 0100"),
    "-1 -128 -129": bytes.fromhex("ff 80 ff7f"),
    "18446744073709551616": bytes.fromhex("010000000000000000"),
    "TRUE FALSE": bytes.fromhex("ff00"),
    "1.2.840.113554.4.1.72585": bytes.fromhex("2a864886f712040184b709"),
    "2.999.3": bytes.fromhex("883703"),
    "2.25.329800735698586629295641978511506172918": bytes.fromhex("69")
    + bytes.fromhex("83f09da7ebcfdee0c7a1a7b2c0948cc8f9d776"),
    ".4.1.72585": bytes.fromhex("040184b709"),
    # Tags.
    "[0]": bytes.fromhex("a0"),
    "[0 PRIMITIVE]": bytes.fromhex("80"),
    "[0 CONSTRUCTED]": bytes.fromhex("a0"),
    "[APPLICATION 1]": bytes.fromhex("61"),
    "[PRIVATE 2]": bytes.fromhex("e2"),
    "[UNIVERSAL 16]": bytes.fromhex("30"),
    "[UNIVERSAL 2 PRIMITIVE]": bytes.fromhex("02"),
    "[long-form:2 UNIVERSAL 2 PRIMITIVE]": bytes.fromhex("1f8002"),
    "[31] [PRIVATE 16384 PRIMITIVE]": bytes.fromhex("bf1f df818000"),
    "[long-form:1 SEQUENCE]": bytes.fromhex("3f10"),
    "INTEGER SEQUENCE OCTET_STRING": bytes.fromhex("023004"),
    "[SEQUENCE PRIMITIVE] [OCTET_STRING CONSTRUCTED] [INTEGER] [INTEGER PRIMITIVE]": bytes.fromhex("10240202"),
    "SET T61String RELATIVE_OID ENUMERATED EMBEDDED_PDV": bytes.fromhex("31140d0a0b"),
    "DATE TIME-OF-DAY DATE-TIME DURATION OID-IRI RELATIVE-OID-IRI": bytes.fromhex("1f1f1f201f211f221f231f24"),
    # Lengths.
    "OBJECT_IDENTIFIER { 1.2.840.113554.4.1.72585 }": bytes.fromhex("060b2a864886f712040184b709"),
    "NULL {}": bytes.fromhex("0500"),
    "SEQUENCE { INTEGER { 1 } INTEGER { `00ff` } }": bytes.fromhex("3007 020101 020200ff"),
    "[0] { SEQUENCE { INTEGER { 1 } INTEGER { `00ff` } } }": bytes.fromhex("a009 3007 020101 020200ff"),
    "[0] SEQUENCE { INTEGER { 1 } INTEGER { `00ff` } }": bytes.fromhex("a0 3007 020101 020200ff"),
    "SEQUENCE indefinite { INTEGER { 1 } INTEGER { `00ff` } }": bytes.fromhex("3080 020101 020200ff 0000"),
    "INTEGER long-form:1 { 5 }": bytes.fromhex("02810105"),
    "INTEGER adjust-length:1 { 5 }": bytes.fromhex("020205"),
    "INTEGER adjust-length:+1 { 5 }": bytes.fromhex("020205"),
    "INTEGER adjust-length:-1 { 5 }": bytes.fromhex("020005"),
    "INTEGER long-form:1 adjust-length:1 { 5 }": bytes.fromhex("02810205"),
    "INTEGER adjust-length:1 long-form:1 { 5 }": bytes.fromhex("02810205"),
    '[OCTET_STRING CONSTRUCTED] { OCTET_STRING { "hello " } OCTET_STRING { "world" } }': bytes.fromhex("240f 0406")
    + b"hello \x04\x05world",
    "SEQUENCE `80` INTEGER { 1 } INTEGER { 2 } `0000`": bytes.fromhex("3080 020101 020102 0000"),
    "[SEQUENCE PRIMITIVE] { INTEGER { 1 } INTEGER { 2 } }": bytes.fromhex("1006 020101 020102"),
    "SEQUENCE `aabbcc` INTEGER { 1 } INTEGER { 2 }": bytes.fromhex("30aabbcc 020101 020102"),
    "OCTET_STRING long-form:3 {}": bytes.fromhex("0483000000"),
    "{{{}}}": bytes.fromhex("020100"),
    "OCTET_STRING adjust-length:2147483647 {}": bytes.fromhex("04847fffffff"),
    # Blanks and comments; tokens need none between them where they end by themselves.
    "": b"",
    " \t\r\n# nothing": b"",
    "\ufeffNULL{}#\r NULL\nNULL{}": bytes.fromhex("05000500"),
    'SEQUENCE{INTEGER{1}"a"`62`b`1`[1]5}': bytes.fromhex("3009 020101 61 62 0780 a1 05"),
}


@pytest.mark.parametrize("text", OCTETS)
def test_octets(text: str) -> None:
    assert xf.from_der_ascii(text).hex(" ") == OCTETS[text].hex(" ")
    assert xf.from_der_ascii(text.encode()) == OCTETS[text]


@pytest.mark.parametrize("length", [0, 1, 127, 128, 255, 256, 65535, 65536])
def test_lengths_are_computed(length: int) -> None:
    octets = xf.from_der_ascii(f"OCTET_STRING {{ `{'61' * length}` }}")
    assert octets == xf.asn1.Any(octets).to_der()
    assert octets.endswith(b"a" * length)
    header = octets[: len(octets) - length]
    count = (length.bit_length() + 7) // 8
    assert header == b"\x04" + (
        bytes((length,)) if length < 128 else bytes((0x80 | count,)) + length.to_bytes(count, "big")
    )


def test_octets_that_are_not_utf_8_stay_in_strings_of_octets_alone() -> None:
    assert xf.from_der_ascii(b'"a\xff\xe9"') == b"a\xff\xe9"
    with pytest.raises(xf.AssemblyError, match=r"^1:4: what stands here is not UTF-8$"):
        xf.from_der_ascii(b'u"a\xff"')
    with pytest.raises(xf.AssemblyError, match=r"^1:3: what stands here is not UTF-8$"):
        xf.from_der_ascii('"a\ud800"')


ERRORS = {
    "SEQENCE {}": "1:1: 'SEQENCE' is no word of the language; did you mean SEQUENCE?",
    "NULL {}\n  true": "2:3: 'true' is no word of the language",
    "sequence {}": "1:1: 'sequence' is no word of the language",
    "+5": "1:1: '+5' is no word of the language",
    "\uff11": "1:1: '\uff11' is no word of the language",
    "x" * 100: "1:1: 'xxxxxxxxxxxxxxxxxxxx...' is no word of the language",
    "é {": "1:1: 'é' is no word of the language",
    # What is not closed, or not opened.
    "SEQUENCE {\n  SET {\n  }\n": "1:10: { without its }",
    "NULL {} }": "1:9: } without its {",
    "`00": "1:1: ` without its closing `",
    "\nb`00": "2:1: b` without its closing `",
    ' "abc': '1:2: " without its closing quote',
    '"abc\\': "1:5: there is no escape '\\\\'",
    ' u"abc\n': '1:2: u" without its closing quote',
    "[0": "1:1: [ without its ]",
    "NULL] {}": "1:5: ] without its [",
    # Hexadecimal, bits, escapes.
    "`0 0`": "1:3: ' ' is no hexadecimal digit",
    "`abc`": "1:2: an odd number of hexadecimal digits, 3",
    "b`012`": "1:5: '2' is no bit",
    "b`1010|10101`": "1:8: 5 bits of padding, where 4 are unused",
    "b`1|0|1`": "1:6: | twice in one bit string",
    "b`|0`": "1:4: 1 bits of padding, where 0 are unused",
    '"\\q"': "1:2: there is no escape '\\\\q'",
    '"\\x4"': "1:2: \\x takes 2 hexadecimal digits, not '4\"'",
    '"a\\u0100"': '1:3: 100 is more than an octet holds: a string of characters begins u" or U"',
    'u"\\U00110000"': "1:3: 110000 is beyond Unicode, and UTF-16 has nothing for it",
    # Object identifiers.
    "3.1": "1:1: '3.1' has no valid first two arcs (X.690 8.19.4)",
    "1.40.1": "1:1: '1.40.1' has no valid first two arcs (X.690 8.19.4)",
    "1..2": "1:1: '1..2' is no word of the language",
    "1.2.": "1:1: '1.2.' is no word of the language",
    # Tags.
    "[]": "1:2: a tag needs a number or the name of a type, not nothing",
    "[SEQUENSE]": "1:2: a tag needs a number or the name of a type, not 'SEQUENSE'; did you mean SEQUENCE?",
    "[APPLICATION]": "1:13: a tag needs a number or the name of a type, not nothing",
    "[APPLICATION SEQUENCE]": "1:14: a tag needs a number or the name of a type, not 'SEQUENCE'",
    "[-1]": "1:2: a tag needs a number or the name of a type, not '-1'",
    "[0  PRIMITIVE]": "1:4: behind a tag's number, CONSTRUCTED or PRIMITIVE is due, not nothing",
    "[0 primitive]": "1:4: behind a tag's number, CONSTRUCTED or PRIMITIVE is due, not 'primitive'",
    "[0 PRIMITIVE PRIMITIVE]": "1:14: 'PRIMITIVE' is one word too many in a tag",
    "[long-form:1 99999]": "1:2: long-form:1 has no room for tag number '99999'",
    "[long-form:1]": "1:13: a tag needs a number or the name of a type, not nothing",
    "[long-form:0 1]": "1:2: long-form takes 1 to 127 octets, not '0'",
    # What is said of lengths.
    "NULL long-form:128 {}": "1:6: long-form takes 1 to 127 octets, not '128'",
    "NULL long-form:-1 {}": "1:6: long-form takes a number, not '-1'",
    "NULL long-form: {}": "1:6: long-form takes a number, not nothing",
    "NULL long-form:2x {}": "1:6: long-form takes a number, not '2x'",
    "NULL adjust-length:x {}": "1:6: adjust-length takes a number, not 'x'",
    "NULL long-form:1 long-form:2 {}": "1:18: long-form:2 behind another word on the form of the same length",
    "NULL long-form:1 indefinite {}": "1:18: indefinite behind another word on the form of the same length",
    "NULL adjust-length:1 adjust-length:1 {}": "1:22: adjust-length twice before one {",
    "NULL indefinite adjust-length:1 {}": "1:17: an indefinite length has nothing that adjust-length could adjust",
    "indefinite": "1:1: indefinite must stand before {",
    "long-form:1 SEQUENCE {}": "1:1: long-form must stand before {",
    "{ adjust-length:2 }": "1:3: adjust-length must stand before {",
    "NULL adjust-length:-1 {}": "1:6: adjust-length makes the length less than 0",
    'NULL adjust-length:2147483647 { "a" }': "1:6: adjust-length makes the length more than 2**31 - 1",
    f"SEQUENCE long-form:1 {{ `{'aa' * 256}` }}": "1:10: long-form:1 has no room for a length of 256",
    "1" * 4301: "1:1: a number of 4301 digits; from 4300 on, write `hexadecimal`",
}


@pytest.mark.parametrize("text", ERRORS)
def test_errors_say_where(text: str) -> None:
    with pytest.raises(xf.AssemblyError) as caught:
        xf.from_der_ascii(text)
    assert str(caught.value) == ERRORS[text]
    assert isinstance(caught.value, xf.X509ForgeError)
    assert isinstance(caught.value, ValueError)


def test_errors_name_the_file() -> None:
    with pytest.raises(xf.AssemblyError, match=r"^a\.txt:2:3: } without its {$") as caught:
        xf.from_der_ascii("\n  }", file="a.txt")
    assert (caught.value.file, caught.value.line, caught.value.column) == ("a.txt", 2, 3)


def test_what_could_run_away_does_not() -> None:
    depth = 100_000
    octets = xf.from_der_ascii("SEQUENCE {" * depth + "}" * depth)
    assert octets[:1] == b"\x30"
    assert octets.endswith(b"\x30\x02\x30\x00")
    with pytest.raises(xf.AssemblyError, match=r"^1:100000: { without"):
        xf.from_der_ascii("{" * depth)
    # As many octets as a text of this size can ask for.
    assert len(xf.from_der_ascii(f"[long-form:{LONGEST_FORM} 0]" * 1000)) == 1000 * (LONGEST_FORM + 1)
    assert len(xf.from_der_ascii("2." + "9" * 4300)) > 2000
    assert len(xf.from_der_ascii('"' + "\\n" * 500_000 + '"')) == 500_000
    with pytest.raises(xf.AssemblyError):
        xf.from_der_ascii(f"NULL adjust-length:{LARGEST_LENGTH + 1} {{}}")
