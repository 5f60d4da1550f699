"""What the verbs that mirror OpenSSL share: serial numbers, dates, names, and findings as warnings."""

from __future__ import annotations

import os

from ..errors import EncodeError, RuleViolation
from ..issuing import validity
from ..issuing.serial import FROM_CONTENT
from ..openssl.config import Config
from ..openssl.release import DEFAULT, RELEASES
from ..openssl.text.flags import COMPAT, ONELINE, name_flags
from ..openssl.words import integer_of
from ..rules import check
from ..x509.time import Time, Validity
from . import console
from .files import Refused, called, read
from .options import HASHES, Option, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime

    from ..issuing.serial import SerialNumber
    from ..openssl.names import Spelling
    from ..x509.certificate import Certificate, TBSCertificate
    from ..x509.name import Name
    from .options import Arguments

# Days of a certificate: no time can name what is above.
MAX_DAYS = 3_000_000
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


def load_config(path: str) -> Config:
    """Return the configuration in a file, or that on standard input."""
    return Config.parse(read(path), file=called(path), environ=os.environ) if path == "-" else Config.load(path)


def serial_number(given: Arguments, option: str = "set_serial") -> SerialNumber | None:
    """Return what `-set_serial` says: a number, in decimal or with 0x in hexadecimal, or `from-content`.

    Raises UsageError.
    """
    text = given.text(option)
    if text is None:
        return None
    if text == FROM_CONTENT:
        return FROM_CONTENT
    number = integer_of(text) if len(text) <= 1000 else None
    if number is None:
        raise UsageError(
            f"{given.written(option)} takes a number, in decimal or with 0x in hexadecimal, or {FROM_CONTENT}"
        )
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


def hash_option(given: Arguments) -> str | None:
    """Return which of the hashes is asked for: the last, as in OpenSSL 3.0; 3.5 refuses two with a UsageError."""
    if release(given) != DEFAULT:
        return given.only_one_of(*HASHES)
    return next((name for name in reversed(given.names) if name in HASHES), None)


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


def judge(value: Certificate | TBSCertificate, given: Arguments, issuer: Certificate | None) -> None:
    """Say what the rules find; with `-strict`, raise RuleViolation for errors."""
    findings = check(value, issuer=issuer, at=validity.now())
    if given.has("strict"):
        errors = [finding for finding in findings if finding.severity == "error"]
        if errors:
            raise RuleViolation(errors)
    console.warn_of(findings)
