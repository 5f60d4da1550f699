"""What stands behind the names of extensions: a function from a text to a typed value, for each of them."""

from __future__ import annotations

from .alternative_names import PARSERS as _ALTERNATIVE_NAMES
from .basic import PARSERS as _BASIC
from .distribution_points import PARSERS as _DISTRIBUTION_POINTS
from .number_resources import PARSERS as _NUMBER_RESOURCES
from .other import NEWER_PARSERS
from .other import PARSERS as _OTHER
from .policies import PARSERS as _POLICIES
from .untyped import NEWER_UNTYPED_PARSERS, UNTYPED_PARSERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ...x509.extension import ExtensionValue
    from ..context import Context
    from ..value import Value

__all__ = ["NEWER_PARSERS", "NEWER_UNTYPED_PARSERS", "PARSERS", "UNTYPED_PARSERS"]

# By OpenSSL's short names; no others are taken.
PARSERS: dict[str, Callable[[Value, Context], ExtensionValue]] = {
    **_BASIC,
    **_ALTERNATIVE_NAMES,
    **_DISTRIBUTION_POINTS,
    **_POLICIES,
    **_NUMBER_RESOURCES,
    **_OTHER,
}
