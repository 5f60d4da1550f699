"""Rules for public keys, for the algorithms of signatures, and for what a key of a kind may be used for."""

from __future__ import annotations

from .. import oid
from ..asn1 import BitString, Null, Raw, Undecoded
from ..asn1.universal import Any
from ..errors import DecodeError
from ..pkcs.pkcs1 import RSAPublicKey, RSASSAPSSParams
from ..x509.algorithm import AlgorithmIdentifier, ECParameters
from ..x509.curves import CURVES_BY_IDENTIFIER
from ..x509.extensions.key_usage import KeyUsage
from . import rfc5280
from .keys import algorithm_of, key_octets
from .rule import EVERYBODY, OPENSSL, called

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..x509.public_key import SubjectPublicKeyInfo
    from .rule import Case

RULES = rfc5280.RULES
_SIGNATURE, _KEY = ("signature",), ("key",)

_RSA_SIGNATURES = {
    *(oid.MD5_WITH_RSA_ENCRYPTION, oid.SHA1_WITH_RSA_ENCRYPTION, oid.SHA224_WITH_RSA_ENCRYPTION),
    *(oid.SHA256_WITH_RSA_ENCRYPTION, oid.SHA384_WITH_RSA_ENCRYPTION, oid.SHA512_WITH_RSA_ENCRYPTION),
}
_LATTICE_SIGNATURES = (oid.ML_DSA_44, oid.ML_DSA_65, oid.ML_DSA_87)
_KEMS = (oid.ML_KEM_512, oid.ML_KEM_768, oid.ML_KEM_1024)
_EDWARDS = (oid.ED25519, oid.ED448)
_MONTGOMERY = (oid.X25519, oid.X448)
_WITHOUT_PARAMETERS = {*_LATTICE_SIGNATURES, *_KEMS, *_EDWARDS, *_MONTGOMERY, *oid.SLH_DSA}
_SIGNATURES_WITHOUT_PARAMETERS = {
    *(oid.DSA_WITH_SHA1, oid.DSA_WITH_SHA224, oid.DSA_WITH_SHA256),
    *(oid.ECDSA_WITH_SHA1, oid.ECDSA_WITH_SHA224, oid.ECDSA_WITH_SHA256, oid.ECDSA_WITH_SHA384, oid.ECDSA_WITH_SHA512),
    *_LATTICE_SIGNATURES,
    *_EDWARDS,
    *oid.SLH_DSA,
}
# Octets of the keys that have one length: RFC 8410 (RFC 7748, RFC 8032), RFC 9881 4, RFC 9909 6, RFC 9935 (FIPS 203).
_LENGTHS = {
    oid.ED25519: 32,
    oid.ED448: 57,
    oid.X25519: 32,
    oid.X448: 56,
    oid.ML_DSA_44: 1312,
    oid.ML_DSA_65: 1952,
    oid.ML_DSA_87: 2592,
    oid.ML_KEM_512: 800,
    oid.ML_KEM_768: 1184,
    oid.ML_KEM_1024: 1568,
    **dict(zip(oid.SLH_DSA, 2 * (32, 32, 48, 48, 64, 64), strict=True)),
}


def _has_null(parameters: object) -> bool:
    return isinstance(parameters, Null) or (isinstance(parameters, Any) and parameters.der == b"\x05\x00")


@RULES.part(
    _SIGNATURE,
    "rfc4055.signature.parameters",
    "error",
    "RFC 4055 3.1, 5 (RFC 3279 2.2, RFC 5758 3, RFC 8410 3)",
    "The parameters of a signature's algorithm are as its standard has them: NULL for RSA, none for ECDSA and EdDSA.",
    "Take the algorithm from the signer.",
    ("cryptography",),
)
def _signature_parameters(algorithm: AlgorithmIdentifier) -> Iterator[tuple[str, str]]:
    parameters = algorithm.parameters
    if algorithm.algorithm in _SIGNATURES_WITHOUT_PARAMETERS and parameters is not None:
        yield "parameters", "are there, and this algorithm has none"
    elif algorithm.algorithm in _RSA_SIGNATURES and not _has_null(parameters):
        yield ("", "has no parameters, and they are NULL") if parameters is None else ("parameters", "are not NULL")
    elif algorithm.algorithm == oid.RSASSA_PSS:
        yield from _pss_parameters(parameters)


def _pss_parameters(parameters: object) -> Iterator[tuple[str, str]]:
    if parameters is None:
        yield "", "has no parameters, and RSASSA-PSS does not say without them how it signs"
    elif isinstance(parameters, Undecoded):
        yield "parameters", f"do not decode: {parameters.error}"
    elif isinstance(parameters, RSASSAPSSParams):
        if isinstance(parameters.trailer_field, int) and parameters.trailer_field != 1:
            yield "parameters.trailerField", "is not 1"
        if isinstance(parameters.salt_length, int) and parameters.salt_length < 0:
            yield "parameters.saltLength", "is negative"


# Of keys that sign nothing, and of keys that sign by another algorithm, which names the hash.
_NO_SIGNATURES = {oid.RSA_ENCRYPTION, oid.RSAES_OAEP, oid.EC_PUBLIC_KEY, oid.DSA, *_MONTGOMERY, *_KEMS}


@RULES.part(
    _SIGNATURE,
    "rfc5280.signature.no_signature_algorithm",
    "error",
    "RFC 5280 4.1.1.2",
    "The algorithm of a signature is one that signs, and not that of a key.",
    "Take the algorithm from the signer.",
    EVERYBODY,
)
def _no_signature(algorithm: AlgorithmIdentifier) -> Iterator[tuple[str, str]]:
    if algorithm.algorithm in _NO_SIGNATURES:
        yield "algorithm", f"is {called(algorithm.algorithm)}, by which a key is described, and nothing signed"


@RULES.part(
    _SIGNATURE,
    "rfc4055.signature.pss_hashes_differ",
    "warning",
    "RFC 4055 3.1",
    "In RSASSA-PSS the mask is made with the hash that the message is hashed with.",
    "Use one hash for both.",
    ("gnutls", "cryptography", "go"),
)
def _pss_hashes(algorithm: AlgorithmIdentifier) -> Iterator[tuple[str, str]]:
    parameters = algorithm.parameters
    if isinstance(parameters, RSASSAPSSParams):
        message = oid.SHA1 if parameters.hash_algorithm is None else algorithm_of(parameters.hash_algorithm)
        mask = parameters.mask_gen_algorithm
        inner = oid.SHA1 if mask is None else algorithm_of(getattr(mask, "parameters", None))
        if None not in (message, inner) and message != inner:
            yield "parameters", f"hash the message with {message} and the mask with {inner}"


@RULES.part(
    _KEY,
    "rfc3279.key.parameters",
    "error",
    "RFC 3279 2.3 (RFC 4055 1.2, RFC 8410 3, RFC 9881 2)",
    "The parameters of a key's algorithm are as its standard has them: NULL for RSA, none for Ed25519 and its like.",
    "Take the key as SubjectPublicKeyInfo.of gives it.",
    (*OPENSSL, "cryptography", "go", "nss"),
)
def _key_parameters(key: SubjectPublicKeyInfo) -> Iterator[tuple[str, str]]:
    algorithm = key.algorithm
    if not isinstance(algorithm, AlgorithmIdentifier):
        return
    if algorithm.algorithm == oid.RSA_ENCRYPTION and not _has_null(algorithm.parameters):
        yield "algorithm", "has no NULL for parameters, and RSA has"
    elif algorithm.algorithm in _WITHOUT_PARAMETERS and algorithm.parameters is not None:
        yield "algorithm.parameters", "are there, and this algorithm has none"
    elif isinstance(algorithm.parameters, Undecoded):
        yield "algorithm.parameters", f"do not decode: {algorithm.parameters.error}"


@RULES.part(
    (oid.EC_PUBLIC_KEY,),
    "rfc5480.key.curve_not_named",
    "error",
    "RFC 5480 2.1.1",
    "The curve of an elliptic curve key is given by its name.",
    "Generate the key on a named curve.",
    (*OPENSSL, "go", "java"),
)
def _unnamed_curve(key: SubjectPublicKeyInfo) -> Iterator[tuple[str, str]]:
    algorithm = key.algorithm
    if algorithm.parameters is None:
        yield "algorithm", "names no curve"
    elif isinstance(algorithm.parameters, ECParameters) and algorithm.parameters.chosen != "named_curve":
        implicit = algorithm.parameters.chosen == "implicit_curve"
        yield "algorithm.parameters", "are NULL: the curve is left open" if implicit else "spell the curve out"


def _is_on_its_curve(key: SubjectPublicKeyInfo) -> bool:
    parameters, bits = key.algorithm.parameters, key.subject_public_key
    if parameters.__class__ is not ECParameters or bits.__class__ is not BitString:
        return False
    curve = CURVES_BY_IDENTIFIER.get(parameters.named_curve)  # type: ignore[arg-type]
    return curve is not None and curve.has_point(bits.octets)


@RULES.part(
    (oid.EC_PUBLIC_KEY,),
    "rfc5480.key.point",
    "error",
    "RFC 5480 2.2 (SEC 1 version 2.0 2.3.4)",
    "An elliptic curve key is a point of its curve, uncompressed (04) or compressed (02, 03).",
    "Take the key as SubjectPublicKeyInfo.of gives it.",
    ("go", "java"),
    own=True,
    quick=_is_on_its_curve,
)
def _point(key: SubjectPublicKeyInfo) -> Iterator[tuple[str, str]]:
    octets = key_octets(key)
    if octets is None:
        return
    if octets[:1] not in (b"\x02", b"\x03", b"\x04"):
        yield "subjectPublicKey", f"begins with {octets[:1].hex() or 'nothing'}: neither 02, 03 nor 04"
        return
    parameters = key.algorithm.parameters
    curve = parameters.named_curve if isinstance(parameters, ECParameters) else None
    known = CURVES_BY_IDENTIFIER.get(curve) if isinstance(curve, str) else None
    if known is None:
        return
    if len(octets) != (2 * known.width + 1 if octets[0] == 4 else known.width + 1):
        yield "subjectPublicKey", f"has {len(octets)} octets, which no point of {known.identifier.name} has"
    elif not known.has_point(octets):
        yield "subjectPublicKey", f"is not on the curve {known.identifier.name}"


def _is_whole(key: SubjectPublicKeyInfo) -> bool:
    bits = key.subject_public_key
    return bits.__class__ is BitString and bits.unused_bits == 0


@RULES.part(
    _KEY,
    "rfc3279.key.unused_bits",
    "error",
    "RFC 3279 2.3.1 (RFC 5480 2.2, RFC 8410 4)",
    "A key is whole octets: of its BIT STRING no bits are unused.",
    "Take the key as SubjectPublicKeyInfo.of gives it.",
    ("go",),
    own=True,
    quick=_is_whole,
)
def _unused_bits(key: SubjectPublicKeyInfo) -> Iterator[tuple[str, str]]:
    bits = key.subject_public_key
    if isinstance(bits, BitString) and isinstance(bits.unused_bits, int) and bits.unused_bits:
        kind = algorithm_of(key.algorithm)
        if kind in _USES:
            yield "subjectPublicKey", f"has {bits.unused_bits} unused bits, and a key of {called(kind)} has none"


@RULES.part(
    tuple(_LENGTHS),
    "rfc8410.key.length",
    "error",
    "RFC 8410 4 (RFC 9881 4, RFC 9909 6, RFC 9935 4)",
    "A key of Ed25519, Ed448, X25519, X448, ML-DSA, SLH-DSA and ML-KEM has the length of its algorithm.",
    "Take the key as SubjectPublicKeyInfo.of gives it.",
    (*OPENSSL, "go", "java", "nss"),
    own=True,
)
def _key_length(key: SubjectPublicKeyInfo) -> Iterator[tuple[str, str]]:
    octets, wanted = key_octets(key), _LENGTHS[key.algorithm.algorithm]
    if octets is not None and len(octets) != wanted:
        yield "subjectPublicKey", f"has {len(octets)} octets, and a key of this algorithm has {wanted}"


@RULES.part(
    _KEY,
    "rfc9881.key.experimental",
    "error",
    "RFC 9881 2 (RFC 9909 4, RFC 9935 3)",
    "A key of ML-DSA, SLH-DSA or ML-KEM has the identifier of the standard, and not that of an experiment before it.",
    "Generate the key with a library that knows the standard.",
    (*OPENSSL, "nss"),
)
def _experiment(key: SubjectPublicKeyInfo) -> Iterator[tuple[str, str]]:
    kind = algorithm_of(key.algorithm)
    if kind is not None and kind.startswith(oid.EXPERIMENTAL_ARCS):
        yield "algorithm.algorithm", f"is {called(kind)}, of an experiment before the standard"


@RULES.rule(
    "rfc9881.key.hash_ml_dsa_in_ca",
    "error",
    "RFC 9881 8.3",
    "A CA's key is not one of HashML-DSA.",
    "Generate a key of ML-DSA.",
    EVERYBODY,
    about=(oid.BASIC_CONSTRAINTS,),
)
def _hash_in_ca(case: Case) -> Iterator[tuple[str, str]]:
    if case.is_ca() and _kind_of_key(case) in oid.HASH_ML_DSA:
        yield case.path("subjectPublicKeyInfo.algorithm.algorithm"), "is of HashML-DSA, and the certificate is a CA's"


@RULES.part(
    (oid.RSA_ENCRYPTION, oid.RSASSA_PSS),
    "rfc8017.key.rsa",
    "error",
    "RFC 8017 3.1 (RFC 3279 2.3.1)",
    "An RSA key is an RSAPublicKey with an odd modulus and an odd exponent, 3 at least and less than the modulus.",
    "Generate the key with a cryptographic library.",
    ("java",),
    own=True,
)
def _rsa(key: SubjectPublicKeyInfo) -> Iterator[tuple[str, str]]:
    octets = key_octets(key)
    if octets is None:
        return
    try:
        rsa = RSAPublicKey.from_der(octets)
    except DecodeError as error:
        yield "subjectPublicKey", f"is no RSAPublicKey: {error}"
        return
    if rsa.modulus <= 0 or rsa.modulus % 2 == 0:
        yield "subjectPublicKey", "has a modulus that is not the product of odd primes"
    if not 3 <= rsa.public_exponent < max(rsa.modulus, 4) or rsa.public_exponent % 2 == 0:
        yield "subjectPublicKey", "has an exponent that is even, less than 3, or not less than the modulus"


_SIGNING = ("digitalSignature", "nonRepudiation", "keyCertSign", "cRLSign")
_ENCIPHERING = ("keyEncipherment", "dataEncipherment")
_AGREEING = ("keyAgreement", "encipherOnly", "decipherOnly")
# What a keyUsage may assert by the algorithm of its key, and where that is said.
_USES: dict[str, tuple[tuple[str, ...], str]] = {
    oid.RSA_ENCRYPTION: ((*_SIGNING, *_ENCIPHERING), "RFC 3279 2.3.1"),
    oid.RSASSA_PSS: (_SIGNING, "RFC 4055 1.2"),
    oid.RSAES_OAEP: (_ENCIPHERING, "RFC 4055 1.2"),
    oid.DSA: (_SIGNING, "RFC 3279 2.3.2"),
    oid.DH_PUBLIC_NUMBER: (_AGREEING, "RFC 3279 2.3.3"),
    oid.EC_PUBLIC_KEY: ((*_SIGNING, *_AGREEING), "RFC 5480 3, RFC 8813 3"),
    **dict.fromkeys((oid.EC_DH, oid.EC_MQV), (_AGREEING, "RFC 5480 3")),
    **dict.fromkeys(_EDWARDS, (_SIGNING, "RFC 8410 5, RFC 9295 3")),
    **dict.fromkeys(_MONTGOMERY, (_AGREEING, "RFC 8410 5, RFC 9295 3")),
    **dict.fromkeys(_LATTICE_SIGNATURES, (_SIGNING, "RFC 9881 5")),
    **dict.fromkeys(oid.HASH_ML_DSA, (("digitalSignature", "nonRepudiation"), "RFC 9881 8.3")),
    **dict.fromkeys(_KEMS, (("keyEncipherment",), "RFC 9935 3")),
}


def _kind_of_key(case: Case) -> str | None:
    key = case.tbs.subject_public_key_info
    return None if isinstance(key, Raw) else algorithm_of(key.algorithm)


@RULES.rule(
    "rfc3279.key_usage.not_for_this_key",
    "error",
    "RFC 3279 2.3 (RFC 4055 1.2, RFC 5480 3, RFC 8410 5, RFC 8813 3, RFC 9295 3, RFC 9881 5, RFC 9909 7, RFC 9935 3)",
    "A keyUsage asserts only what a key of this algorithm can do.",
    "Take out of keyUsage what the key cannot do: no keyEncipherment for an elliptic curve key.",
    about=(oid.KEY_USAGE,),
)
def _use_by_algorithm(case: Case) -> Iterator[tuple[str, str]]:
    found, kind = case.find(KeyUsage), _kind_of_key(case)
    if found is not None and kind in _USES and not isinstance(found[2].bits, Raw):
        allowed, said = _USES[kind]
        wrong = [bit for bit in found[2] if isinstance(bit, str) and bit not in allowed]
        if wrong:
            yield f"{found[0]}.extnValue", f"asserts {', '.join(wrong)}, which is not for this key ({said})"
    # RFC 9909 7 asks for one of these, and does not forbid others beside it.
    elif found is not None and kind in oid.SLH_DSA and set(_SIGNING).isdisjoint(found[2]):
        yield f"{found[0]}.extnValue", "asserts no signature, and this key does nothing else (RFC 9909 7)"


@RULES.rule(
    "rfc3279.key_usage.encipherment_in_ca",
    "warning",
    "RFC 3279 2.3.1",
    "A key that signs certificates or lists enciphers neither keys nor data.",
    "Take keyEncipherment and dataEncipherment out of a CA's keyUsage.",
    about=(oid.KEY_USAGE,),
)
def _ca_enciphers(case: Case) -> Iterator[tuple[str, str]]:
    found = case.find(KeyUsage)
    if found is not None and _kind_of_key(case) == oid.RSA_ENCRYPTION and not isinstance(found[2].bits, Raw):
        bits = set(found[2])
        if bits & {"keyCertSign", "cRLSign"} and bits & set(_ENCIPHERING):
            yield f"{found[0]}.extnValue", "asserts encipherment beside the signing of certificates or lists"
