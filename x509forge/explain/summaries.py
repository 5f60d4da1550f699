"""A value of a declared type on one line: what a reader wants to know before he looks inside."""

from __future__ import annotations

from ..asn1 import Raw
from ..oid import ObjectIdentifier
from .identifiers import name_of
from .values import moment_in_words, number_in_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any


def _named(identifier: Any) -> str:
    return name_of(identifier) or str(identifier) if isinstance(identifier, ObjectIdentifier) else "?"


def _names(identifiers: Iterable[Any]) -> str:
    return ", ".join(map(_named, identifiers))


def _general_names(names: Any) -> str:
    return "" if names is None or isinstance(names, Raw) else ", ".join(map(str, names))


def _name(name: Any) -> str:
    return str(name) if name.rdn_sequence else "a name without attributes"


def _relative(level: Any) -> str:
    from ..x509.name import Name

    return str(Name((level,)))


def _attribute_of_name(attribute: Any) -> str:
    from ..x509.name import RelativeDistinguishedName

    return _relative(RelativeDistinguishedName((attribute,)))


def _moment(time: Any) -> str:
    return moment_in_words(time.value.encode("latin-1"), time.chosen == "general_time")


def _validity(validity: Any) -> str:
    both = validity.not_before, validity.not_after
    # The last second belongs to it, too (RFC 5280 4.1.2.5); days are counted as those count them who ask for 365.
    days = (both[1].datetime - both[0].datetime).total_seconds() / 86400
    count = f"{days:.0f}" if days == int(days) else f"{days:.1f}"
    return f"{_moment(both[0])} to {_moment(both[1])} ({count} day{'' if count == '1' else 's'})"


def _extension(extension: Any) -> str:
    return _named(extension.extn_id) + (", critical" if extension.critical is True else "")


def algorithm(identifier: Any) -> str:
    """Return the name of an algorithm, with the parameters that tell one from the other."""
    name = _named(identifier.algorithm)
    more = _PARAMETERS.get(type(identifier.parameters).__name__)
    details = "" if more is None else more(identifier.parameters)
    return f"{name}, {details}" if details else name


def _curve(parameters: Any) -> str:
    curve = parameters.named_curve
    return "parameters spelled out" if curve is None else curve_name(curve)


def curve_name(identifier: ObjectIdentifier) -> str:
    """Return the name that people use for a curve, `P-256`."""
    from .. import oid

    common = {oid.SECP224R1: "P-224", oid.SECP256R1: "P-256", oid.SECP384R1: "P-384", oid.SECP521R1: "P-521"}
    return common.get(identifier) or _named(identifier)


def _pss(parameters: Any) -> str:
    # RFC 8017 A.2.3: SHA-1 and 20 octets are the DEFAULTs.
    chosen = parameters.hash_algorithm
    salt = 20 if parameters.salt_length is None else parameters.salt_length
    return f"{'id-sha1' if chosen is None else _named(chosen.algorithm)}, salt of {salt} octets"


def _pbes2(parameters: Any) -> str:
    return f"{algorithm(parameters.key_derivation_func)}, {algorithm(parameters.encryption_scheme)}"


def _pbkdf2(parameters: Any) -> str:
    return f"{parameters.iteration_count} iterations of {_named(parameters.prf.algorithm)}"


def _scrypt(parameters: Any) -> str:
    return f"N {parameters.cost_parameter}, r {parameters.block_size}, p {parameters.parallelization_parameter}"


def _mgf1(parameters: Any) -> str:
    return _named(parameters.algorithm)


_PARAMETERS: dict[str, Callable[[Any], str]] = {
    "ECParameters": _curve,
    "RSASSAPSSParams": _pss,
    "PBES2Parameters": _pbes2,
    "PBKDF2Parameters": _pbkdf2,
    "ScryptParameters": _scrypt,
    "AlgorithmIdentifier": _mgf1,
}


def _kind_of_key(identifier: Any) -> str:
    """Return `EC, P-256`, `Ed25519`, `ML-DSA-44`, and what it is called for any other."""
    from .. import oid

    if identifier.algorithm in (oid.RSA_ENCRYPTION, oid.RSASSA_PSS):
        return "RSA" if identifier.algorithm == oid.RSA_ENCRYPTION else "RSASSA-PSS"
    if identifier.algorithm == oid.EC_PUBLIC_KEY:
        return (
            f"EC, {_curve(identifier.parameters)}" if type(identifier.parameters).__name__ == "ECParameters" else "EC"
        )
    name = _named(identifier.algorithm)
    for prefix in ("id-alg-", "id-"):
        name = name.removeprefix(prefix)
    return name.upper() if name.startswith(("ml-", "dsa")) else name


def _public_key(info: Any) -> str:
    from ..errors import DecodeError
    from ..pkcs.pkcs1 import RSAPublicKey

    kind = _kind_of_key(info.algorithm)
    if not kind.startswith("RSA"):
        return kind
    try:
        return f"{kind}, {RSAPublicKey.from_der(info.subject_public_key.octets).modulus.bit_length()} bits"
    except DecodeError:
        return kind


def _private_key(info: Any) -> str:
    return _kind_of_key(info.private_key_algorithm)


def _rsa_key(key: Any) -> str:
    return f"{key.modulus.bit_length()} bits, exponent {number_in_words(key.public_exponent)}"


def _basic_constraints(value: Any) -> str:
    if value.ca is not True:
        return "no CA"
    length = value.path_len_constraint
    return "CA" if length is None else f"CA, pathLenConstraint {length}"


def _authority_key(value: Any) -> str:
    parts = [] if value.key_identifier is None else [value.key_identifier.hex(":").upper()]
    if value.authority_cert_issuer is not None:
        parts.append(_general_names(value.authority_cert_issuer))
    if value.authority_cert_serial_number is not None:
        parts.append(f"serial number {number_in_words(value.authority_cert_serial_number)}")
    return ", ".join(parts)


def _access(description: Any) -> str:
    return f"{_named(description.access_method)}: {description.access_location}"


def _policy(information: Any) -> str:
    return _named(information.policy_identifier)


def _subtree(subtree: Any) -> str:
    return str(subtree.base)


def _name_constraints(value: Any) -> str:
    parts = ("permitted", value.permitted_subtrees), ("excluded", value.excluded_subtrees)
    return "; ".join(f"{word} {', '.join(map(_subtree, trees))}" for word, trees in parts if trees)


def _timestamps(value: Any) -> str:
    parts = [f"{len(value.timestamps)} timestamp{'' if len(value.timestamps) == 1 else 's'}"]
    parts.extend(f"log {one.log_id[:4].hex()}… at {milliseconds(one.timestamp)}" for one in value.timestamps[:8])
    return "; ".join(parts)


def milliseconds(count: int) -> str:
    """Return a moment that is told in milliseconds since 1970."""
    import datetime

    try:
        moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(milliseconds=count)
    except OverflowError:
        return f"{count} ms after 1970"
    return f"{moment.isoformat(' ', 'milliseconds')} UTC"


def _key_identifier(value: Any) -> str:
    return str(value.key_identifier.hex(":")).upper()


def _certificate(certificate: Any) -> str:
    return _name(certificate.tbs_certificate.subject)


def _request(request: Any) -> str:
    return _name(request.certification_request_info.subject)


BY_CLASS: dict[str, Callable[[Any], str]] = {
    "AccessDescription": _access,
    "AlgorithmIdentifier": algorithm,
    "Attribute": lambda value: _named(value.type),
    "AttributeTypeAndValue": _attribute_of_name,
    "AuthorityInformationAccess": lambda value: "; ".join(map(_access, value.access_descriptions)),
    "AuthorityKeyIdentifier": _authority_key,
    "BasicConstraints": _basic_constraints,
    "Certificate": _certificate,
    "CertificatePolicies": lambda value: ", ".join(map(_policy, value.policies)),
    "CertificationRequest": _request,
    "ExtendedKeyUsage": lambda value: _names(value.key_purpose_ids),
    "Extension": _extension,
    "GeneralName": lambda value: "" if value.value is None else str(value),
    "GeneralSubtree": _subtree,
    "IssuerAlternativeName": lambda value: _general_names(value.general_names),
    "Name": _name,
    "NameConstraints": _name_constraints,
    "OneAsymmetricKey": _private_key,
    "PolicyInformation": _policy,
    "RSAPrivateKey": _rsa_key,
    "RSAPublicKey": _rsa_key,
    "RelativeDistinguishedName": _relative,
    "SignedCertificateTimestampList": _timestamps,
    "SubjectAlternativeName": lambda value: _general_names(value.general_names),
    "SubjectInformationAccess": lambda value: "; ".join(map(_access, value.access_descriptions)),
    "SubjectKeyIdentifier": _key_identifier,
    "SubjectPublicKeyInfo": _public_key,
    "Validity": _validity,
}
"""Words for a value by the name of its type; they may raise DecodeError and EncodeError."""
