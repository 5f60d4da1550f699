"""Tables that the explainer makes when it first needs them are whole for every thread."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import x509forge as xf
from x509forge.asn1.value import codec_of
from x509forge.explain import identifiers, node

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pytest


class _Halfway:
    """Has the first thread that comes wait for a moment, in the middle of its work."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self._first = True

    def wait(self) -> None:
        if self._first:
            self._first = False
            self.reached.set()
            threading.Event().wait(0.3)


def _by_two_threads(halfway: _Halfway, ask: Callable[[], object]) -> list[object]:
    """Return what each of two threads gets, of which the second comes while the first is halfway."""
    found: list[object] = []

    def later() -> None:
        halfway.reached.wait(20)
        found.append(ask())

    threads = [threading.Thread(target=lambda: found.append(ask())), threading.Thread(target=later)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_names_of_identifiers(monkeypatch: pytest.MonkeyPatch) -> None:
    halfway = _Halfway()
    read = identifiers._asn1cryptos

    def read_slowly() -> Iterator[tuple[str, str]]:
        for at, entry in enumerate(read()):
            if at == 1:
                halfway.wait()
            yield entry

    identifiers._foreign.cache_clear()
    monkeypatch.setattr(identifiers, "_asn1cryptos", read_slowly)
    # Microsoft's, which asn1crypto knows, and which is no extension or attribute of ours.
    identifier = xf.ObjectIdentifier("1.3.6.1.4.1.311.10.3.4")
    expected = "microsoft_efs"
    assert _by_two_threads(halfway, lambda: identifiers.name_of(identifier)) == [expected, expected]


def test_universal_types(monkeypatch: pytest.MonkeyPatch) -> None:
    halfway = _Halfway()

    def codec_of_slowly(cls: type[xf.asn1.Value]) -> object:
        halfway.wait()
        return codec_of(cls)

    whole = set(node._universal())
    node._universal.cache_clear()
    monkeypatch.setattr(node, "codec_of", codec_of_slowly)
    assert _by_two_threads(halfway, lambda: set(node._universal())) == [whole, whole]
