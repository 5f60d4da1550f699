"""What a defect is, the registry of them, and who judges them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from .draft import Draft

    Make = Callable[[Draft], None]

STRUCTURE, VALUE, RULE, SIGNATURE = "structure", "value", "rule", "signature"
# Who is asked, by the names that `refused_by` has, and what is run.
JUDGES = {
    "x509forge": "Certificate.from_der",
    "openssl": "openssl x509 -noout",
    "cryptography": "cryptography: load_der_x509_certificate, extensions, public_key()",
    "asn1crypto": "asn1crypto: Certificate.load(strict=True).native",
    "gnutls": "certtool -i",
    "openssl-verify": "openssl verify -x509_strict",
    "gnutls-verify": "certtool --verify",
}


class Defect(NamedTuple):
    """A declared way to be wrong.

    `breaks` is "structure" (what no strict reader takes for a certificate), "value" (what cannot be read is within an
    extension or a name), "rule" (it can be read, and a standard forbids it) or "signature". `path` is the place,
    `says` its one sentence; nothing else is changed but the lengths around it and the signature. `rules` are the ids
    of those that find it. `refused_by` are those of `JUDGES` that were seen to refuse a certificate with this
    defect alone. `needs` is the kind of key that signs, "rsa" or "ec", where only that can be wrong in this way.
    """

    id: str
    breaks: str
    path: str
    citation: str
    says: str
    make: Make
    rules: tuple[str, ...] = ()
    refused_by: tuple[str, ...] = ()
    needs: str | None = None

    @property
    def decodes(self) -> bool:
        """Whether this library's strict reader reads it."""
        return "x509forge" not in self.refused_by


class Defects(dict[str, Defect]):
    """Defects by their ids, in the order of their declaration."""

    def defect(
        self,
        id: str,
        breaks: str,
        path: str,
        citation: str,
        says: str,
        *,
        rules: str = "",
        refused_by: str = "",
        needs: str | None = None,
    ) -> Callable[[Make], Make]:
        """Declare a function over a draft as a defect; raises ValueError for an id that there is already.

        `rules` and `refused_by` are words, with spaces between them.
        """

        def declare(make: Make) -> Make:
            if id in self:
                raise ValueError(f"two defects are called {id}")
            self[id] = Defect(
                id, breaks, path, citation, says, make, tuple(rules.split()), tuple(refused_by.split()), needs
            )
            return make

        return declare


DEFECTS = Defects()
"""Every defect by its id."""
