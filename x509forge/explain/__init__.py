"""Any octets as a tree in which each octet is accounted for, and that tree as text, JSON, HTML, Python."""

from __future__ import annotations

import sys
import types

from .explaining import explain
from .node import Node, Note, Tag

__all__ = ["Node", "Note", "Tag", "explain"]


class _Callable(types.ModuleType):
    """This package, which may be called like its function.

    Python puts a package under its name into the one around it as soon as anybody imports it: `x509forge.explain`
    is then this module, and the public function has the same name.
    """

    __call__ = staticmethod(explain)


sys.modules[__name__].__class__ = _Callable
