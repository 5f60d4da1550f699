"""Types that hold themselves by way of an object identifier: read as deep as anyone needs, and kept below that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from x509forge import der, oid
from x509forge.der import MAX_OPEN_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = {name: getattr(xf, name) for name in dir(xf)}


def _algorithm(depth: int) -> bytes:
    """An algorithm whose parameter is an algorithm, and so on (RFC 8017 A.2.3)."""
    encoded = der.element(b"\x30", oid.SHA256.der)
    for _ in range(depth):
        encoded = der.element(b"\x30", oid.MGF1.der + encoded)
    return encoded


def _bags(depth: int) -> bytes:
    """Bags in bags (RFC 7292 4.2.6)."""
    encoded = der.element(b"\x30", b"")
    for _ in range(depth):
        bag = der.element(b"\x30", oid.SAFE_CONTENTS_BAG.der + der.element(b"\xa0", encoded))
        encoded = der.element(b"\x30", bag)
    return encoded


@pytest.mark.parametrize("depth", [1, MAX_OPEN_TYPES, MAX_OPEN_TYPES + 1, 200, 5_000])
@pytest.mark.parametrize(("cls", "make"), [(xf.AlgorithmIdentifier, _algorithm), (xf.SafeContents, _bags)])
def test_nesting_is_read_and_written_whatever_its_depth(
    cls: type[xf.AlgorithmIdentifier | xf.SafeContents], make: Callable[[int], bytes], depth: int
) -> None:
    data = make(depth)
    value = cls.from_der(data)
    assert value.to_der() == data
    assert ("Undecoded(" in repr(value)) == (depth > MAX_OPEN_TYPES)
    assert eval(repr(value), NAMES).to_der() == data


def test_what_is_too_deep_says_so() -> None:
    value: object = xf.AlgorithmIdentifier.from_der(_algorithm(MAX_OPEN_TYPES + 1))
    while isinstance(value, xf.AlgorithmIdentifier):
        value = value.parameters
    assert isinstance(value, xf.Undecoded)
    assert value.error is not None
    assert "open types 32 deep" in str(value.error)
