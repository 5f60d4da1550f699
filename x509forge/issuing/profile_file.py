"""Profiles in TOML: `Profile`'s own arguments, with extensions in the words of their types' `of`."""

from __future__ import annotations

import importlib
import sys

from .. import oid
from ..errors import ConfigError, EncodeError
from ..oid import ObjectIdentifier
from ..x509.extension import Extension
from .profile import Profile

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from typing import Any

# What may be written down, and which type of value it has.
_KEYS: dict[str, type] = {
    "name": str,
    "base": str,
    "days": int,
    "not_after": str,
    "both_ends": bool,
    "required": list,
    "forbidden": list,
    "without": list,
    "max_days": int,
    "keys": list,
    "severities": dict,
    "extensions": dict,
}
# The types that are made of words.
_OF_WORDS = {
    oid.KEY_USAGE: "key_usage:KeyUsage",
    oid.EXTENDED_KEY_USAGE: "key_usage:ExtendedKeyUsage",
    oid.SUBJECT_ALTERNATIVE_NAME: "alternative_name:SubjectAlternativeName",
    oid.CERTIFICATE_POLICIES: "policies:CertificatePolicies",
    oid.CRL_DISTRIBUTION_POINTS: "distribution_points:CRLDistributionPoints",
}


def load_profile(path: str | os.PathLike[str]) -> Profile:
    """Return the profile in a file; raises OSError, ConfigError."""
    import os
    from pathlib import Path

    name = os.fspath(path)
    try:
        text = Path(path).read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise ConfigError("is not UTF-8", file=name) from None
    return parse_profile(text, file=name)


def parse_profile(text: str, *, file: str | None = None) -> Profile:
    """Return the profile that a text describes; raises ConfigError, which names `file`."""
    try:
        found = _toml(text)
    except ValueError as error:
        raise ConfigError(f"is not TOML: {error}", file=file) from None
    for key, value in found.items():
        if key not in _KEYS:
            raise ConfigError(f"{key} is not for a profile; {', '.join(_KEYS)} are", file=file)
        if type(value) is not _KEYS[key]:
            raise ConfigError(f"{key} is of the wrong type: it is a {_KEYS[key].__name__}", file=file)
        if isinstance(value, list) and not all(isinstance(each, str) for each in value):
            raise ConfigError(f"{key} is a list of texts", file=file)
    if "name" not in found:
        raise ConfigError("a profile has a name", file=file)
    try:
        found["extensions"] = [_extension(*each) for each in found.get("extensions", {}).items()]
        return Profile(**found)
    except ConfigError:
        raise
    except (ValueError, TypeError) as error:
        raise ConfigError(str(error), file=file) from None


def _toml(text: str) -> dict[str, Any]:
    """Return what a text says; Python has a reader for it from 3.11 on."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        try:
            import tomli as tomllib
        except ModuleNotFoundError:
            raise ConfigError("to read TOML, Python 3.10 needs tomli: pip install 'x509forge[toml]'") from None
    return dict(tomllib.loads(text))


def _extension(name: str, value: object) -> Extension:
    """Return an extension of its words, or of a table of `words` or `hex`, and `critical`."""
    identifier = ObjectIdentifier.named(name)
    table = value if isinstance(value, dict) else {"words": value}
    critical = table.get("critical")
    if set(table) - {"words", "hex", "critical"} or not isinstance(critical, (bool, type(None))):
        raise EncodeError(f"{name} takes words or hex, and critical, which is true or false")
    octets = table.get("hex")
    if isinstance(octets, str) and "words" not in table:
        contents = bytes.fromhex(octets)
        raw = Extension(extn_id=identifier, critical=bool(critical), extn_value=contents)
        return Extension.from_der(raw.to_der())
    words = table.get("words")
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise EncodeError(f"{name} takes a list of texts, or a table with hex")
    if identifier not in _OF_WORDS:
        known = ", ".join(str(each.name) for each in _OF_WORDS)
        raise EncodeError(f"{name} is not made of words, as {known} are: give it as hex")
    module, _, kind = _OF_WORDS[identifier].partition(":")
    made = getattr(importlib.import_module(f"..x509.extensions.{module}", __package__), kind)
    return Extension.of(made.of(*words), critical)
