"""What openssl builds of its own language for ASN.1, and what is built of a text in der-ascii, is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

import x509forge as xf

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tools.programs import Program

# A text of ASN1_generate_nconf(3), and the same in der-ascii.
SAME = {
    "INTEGER:0x123456789012345678901234567890": "INTEGER { 94522879687365475552814062743484560 }",
    "INTEGER:-32769": "INTEGER { -32769 }",
    "ENUMERATED:128": "ENUMERATED { 128 }",
    "BOOLEAN:TRUE": "BOOLEAN { TRUE }",
    "NULL": "NULL {}",
    "OID:2.5.4.3": "OBJECT_IDENTIFIER { 2.5.4.3 }",
    "OID:2.25.329800735698586629295641978511506172918": "OBJECT_IDENTIFIER { "
    "2.25.329800735698586629295641978511506172918 }",
    "OID:2.999.16384.127.128": "OBJECT_IDENTIFIER { 2.999.16384.127.128 }",
    "UTCTIME:491231235959Z": 'UTCTime { "491231235959Z" }',
    "GENTIME:20500101000000Z": 'GeneralizedTime { "20500101000000Z" }',
    "FORMAT:HEX,OCTETSTRING:00ff": "OCTET_STRING { `00ff` }",
    "FORMAT:BITLIST,BITSTRING:0,2,9": "BIT_STRING { b`1010000001` }",
    "FORMAT:UTF8,BMP:aé": 'BMPString { u"aé" }',
    "FORMAT:UTF8,UNIV:é😀": 'UniversalString { U"é\\U0001f600" }',
    "FORMAT:UTF8,UTF8:é": 'UTF8String { "é" }',
    "IA5:a@b": 'IA5String { "a@b" }',
    "IMPLICIT:1,IA5:a": '[1 PRIMITIVE] { "a" }',
    "EXPLICIT:30A,EXPLICIT:31A,IMPLICIT:128P,NULL": "[APPLICATION 30] { [APPLICATION 31] { "
    "[PRIVATE 128 PRIMITIVE] {} } }",
    "IMPLICIT:16384U,NULL": "[UNIVERSAL 16384 PRIMITIVE] {}",
    "BITWRAP,OCTWRAP,SEQWRAP,SETWRAP,INTEGER:1": "BIT_STRING { `00` OCTET_STRING { SEQUENCE { SET { "
    "INTEGER { 1 } } } } }",
}


@pytest.mark.parametrize("line", SAME)
def test_the_same_element(openssl: Program, tmp_path: Path, line: str) -> None:
    out = tmp_path / "out.der"
    openssl("asn1parse", "-genstr", line, "-noout", "-out", out)
    assert xf.from_der_ascii(SAME[line]).hex(" ") == out.read_bytes().hex(" ")
    assert xf.from_der_ascii(xf.to_der_ascii(out.read_bytes())) == out.read_bytes()


class _Both(NamedTuple):
    """A value in both languages; openssl's is a list of values in a section where `parts` is there."""

    line: str
    text: str
    parts: tuple[_Both, ...] | None = None


_LEAVES = st.one_of(
    st.integers(-(2**70), 2**70).map(lambda value: _Both(f"INTEGER:{value}", f"INTEGER {{ {value} }}")),
    # An OCTET STRING of nothing openssl does not write.
    st.binary(min_size=1, max_size=300).map(
        lambda octets: _Both(f"FORMAT:HEX,OCTETSTRING:{octets.hex()}", f"OCTET_STRING {{ `{octets.hex()}` }}")
    ),
    st.lists(st.integers(0, 2**40), max_size=5).map(
        lambda arcs: _Both(
            f"OID:{'.'.join(map(str, (1, 3, *arcs)))}", f"OBJECT_IDENTIFIER {{ {'.'.join(map(str, (1, 3, *arcs)))} }}"
        )
    ),
)
_TREES = st.recursive(
    _LEAVES,
    lambda inner: st.builds(
        lambda parts, number: _Both(
            f"EXPLICIT:{number},SEQUENCE",
            f"[{number}] {{ SEQUENCE {{ {' '.join(part.text for part in parts)} }} }}",
            tuple(parts),
        ),
        st.lists(inner, max_size=4),
        st.integers(0, 2**14),
    ),
    max_leaves=12,
)


def _configuration(tree: _Both) -> str:
    sections: list[str] = []

    def line(node: _Both) -> str:
        if node.parts is None:
            return node.line
        lines = [f"f{index} = {line(part)}\n" for index, part in enumerate(node.parts)]
        sections.append(f"[s{len(sections)}]\n{''.join(lines)}")
        return f"{node.line}:s{len(sections) - 1}"

    first = line(tree)
    return f"asn1 = {first}\n" + "".join(sections)


@given(tree=_TREES)
def test_the_same_tree(openssl: Program, tmp_path_factory: pytest.TempPathFactory, tree: _Both) -> None:
    folder = tmp_path_factory.mktemp("tree")
    (folder / "asn1.cnf").write_text(_configuration(tree))
    openssl("asn1parse", "-genconf", folder / "asn1.cnf", "-noout", "-out", folder / "out.der")
    data = (folder / "out.der").read_bytes()
    assert xf.from_der_ascii(tree.text) == data
    assert xf.from_der_ascii(xf.to_der_ascii(data)) == data
