"""Certificates that are wrong on purpose, in ways that have names.

forged = xf.forge.apply("serial.negative", certificate, ca_key)
"""

from __future__ import annotations

from importlib import import_module

from .applying import apply
from .defect import DEFECTS, JUDGES, Defect
from .draft import Forged

__all__ = ["DEFECTS", "JUDGES", "Defect", "Forged", "apply"]

# Each declares its defects when it is imported, in the order of the parts of a certificate.
for _subject in (
    "serial",
    "version",
    "dates",
    "names",
    "alternative_names",
    "extensions",
    "key_extensions",
    "other_extensions",
    "keys",
    "encoding",
    "signatures",
):
    import_module(f"{__name__}.{_subject}")
