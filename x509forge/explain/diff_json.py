"""A comparison as JSON, in the form of `docs/diff.schema.json`."""

from __future__ import annotations

import json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .comparison import Comparison


def render(comparison: Comparison, names: tuple[str, str], *, renewal: bool = False) -> str:
    """Return one JSON document of ASCII characters, which ends with a line end."""
    return (
        json.dumps(
            {
                "first": {"name": names[0], "title": comparison.first},
                "second": {"name": names[1], "title": comparison.second},
                "same_octets": comparison.same_octets,
                "same_meaning": comparison.same_meaning,
                "same_key": comparison.same_key,
                "shared": comparison.shared,
                "as_a_renewal": not comparison.unexpected if renewal else None,
                "differences": [difference._asdict() for difference in comparison.differences],
            },
            indent=1,
        )
        + "\n"
    )
