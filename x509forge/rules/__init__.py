"""Findings: what RFC 5280 and its kin say of a described certificate, before and after it is signed.

A rule never changes a value and reads no clock: dates are judged only `at` a time.
"""

from __future__ import annotations

from .checking import catalogue, check, unwaived
from .profiles import NAMES, JudgesBy, every_rule, rules_of, rules_on_top
from .rule import Finding

__all__ = ["NAMES", "Finding", "JudgesBy", "catalogue", "check", "every_rule", "rules_of", "rules_on_top", "unwaived"]
