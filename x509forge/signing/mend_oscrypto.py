"""oscrypto, made to load where its own version check refuses the operating system's libcrypto.

oscrypto 1.3.0, as the registry has it, looks for the version of libcrypto with a
pattern that takes one digit for each part. So it loads with OpenSSL 3.0.9 and
raises `LibraryNotFoundError` with 3.0.10 and all later ones. The fix is upstream,
unreleased, under the same version number; hence nothing here asks for a version:
the one submodule with the pattern is imported as it is, and only if that fails
does a copy of it with a wider pattern take its place, in this process.
"""

from __future__ import annotations

import importlib
import sys
import threading

from x509forge.signing.backend import one_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType

_NARROW = r"\b(\d\.\d\.\d[a-z]*)\b"
_WIDE = r"\b(\d+\.\d+\.\d+[a-z]*)\b"

_lock = threading.Lock()


def load() -> None:
    """Import oscrypto, mending it first where it needs that; calling it again, from any thread, is harmless.

    Afterwards `oscrypto.asymmetric` and `oscrypto.symmetric` import as usual.
    Raises ImportError, whose message says in one line why oscrypto does not load.
    """
    with _lock:
        try:
            _mend_where_broken()
            importlib.import_module("oscrypto.asymmetric")
            importlib.import_module("oscrypto.symmetric")
        # Loading a library of the operating system fails in as many ways as there are
        # systems: LibraryNotFoundError, FFIEngineError, OSError, AttributeError, ...
        except Exception as error:
            raise ImportError(one_line(error)) from error


def _mend_where_broken() -> None:
    """Put a mended module in the place of the one that finds libcrypto, if that one does not import."""
    import oscrypto

    # macOS and Windows have libraries of their own, whose modules ask for no version.
    if oscrypto.backend() != "openssl":
        return
    name = f"oscrypto._openssl._libcrypto_{oscrypto.ffi()}"
    from oscrypto.errors import LibraryNotFoundError

    try:
        importlib.import_module(name)
    except LibraryNotFoundError:
        if not _put_in_place(name):
            raise


def _put_in_place(name: str) -> bool:
    """Load module `name` with the wider pattern; False if it does not hold the narrow one.

    The module is run before it is published, so another thread sees it whole or not at all.
    Working on the compiled code needs no source file, and takes it from the cache that Python keeps.
    """
    from importlib.util import find_spec, module_from_spec

    spec = find_spec(name)
    # Every loader of Python's own can say the code: from files, zip archives, frozen programs.
    code: CodeType | None = getattr(spec.loader, "get_code", lambda name: None)(name) if spec else None
    if spec is None or code is None:
        return False
    # `isinstance`, since comparing bytes with text is an error under `python -bb`.
    constants = tuple(_WIDE if isinstance(c, str) and c == _NARROW else c for c in code.co_consts)
    if constants == code.co_consts:
        return False
    module = module_from_spec(spec)
    exec(code.replace(co_consts=constants), module.__dict__)
    module = sys.modules.setdefault(name, module)
    package, _, submodule = name.rpartition(".")
    setattr(sys.modules[package], submodule, module)
    return True
