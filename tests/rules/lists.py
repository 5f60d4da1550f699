"""Lists of revoked certificates: sound ones, with what is asked for changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import x509forge as xf
from tests.rules.maker import Maker, critical, plain

if TYPE_CHECKING:
    from tests.tools.key_files import KeyFiles


def _entry(*values: xf.ExtensionValue | xf.Extension, **fields: object) -> xf.RevokedCertificate:
    entry = xf.RevokedCertificate(
        user_certificate=7, revocation_date=xf.Time.of("2026-01-01"), crl_entry_extensions=_framed(values) or None
    )
    return entry.replace(**fields)


def _framed(values: tuple[xf.ExtensionValue | xf.Extension, ...]) -> tuple[xf.Extension, ...]:
    return tuple(each if isinstance(each, xf.Extension) else xf.Extension.of(each) for each in values)


def list_of(keys: KeyFiles, code: str) -> xf.CertificateList:
    """Return what an example of `docs/rule_examples.py` makes."""
    maker = Maker(keys)

    def crl(
        *values: xf.ExtensionValue | xf.Extension,
        without: type[xf.ExtensionValue] | None = None,
        **fields: object,
    ) -> xf.CertificateList:
        own = _framed(values)
        usual = _framed(
            (
                xf.AuthorityKeyIdentifier(key_identifier=maker.ca_key.public_key.key_identifier()),
                xf.CRLNumber(1),
            )
        )
        gone = {each.extn_id for each in own} | ({without.oid} if without else set())
        tbs = xf.TBSCertList(
            signature=maker.ca_key.algorithm,
            issuer=xf.Name.of(CN="Test CA"),
            this_update=xf.Time.of("2026-01-01"),
            next_update=xf.Time.of("2026-01-11"),
            crl_extensions=tuple(each for each in usual if each.extn_id not in gone) + own,
        ).replace(**fields)
        return xf.CertificateList.assemble(tbs, maker.ca_key.algorithm, maker.ca_key.sign(tbs.to_der()))

    names = {"xf": xf, "crl": crl, "entry": _entry, "critical": critical, "plain": plain}
    made: xf.CertificateList = eval(code, names)
    return made


GOOD = [
    "crl()",
    "crl(revoked_certificates=(entry(), entry(xf.CRLReason(1), user_certificate=8)))",
    "crl(xf.DeltaCRLIndicator(1), revoked_certificates=(entry(xf.CRLReason(8)),))",
    "crl(xf.IssuingDistributionPoint(indirect_crl=True), revoked_certificates=(entry(xf.CertificateIssuer("
    "(xf.GeneralName.of(xf.Name.of(CN='B')),))),))",
    "crl(xf.IssuingDistributionPoint(only_contains_ca_certs=True))",
    'crl(xf.AuthorityInformationAccess.of(("caIssuers", "http://a.example/ca.crt")))',
    'crl(xf.FreshestCRL.of("http://a.example/delta.crl"))',
    "crl(next_update=xf.Time.of('2060-01-01'))",
]
