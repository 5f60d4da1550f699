"""The settings of trusted certificates in text (`X509_aux_print(3)`)."""

from __future__ import annotations

from .strings import as_they_stand, colons, finished, object_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...x509.certificate_trust import CertificateTrust


def trust_text(settings: CertificateTrust) -> str:
    """Return what `openssl x509 -text` prints behind the certificate."""
    lines = [*_uses("Trusted", settings.trust), *_uses("Rejected", settings.reject)]
    if settings.alias is not None:
        lines.append(f"Alias: {as_they_stand(settings.alias)}")
    if settings.keyid is not None:
        lines.append(f"Key Id: {colons(settings.keyid)}")
    return finished("".join(f"{line}\n" for line in lines))


def _uses(title: str, uses: Iterable[str] | None) -> list[str]:
    if uses is None:
        return [f"No {title} Uses."]
    return [f"{title} Uses:", f"  {', '.join(map(object_name, uses))}"]
