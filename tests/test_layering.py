"""The house is as its plan says: who imports whom, who knows other people's packages, and who writes files.

The source is read, not run, so that imports within functions count too.
"""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PACKAGE = "x509forge"
SOURCE = Path(__file__).resolve().parents[1] / PACKAGE

APART, IN_ORDER = "apart", "in order"
# From the bottom up. In a row that is "in order" a module may import those that stand before it; those of a row
# that is "apart" do not know each other.
ROWS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (IN_ORDER, ("errors", "inert", "kept", "later")),
    (IN_ORDER, ("der", "oid", "pem", "asn1")),
    (IN_ORDER, ("x509", "pkcs", "ocsp")),
    (APART, ("rules", "signing")),
    (APART, ("issuing",)),
    (APART, ("openssl", "explain", "fleet", "forge")),
    (IN_ORDER, ("strategies", "store", "cli", "__main__")),
)
WRITERS = ("store", "cli")

# The modules that may import a third party's package, by the beginning of their names; within functions only.
THIRD_PARTIES = {
    "oscrypto": ("signing.oscrypto_", "signing.mend_oscrypto"),
    "asn1crypto": ("signing.oscrypto_", "explain.identifiers"),
    "cryptography": ("signing.cryptography_",),
    "tlslite": ("signing.pure_library",),
    "ecdsa": ("signing.pure_library",),
    "dilithium_py": ("signing.pure_library",),
    "kyber_py": ("signing.pure_library",),
    "pkcs11": ("signing.pkcs11_signer",),
    # Python itself has it from 3.11 on, and tomli is the same before.
    "tomllib": ("issuing.profile_file",),
    "tomli": ("issuing.profile_file",),
    "hypothesis": ("strategies",),
}
FOR_TYPE_CHECKERS = {"typing_extensions"}
POSIX_ONLY = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}


@dataclass(frozen=True)
class Import:
    """One import, as the whole name of a module, or a name within it; and when it happens."""

    name: str
    base: str  # what is imported first: the module that the name is taken from
    line: int
    at_import: bool  # when the module itself is imported
    for_types: bool  # never: under TYPE_CHECKING


@dataclass(frozen=True)
class Module:
    """The source of a module, under its name within the package (empty for the package itself)."""

    name: str
    tree: ast.Module
    is_package: bool = False

    @property
    def top(self) -> str:
        return self.name.partition(".")[0]


@cache
def modules() -> tuple[Module, ...]:
    """Return all modules of the package."""
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package else parts)
        found.append(Module(name, ast.parse(path.read_text(encoding="utf-8"), str(path)), is_package))
    return tuple(found)


def imports(module: Module) -> Iterator[Import]:
    """Yield every import of a module, relative ones made whole."""
    yield from _imports(module, module.tree.body, at_import=True, for_types=False)


def _imports(module: Module, nodes: Iterable[ast.AST], *, at_import: bool, for_types: bool) -> Iterator[Import]:
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, alias.name, node.lineno, at_import, for_types)
        elif isinstance(node, ast.ImportFrom):
            base = _base(module, node)
            for alias in node.names:
                yield Import(f"{base}.{alias.name}", base, node.lineno, at_import, for_types)
        elif isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING"):
            yield from _imports(module, node.body, at_import=False, for_types=True)
            yield from _imports(module, node.orelse, at_import=at_import, for_types=for_types)
        else:
            inside = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
            children = ast.iter_child_nodes(node)
            yield from _imports(module, children, at_import=at_import and not inside, for_types=for_types)


def _base(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parts = [PACKAGE, *module.name.split(".")] if module.name else [PACKAGE]
    up = node.level - module.is_package
    parts = parts[: len(parts) - up]
    return ".".join([*parts, node.module] if node.module else parts)


def named_modules(module: Module) -> Iterator[tuple[str, int]]:
    """Yield the modules that texts name, `package.module:Class`: they are imported when first met."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(PACKAGE + "."):
            name = node.value.partition(":")[0]
            if all(part.isidentifier() for part in name.split(".")):
                yield name, node.lineno


def _row(top: str) -> int | None:
    return next((number for number, (_, names) in enumerate(ROWS) if top in names), None)


def layering_faults(module: Module) -> list[str]:
    """Return what a module imports from the package and may not."""
    if not module.name:  # the front of the house: all its names, loaded on first use
        return [
            f"{PACKAGE}:{each.line}: imports {each.name} when it is imported"
            for each in imports(module)
            if each.at_import and each.name.startswith(PACKAGE)
        ]
    own = _row(module.top)
    if own is None:
        return [f"{module.name} is in no row of the plan"]
    faults = []
    for each in imports(module):
        name = each.name.split(".")
        if name[0] != PACKAGE:
            continue
        top = name[1] if len(name) > 1 else ""
        if top == "__version__":
            continue
        if reason := _refusal(module.top, own, top, names_order=True):
            faults.append(f"{module.name}:{each.line}: {each.name}: {reason}")
    for text, line in named_modules(module):
        # A table of open types names them by text: so a row may look across, but never up.
        if reason := _refusal(module.top, own, text.split(".")[1], names_order=False):
            faults.append(f"{module.name}:{line}: {text}: {reason}")
    return faults


def _refusal(own_top: str, own: int, top: str, *, names_order: bool) -> str | None:
    if top == own_top:
        return None
    row = _row(top)
    if row is None:
        return "no module of the plan: a name is imported from the module that defines it"
    if row > own:
        return f"row {row} is above row {own}"
    kind, names = ROWS[row]
    if row == own and kind == APART:
        return f"those of row {own} do not know each other"
    if row == own and names_order and names.index(top) > names.index(own_top):
        return f"comes after {own_top} in row {own}"
    return None


def third_party_faults(module: Module) -> list[str]:
    """Return the imports of other people's packages in a place, or at a time, that is not theirs."""
    faults = []
    for each in imports(module):
        package = each.name.partition(".")[0]
        if package == PACKAGE or package in sys.stdlib_module_names:
            continue
        if each.for_types and package in FOR_TYPE_CHECKERS:
            continue
        if not module.name.startswith(THIRD_PARTIES.get(package, ())):
            faults.append(f"{module.name}:{each.line}: {package} is not for this module")
        elif each.at_import:
            faults.append(f"{module.name}:{each.line}: {package} is loaded when the module is imported")
    return faults


def posix_faults(module: Module) -> list[str]:
    """Return the imports, when the module is imported, of what Windows has not."""
    return [
        f"{module.name}:{each.line}: {each.name}"
        for each in imports(module)
        if each.at_import and each.name.partition(".")[0] in POSIX_ONLY
    ]


# One thread runs the command line; and `asn1`, which loads `der`, is there before all that is made of it.
ENTERED_ANYHOW = ("asn1", "der")


@cache
def loading_packages() -> frozenset[str]:
    """Return the packages that load modules of their own when they are imported, by their names within the package."""
    return frozenset(
        module.name
        for module in modules()
        if module.is_package and module.name
        if any(each.at_import and each.name.startswith(f"{PACKAGE}.{module.name}.") for each in imports(module))
    )


def entering_faults(module: Module) -> list[str]:
    """Return the imports of what is in a package of others that loads modules, where the package was not imported yet.

    Who imports a module first has its lock and waits for its package, and who imports the package waits for the module:
    of two threads that do so at once, Python stops one by an error.
    """
    if module.top == "cli":
        return []
    faults = []
    packages = loading_packages().difference(ENTERED_ANYHOW)
    entered: set[str] = set()
    for each in sorted((each for each in imports(module) if not each.for_types), key=lambda each: not each.at_import):
        base = each.base.removeprefix(PACKAGE + ".")
        for package in packages:
            inside = f"{module.name}.".startswith(package + ".")
            if package in (base, each.name.removeprefix(PACKAGE + ".")):
                entered.add(package)
            elif base.startswith(package + ".") and not inside and package not in entered:
                faults.append(f"{module.name}:{each.line}: {base} before {package}")
    return faults


_OS_READS = {
    *("O_BINARY", "O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK", "O_RDONLY", "PathLike", "SEEK_CUR", "SEEK_END", "SEEK_SET"),
    *("access", "close", "cpu_count", "curdir", "devnull", "dup", "environ", "fsdecode", "fsencode", "fspath", "fstat"),
    *("get_terminal_size", "getcwd", "getenv", "getpid", "isatty", "linesep", "listdir", "lseek", "lstat", "name"),
    *("open", "path", "pathsep", "read", "readlink", "scandir", "sep", "stat", "urandom"),
}
_PATH_WRITES = {
    *("chmod", "hardlink_to", "lchmod", "mkdir", "rename", "rmdir", "symlink_to", "touch", "unlink", "write_bytes"),
    "write_text",
}
_WRITING_MODULES = {"shutil", "tempfile"}


def writing_faults(module: Module) -> list[str]:
    """Return the places where a module outside the layer of writers touches files other than to read them.

    `os.open` itself is none: without one of the flags that are refused, it reads.
    """
    if module.top in WRITERS:
        return []
    found: list[tuple[int, str]] = []
    os_names = {"os"}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            os_names |= {alias.asname for alias in node.names if alias.name == "os" and alias.asname}
    for each in imports(module):
        package, _, name = each.name.partition(".")
        if package in _WRITING_MODULES:
            found.append((each.line, package))
        elif package == "os" and name and name.partition(".")[0] not in _OS_READS:
            found.append((each.line, f"os.{name}"))
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and (what := _writing_open(node, os_names)):
            found.append((node.lineno, what))
        if not isinstance(node, ast.Attribute):
            continue
        if isinstance(node.value, ast.Name) and node.value.id in os_names:
            if node.attr not in _OS_READS:
                found.append((node.lineno, f"os.{node.attr}"))
        elif node.attr in _PATH_WRITES:
            found.append((node.lineno, f".{node.attr}"))
    return [f"{module.name}:{line}: {what}: only {' and '.join(WRITERS)} write files" for line, what in sorted(found)]


def _writing_open(call: ast.Call, os_names: set[str]) -> str | None:
    """Return the call, if it opens a file by `open`, `io.open` or `Path.open` and its mode is not one that reads."""
    function = call.func
    if isinstance(function, ast.Name) and function.id == "open":
        position = 1
    elif isinstance(function, ast.Attribute) and function.attr in ("open", "open_code"):
        owner = function.value.id if isinstance(function.value, ast.Name) else ""
        if owner in os_names:
            return None
        position = 1 if owner in ("io", "builtins", "codecs") else 0
    else:
        return None
    mode: ast.expr | None = next((keyword.value for keyword in call.keywords if keyword.arg == "mode"), None)
    if mode is None and len(call.args) > position:
        mode = call.args[position]
    if mode is None:
        return None
    if isinstance(mode, ast.Constant) and isinstance(mode.value, str) and not set(mode.value) & set("wax+"):
        return None
    return ast.unparse(call)


# --- The house -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name or PACKAGE)
def test_the_house_stands_as_planned(module: Module) -> None:
    assert layering_faults(module) == []
    assert third_party_faults(module) == []
    assert entering_faults(module) == []
    assert posix_faults(module) == []
    assert writing_faults(module) == []


def test_every_module_was_read() -> None:
    assert {"", "errors", "der.tlv", "asn1.value", "pem", "oid"} <= {module.name for module in modules()}


# --- The test itself can fail ----------------------------------------------------------------------------------------


def _source(name: str, source: str) -> Module:
    return Module(name.removesuffix(".__init__"), ast.parse(source), name.endswith("__init__"))


@pytest.mark.parametrize(
    ("name", "source", "fault"),
    [
        ("errors", "from . import der", "errors:1: x509forge.der: row 1 is above row 0"),
        ("errors", "import x509forge.der.tlv", "row 1 is above row 0"),
        ("der.tlv", "from ..x509 import name", "row 2 is above row 1"),
        (
            "der.tlv",
            "def f():\n    from ..asn1.value import Value",
            "der.tlv:2: x509forge.asn1.value.Value: ",
        ),
        ("der.__init__", "from ..oid import x", "comes after der in row 1"),
        (
            "oid",
            "class C:\n    def f(self):\n        with x:\n            from . import pem",
            "oid:4: x509forge.pem: comes",
        ),
        (
            "pem",
            "if TYPE_CHECKING:\n    from .asn1 import Value",
            "pem:2: x509forge.asn1.Value: comes after pem",
        ),
        ("x509.name", "import x509forge.pkcs.pkcs10", "comes after x509 in row 2"),
        ("rules.basic", "from x509forge.signing import backend", "those of row 3 do not know each other"),
        ("signing.backend", "from ..rules.basic import rule", "those of row 3 do not know each other"),
        ("explain.text", "from ..openssl import config", "those of row 5 do not know each other"),
        ("issuing", "from .cli import main", "row 6 is above row 4"),
        ("store", "from .cli import main", "comes after store in row 6"),
        ("x509.name", "from .. import Certificate", "a name is imported from the module that defines it"),
        ("x509.name", "import x509forge", "a name is imported from the module that defines it"),
        ("x509.name", 'T = {oid: "x509forge.issuing:Issuer"}', "row 4 is above row 2"),
        ("signing.backend", 'T = ["x509forge.rules.basic"]', "those of row 3 do not know each other"),
        ("misc", "", "misc is in no row of the plan"),
        ("__init__", "from .x509 import name", "imports x509forge.x509.name when it is imported"),
    ],
)
def test_a_wrong_import_is_found(name: str, source: str, fault: str) -> None:
    module = _source("" if name == "__init__" else name, source)
    if name == "__init__":
        module = Module("", module.tree, is_package=True)
    (found,) = layering_faults(module)
    assert fault in found


@pytest.mark.parametrize(
    ("name", "source"),
    [
        (
            "asn1.value",
            "from .path import step\nfrom .. import der, pem, oid\nfrom ..errors import X",
        ),
        ("pkcs.pkcs10", "from ..x509.name import Name"),
        ("x509.algorithm", 'T = {oid: "x509forge.pkcs.pkcs5:PBES2Parameters"}'),
        ("cli.main", "from .. import __version__, store, issuing, openssl, explain"),
        ("x509.name", 'raise E("x509forge. is no module")'),
    ],
)
def test_a_right_import_is_not(name: str, source: str) -> None:
    assert layering_faults(_source(name, source)) == []


@pytest.mark.parametrize(
    ("name", "source", "fault"),
    [
        ("asn1.value", "import asn1crypto.core", "asn1crypto is not for this module"),
        ("asn1.value", "def f():\n    import oscrypto", "asn1.value:2: oscrypto is not for this module"),
        ("x509.name", "import typing_extensions", "typing_extensions is not for this module"),
        ("signing.backend", "def f():\n    from cryptography import x509", "cryptography is not for this module"),
        ("signing.oscrypto_keys", "def f():\n    import cryptography", "cryptography is not for this module"),
        ("signing.oscrypto_keys", "try:\n    import oscrypto\nexcept ImportError: pass", "is loaded when the module"),
        ("signing.oscrypto_keys", "class C:\n    from oscrypto import keys", "is loaded when the module"),
    ],
)
def test_a_third_party_in_the_wrong_place_is_found(name: str, source: str, fault: str) -> None:
    (found,) = third_party_faults(_source(name, source))
    assert fault in found


def test_a_third_party_in_its_place_is_not() -> None:
    assert third_party_faults(_source("signing.oscrypto_keys", "def f():\n    from oscrypto import keys")) == []
    assert third_party_faults(_source("der", "if TYPE_CHECKING:\n    from typing_extensions import Self")) == []


@pytest.mark.parametrize(
    ("name", "source", "fault"),
    [
        ("forge.draft", "from ..issuing.resigning import resign", "forge.draft:1: issuing.resigning before issuing"),
        ("forge.draft", "import x509forge.issuing.resigning", "issuing.resigning before issuing"),
        ("forge.draft", "def f():\n    from ..issuing.serial import numbered", "forge.draft:2: "),
        ("signing.keys", "from .kinds.rsa import RSA", "signing.keys:1: signing.kinds.rsa before signing.kinds"),
    ],
)
def test_what_is_in_a_package_is_found_before_it(name: str, source: str, fault: str) -> None:
    (found,) = entering_faults(_source(name, source))
    assert fault in found


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("forge.draft", "from ..issuing import resign\nfrom ..issuing.serial import numbered"),
        ("forge.draft", "def f():\n    from ..issuing.serial import numbered\nfrom ..issuing import resign"),
        ("forge.draft", "from ..issuing import serial"),
        ("signing.keys", "from . import kinds\nfrom .kinds.rsa import RSA"),
        ("forge.draft", "if TYPE_CHECKING:\n    from ..issuing.serial import SerialNumber"),
        ("issuing.issuer", "from .serial import numbered"),
        ("x509.name", "from ..asn1.codecs import Codec"),
        ("rules.names", "from ..x509.name import Name"),
        ("cli.req", "from ..issuing.issuer import Issuer"),
    ],
)
def test_what_is_in_a_package_comes_after_it(name: str, source: str) -> None:
    assert entering_faults(_source(name, source)) == []


def test_a_posix_module_is_found() -> None:
    assert posix_faults(_source("store", "try:\n    import fcntl\nexcept ImportError:\n    pass")) == ["store:2: fcntl"]
    assert posix_faults(_source("store", "def f():\n    import fcntl")) == []


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("open(p, 'w')", "open(p, 'w')"),
        ("open(p, mode='r+b')", "r+b"),
        ("open(p, mode)", "open(p, mode)"),
        ("with io.open(p, 'ab') as f: pass", "io.open"),
        ("Path(p).open('x')", "open('x')"),
        ("p.open(mode='wb')", "p.open"),
        ("p.write_text('a')", ".write_text"),
        ("p.write_bytes(b'')", ".write_bytes"),
        ("p.unlink()", ".unlink"),
        ("f = p.rename", ".rename"),
        ("os.open(p, os.O_WRONLY)", "os.O_WRONLY"),
        ("os.open(p, os.O_CREAT)", "os.O_CREAT"),
        ("os.replace(a, b)", "os.replace"),
        ("import os as system\nsystem.rename(a, b)", "os.rename"),
        ("def f():\n    from os import replace", "os.replace"),
        ("os.fdopen(3, 'w')", "os.fdopen"),
        ("import tempfile", "tempfile"),
        ("def f():\n    from shutil import copyfile", "shutil"),
    ],
)
def test_writing_is_found(source: str, what: str) -> None:
    (found,) = writing_faults(_source("issuing", source))
    assert what in found
    assert writing_faults(_source("store", source)) == []
    assert writing_faults(_source("cli.server", source)) == []


@pytest.mark.parametrize(
    "source",
    [
        "open(p)",
        "open(p, 'rb')",
        "p.open()",
        "p.read_bytes()",
        "os.urandom(20)",
        "os.environ.get('A')",
        "os.open(p, os.O_RDONLY)",
        "text.replace('a', 'b')",
        "value.replace(field=1)",
        "from os import environ, path",
    ],
)
def test_reading_is_not_writing(source: str) -> None:
    assert writing_faults(_source("issuing", source)) == []
