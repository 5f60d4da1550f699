"""The kinds of keys: what is known of each algorithm of keys, in one place for private and public ones.

A kind brings keys into one form, says their type, and says how a backend knows
them; backends know RSA keys, EC keys and so on, and nothing of what a key is
restricted to or how its file was written.
"""

from __future__ import annotations

from ...errors import UnsupportedKey
from ..algorithms import named
from .ec import EC, compressed
from .kind import KeyKind
from .lattice import ML_DSA, ML_KEM
from .montgomery_edwards import CURVE_KEYS
from .rsa import RSA, RSA_ALGORITHM, RSA_PSS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...oid import ObjectIdentifier

KINDS: tuple[KeyKind, ...] = (RSA, RSA_PSS, EC, *CURVE_KEYS, *ML_DSA, *ML_KEM)

_BY_ALGORITHM = {kind.algorithm: kind for kind in KINDS}
_BY_NAME = {kind.name: kind for kind in KINDS}


def kind_of(algorithm: ObjectIdentifier) -> KeyKind:
    """Return the kind of the keys of an algorithm; UnsupportedKey names one that is not known."""
    found = _BY_ALGORITHM.get(algorithm)
    if found is None:
        raise UnsupportedKey(f"keys of the algorithm {named(algorithm)} are not supported")
    return found


def kind_of_type(key_type: str) -> KeyKind:
    """Return the kind that a type of keys begins with: `rsa-pss` for `rsa-pss:2048`; raises UnsupportedKey."""
    found = _BY_NAME.get(key_type.partition(":")[0])
    if found is None:
        raise UnsupportedKey(f"there are no keys of the type {key_type!r:.40}; there are: {', '.join(_BY_NAME)}")
    return found


__all__ = ["KINDS", "RSA_ALGORITHM", "KeyKind", "compressed", "kind_of", "kind_of_type"]
