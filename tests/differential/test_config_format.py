"""The configuration file format, judged by libcrypto's reader and by what the program encodes from it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools import libcrypto
from x509forge.errors import ConfigError
from x509forge.openssl.config import Config
from x509forge.openssl.value_list import parse_list

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tools.programs import Program

Sections = dict[bytes, list[tuple[bytes, bytes]]]


def _openssl_verdict(data: bytes) -> Sections | str:
    """Return what libcrypto reads, or the reason of its refusal."""
    try:
        return libcrypto.read_configuration(data)
    except libcrypto.Refused as refusal:
        return str(refusal)


def _our_verdict(data: bytes) -> Sections | str:
    """Return the same of our reader; a refusal that has no place is no answer."""
    try:
        config = Config.parse(data, environ=os.environ)
    except ConfigError as error:
        return error.reason if error.line and error.column else "refused, but nobody knows where"
    return {
        name.encode("utf-8", "surrogateescape"): [(entry.name.raw, entry.value.raw) for entry in section]
        for name, section in config.sections.items()
    }


def _same_verdict(data: bytes) -> None:
    """Compare sections, names, order and values, or the kind of refusal."""
    expected, found = _openssl_verdict(data), _our_verdict(data)
    if isinstance(found, str) and isinstance(expected, str):
        expected = expected.replace("no close brace", "no close")
        assert found.startswith(expected)
    else:
        assert found == expected


_TEXTS = [
    b"",
    b"\n\n",
    b"\xef\xbb\xbf",
    b"\xef\xbb\xbfa = b",
    b"a = b\n\xef\xbb\xbfc = d",
    b"a = b",
    b"a = b\\",
    b"a = b\\\n",
    b"a = b\\\\\n c = d",
    b"a = b\\\\\\\n c = d",
    b"a = b \\\r\n  c # not this \\\r\nd = e\r\n",
    b"a = b\\\n\nc = d",
    b"a = b\\\n\\\n\\\nc",
    b"a = b\rc = d\r\re\r\n",
    b"\ta\t=\tb\t\r\n  \t\n",
    b"a = b # comment\n#c = d\n  # e\nf = \\# g # h",
    b"a = b ; no comment\n;c = d\n",
    b"a = ' b # ' # c\nd = \" e\\\" \\n \"f' g'`h `\n",
    b"a = 'x''y' \"\"\nb = ''\nc =\nd = ' '",
    b"a = \\n\\r\\b\\t\\q\\\\\\#\\'\\ \\",
    b"= no name\n",
    b"a b = c",
    b"a",
    b"a :: b = c",
    b"::a = b\n[]\nb = c\n[ ]\nd = e",
    b"s::a = b\n[s]\nc = d\ndefault::e = f\ns::g = h\n[t]\ns::a = i",
    b"a.b,c;d?e!f*g+h-i/j@k^l|m~n%o&p_q = 1",
    b"a(b = 1",
    b"a\\ b\\=c = 1\n[ d\\]e\\n ]\nf = 1",
    b"a\\\xc3\xa9 = 1",
    b"a\\\xe9 = 1",
    b"\xc3\xa9 = 1",
    b"a = \xc3\xa9\xff\x80\n[ \\\xe9 ]\n",
    b"[ a b  c ] rest # of line",
    b"[ a",
    b"[ a # ]",
    b"[ a = ]",
    b"[ 'a' ]",
    b"[default]\na = b",
    b"a = 1\nb = 2\na = 3\n[s]\nx = 1\n[t]\n[s]\ny = 2\nx = 4",
    b"a = 1\nb = $a${a}$(a)$a.a'$a'\\$a\nc = $",
    b"a = $b",
    b"a = ${b",
    b"a = $(b}",
    b"a = 1\nb = ${a )",
    b"x = 0\n[s]\na = 1\n[t]\nb = ${s::a}$s::a$(s::a)$x$t::x\na = $a",
    b"x = 1\n[s]\na = $s::x${nosuch::x}$a:b$x:$x::",
    b"HOME = here\na = $ENV::HOME\nb = $ENV::NO_SUCH_VARIABLE_HERE",
    b"[ENV]\nHOME = mine\na = $HOME\n[b]\nc = $ENV::HOME\n",
    b"a = " + b"y" * 60000 + b"\nb = $a\nc = ${a}" + b"z" * 5535,
    b"a = " + b"y" * 60000 + b"\nc = ${a}" + b"z" * 5536,
    b"a = " + b"y" * 60000 + b"\nc = ${a}" + b"\xe9" * 5531,
    b"a = " + b"y" * 60000 + b"\nc = ${a}" + b"\xe9" * 5532,
    b"a = " + b"y" * 70000,
    b".pragma dollarid:on\na$b = c$d$\ne = ${a$b}$(a$b)\n[$s]\nt$ = 1\n[u]\nv = ${$s::t$}",
    b".pragma dollarid:off\na = $b",
    b".pragma = dollarid : TRUE \n$ = $",
    b".pragma dollarid:maybe",
    b".pragma",
    b".pragma =",
    b".pragma a",
    b".pragma a:",
    b".pragma :a",
    b".pragma a:b # c\n.pragma a: 'b",
    b".pragmatic = a:b",
    b".pragmatic:a = b",
    b"s::.pragma = dollarid:on\na$ = b",
    b".pragma abspath:on\n.include x",
    b".include",
    b".include:x",
    b".include no/such/file\na = b",
    b".include =\na = b",
    b".include $nosuch",
    b".included = no/such/file",
]
# OpenSSL reads 510 octets at a time: a CR in the last place ends the line.
_LONG = [b"a = " + b"x" * size + tail for size in range(500, 508) for tail in (b"\\\r\nb = 2\n", b"\rb = 2\n", b"\\n#")]


@pytest.mark.parametrize("data", _TEXTS + _LONG + [b"\xef\xbb\xbf" + data for data in _LONG])
def test_texts_that_are_easily_misread(data: bytes) -> None:
    _same_verdict(data)


_TOKENS = [
    *("a", "b", "c", "s", "x" * 90, "é", ".", ",", ";", ":", "::", "=", "=", " = ", " ", "\t", "#", "'", '"', "`"),
    *(
        "\n",
        "\n",
        "\n",
        "\r",
        "\r\n",
        "\\",
        "\\\\",
        "\\n",
        "\\\n",
        "[",
        "]",
        "[s]\n",
        "[ t ]\n",
        "$",
        "{",
        "}",
        "(",
        ")",
    ),
    *("$a", "${a}", "$(b)", "${s::a}", "$s::b", "$ENV::HOME", "a=1\n", "b = 2\n", "s::a = 3\n", "'q\\'q'", '"d # d"'),
    *(".pragma", ".pragma dollarid:on\n", ".include x"),
]
_LINES = st.lists(st.sampled_from(_TOKENS), max_size=12).map("".join)
_ASSIGNMENTS = st.builds("{} = {}\n".format, st.sampled_from(["a", "b", "s::a", "0.b"]), _LINES)


@given(st.lists(_ASSIGNMENTS | _LINES, max_size=6).map("".join))
def test_generated_texts(text: str) -> None:
    _same_verdict(text.encode())


@given(st.lists(_ASSIGNMENTS, max_size=4).map("".join), st.data())
def test_texts_with_octets_of_any_kind(text: str, data: st.DataObject) -> None:
    octets = bytearray(text.encode())
    for _ in range(min(len(octets), 3)):
        octets[data.draw(st.integers(0, len(octets) - 1))] = data.draw(st.integers(1, 255))
    if not octets.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16 is refused in words of its own
        _same_verdict(bytes(octets))


@pytest.mark.parametrize(
    ("text", "value", "column"),
    [
        ("a = 'b # c", "b # c", 5),
        ("O = Joe's Garage # shop", "Joes Garage # shop", 8),
        ('a = x "b \\" c', 'x b " c', 7),
        ("a = `", "", 5),
        ("a = 'b\\", "b", 5),
    ],
)
def test_an_unterminated_quote_takes_the_line_and_is_warned_of(text: str, value: str, column: int) -> None:
    assert [entry[1] for entry in libcrypto.read_configuration(text.encode())[b"default"]] == [value.encode()]
    config = Config.parse(text)
    assert [str(entry.value) for entry in config.sections["default"]] == [value]
    (warning,) = config.warnings
    assert (warning.line, warning.column) == (1, column)
    assert warning.reason.startswith("unterminated quote")


@pytest.mark.parametrize(
    ("text", "environment"),
    [
        (".include one.cnf\nafter = $one", {}),
        (".include = 'one.cnf'\n", {}),
        ("[s]\nfile = one\n.include ${file}.cnf\n", {}),
        ("s::file = one\ns::.include ${file}.cnf\n", {}),
        (".include folder\nafter = 1\n", {}),
        (".include marked.cnf", {}),
        (".include open.cnf\nafter = 1", {}),
        (".include missing.cnf\na = 1", {}),
        (".include one.cnf", {"OPENSSL_CONF_INCLUDE": "missing"}),
        (".pragma includedir:missing\n.include b.CONF", {"OPENSSL_CONF_INCLUDE": "folder"}),
        (".pragma includedir:folder/\n.include b.CONF", {}),
        (".pragma=includedir: folder\n.include b.CONF\n.include ../one.cnf", {}),
        (".pragma abspath:on\n.include b.CONF", {}),
        (".pragma abspath:ON\n.include $ENV::PWD_HERE/one.cnf", {}),
    ],
)
def test_included_files(
    text: str, environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        "one.cnf": "one = 1\n[o]\nx = 1\n",
        "marked.cnf": "\ufeffx = 1\n",
        "open.cnf": "[n]\nn = 1\\",
        "folder/a.cnf": "a = 1\n.include one.cnf\nlate = $one\n",
        "folder/b.CONF": "b = 1\nlast = b",
        "folder/c.txt": "c = 1\n",
        "folder/.cnf": "hidden = 1\n",
        "folder/again.cnf": ".include folder\n",
        "folder/sub.cnf/deep.cnf": "deep = 1\n",
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PWD_HERE", str(tmp_path))
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    _same_verdict(text.encode())


@pytest.mark.parametrize("text", [".include sub/b.cnf\n", ".include = sub\n", ".include/sub/b.cnf\n", ".include =\n"])
def test_included_files_are_looked_for_beside_the_configuration(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As OpenSSL does where it runs there: not beside the file that includes, and nothing by an empty name."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.cnf").write_text("b = 1\n.include c.cnf\n.include d.cnf\n")
    (tmp_path / "sub" / "c.cnf").write_text("c = 1\n")
    (tmp_path / "d.cnf").write_text("d = 1\n")
    (tmp_path / "main").write_text(text)
    with monkeypatch.context() as there:
        there.chdir(tmp_path)
        expected = libcrypto.read_configuration(text.encode())
    found = Config.load(tmp_path / "main").sections["default"]
    assert [(entry.name.raw, entry.value.raw) for entry in found] == expected[b"default"]


def _strings(der: bytes) -> list[bytes]:
    """Return the contents of a SEQUENCE of OCTET STRINGs, each and all below 128 or with a long length."""

    def read(at: int) -> tuple[int, int]:
        length = der[at + 1]
        if length < 128:
            return at + 2, length
        end = at + 2 + (length & 127)
        return end, int.from_bytes(der[at + 2 : end], "big")

    at, _ = read(0)
    found = []
    while at < len(der):
        start, length = read(at)
        found.append(der[start : start + length])
        at = start + length
    return found


def test_the_program_encodes_the_values_of_a_section_in_the_same_order(openssl: Program, tmp_path: Path) -> None:
    tails = ["", " a ", "'a # b'", "a\\#b#c", "a\\\n  b", "$x", "${t::y}", "é", "\\n", '`q`"r"', "a,b:c;d"]
    names = ["a", "b", "0.OU", "1.OU", "a", "s::c", "d", "b", "e", "f", "g"]
    body = "".join(f"{name} = FORMAT:ASCII,OCT:{tail}\n" for name, tail in zip(names, tails, strict=True))
    text = f"x = X\nasn1 = SEQUENCE:s\n[t]\ny = Y\n[s]\n{body}"
    (tmp_path / "s.cnf").write_text(text)
    openssl("asn1parse", "-genconf", "s.cnf", "-noout", "-out", "s.der", cwd=tmp_path)
    expected = _strings((tmp_path / "s.der").read_bytes())
    found = [entry.value.raw.partition(b"OCT:")[2] for entry in Config.parse(text).section("s")]
    assert found == expected
    assert len(found) == 9


@given(st.text("ab:, \t\n\r\f\v", max_size=12))
def test_lists(text: str) -> None:
    try:
        expected: list[tuple[bytes, bytes | None]] | None = libcrypto.read_list(text.encode())
    except libcrypto.Refused:
        expected = None
    try:
        items = parse_list(text)
    except ConfigError:
        assert expected is None
    else:
        assert [(item.name.raw, None if item.value is None else item.value.raw) for item in items] == expected
