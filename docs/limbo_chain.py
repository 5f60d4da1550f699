"""Sound chains in which something is odd, made with the public names of x509forge alone: read by `make_limbo.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import x509forge as xf

if TYPE_CHECKING:
    from collections.abc import Iterable


class Made(NamedTuple):
    """A certificate, its key, the way up to its root, and the key that signed it."""

    certificate: xf.Certificate
    key: xf.PrivateKey
    chain: tuple[xf.Certificate, ...]  # the certificate itself is the first
    signer: xf.PrivateKey


# What is asked of all that a public CA issues to a server, or to a CA for servers.
BELOW = (
    xf.ExtendedKeyUsage.of("serverAuth"),
    xf.CertificatePolicies.of("2.23.140.1.2.1"),
    xf.CRLDistributionPoints.of("http://ca.example.com/ca.crl"),
    xf.AuthorityInformationAccess.of(("caIssuers", "http://ca.example.com/ca.crt")),
)


def critical(value: xf.ExtensionValue) -> xf.Extension:
    """Return an extension that is critical."""
    return xf.Extension.of(value, critical=True)


def plain(value: xf.ExtensionValue) -> xf.Extension:
    """Return an extension that is not critical."""
    return xf.Extension.of(value, critical=False)


def unknown(octets: bytes, name: str = "1.3.6.1.4.1.55738.666.1", *, critical: bool = True) -> xf.Extension:
    """Return an extension with any octets in it."""
    return xf.Extension(extn_id=xf.ObjectIdentifier.named(name), critical=critical, extn_value=octets)


def made(
    above: Made | None,
    usual: tuple[xf.ExtensionValue, ...],
    own: tuple[xf.ExtensionValue | xf.Extension, ...],
    without: Iterable[type[xf.ExtensionValue]],
    fields: dict[str, Any],
) -> Made:
    """Sign what is described: with `own` in place of the usual extensions of their types, and with these fields."""
    key = fields.pop("key", None) or xf.PrivateKey.generate("ec:P-256")
    signer = key if above is None else above.key
    usual = (*usual, xf.SubjectKeyIdentifier(key.public_key.key_identifier()))
    if above is not None:
        usual = (*usual, xf.AuthorityKeyIdentifier(key_identifier=signer.public_key.key_identifier()))
    mine = tuple(each if isinstance(each, xf.Extension) else xf.Extension.of(each) for each in own)
    replaced = {each.extn_id for each in mine} | {kind.oid for kind in without}
    tbs = xf.TBSCertificate(
        serial_number=0x4C696D62 + (0 if above is None else len(above.chain)),
        signature=signer.algorithm,
        issuer=fields["subject"] if above is None else above.certificate.tbs_certificate.subject,
        validity=xf.Validity.of("2020-01-01", "2040-01-01"),
        subject=fields["subject"],
        subject_public_key_info=key.public_key,
        extensions=tuple(xf.Extension.of(value) for value in usual if value.oid not in replaced) + mine,
    ).replace(**fields)
    certificate = xf.Certificate.assemble(tbs, signer.algorithm, signer.sign(tbs.to_der()))
    return Made(certificate, key, (certificate, *(() if above is None else above.chain)), signer)


def root(*own: xf.ExtensionValue | xf.Extension, without: Iterable[Any] = (), **fields: Any) -> Made:
    """Return a root."""
    usual = (xf.BasicConstraints(ca=True), xf.KeyUsage.of("keyCertSign", "cRLSign"))
    return made(None, usual, own, without, {"subject": xf.Name.of(CN="x509-limbo-root")} | fields)


def ica(above: Made, *own: xf.ExtensionValue | xf.Extension, without: Iterable[Any] = (), **fields: Any) -> Made:
    """Return a CA below another."""
    usual = (xf.BasicConstraints(ca=True), xf.KeyUsage.of("keyCertSign"))
    subject = xf.Name.of(CN=f"x509-limbo-intermediate-{len(above.chain)}")
    return made(above, usual, own, without, {"subject": subject} | fields)


def leaf(above: Made, *own: xf.ExtensionValue | xf.Extension, without: Iterable[Any] = (), **fields: Any) -> Made:
    """Return a server's certificate."""
    usual = (
        xf.KeyUsage.of("digitalSignature"),
        xf.ExtendedKeyUsage.of("serverAuth"),
        xf.SubjectAlternativeName.of("example.com"),
    )
    # Without a common name: it would have to be one of the alternative names, which change.
    return made(above, usual, own, without, {"subject": xf.Name.of(O="x509-limbo")} | fields)


def web_root(*own: xf.ExtensionValue | xf.Extension, without: Iterable[Any] = (), **fields: Any) -> Made:
    """Return a root that is sound by the Baseline Requirements."""
    return root(*own, without=without, **{"subject": xf.Name.of(C="US", O="C2SP", CN="x509-limbo-root")} | fields)


def web_ica(above: Made, *own: xf.ExtensionValue | xf.Extension, without: Iterable[Any] = (), **fields: Any) -> Made:
    """Return a CA for servers below another."""
    usual = (xf.BasicConstraints(ca=True), xf.KeyUsage.of("keyCertSign", "cRLSign"), *BELOW)
    subject = xf.Name.of(C="US", O="C2SP", CN=f"x509-limbo-intermediate-{len(above.chain)}")
    return made(above, usual, own, without, {"subject": subject} | fields)


def web_leaf(above: Made, *own: xf.ExtensionValue | xf.Extension, without: Iterable[Any] = (), **fields: Any) -> Made:
    """Return a public server's certificate, critical in its names since it has no subject."""
    names = () if fields.get("subject") else (critical(xf.SubjectAlternativeName.of("example.com")),)
    mine = {each.extn_id if isinstance(each, xf.Extension) else each.oid for each in own} | {k.oid for k in without}
    own = (*(each for each in names if each.extn_id not in mine), *own)
    usual = (xf.KeyUsage.of("digitalSignature"), *BELOW)
    dates = xf.Validity.of("2026-04-01", "2026-10-01")
    return made(above, usual, own, without, {"subject": xf.Name(()), "validity": dates} | fields)
