"""An OpenSSL configuration (`config(5)`): what `.parse` and `.load` give, and what its readers ask of it."""

from __future__ import annotations

import os
from types import MappingProxyType

from x509forge.errors import ConfigError

from .config_reader import Reader
from .included_files import read_octets
from .section import DEFAULT_SECTION, Entry, Section, lookup
from .value import Value
from .wording import shown, suggestion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import NoReturn, overload

    from x509forge.pkcs.pkcs10 import CertificationRequest
    from x509forge.signing.signer import Signer
    from x509forge.x509.certificate import Certificate
    from x509forge.x509.extension import Extension
    from x509forge.x509.name import Name

__all__ = ["DEFAULT_SECTION", "Config", "Entry", "Section", "Value"]


class Config:
    """A configuration, read and unchangeable.

    `sections` holds each `Section` by its name, in the order of their first mention; the default
    section is always there. `warnings` are errors that were not raised: what OpenSSL passes over
    in silence (an included file that is not there, an unknown `.pragma`).
    """

    __slots__ = ("_environ", "file", "sections", "warnings")

    file: str | None
    sections: Mapping[str, Section]
    warnings: tuple[ConfigError, ...]
    _environ: Mapping[str, str]

    def __init__(self, reader: Reader, file: str | None, environ: Mapping[str, str]) -> None:
        for name, given in (
            ("file", file),
            ("sections", MappingProxyType(reader.sections)),
            ("warnings", tuple(reader.warnings)),
            ("_environ", environ),
        ):
            object.__setattr__(self, name, given)

    def __setattr__(self, name: str, given: object) -> NoReturn:
        raise AttributeError("a Config is immutable")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("a Config is immutable")

    def __repr__(self) -> str:
        return f"<Config {self.file or ''}: {', '.join(f'[{name}]' for name in self.sections)}>"

    @classmethod
    def parse(cls, text: str | bytes, *, file: str | None = None, environ: Mapping[str, str] | None = None) -> Config:
        """Read a configuration from text, in UTF-8 or any other 8-bit encoding where it is `bytes`.

        `file` is the name that errors give it, and beside which included files are looked for.
        `environ` answers `$ENV::name` (and OPENSSL_CONF_INCLUDE); there is no environment by default.
        Raises `ConfigError` for what OpenSSL 3.0 refuses, and for NUL octets, UTF-16,
        and what exceeds the limits (4 MiB in all, 1,000 included files, 64 deep).
        """
        if isinstance(text, str):
            try:
                data = text.encode("utf-8", "surrogateescape")
            except UnicodeEncodeError as error:
                line = text.count("\n", 0, error.start) + 1
                column = error.start - text.rfind("\n", 0, error.start)
                reason = f"U+{ord(text[error.start]):04X} is half a surrogate pair"
                raise ConfigError(reason, file=file, line=line, column=column) from None
        elif isinstance(text, (bytes, bytearray, memoryview)):
            data = bytes(text)
        else:
            raise TypeError(f"a configuration is str or bytes, not {type(text).__name__}")
        environ = MappingProxyType(dict(environ or {}))
        reader = Reader(environ)
        reader.read(data, file)
        return cls(reader, file, environ)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Config:
        """Read a configuration from a file, a pipe or a device, once and from its beginning to its end.

        `$ENV::name` stands for the variables of this process. Raises `ConfigError`, also where the
        file cannot be read.
        """
        name = os.fsdecode(path)
        try:
            data = read_octets(path)
        except (OSError, ValueError) as error:  # ValueError: a NUL in the path
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise ConfigError(f"cannot be read: {reason}", file=name) from None
        return cls.parse(data, file=name, environ=os.environ)

    def section(self, name: str, *, referrer: Value | Entry | None = None) -> Section:
        """Return the section of that name; raises `ConfigError` if there is none.

        The error points at `referrer`, the value or entry that names the section, if that is given,
        or else at `name` itself where that is a `Value`.
        """
        found = self.sections.get(name)
        if found is not None:
            return found
        reason = f"there is no section [{shown(name)}]{suggestion(name, self.sections)}"
        if referrer is None and isinstance(name, Value):
            referrer = name
        if referrer is None:
            raise ConfigError(reason, file=self.file)
        raise referrer.error(reason)

    def entry(self, section: str | None, name: str) -> Entry | None:
        """Return the entry of that name in `section`, or else in the default section, as OpenSSL does."""
        for searched in (section, DEFAULT_SECTION):
            if searched is not None and searched in self.sections:
                found = self.sections[searched].entry(name)
                if found is not None:
                    return found
        return None

    def extensions(
        self,
        section: str,
        *,
        issuer: Certificate | None = None,
        subject: object = None,
        request: CertificationRequest | None = None,
        release: str = "3.0",
    ) -> tuple[Extension, ...]:
        """Return the extensions of a section, in order; raises ConfigError.

        `issuer` is the CA's certificate. `subject` is whom they are for, where its name or key is asked for
        (`hash`, `email:copy`): what `xf.openssl.extension` takes; or else `request` is. Names of objects
        and string types are those of `[req]`, if there is one. `release` is the OpenSSL that is followed, 3.0 or 3.5.
        """
        from .request import SECTION, RequestSettings
        from .subject import subject_of

        described = subject_of(request if subject is None else subject)
        described.issuer = issuer
        described.release = release
        described.add(
            section, self, RequestSettings(self, release=release).spelling if SECTION in self.sections else None
        )
        return tuple(described.extensions)

    def request(
        self, key: Signer, *, subject: Name | None = None, section: str | None = None, release: str = "3.0"
    ) -> CertificationRequest:
        """Return the request that this configuration describes in `[req]`, signed by its key.

        `subject` stands for its distinguished name and attributes, `section` for the one that
        `req_extensions` names. A key signs with the hash of `default_md`. Nobody is asked: where `prompt`
        is not `no`, the defaults count. Raises ConfigError, SigningError.
        """
        from .procedure import check_syntax, request_of
        from .request import RequestSettings, Silence

        settings = RequestSettings(self, release=release)
        check_syntax(settings, reqexts=section, release=release)
        return request_of(
            settings, settings.with_hash(key), Silence(), subject=subject, section=section, release=release
        )

    if TYPE_CHECKING:

        @overload
        def get(self, section: str | None, name: str) -> Value | None: ...

        @overload
        def get(self, section: str | None, name: str, default: str) -> Value: ...

    def get(self, section: str | None, name: str, default: str | None = None) -> Value | None:
        """Return the value of that name in `section`, or else in the default section, or else `default`."""
        found = lookup(self.sections, self._environ, section, name)
        return Value(default) if found is None and default is not None else found
