"""`edit`: a certificate or a request with some of its places changed, and everything else as it was."""

from __future__ import annotations

import re
from pathlib import Path

from .. import oid, pem
from ..errors import DecodeError, X509ForgeError
from ..issuing.resigning import resign
from ..issuing.validity import now
from ..pkcs.pkcs10 import CertificationRequest, ExtensionRequest
from ..rules import check
from ..signing.public_keys import same
from ..store import Output, write_all
from ..x509.attribute import Attribute
from ..x509.certificate import Certificate
from . import console
from .edit_values import identifier, value_for
from .files import (
    CERTIFICATE_LABELS,
    REQUEST_LABELS,
    Refused,
    about,
    called,
    encode,
    is_pem,
    load_certificates,
    load_signer,
    read,
    read_format,
)
from .openssl_verbs import hash_option
from .options import Arguments, Option, UsageError, Verb, see_help
from .passwords import Passwords
from .signature_options import SIGNATURE_OPTIONS, with_signature_options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..asn1 import PEMValue
    from ..x509.public_key import SubjectPublicKeyInfo

_TYPES: tuple[tuple[tuple[str, ...], type[PEMValue]], ...] = (
    (CERTIFICATE_LABELS, Certificate),
    (REQUEST_LABELS, CertificationRequest),
)
_EDITS = ("set", "remove", "add-extension")
_NAMED = re.compile(r"\[([A-Za-z][^]]*)\]")
_REQUESTED = "certificationRequestInfo.attributes[extensionRequest].values[0]."


def _run(given: Arguments) -> int:
    if len(given.operands) != 1:
        raise UsageError("edit takes one file: a certificate or a request", VERB.examples[0])
    edits = [(name, value) for name, value in given.in_order if name in _EDITS]
    if not edits and not given.has("resign"):
        raise UsageError("edit changes nothing without --set, --remove, --add-extension or --resign", see_help(VERB))
    path = given.operands[0]
    form = read_format(given.text("outform"))
    data = read(path)
    with about(called(path), "edit takes a certificate or a request, in PEM or DER"):
        before = _load(data, called(path))
    issuer = _issuer(given)
    value = before
    for name, text in edits:
        value = _edited(value, name, text, issuer)
    if given.has("resign"):
        value = _signed(value, given)
    elif _signed_part(value) != _signed_part(before):
        console.warn("it is not signed again, and its signature is not of what it says now: --resign KEY signs it")
    _warn_of(value, issuer)
    result = encode(value, form or ("PEM" if is_pem(data, None) else "DER"))
    out = given.text(given.only_one_of("o", "out") or "out")
    if out is None or out == "-":
        console.put(result)
    else:
        write_all([Output(Path(out), result)], overwrite=given.has("force"))
    return 0


def _warn_of(value: Certificate | CertificationRequest, issuer: Certificate | None) -> None:
    """Say what the rules find in what others will read, or that nobody who is strict will read it."""
    try:
        read_again = type(value).from_der(value.to_der())
    except DecodeError as error:
        console.warn(f"it is no DER of its type any more: {error}")
        return
    if isinstance(read_again, Certificate):
        console.warn_of(check(read_again, issuer=issuer, at=now()))


def _load(data: bytes, name: str) -> Certificate | CertificationRequest:
    """Return the one certificate or request in octets."""
    if is_pem(data, None):
        labels = {label: cls for names, cls in _TYPES for label in names}
        blocks = [block for block in pem.decode(data) if block.label in labels]
        if len(blocks) > 1:
            raise Refused(f"{name}: there are {len(blocks)} certificates or requests in it, and edit changes one")
        block = blocks[0] if blocks else pem.one(data, *labels)  # which says what there is instead
        return labels[block.label].from_der(block.data)  # type: ignore[return-value]
    errors = []
    for _, cls in _TYPES:
        try:
            return cls.from_der(data)  # type: ignore[return-value]
        except DecodeError as error:
            errors.append(error)
    # That of the type which the octets are more like.
    raise max(errors, key=lambda error: error.offset or 0)


def _issuer(given: Arguments) -> Certificate | None:
    path = given.text("ca")
    return None if path is None else load_certificates(path)[0]


def _signed_part(value: Certificate | CertificationRequest) -> bytes:
    return value.at(value._field_names[0]).to_der() + value.signature_algorithm.to_der()  # type: ignore[no-any-return]


def _edited(
    value: Certificate | CertificationRequest, name: str, text: str, issuer: Certificate | None
) -> Certificate | CertificationRequest:
    """Return the value with one change; raises Refused, which names the path."""
    path, equals, words = ("extensions[+]", "=", text) if name == "add-extension" else text.partition("=")
    if name == "remove":
        path, words = text, ""
    elif not equals:
        raise UsageError(f"--{name} takes PATH=VALUE, not {text!r}", VERB.examples[0])
    said = f"--{name} {text if name == 'add-extension' else path}"
    try:
        full = _full_path(value, path)
        if name == "remove":
            return value.without(full)
        if full.startswith(f"{_REQUESTED}extensions[+"):
            value = _with_request(value)
        return value.with_(full, value_for(value, full, words, _issuer_of(value, issuer)))
    except LookupError as error:
        raise Refused(f"{said}: {error.args[0]}") from None
    except (X509ForgeError, TypeError) as error:
        # The library says what to do about it in Python.
        message, in_python, _ = str(error).partition("; with_(")
        hint = f"--set {path}=DER: leaves it out all the same" if in_python else getattr(error, "hint", "")
        raise Refused(f"{said}: {message}", hint) from None


def _full_path(value: Certificate | CertificationRequest, path: str) -> str:
    """Return a path from the top: it may begin within the description, or, for a request, at the extensions in it.

    The names that OpenSSL alone has for items become their numbers.
    """
    path = _NAMED.sub(lambda found: f"[{_number(found[1])}]", path)
    first = path.partition(".")[0].partition("[")[0]
    names = type(value)._asn1_names
    if not first or first in names or first in names.values():
        return path
    if first == "extensions" and isinstance(value, CertificationRequest):
        return _REQUESTED + path
    return f"{next(iter(names.values()))}.{path}"


def _number(name: str) -> str:
    try:
        return identifier(name)
    except X509ForgeError:
        return name  # which with_ refuses, and says why


def _with_request(value: Certificate | CertificationRequest) -> Certificate | CertificationRequest:
    """Return the request with the attribute that asks for extensions (RFC 2985 5.4.2), if need be without any yet."""
    try:
        value.at(_REQUESTED[:-1])
    except KeyError:
        attribute = Attribute(type=oid.EXTENSION_REQUEST, values=(ExtensionRequest(()),))
        return value.with_("certificationRequestInfo.attributes[+]", attribute)
    return value


def _issuer_of(value: Certificate | CertificationRequest, issuer: Certificate | None) -> Certificate | None:
    """Return whose key identifier an extension may ask for: the CA, or a certificate that is its own issuer's."""
    if issuer is None and isinstance(value, Certificate) and _own_key(value) is not None:
        return value
    return issuer


def _own_key(value: Certificate | CertificationRequest) -> SubjectPublicKeyInfo | None:
    """Return the key that is to confirm the signature, where the value itself holds it and it is sound."""
    try:
        if isinstance(value, CertificationRequest):
            return value.certification_request_info.subject_pk_info
        tbs = value.tbs_certificate
        return tbs.subject_public_key_info if tbs.issuer == tbs.subject else None
    except AttributeError:
        return None  # a raw element stands for the description


def _signed(value: Certificate | CertificationRequest, given: Arguments) -> Certificate | CertificationRequest:
    """Return the value signed by the key of `--resign`; says so if it is not the one that is to confirm it."""
    path = given.needed("resign")
    key = load_signer(path, Passwords(), given.text("passin"))
    asked = hash_option(given) is not None or given.has("sigopt")
    with about(called(path)):
        signer = with_signature_options(key, given) if asked else key
        value = resign(
            value,
            signer,
            algorithm=signer.algorithm if asked else None,
            keep_description=given.has("keep-description"),
        )
    own = _own_key(value)
    if own is not None and not same(signer.public_key, own):
        console.warn(f"{called(path)}: the key that signed is not the one that stands in it, which is to confirm it")
    return value


VERB = Verb(
    "edit",
    "Change places in a certificate or a request and sign it again: everything else stays as it was, octet for octet.",
    (
        Option("set", "PATH=VALUE", "put a value at a place; [+] appends an item, [+0] inserts one", many=True),
        Option("remove", "PATH", "take an item or an optional field out", many=True),
        Option("add-extension", "NAME=VALUE", "append an extension, in OpenSSL's words", many=True),
        Option("resign", "FILE|URI", "sign with this key; else the old signature stays"),
        Option("passin", "SOURCE", "its password: pass:TEXT, env:NAME, file:PATH, stdin"),
        *SIGNATURE_OPTIONS,
        Option("keep-description", None, "where the algorithm changes, leave the one in what is signed as it is"),
        Option("ca", "FILE", "the CA's certificate: the findings are of both, and keyid means its key"),
        Option("o", "FILE", "where it goes; standard output if it is not given"),
        Option("out", "FILE", "the same"),
        Option("outform", "PEM|DER", "its format; that of the input if it is not given"),
        Option("force", None, "overwrite a file that is there"),
    ),
    _run,
    operands="FILE",
    examples=(
        "x509forge edit a.crt --set validity.notAfter=1949-01-01 --resign CA.key --out forged.crt",
        "x509forge edit a.crt --set 'extensions[subjectAltName].extnValue[+]=DNS:b.example' --resign CA.key",
        "x509forge edit a.csr --remove 'extensions[keyUsage]' --add-extension tlsfeature=status_request --resign a.key",
    ),
)
