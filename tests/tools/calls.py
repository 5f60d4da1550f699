"""How much work a piece of code is, told by the calls that it makes: time is not to be tested."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

# Of a bound, so much more is let pass: 3.12 and later take fewer calls than 3.11, whose counts the bounds are.
SLACK = 1.05


def calls_of(job: Callable[[], object]) -> int:
    """Return how many Python functions a job calls, itself included."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        job()
    finally:
        sys.setprofile(before)
    return calls
