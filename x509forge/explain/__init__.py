"""Any octets as a tree in which each octet is accounted for, and that tree as text, JSON, HTML, Python."""

from __future__ import annotations

from .explaining import explain
from .node import Node, Note, Tag

__all__ = ["Node", "Note", "Tag", "explain"]
