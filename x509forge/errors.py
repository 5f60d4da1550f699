"""What can go wrong, as one family of exceptions.

Every error that this package raises on purpose derives from `X509ForgeError`.
Those about a value are `ValueError`s too; a wrong Python type is a plain
`TypeError`, raised where the value is constructed.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any


class X509ForgeError(Exception):
    """The base of every error that x509forge raises on purpose."""


def _join(path: tuple[str, ...]) -> str:
    """Return path steps as one text; steps such as `[2]` attach without a dot."""
    text = ""
    for step in path:
        text += step if not text or step.startswith("[") else "." + step
    return text


class _Located(X509ForgeError, ValueError):
    """An error at a place in a structure, known step by step on its way up."""

    def __init__(self, reason: str, *, path: tuple[str, ...] = (), citation: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.steps = path
        self.citation = citation

    @property
    def path(self) -> str:
        """The field, as `tbsCertificate.extensions[2].extnValue`; empty for the outermost value."""
        return _join(self.steps)

    def within(self, *steps: str) -> _Located:
        """Return this error with steps put before its path (it is the same object)."""
        self.steps = steps + self.steps
        return self

    def _place(self) -> Iterable[str]:
        if self.steps:
            yield self.path

    def __str__(self) -> str:
        text = ": ".join([*self._place(), self.reason])
        return f"{text} ({self.citation})" if self.citation else text


class EncodeError(_Located):
    """A value of the right Python type that its ASN.1 type cannot hold."""


class DecodeError(_Located):
    """Bytes that are not the strict DER (or PEM) of what was asked for.

    `offset` counts octets from the start of the bytes that were given.
    """

    def __init__(
        self,
        reason: str,
        *,
        offset: int | None = None,
        path: tuple[str, ...] = (),
        expected: str | None = None,
        found: str | None = None,
        citation: str | None = None,
    ) -> None:
        super().__init__(reason, path=path, citation=citation)
        self.offset = offset
        self.expected = expected
        self.found = found

    def _place(self) -> Iterable[str]:
        yield from super()._place()
        if self.offset is not None:
            yield f"byte {self.offset}"


class PEMError(DecodeError):
    """Text that is not the strict PEM of what was asked for (RFC 7468); `line` counts from 1."""

    def __init__(self, reason: str, *, line: int | None = None, citation: str | None = None) -> None:
        super().__init__(reason, citation=citation)
        self.line = line

    def _place(self) -> Iterable[str]:
        yield from super()._place()
        if self.line is not None:
            yield f"line {self.line}"


class RuleViolation(X509ForgeError, ValueError):
    """What is described breaks a rule, and nobody waived that rule by its id."""

    def __init__(self, findings: Iterable[Any]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(f"[{finding.id}] {finding.path}: {finding.message}" for finding in self.findings))


class ChainError(X509ForgeError, ValueError):
    """Certificates that do not make one chain; the message names those that do not fit."""


class SerialFileError(X509ForgeError, ValueError):
    """A file of the last serial number that holds none; the message names it."""


class _InText(X509ForgeError, ValueError):
    """An error at a place in a text; `line` and `column` count from 1."""

    def __init__(
        self, reason: str, *, file: str | None = None, line: int | None = None, column: int | None = None
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.file = file
        self.line = line
        self.column = column

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        return f"{place}: {self.reason}" if place else self.reason


class AssemblyError(_InText):
    """A text of the der-ascii language that says no octets; `line` and `column` count from 1."""


class ConfigError(_InText):
    """A configuration that cannot be read or carried out; `line` and `column` count from 1."""


class SigningError(X509ForgeError):
    """A key or a signature could not be made, read or used."""


class BackendUnavailable(SigningError):
    """No cryptographic backend can do what was asked; `reasons` says why, for each one by name."""

    def __init__(self, task: str, reasons: Mapping[str, str]) -> None:
        self.task = task
        self.reasons = dict(reasons)
        super().__init__(f"no backend can {task}: " + "; ".join(f"{name}: {why}" for name, why in self.reasons.items()))


class UnsupportedKey(SigningError, ValueError):
    """A key of a kind that is not supported; the message names it."""


class KeyFormatError(SigningError, ValueError):
    """Bytes that hold no usable key, private or public: wrong password, broken, inconsistent, or of another kind."""


class PasswordRequired(KeyFormatError):
    """A private key that is encrypted, where no password was given: ask for one, and try again."""


class PrivateKeyNotShown(X509ForgeError, ValueError):
    """A private key where nobody asked for its octets to be shown."""


class SignatureMismatch(SigningError, ValueError):
    """A signature that the public key at hand does not confirm, or a key that is not the certificate's."""


class UnneededWaiver(UserWarning):
    """A finding was waived that there is not: what was wrong has been mended, or the waiver never fitted."""


class NotConstantTime(UserWarning):
    """The backend `pure` was given a private key, of which the time that it takes may tell an observer."""
