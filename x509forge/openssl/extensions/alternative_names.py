"""Extensions whose values are names: alternative ones, constraints on them, and where information is had."""

from __future__ import annotations

from ...x509.extensions.alternative_name import IssuerAlternativeName, SubjectAlternativeName
from ...x509.extensions.information_access import (
    AccessDescription,
    AuthorityInformationAccess,
    SubjectInformationAccess,
)
from ...x509.extensions.name_constraints import GeneralSubtree, NameConstraints
from ..general_names import is_kind, parse_constraint, parse_general_name
from ..value_list import ListItem
from ..wording import quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ...x509.extension import ExtensionValue
    from ...x509.general_name import GeneralName
    from ..context import Context
    from ..subject import Subject
    from ..value import Value


def _subject_alternative_name(value: Value, context: Context) -> SubjectAlternativeName:
    names: list[GeneralName] = []
    for item in context.items(value):
        if is_kind(item.name, "email") and item.value in ("copy", "move"):
            names.extend(context.subject.take_emails(item.name, move=item.value == "move"))
        else:
            names.append(parse_general_name(item, context))
    return SubjectAlternativeName(tuple(names))


def _issuer_alternative_name(value: Value, context: Context) -> IssuerAlternativeName:
    names: list[GeneralName] = []
    subject = context.subject
    for item in context.items(value):
        if is_kind(item.name, "issuer") and item.value == "copy" and subject.tested:
            continue
        if is_kind(item.name, "issuer") and item.value == "copy":
            if subject.issuer is None and not subject.self_signed:
                raise item.error("there is no issuer's certificate here whose names could be copied")
            names.extend(_issuer_names(subject))
        else:
            names.append(parse_general_name(item, context))
    return IssuerAlternativeName(tuple(names))


def _issuer_names(subject: Subject) -> Sequence[GeneralName]:
    if subject.issuer is not None:
        found = subject.issuer.extension(SubjectAlternativeName)
        return () if found is None else found.general_names
    own = (known.extn_value for known in subject.extensions)
    return next((value.general_names for value in own if isinstance(value, SubjectAlternativeName)), ())


def _access_descriptions(value: Value, context: Context) -> tuple[AccessDescription, ...]:
    found = []
    for item in context.items(value):
        method, semicolon, _ = item.name.partition(";")
        if not semicolon:
            raise item.error(f'{quoted(item.name)} is not "method;kind:name", such as OCSP;URI:http://ocsp.example')
        location = parse_general_name(ListItem(item.name.part(len(method) + 1), item.value), context)
        found.append(
            AccessDescription(access_method=context.oid(item.name.part(0, len(method))), access_location=location)
        )
    return tuple(found)


def _authority_information_access(value: Value, context: Context) -> AuthorityInformationAccess:
    return AuthorityInformationAccess(_access_descriptions(value, context))


def _subject_information_access(value: Value, context: Context) -> SubjectInformationAccess:
    return SubjectInformationAccess(_access_descriptions(value, context))


def _name_constraints(value: Value, context: Context) -> NameConstraints:
    found: dict[str, list[GeneralSubtree]] = {"permitted": [], "excluded": []}
    for item in context.items(value):
        # OpenSSL takes any character for the semicolon.
        which = next((word for word in found if item.name.startswith(word) and len(item.name) > len(word)), None)
        if which is None:
            raise item.error(f'{quoted(item.name)} is neither "permitted;kind" nor "excluded;kind"')
        base = parse_constraint(ListItem(item.name.part(len(which) + 1), item.value), context)
        found[which].append(GeneralSubtree(base=base))
    return NameConstraints(
        permitted_subtrees=tuple(found["permitted"]) or None, excluded_subtrees=tuple(found["excluded"]) or None
    )


PARSERS: dict[str, Callable[[Value, Context], ExtensionValue]] = {
    "authorityInfoAccess": _authority_information_access,
    "issuerAltName": _issuer_alternative_name,
    "nameConstraints": _name_constraints,
    "subjectAltName": _subject_alternative_name,
    "subjectInfoAccess": _subject_information_access,
}
