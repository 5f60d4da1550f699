"""subjectDirectoryAttributes (RFC 5280 4.2.1.8)."""

from __future__ import annotations

from ... import asn1, oid
from ..attribute import Attribute
from ..extension import ExtensionValue


@asn1.typedef
class SubjectDirectoryAttributes(ExtensionValue):
    """What else is said of the subject, such as its nationality.

    SubjectDirectoryAttributes ::= SEQUENCE SIZE (1..MAX) OF Attribute
    """

    oid = oid.SUBJECT_DIRECTORY_ATTRIBUTES

    attributes: tuple[Attribute, ...]
