"""admission: the professions of the subject (Common PKI 2.0 part 1, table 29)."""

from __future__ import annotations

from ... import asn1, oid
from ...asn1 import Explicit, IA5String, Named, PrintableString
from ...oid import ObjectIdentifier
from ..extension import ExtensionValue
from ..general_name import DirectoryString, GeneralName

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated


@asn1.sequence
class NamingAuthority(asn1.Value):
    """Who gives professions their names.

    NamingAuthority ::= SEQUENCE {
        namingAuthorityId    OBJECT IDENTIFIER OPTIONAL,
        namingAuthorityUrl   IA5String OPTIONAL,
        namingAuthorityText  DirectoryString (SIZE (1..128)) OPTIONAL }
    """

    naming_authority_id: ObjectIdentifier | None = None
    naming_authority_url: Annotated[str, IA5String] | None = None
    naming_authority_text: DirectoryString | None = None


@asn1.sequence
class ProfessionInfo(asn1.Value):
    """A profession.

    ProfessionInfo ::= SEQUENCE {
        namingAuthority     [0] EXPLICIT NamingAuthority OPTIONAL,
        professionItems     SEQUENCE OF DirectoryString (SIZE (1..128)),
        professionOIDs      SEQUENCE OF OBJECT IDENTIFIER OPTIONAL,
        registrationNumber  PrintableString (SIZE (1..128)) OPTIONAL,
        addProfessionInfo   OCTET STRING OPTIONAL }
    """

    naming_authority: Annotated[NamingAuthority, Explicit(0)] | None = None
    profession_items: tuple[DirectoryString, ...]
    profession_oids: Annotated[tuple[ObjectIdentifier, ...], Named("professionOIDs")] | None = None
    registration_number: Annotated[str, PrintableString] | None = None
    add_profession_info: bytes | None = None


@asn1.sequence
class Admissions(asn1.Value):
    """What an authority admits the subject to.

    Admissions ::= SEQUENCE {
        admissionAuthority  [0] EXPLICIT GeneralName OPTIONAL,
        namingAuthority     [1] EXPLICIT NamingAuthority OPTIONAL,
        professionInfos     SEQUENCE OF ProfessionInfo }
    """

    admission_authority: Annotated[GeneralName, Explicit(0)] | None = None
    naming_authority: Annotated[NamingAuthority, Explicit(1)] | None = None
    profession_infos: tuple[ProfessionInfo, ...]


@asn1.sequence
class AdmissionSyntax(ExtensionValue):
    """The professions of the subject, and who admits it to them.

    AdmissionSyntax ::= SEQUENCE {
        admissionAuthority    GeneralName OPTIONAL,
        contentsOfAdmissions  SEQUENCE OF Admissions }
    """

    oid = oid.ADMISSION

    admission_authority: GeneralName | None = None
    contents_of_admissions: tuple[Admissions, ...]
