"""Findings: what RFC 5280 and its kin say of a described certificate, before and after it is signed.

A rule never changes a value and reads no clock: dates are judged only `at` a time.
"""

from __future__ import annotations

from .checking import PROFILES, catalogue, check, unwaived
from .rule import Finding

__all__ = ["PROFILES", "Finding", "catalogue", "check", "unwaived"]
