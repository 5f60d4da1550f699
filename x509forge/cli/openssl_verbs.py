"""What the verbs that mirror OpenSSL share: hashes, serial numbers, and findings as warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import pem
from ..errors import EncodeError, RuleViolation
from ..issuing import validity
from ..openssl.release import DEFAULT, RELEASES
from ..openssl.request import hash_called
from ..openssl.text.flags import COMPAT, ONELINE, name_flags
from ..openssl.words import integer_of
from ..rules import check
from ..x509.algorithm import ECParameters
from ..x509.time import Time, Validity
from . import console
from .files import Refused, about, called, is_pem, read
from .options import HASHES, Option, UsageError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from ..openssl.names import Spelling
    from ..x509.certificate import Certificate, TBSCertificate
    from ..x509.name import Name
    from .options import Arguments

# Days of a certificate: no time can name what is above.
MAX_DAYS = 3_000_000
HASH_OPTIONS = tuple(Option(name, None, f"sign with {name.upper().replace('SHA', 'SHA-')}") for name in HASHES)
# With these nothing is signed here; what a certificate's hash is they may say.
FINGERPRINT_HASHES = ("sha1", "md5", "sha224", "sha3-256", "sha3-384", "sha3-512")
LATER_HASHES = frozenset(
    {
        *("md5", "sha1", "sha224", "sha512-224", "sha512-256", "sha3-224", "sha3-256", "sha3-384", "sha3-512"),
        *("shake128", "shake256", "sm3", "ripemd160", "blake2b512", "blake2s256", "md4", "mdc2", "whirlpool"),
    }
)
VALIDITY_OPTIONS = (
    Option("days", "N", "days of 24 hours from now (30)"),
    Option("not_before", "TIME", "its beginning: [YY]YYMMDDHHMMSSZ, or today (now)"),
    Option("not_after", "TIME", "its end, in place of -days"),
)
NAME_OPTIONS = (
    Option("nameopt", "WORDS", "how names are printed: oneline, RFC2253, multiline, sep_..., esc_..., ...", many=True),
)
RELEASE = Option("compat", "3.0|3.5", "which OpenSSL to follow (3.0)")
STRICT = Option("strict", None, "refuse what the rules call an error, which is otherwise a warning")


def chosen_hash(given: Arguments, configured: str | None = None) -> str:
    """Return the hash to sign with: an option, or else what the configuration says, or else SHA-256."""
    weak = next((name for name in FINGERPRINT_HASHES if given.has(name)), None)
    if weak is not None:
        raise UsageError(f"to sign with {weak} is not supported yet; {', '.join(HASHES)} are there")
    option = given.only_one_of(*HASHES)
    if option is not None:
        return option
    if configured is None:
        return "sha256"
    name = hash_called(configured)
    if name not in HASHES:
        error = getattr(configured, "error", UsageError)
        raise error(f"the hash {console.shown(configured)} is not supported yet; {', '.join(HASHES)} are")
    return name


def serial_number(given: Arguments) -> int | None:
    """Return the number of `-set_serial`, in decimal or with 0x in hexadecimal; raises UsageError."""
    text = given.text("set_serial")
    if text is None:
        return None
    number = integer_of(text) if len(text) <= 1000 else None
    if number is None:
        raise UsageError("-set_serial takes a number, in decimal or with 0x in hexadecimal")
    return number


def validity_option(given: Arguments, current: Validity | None = None, *, least_days: int = -1) -> Validity:
    """Return the validity that the options ask for, or the current one where `-preserve_dates` keeps it.

    `least_days` is the least that `-days` may say.
    """
    days = given.number("days", least_days, MAX_DAYS)
    if given.has("preserve_dates"):
        if days is not None or given.has("not_before") or given.has("not_after"):
            raise UsageError("-preserve_dates does not go together with other dates")
        if current is not None:
            return current
    start = _time(given, "not_before") or validity.now()
    # As OpenSSL has it, the days are counted from now, whenever the validity begins.
    end = _time(given, "not_after") or validity.valid_for(30 if days is None else days).not_after.datetime
    chosen = given.has("not_before") or given.has("not_after")
    if end < start and (chosen or release(given) != DEFAULT):
        raise Refused("the end of its validity is before its beginning")
    return Validity.of(start, end)


def _time(given: Arguments, name: str) -> datetime.datetime | None:
    text = given.text(name)
    if text is None:
        return None
    if text == "today":
        return validity.now()
    try:
        return (Time(utc_time=text) if len(text) == 13 else Time(general_time=text)).datetime
    except EncodeError:
        pass
    raise UsageError(f"-{name} is a time in UTC, [YY]YYMMDDHHMMSSZ, or today; not {text!r}")


def release(given: Arguments) -> str:
    """Return the release of OpenSSL that `-compat` names."""
    text = given.text("compat") or DEFAULT
    if text not in RELEASES:
        raise UsageError(f"-compat is {' or '.join(RELEASES)}, not {text!r}")
    return text


def name_options(given: Arguments) -> frozenset[str]:
    """Return the flags of `-nameopt`."""
    if not given.has("nameopt"):
        return ONELINE if release(given) == DEFAULT else ONELINE - {"space_eq"}
    flags = COMPAT
    for words in given.texts("nameopt"):
        flags = name_flags(words, flags)
    return flags


def subject_option(given: Arguments, spelling: Spelling, *options: str) -> Name | None:
    """Return the name of `-subj` (or other options), with a warning for each part that OpenSSL passes over."""
    option = given.only_one_of(*(options or ("subj",)))
    if option is None:
        return None
    skipped: list[str] = []
    try:
        name = spelling.subject(given.needed(option), skipped)
    except EncodeError as error:
        raise Refused(f"-{option}: {error}") from None
    for note in skipped:
        console.warn(f"-{option}: {note}")
    return name


_CURVES = {"prime256v1": "P-256", "secp256r1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521"}


def curve_key_type(name: str) -> str:
    """Return the key type of a curve by OpenSSL's name or NIST's: `ec:P-256`."""
    return f"ec:{_CURVES.get(name, name)}"


def curve_in_file(path: str | None, form: str | None = None) -> str:
    """Return the key type of a curve in a file of EC parameters."""
    data = read(path)
    # An object identifier in DER begins with 06.
    if form is None and data[:1] == b"\6":
        form = "DER"
    with about(called(path)):
        curve = ECParameters.from_der(pem.one(data, "EC PARAMETERS").data if is_pem(data, form) else data)
        if curve.chosen != "named_curve":
            raise UsageError(f"{called(path)}: the curve must be a named one")
        return curve_key_type(curve.value.name or str(curve.value))


# What OpenSSL does by itself, and may be told to.
_AS_EVER = {"ec_param_enc": ("named_curve",), "rsa_keygen_pubexp": ("65537", "0x10001"), "rsa_keygen_primes": ("2",)}


def key_type_of(text: str, options: Sequence[str], bits: int) -> str:
    """Return the key type that `-newkey` and its `-pkeyopt` describe; raises UsageError."""
    # A number of bits alone is one of an RSA key.
    kind, colon, parameter = (f"rsa:{text}" if text[:1].isdigit() else text).partition(":")
    kind = kind.lower()
    if kind == "param" or (kind == "ec" and colon):
        kind, parameter = "ec", curve_in_file(parameter).removeprefix("ec:")
    for option in options:
        name, separator, value = option.partition(":")
        if (kind, name) in (
            ("ec", "ec_paramgen_curve"),
            ("ec", "group"),
            ("rsa", "rsa_keygen_bits"),
            ("rsa", "bits"),
        ) and separator:
            parameter = value
        elif value not in _AS_EVER.get(name, ()) or not name.startswith(kind):
            raise UsageError(f"-pkeyopt {option} is not supported yet for -newkey {kind}")
    if kind == "rsa":
        return f"rsa:{parameter or bits}"
    if kind == "ec":
        if not parameter:
            raise UsageError("-newkey ec needs a curve", "-pkeyopt ec_paramgen_curve:P-256")
        return curve_key_type(parameter)
    raise UsageError(f"-newkey {text} is not supported yet", "-newkey rsa:2048, or -newkey ec -pkeyopt …")


def judge(value: Certificate | TBSCertificate, given: Arguments, issuer: Certificate | None) -> None:
    """Say what the rules find; with `-strict`, raise RuleViolation for errors."""
    findings = check(value, issuer=issuer, at=validity.now())
    if given.has("strict"):
        errors = [finding for finding in findings if finding.severity == "error"]
        if errors:
            raise RuleViolation(errors)
    console.warn_of(findings)
