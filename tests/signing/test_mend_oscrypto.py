"""oscrypto loads in a fresh process, whichever flavour and however many threads, and nothing else is changed.

Each case runs in a Python process of its own, since a module is first imported once only.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import x509forge.errors

_ROOT = Path(x509forge.errors.__file__).parents[1]


def _run(script: str, *path: Path, options: tuple[str, ...] = ()) -> str:
    """Return what a script prints in a fresh process, in which a warning is an error too."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, [*path, _ROOT]))}
    command = [sys.executable, "-W", "error", *options, "-c", script]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def _oscrypto_files() -> dict[str, str]:
    spec = find_spec("oscrypto")
    assert spec is not None
    assert spec.origin is not None
    files = Path(spec.origin).parent.rglob("*.py")
    return {str(file): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


_FLAVOURS = {
    "as oscrypto chooses": "",
    "ctypes": "import oscrypto; oscrypto.use_ctypes()",
    "cffi": "import cffi",
}


@pytest.mark.parametrize("flavour", _FLAVOURS)
def test_signs_and_verifies_in_a_fresh_process(flavour: str) -> None:
    before = _oscrypto_files()
    printed = _run(f"""
{_FLAVOURS[flavour]}
from x509forge.signing import mend_oscrypto
mend_oscrypto.load()
import oscrypto
from oscrypto import asymmetric
public, private = asymmetric.generate_pair("ec", curve="secp256r1")
asymmetric.ecdsa_verify(public, asymmetric.ecdsa_sign(private, b"m", "sha256"), b"m", "sha256")
print(oscrypto.ffi())
""")
    if flavour in ("ctypes", "cffi"):
        assert printed == flavour
    assert _oscrypto_files() == before


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="the system's own library is used there, not libcrypto")
@pytest.mark.parametrize("flavour", ["import oscrypto; oscrypto.use_ctypes()", "import cffi"])
def test_the_version_is_the_one_libcrypto_says(flavour: str) -> None:
    printed = _run(f"""
{flavour}
from x509forge.signing import mend_oscrypto
mend_oscrypto.load()
import ctypes
from oscrypto import ffi
from oscrypto._ffi import get_library
from oscrypto._openssl._libcrypto import libcrypto_version, libcrypto_version_info
library = ctypes.CDLL(get_library("crypto", "libcrypto.dylib", "42"))
library.OpenSSL_version.restype = ctypes.c_char_p
print(libcrypto_version, library.OpenSSL_version(0).decode().split()[1], libcrypto_version_info)
""")
    oscrypto_says, libcrypto_says, info = printed.split(maxsplit=2)
    assert oscrypto_says == libcrypto_says
    assert info == str(tuple(int(part) for part in libcrypto_says.split(".")))


def test_eight_threads_at_once() -> None:
    assert (
        _run("""
import threading
from x509forge.signing import mend_oscrypto
start, results = threading.Barrier(8), []
def use():
    start.wait()
    mend_oscrypto.load()
    from oscrypto import asymmetric
    results.append(id(asymmetric.load_private_key))
threads = [threading.Thread(target=use) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(len(results), len(set(results)))
""")
        == "8 1"
    )


def test_nothing_but_oscrypto_is_changed() -> None:
    """`re` keeps its functions, no hook stays, and each module of oscrypto is whole and is its package's attribute."""
    assert (
        _run("""
import re, sys
def state():
    return dict(vars(re)), list(sys.meta_path), list(sys.path_hooks), list(sys.path)
before = state()
from x509forge.signing import mend_oscrypto
mend_oscrypto.load()
mend_oscrypto.load()
assert state() == before
for name, module in list(sys.modules.items()):
    if name.startswith("oscrypto."):
        package, _, last = name.rpartition(".")
        assert module.__spec__.name == module.__name__ == name
        assert getattr(sys.modules[package], last) is module
        assert not getattr(module.__spec__, "_initializing", False)
        if not hasattr(sys.modules[package], "__path__"):
            raise AssertionError(name)
print("clean")
""")
        == "clean"
    )


def test_a_first_try_that_failed_outside_is_mended_all_the_same() -> None:
    assert (
        _run("""
from x509forge.signing import mend_oscrypto
try:
    import oscrypto.asymmetric
except Exception:
    pass
mend_oscrypto.load()
import oscrypto.asymmetric
print("loaded")
""")
        == "loaded"
    )


@pytest.mark.parametrize("options", [("-bb",), ("-O",), ("-OO",), ("-B",)])
def test_loads_under_options_of_the_interpreter(options: tuple[str, ...]) -> None:
    script = "from x509forge.signing import mend_oscrypto; mend_oscrypto.load(); print('loaded')"
    assert _run(script, options=options) == "loaded"


def _fake_oscrypto(directory: Path, system: str, libcrypto: str) -> None:
    """Write a package with the modules that loading touches, in which `libcrypto` is the one that finds the library."""
    package = directory / "oscrypto"
    (package / "_openssl").mkdir(parents=True)
    files = {
        "__init__.py": f"def backend(): return {system!r}\ndef ffi(): return 'ctypes'\n",
        "errors.py": "class LibraryNotFoundError(Exception): pass\n",
        "symmetric.py": "",
        "asymmetric.py": "from . import backend\nif backend() == 'openssl': from ._openssl import _libcrypto_ctypes\n",
        "_openssl/__init__.py": "",
        "_openssl/_libcrypto_ctypes.py": libcrypto,
    }
    for name, text in files.items():
        (package / name).write_text(text)


_MATCH = r"""
import re
from ..errors import LibraryNotFoundError
match = re.search(PATTERN, VERSION)
if not match:
    raise LibraryNotFoundError('''Error detecting
        the version''')
version = match.group(1)
"""
_NARROW = r"'\\b(\\d\\.\\d\\.\\d[a-z]*)\\b'"
_UPSTREAM = r"'\\b(\\d\\.\\d\\.\\d{1,2}[a-z]*)\\b'"


def _find(pattern: str, version: str) -> str:
    return _MATCH.replace("PATTERN", pattern).replace("VERSION", repr(version))


# The system, the module, what is then its `version` or the message of the ImportError.
_FAKES = {
    "macOS has no libcrypto of oscrypto's": ("mac", "raise RuntimeError('not to be imported')", None),
    "Windows has none either": ("win", "raise RuntimeError('not to be imported')", None),
    "one digit, and works": ("openssl", _find(_NARROW, "OpenSSL 3.0.9 30 May 2023"), "3.0.9"),
    "mended upstream": ("openssl", _find(_UPSTREAM, "OpenSSL 3.0.19 27 Jan 2026"), "3.0.19"),
    "two digits": ("openssl", _find(_NARROW, "OpenSSL 3.0.19 27 Jan 2026"), "3.0.19"),
    "two digits twice": ("openssl", _find(_NARROW, "OpenSSL 3.10.11 1 Jan 2030"), "3.10.11"),
    "two digits at the front": ("openssl", _find(_NARROW, "OpenSSL 10.0.0 1 Jan 2040"), "10.0.0"),
    "a letter": ("openssl", _find(_NARROW, "OpenSSL 1.1.1w  11 Sep 2023"), "1.1.1w"),
    "no version at all": ("openssl", _find(_NARROW, "OpenSSL"), "Error detecting the version"),
    "another pattern that fails": ("openssl", _find("'(x)'", "OpenSSL 3.0.19"), "Error detecting the version"),
    "another failure": ("openssl", "raise OSError('libcrypto.so.3:\\n cannot open')", "libcrypto.so.3: cannot open"),
    "a failure without words": ("openssl", "raise OSError", "OSError"),
}


@pytest.mark.parametrize("case", _FAKES)
def test_is_guided_by_behaviour(case: str, tmp_path: Path) -> None:
    system, libcrypto, expected = _FAKES[case]
    _fake_oscrypto(tmp_path, system, libcrypto)
    printed = _run(
        """
import sys
from x509forge.signing import mend_oscrypto
name = "oscrypto._openssl._libcrypto_ctypes"
try:
    mend_oscrypto.load()
except ImportError as error:
    assert name not in sys.modules
    assert "oscrypto.asymmetric" not in sys.modules
    print(error)
else:
    module = sys.modules.get(name)
    print(module and module.version)
""",
        tmp_path,
    )
    assert printed == str(expected)


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [('"decrypt", "aes-128-cbc"', "decrypt with aes-128-cbc"), ('"generate", "rsa:2048"', "generate rsa:2048")],
)
def test_oscrypto_that_is_not_there_is_one_line(asked: str, wanted: str) -> None:
    """Without ctypes nothing but oscrypto (by cffi) could make keys."""
    printed = _run(f"""
import sys
sys.modules["oscrypto"] = sys.modules["ctypes"] = None
from x509forge.errors import BackendUnavailable
from x509forge.signing.backend import select
try:
    select({asked}, "oscrypto")
except BackendUnavailable as error:
    print(error)
""")
    assert printed.startswith(f"no backend can {wanted}: oscrypto: ")
    assert "\n" not in printed
    assert "oscrypto" in printed.split("oscrypto: ", 1)[1]
