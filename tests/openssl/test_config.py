"""The model of a configuration: places, errors, limits, files. What texts mean is judged in `differential`."""

from __future__ import annotations

import copy
import gc
import os
import pickle
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools import libcrypto
from x509forge.errors import ConfigError
from x509forge.openssl.config import Config, Value
from x509forge.openssl.defaults import default_config
from x509forge.openssl.value_list import parse_list

if TYPE_CHECKING:
    from tests.tools.programs import Program


def _refusal(text: str | bytes, file: str | None = None) -> str:
    with pytest.raises(ConfigError) as caught:
        Config.parse(text, file=file)
    return str(caught.value)


def _value(text: str, name: str = "a") -> Value:
    value = Config.parse(text, file="f").get("default", name)
    assert value is not None
    return value


# Places


@pytest.mark.parametrize(
    ("text", "value", "places"),
    [
        # the value, and for each character and the end of it: line and column
        ("a = xyz", "xyz", [(1, 5), (1, 6), (1, 7), (1, 8)]),
        ("\n\n a=\tx # y", "x", [(3, 5), (3, 6)]),
        ("a =", "", [(1, 4)]),
        ("a = 'x' y", "x y", [(1, 6), (1, 8), (1, 9), (1, 10)]),
        ("a = x\\ny\\#z", "x\ny#z", [(1, 5), (1, 6), (1, 8), (1, 9), (1, 11), (1, 12)]),
        ("a = x\\\n y\\\nz", "x yz", [(1, 5), (2, 1), (2, 2), (3, 1), (3, 2)]),
        ("a = \\\r\n  x", "x", [(2, 3), (2, 4)]),
        ("b = 123\na = x${b}y", "x123y", [(2, 5), (2, 6), (2, 6), (2, 6), (2, 10), (2, 11)]),
        ("b =\na = x${b}y", "xy", [(2, 5), (2, 10), (2, 11)]),
        ("a = éx", "éx", [(1, 5), (1, 6), (1, 7)]),
        ("\ufeffa = x", "x", [(1, 5), (1, 6)]),
        ("s::q = 1\ndefault::a = x", "x", [(2, 14), (2, 15)]),
    ],
)
def test_every_character_of_a_value_has_its_place(text: str, value: str, places: list[tuple[int, int]]) -> None:
    found = _value(text)
    assert found == value
    assert [found.place(position) for position in range(len(found) + 1)] == places
    for start in range(len(found) + 1):
        for stop in range(start, len(found) + 1):
            part = found.part(start, stop)
            assert part == found[start:stop]
            assert [part.place(position) for position in range(len(part))] == places[start:stop]


def test_a_value_begins_at_its_opening_quote() -> None:
    assert _value("a = 'x'").place() == (1, 5)
    assert _value("b=1\na =  $b").place() == (2, 6)


def test_an_error_names_file_line_and_column(procedure: Path) -> None:
    text = (procedure / "server.crt.cfg").read_text()
    config = Config.parse(text.replace("keyCertSign", "keyCertSing"), file="server.crt.cfg")
    usage = config.get(None, "keyUsage")
    assert usage is not None
    unknown = parse_list(usage)[-1]
    reason = f'keyUsage: unknown bit "{unknown.name}"'
    assert str(unknown.error(reason)) == 'server.crt.cfg:3:81: keyUsage: unknown bit "keyCertSing"'
    assert str(usage.error("no")) == "server.crt.cfg:3:12: no"


@given(st.text("ab $#\\\n\"'é", max_size=30).map("a = {}".format))
def test_a_character_that_is_copied_stands_where_its_place_says(text: str) -> None:
    try:
        value = Config.parse("b = 1\n" + text).get(None, "a")
    except ConfigError:
        return
    assert value is not None
    lines = ("b = 1\n" + text).split("\n")
    for position, character in enumerate(value):
        line, column = value.place(position)
        assert line is not None
        assert column is not None
        written = lines[line - 1][column - 1]
        assert written == character or written in ("$", "\\")


def test_a_text_from_elsewhere_has_no_place() -> None:
    value = Value("DNS:a")
    assert value.place(2) == (None, None)
    assert str(value.error("no", 2)) == "no"
    assert str(value.part(1, 3)) == "NS"
    assert str(Config.parse("a = 1").get(None, "b", "x")) == "x"


def test_values_and_configurations_are_immutable_and_values_can_be_copied() -> None:
    value = _value("a = x${a}".replace("${a}", "y"))
    for name in ("line", "file"):
        with pytest.raises(AttributeError):
            setattr(value, name, None)
        with pytest.raises(AttributeError):
            delattr(value, name)
    config = Config.parse("a = 1")
    with pytest.raises(AttributeError):
        config.file = "x"
    with pytest.raises(AttributeError):
        del config.file
    with pytest.raises(TypeError):
        config.sections["x"] = config.section("default")  # type: ignore[index]
    for again in (pickle.loads(pickle.dumps(value)), copy.deepcopy(value)):
        assert (again, again.file, again.place(1)) == (value, "f", (1, 6))


# The model


def test_sections_and_entries() -> None:
    config = Config.parse("x = 0\n[ b ]\ny = 1\ny2 = 2\n\n[a]\nb::z = 3\n[b]\ny = 4\n", file="f")
    assert list(config.sections) == ["default", "b", "a"]
    section = config.section("b")
    assert [(str(name), str(value)) for name, value in section] == [("y2", "2"), ("z", "3"), ("y", "4")]
    assert (len(section), "z" in section, "x" in section) == (3, True, False)
    assert str(section.error("no")) == "f:2:3: no"
    entry = section.entry("z")
    assert entry is not None
    assert (entry.section, entry.name.place(), str(entry.error("no", 0))) == ("b", (7, 4), "f:7:8: no")
    assert (section.get("x"), config.get("b", "x"), config.get("nosuch", "x")) == (None, "0", "0")
    found = config.entry("b", "x")
    assert found is not None
    assert found.section == "default"
    assert config.entry("b", "nosuch") is None
    assert "[b]" in repr(config)
    assert repr(entry) == "<Entry 'z' = '3' in [b]>"
    assert len({*section, *config.section("default")}) == 4


def test_a_section_that_is_not_there_is_told_of_where_it_is_named() -> None:
    config = Config.parse("[alt_nmaes]\n[v3]\nsubjectAltName = critical,@alt_names", file="f")
    entry = config.section("v3").entry("subjectAltName")
    assert entry is not None
    name = entry.value.part(entry.value.index("@") + 1)
    hint = " (did you mean alt_nmaes?)"
    for asked, referrer, place in ((name, None, "f:3:28: "), (str(name), entry, "f:3:18: "), (str(name), None, "f: ")):
        with pytest.raises(ConfigError) as caught:
            config.section(asked, referrer=referrer)
        assert str(caught.value) == f"{place}there is no section [alt_names]{hint}"


def test_the_environment_is_what_is_given() -> None:
    text = "a = $ENV::HOME"
    assert Config.parse(text, environ={"HOME": "/x"}).get(None, "a") == "/x"
    assert Config.parse("", environ={"HOME": "/x"}).get("ENV", "HOME") == "/x"
    assert _refusal(text) == '1:5: variable has no value: "HOME" is not in the environment'


def test_octets_that_are_not_utf_8_are_kept() -> None:
    value = Config.parse(b"a = caf\xe9").get(None, "a")
    assert value is not None
    assert value.raw == b"caf\xe9"
    assert Config.parse("a = caf\udce9").get(None, "a") == value


# Refusals


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a = 1\nb", '2:2: missing equal sign after "b"'),
        ("common name = x", '1:8: missing equal sign after "common": a name has no blanks in it'),
        ("a: b", '1:2: missing equal sign after "a": ":" cannot stand in a name'),
        ("é = b", '1:1: missing equal sign: "é" cannot stand in a name'),
        ("\x1b[2J", '1:1: missing equal sign: "\\x1b" cannot stand in a name'),
        ("[ a\nb = c", '1:4: missing close square bracket "]" after the name of a section'),
        ("[ a=b ]", '1:4: missing close square bracket: "=" cannot stand in the name of a section'),
        ("a = ${b", '1:8: no close brace "}" after the name of a variable'),
        ("a = $(b}", '1:8: no close parenthesis ")" after the name of a variable'),
        ("[s]\na = x$b", '2:6: variable has no value: "b" is neither in section "s" nor in the default one (so far)'),
        ("a = $b\nb = 1", '1:5: variable has no value: "b" is not in the default section (so far)'),
        ("a = 5 $", "1:7: variable has no value, nor a name (a dollar sign is written \\$)"),
        ("a = b\0", "1:6: NUL octet in the text"),
        ("é\n é\0", "2:3: NUL octet in the text"),
        ("a = \ud800", "1:5: U+D800 is half a surrogate pair"),
        (".pragma abspath:maybe", "1:17: invalid pragma: abspath is on, true, off or false"),
        (".pragma abspath", "1:9: invalid pragma: it is written keyword:value"),
        (
            "\n.pragma abspath:on\n.include x/y",
            '3:10: relative path "x/y", where .pragma abspath asks for an absolute one',
        ),
    ],
)
def test_a_refusal_names_the_place_and_the_reason(text: str, message: str) -> None:
    assert _refusal(text) == message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_encodings_are_named(encoding: str) -> None:
    expected = f"win.cnf:1:1: the text is in {encoding[:6].upper()}; save it as UTF-8"
    assert _refusal("[req]\n".encode(encoding), "win.cnf") == expected


def test_a_text_is_text() -> None:
    with pytest.raises(TypeError, match="not int"):
        Config.parse(1)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (":x", "1:5: empty name in a list"),
        ("x, ,y", "1:7: empty name in a list"),
        ("x,y:", '1:8: "y:" is followed by no value'),
        ("", "1:5: empty name in a list"),
    ],
)
def test_lists_are_refused_where_they_break(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_list(Config.parse(f"a = {text}").section("default").entry("a").value)  # type: ignore[union-attr]
    assert str(caught.value) == message


def test_items_of_a_list_have_their_places() -> None:
    first, second = parse_list(_value("a = critical , DNS: a:b "))
    assert second.value is not None
    assert (first.name, first.value, second.name, second.value) == ("critical", None, "DNS", "a:b")
    assert (first.name.place(), second.name.place(), second.value.place()) == ((1, 5), (1, 16), (1, 21))
    assert (str(second.error("no")), str(second.error("no", 1))) == ("f:1:16: no", "f:1:22: no")
    assert repr((first, second)) == "(<ListItem 'critical'>, <ListItem 'DNS': 'a:b'>)"


# Limits: no text may make the reader run away


def test_variables_cannot_grow_without_bound() -> None:
    doubled = "a0 = 0123456789abcdef\n" + "".join(f"a{i + 1} = $a{i}$a{i}\n" for i in range(40))
    assert "variable expansion too long" in _refusal(doubled)
    wide = "a = " + "x" * 60_000 + "\n" + "".join(f"b{i} = $a\n" for i in range(1000))
    assert "the values come to more than 4194304 characters" in _refusal(wide)


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "\\\n" * 200_000 + "x",
        "a = " + "\\x\\\n" * 100_000,
        "a = " + "'x'" * 100_000,
        "b = \na = " + "$b" * 30_000,
        "[ " + "a " * 100_000 + "]",
        "a = 1\n" * 100_000,
        "".join(f"a{i}::b = 1\n" for i in range(50_000)),
        "a" * 1_000_000 + " = 1",
        "#" * 1_000_000,
        "a = '" + "\\'" * 300_000 + "'",
    ],
    ids=range(10),
)
def test_long_texts_take_linear_time(text: str) -> None:
    Config.parse(text)


def test_files_that_include_one_another_come_to_an_end(tmp_path: Path) -> None:
    (tmp_path / "self.cnf").write_text(f".include {tmp_path}/self.cnf\n")
    (tmp_path / "many.cnf").write_text(f".include {tmp_path}/none.cnf\n" * 1001)
    (tmp_path / "none.cnf").write_text("")
    (tmp_path / "zero.cnf").write_text("\n.include /dev/zero\n")
    with pytest.raises(ConfigError, match=r"self.cnf:1:10: files include one another more than 64 deep"):
        Config.load(tmp_path / "self.cnf")
    with pytest.raises(ConfigError, match=r"many.cnf:1001:10: more than 1000 files are included"):
        Config.load(tmp_path / "many.cnf")
    with pytest.raises(ConfigError, match="/dev/zero: the configuration is longer than 4194304 octets"):
        Config.load(tmp_path / "zero.cnf")


# Files


def test_a_file_is_found_beside_the_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "main.cnf").write_text("a = 1\n.include sub/one.cnf\nc = $b\n")
    (tmp_path / "sub" / "one.cnf").write_text(".include sub/two.cnf\n.include two.cnf\n")
    (tmp_path / "sub" / "two.cnf").write_text("b = 2\n")
    monkeypatch.chdir("/")
    config = Config.load(tmp_path / "main.cnf")
    assert config.get(None, "c") == "2"
    # One that lies beside the including file alone is skipped, as by OpenSSL.
    assert [warning.reason for warning in config.warnings] == ['"two.cnf" is skipped: No such file or directory']
    value = config.get(None, "b")
    assert value is not None
    assert (value.file, value.line) == (str(tmp_path / "sub" / "two.cnf"), 1)
    # OpenSSL knows the working directory alone; where that has the file, so do we.
    (tmp_path / "two.cnf").write_text("b = 3\n")
    monkeypatch.chdir(tmp_path)
    assert Config.load("main.cnf").get(None, "c") == "3"


def test_what_openssl_passes_over_is_warned_of(tmp_path: Path) -> None:
    (tmp_path / "a.cnf").write_text(".pragma color:red\n.include nosuch.cnf\n")
    warnings = [str(warning) for warning in Config.load(tmp_path / "a.cnf").warnings]
    assert warnings == [
        f'{tmp_path}/a.cnf:1:9: unknown pragma "color" is ignored',
        f'{tmp_path}/a.cnf:2:10: "nosuch.cnf" is skipped: No such file or directory',
    ]


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for path, reason in (
        (tmp_path / "nosuch", "No such file or directory"),
        (tmp_path, "Is a directory"),
        (Path("a\0b"), "embedded null byte"),
    ):
        with pytest.raises(ConfigError) as caught:
            Config.load(path)
        assert str(caught.value) == f"{path}: cannot be read: {reason}"


def test_a_pipe_is_read_once(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    writer = threading.Thread(target=fifo.write_text, args=("a = 1\n[s]\nb = $a\n",))
    writer.start()
    config = Config.load(str(fifo))
    writer.join()
    assert config.get("s", "b") == "1"


def test_the_module_loads_nothing_heavy() -> None:
    code = "import sys; before = set(sys.modules); import x509forge.openssl.config, x509forge.openssl.objects;"
    code += "print(*sorted(set(sys.modules) - before))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"typing", "re", "dataclasses", "pathlib", "difflib", "asn1crypto", "oscrypto"} & set(loaded)


def test_the_default_configuration_is_what_openssl_installs_for_requests(openssl: Program) -> None:
    directory = openssl("version", "-d").decode().split('"')[1]
    installed = libcrypto.read_configuration((Path(directory) / "openssl.cnf").read_bytes())
    config = default_config()
    named = {"req", "req_distinguished_name", "req_attributes", "new_oids", "v3_ca", "v3_req", "usr_cert"}
    assert named <= set(config.sections)
    assert config.get(None, "oid_section", "").raw == dict(installed[b"default"])[b"oid_section"]
    for name, section in config.sections.items():
        if name != "default":
            assert [(entry.name.raw, entry.value.raw) for entry in section] == installed[name.encode()]


def test_an_entry_is_few_objects_for_the_garbage_collector() -> None:
    """Itself, its name and its value: a text that stands as it was written needs no list of places."""
    text = "[names]\n" + "".join(f"DNS.{number} = host-{number}.example\n" for number in range(1000))
    Config.parse(text)
    gc.collect()
    before = len(gc.get_objects())
    config = Config.parse(text)
    gc.collect()
    assert len(gc.get_objects()) - before < 3_100
    assert len(config.sections["names"]) == 1000
