"""What is read: the certificates that Debian trusts, and a revocation list of any size."""

from __future__ import annotations

from pathlib import Path

import x509forge as xf
from x509forge import oid, pem

BUNDLE = Path("/etc/ssl/certs/ca-certificates.crt")


def roots() -> list[bytes]:
    """Return the DER of each certificate in Debian's bundle; raises SystemExit where there is none."""
    if not BUNDLE.exists():
        raise SystemExit(f"benchmarks: there is no {BUNDLE} here; on Debian: apt-get install ca-certificates")
    return [block.data for block in pem.decode(BUNDLE.read_bytes())]


def revocation_list(entries: int) -> bytes:
    """Return the DER of a revocation list of so many entries: long serial numbers, each with a reason."""
    revoked = xf.Time.of("2026-01-01")
    reason = (xf.Extension.of(xf.CRLReason(1)),)

    def entry(number: int) -> xf.RevokedCertificate:
        # A multiplier that is odd makes all of them different, and as they come: not in order.
        serial = 1 << 126 | number * 0x9E3779B97F4A7C15F39CC0605CEDC835 % (1 << 126)
        return xf.RevokedCertificate(user_certificate=serial, revocation_date=revoked, crl_entry_extensions=reason)

    algorithm = xf.AlgorithmIdentifier(algorithm=oid.ECDSA_WITH_SHA256)
    described = xf.TBSCertList(
        signature=algorithm,
        issuer=xf.Name.of(C="CN", O="ALI", CN="Test CA"),
        this_update=xf.Time.of("2026-11-24"),
        next_update=xf.Time.of("2026-12-24"),
        revoked_certificates=tuple(map(entry, range(entries))),
    )
    signature = xf.ECDSASigValue(r=1 << 255, s=1 << 254).to_der()
    return xf.CertificateList.assemble(described, algorithm, signature).to_der()
