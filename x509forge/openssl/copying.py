"""Which extensions of a request go into its certificate: `-copy_extensions`, OpenSSL's words and selective ones."""

from __future__ import annotations

from .. import oid
from ..errors import EncodeError, X509ForgeError
from ..oid import ObjectIdentifier
from ..x509.extensions.basic_constraints import BasicConstraints
from .objects import short_name, to_oid
from .value import Value
from .wording import quoted, suggestion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import ClassVar

    from ..x509.extension import Extension

TEMPLATE, REQUEST, EITHER, DENY = "template", "request", "request-or-template", "deny"
POLICIES = (TEMPLATE, REQUEST, EITHER, DENY)
_ALL = ("none", "copy", "copyall")


class CopyRefused(X509ForgeError):
    """A request that asks for an extension which it may not have."""


class Copying:
    """What of a request's extensions is taken: all (`copy`, `copyall`), none, or those that are named.

    Of those that OpenSSL's `copy` and `copyall` take, the configuration's own replace the request's;
    a name by itself is `request-or-template`. A basicConstraints with CA:TRUE is refused unless it is named.
    """

    __slots__ = ("_policies", "_word")

    NOTHING: ClassVar[Copying]

    def __init__(self, word: str, policies: Mapping[str, str]) -> None:
        self._word = word
        self._policies = policies

    @classmethod
    def parse(cls, text: str) -> Copying:
        """Return the policy of `none`, `copy`, `copyall`, or `name[=policy],...`; raises EncodeError, ConfigError.

        The policies of an extension are `template` (the configuration's), `request` (the request's alone),
        `request-or-template` (the request's if it has one), and `deny` (the request is refused if it has one).
        """
        if text.lower() in _ALL:
            return cls(text.lower(), {})
        policies = {}
        for item in text.split(","):
            name, equals, policy = item.strip().partition("=")
            if equals and policy not in POLICIES:
                words = ", ".join(POLICIES)
                raise EncodeError(f"{quoted(policy)} is no policy{suggestion(policy, POLICIES)}; there are {words}")
            policies[str(ObjectIdentifier(to_oid(Value(name))))] = policy or EITHER
        return cls("named", policies)

    def taken(self, requested: Iterable[Extension]) -> list[Extension]:
        """Return the extensions that a certificate begins with; raises CopyRefused."""
        found: list[Extension] = []
        for extension in requested:
            policy = self._policy(extension.extn_id)
            if policy == DENY:
                raise CopyRefused(f"the request asks for {_called(extension)}, which it is denied")
            if policy not in (REQUEST, EITHER):
                continue
            if any(known.extn_id == extension.extn_id for known in found):
                if self._word != "copyall":
                    continue
                found = [known for known in found if known.extn_id != extension.extn_id]
            found.append(extension)
        return found

    def passes_over(self, identifier: str, begun: Iterable[Extension]) -> bool:
        """Return whether the configuration's extension gives way to the request's."""
        policy = self._policies.get(identifier)
        return policy == REQUEST or (policy == EITHER and any(known.extn_id == identifier for known in begun))

    def judge(self, extensions: Iterable[Extension], requested: Iterable[Extension]) -> None:
        """Raise CopyRefused where a request makes a CA of itself, and nobody has named basicConstraints."""
        if oid.BASIC_CONSTRAINTS in self._policies:
            return
        for extension in requested:
            value = extension.extn_value
            grants = not isinstance(value, BasicConstraints) or value.ca is not False
            # The very one: the configuration may have an equal one, which took its place.
            taken = any(known is extension for known in extensions)
            if extension.extn_id == oid.BASIC_CONSTRAINTS and grants and taken:
                raise CopyRefused(
                    "the request asks to be a CA (basicConstraints CA:TRUE); name basicConstraints in -copy_extensions "
                    "to grant that"
                )

    def _policy(self, identifier: str) -> str:
        if self._word == "named":
            return self._policies.get(identifier, TEMPLATE)
        return TEMPLATE if self._word == "none" else EITHER


Copying.NOTHING = Copying("none", {})


def _called(extension: Extension) -> str:
    return short_name(extension.extn_id) or str(extension.extn_id)
