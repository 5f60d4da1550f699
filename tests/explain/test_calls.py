"""Explaining does not grow slow unseen: how many calls an entry of a list takes more, in each format that shows all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from tests.tools.calls import SLACK, calls_of
from x509forge.explain import html, json_tree, text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType


def _revocation_list(entries: int) -> xf.Node:
    """An entry is eight elements: a SEQUENCE of number, date and one extension."""
    revoked = tuple(
        xf.RevokedCertificate(
            user_certificate=1 << 100 | number,
            revocation_date=xf.Time.of("2026-01-01"),
            crl_entry_extensions=(xf.Extension.of(xf.CRLReason(1)),),
        )
        for number in range(entries)
    )
    algorithm = xf.AlgorithmIdentifier(algorithm=xf.oid.ECDSA_WITH_SHA256)
    described = xf.TBSCertList(
        signature=algorithm,
        issuer=xf.Name.of(CN="Test CA"),
        this_update=xf.Time.of("2026-11-24"),
        revoked_certificates=revoked,
    )
    return xf.explain(xf.CertificateList.assemble(described, algorithm, b""))


# Elements are made once for what they say and what is in them; those of a long list once more.
@pytest.mark.parametrize(
    ("module", "calls"), [(text, 748), (json_tree, 711), (html, 1189)], ids=["text", "json", "html"]
)
def test_how_many_calls_an_entry_takes(module: ModuleType, calls: int) -> None:
    def job(root: xf.Node) -> int:
        pieces: Iterator[str] = module.render(root)
        return calls_of(lambda: sum(map(len, pieces)))

    few, more = _revocation_list(50), _revocation_list(150)
    job(few)
    assert (job(more) - job(few)) / 100 <= calls * SLACK
