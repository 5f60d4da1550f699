"""PKCS #10: certification requests (RFC 2986), with the attributes of PKCS #9 (RFC 2985 5.4)."""

from __future__ import annotations

from .. import asn1
from ..asn1 import BitString, Holds, Implicit, SetOf
from ..x509.algorithm import SIGNATURES, AlgorithmIdentifier
from ..x509.attribute import Attribute
from ..x509.extension import Extension
from ..x509.extension_list import Extended
from ..x509.name import Name
from ..x509.public_key import SubjectPublicKeyInfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Annotated
    from typing import Any as Signer  # `Signer` itself lies in a layer above


@asn1.typedef
class ExtensionRequest(Extended):
    """The extensions that a request asks for (RFC 2985 5.4.2).

    ExtensionRequest ::= Extensions  -- SEQUENCE SIZE (1..MAX) OF Extension
    """

    extensions: tuple[Extension, ...]


@asn1.sequence
class CertificationRequestInfo(asn1.Value):
    """What a request says, and what its signature covers (RFC 2986 4.1).

    CertificationRequestInfo ::= SEQUENCE {
        version        INTEGER { v1(0) },
        subject        Name,
        subjectPKInfo  SubjectPublicKeyInfo,
        attributes     [0] IMPLICIT SET OF Attribute }
    """

    version: int = 0
    subject: Name
    subject_pk_info: Annotated[SubjectPublicKeyInfo, asn1.Named("subjectPKInfo")]
    attributes: Annotated[tuple[Attribute, ...], SetOf(), Implicit(0)] = ()


@asn1.sequence
class CertificationRequest(asn1.PEMValue):
    """A signed request: its signer holds the private key (RFC 2986 4.2).

    CertificationRequest ::= SEQUENCE {
        certificationRequestInfo  CertificationRequestInfo,
        signatureAlgorithm        AlgorithmIdentifier,
        signature                 BIT STRING }
    """

    pem_label = "CERTIFICATE REQUEST"

    certification_request_info: CertificationRequestInfo
    signature_algorithm: AlgorithmIdentifier
    signature: Annotated[BitString, Holds("signature_algorithm.algorithm", SIGNATURES, guess=False)]

    if TYPE_CHECKING:
        # Signing is a matter of a higher layer: `issuing` binds both when it is loaded.
        @classmethod
        def create(
            cls,
            subject: Name,
            signer: Signer,
            *,
            extensions: Iterable[Extension] = (),
            attributes: Iterable[Attribute] = (),
        ) -> CertificationRequest: ...

        def verify(self) -> None: ...

    @property
    def extensions(self) -> tuple[Extension, ...]:
        """The extensions that are asked for, of all extensionRequest attributes; none is an empty tuple."""
        return tuple(
            extension
            for attribute in self.certification_request_info.attributes
            for value in attribute.values
            if isinstance(value, ExtensionRequest)
            for extension in value.extensions
        )
