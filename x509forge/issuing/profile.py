"""Profiles: what `issue` adds to what it is told, and by which rules the result is judged."""

from __future__ import annotations

from typing import NamedTuple

from .. import oid
from ..errors import EncodeError
from ..kept import Kept
from ..oid import ObjectIdentifier
from ..rules import NAMES, every_rule, rules_of
from ..rules.device_id import NO_END
from ..rules.house import house_rules
from ..rules.rule import Rules
from ..x509.extension import Extension
from ..x509.extensions.alternative_name import SubjectAlternativeName
from ..x509.extensions.basic_constraints import BasicConstraints
from ..x509.extensions.key_identifier import AuthorityKeyIdentifier, SubjectKeyIdentifier
from ..x509.extensions.key_usage import ExtendedKeyUsage, KeyUsage
from ..x509.extensions.policies import CertificatePolicies
from ..x509.general_name import GeneralName
from ..x509.time import Time, Validity
from .validity import now, valid_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    import os
    from collections.abc import Callable, Iterable, Mapping

    from ..rules.rule import Judge, Rule
    from ..x509.name import Name
    from ..x509.public_key import SubjectPublicKeyInfo

    Default = Extension | Callable[["Described"], Extension | None]
    Days = int | Callable[[datetime.datetime], int]

SEVERITIES = ("error", "warning", "notice", "off")


class Described(NamedTuple):
    """What is being issued, as a function among a profile's extensions sees it."""

    public_key: SubjectPublicKeyInfo
    subject: Name
    authority_key_identifier: bytes | None
    """The issuer's word for its key; None where nobody else issues."""


class Profile:
    """What `issue` adds to what it is told, and the rules by which `check` judges it.

        plant = xf.Profile("plant", base="mqtt-server", days=90, required=["certificatePolicies"], extensions=[
            xf.Extension.of(xf.CertificatePolicies.of("1.3.6.1.4.1.99999.1")),
        ])

        @plant.rule("plant.subject.no_unit", "error", "house rule 7", "A subject has an OU.", "Add OU to the subject.")
        def _no_unit(case):
            if "OU=" not in str(case.tbs.subject):
                yield case.path("subject"), "has no OU"

        issuer.issue(request, profile=plant)
        xf.check(certificate, profile=plant)

    It has what its `base` has, a profile or the name of one: "rfc5280", "webpki", "mqtt-server", "mqtt-client",
    "device-id", "ca" or "none", which adds nothing and refuses nothing. On top of that come:

    - `extensions`, added in this order where none of that type is given: an Extension, or a function that makes one,
      or none, of what is `Described`; then those of the base, without the types named in `without`;
    - `days`, where neither days nor a validity is given: a number, or a function of notBefore; or `not_after`, a
      moment. With `both_ends` the last second counts, and notAfter is one second earlier (RFC 5280 4.1.2.5);
    - rules: types of extensions that are `required` or `forbidden`, `max_days`, the `keys` that are taken (`rsa:3072`
      means 3072 bits or more), and those of functions declared by `rule`; `severities` says for single ids
      what they are here: "error", "warning", "notice" or "off".

    Raises ValueError for a base, a severity or the id of a rule that there is not, EncodeError for a type of extension
    without a name.
    """

    __slots__ = (
        "_defaults",
        "_judged",
        "_left_out",
        "_own",
        "_severities",
        "base",
        "both_ends",
        "days",
        "extensions",
        "name",
        "not_after",
    )

    def __init__(
        self,
        name: str,
        *,
        base: Profile | str | None = "rfc5280",
        extensions: Iterable[Default] = (),
        without: Iterable[str] = (),
        days: Days | None = None,
        not_after: datetime.datetime | str | None = None,
        both_ends: bool | None = None,
        required: Iterable[str] = (),
        forbidden: Iterable[str] = (),
        max_days: int | None = None,
        keys: Iterable[str] = (),
        severities: Mapping[str, str] | None = None,
    ) -> None:
        if name in NAMES and type(self) is Profile:
            raise ValueError(f"{name} is a profile already")
        self.name = name
        self.base = None if base is None else profile_of(base)
        self.extensions: tuple[Default, ...] = tuple(extensions)
        # What it adds in the end, its base's included, and what it does not add though its base has it.
        self._defaults: tuple[Default, ...] = self.extensions + (self.base._defaults if self.base else ())
        self._left_out: frozenset[ObjectIdentifier] = frozenset(map(ObjectIdentifier.named, without)) | (
            self.base._left_out if self.base else frozenset()
        )
        self.days = days
        self.not_after = None if not_after is None else Time.of(not_after)
        self.both_ends: bool = bool(self.base and self.base.both_ends) if both_ends is None else both_ends
        if self.base and days is None and not_after is None:
            self.days, self.not_after = self.base.days, self.base.not_after
        self._judged: tuple[Mapping[str, Rule], int, Mapping[str, Rule]] | None = None
        self._own = Rules()
        self._own.update(
            house_rules(
                name,
                required=tuple(map(ObjectIdentifier.named, required)),
                forbidden=tuple(map(ObjectIdentifier.named, forbidden)),
                max_days=max_days,
                keys=tuple(keys),
            )
        )
        self._severities = dict(severities or {})
        for id, severity in self._severities.items():
            if severity not in SEVERITIES:
                raise ValueError(f"a severity is one of {', '.join(SEVERITIES)}, not {severity!r}")
            if id not in self.known:
                raise ValueError(f"there is no rule {id!r}")

    def __repr__(self) -> str:
        return f"<Profile {self.name}>"

    @classmethod
    def from_toml(cls, text: str) -> Profile:
        """Return the profile that a text in TOML describes (docs/profiles.md); raises ConfigError."""
        from .profile_file import parse_profile

        return parse_profile(text)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Profile:
        """Return the profile in a file of TOML; raises OSError, ConfigError."""
        from .profile_file import load_profile

        return load_profile(path)

    def rule(self, id: str, severity: str, citation: str, says: str, remedy: str) -> Callable[[Judge], Judge]:
        """Declare a function as a rule of this profile; raises ValueError for an id that there is already.

        The function is given a case, `case.tbs`, `case.issuer`, `case.value(xf.KeyUsage)`, and yields the path of each
        place that breaks the rule, and what is wrong there.
        """
        if severity not in SEVERITIES[:-1]:
            raise ValueError(f"a severity is one of {', '.join(SEVERITIES[:-1])}, not {severity!r}")
        if id in self.rules:
            raise ValueError(f"two rules are called {id}")
        return self._own.rule(id, severity, citation, says, remedy)

    @property
    def rules(self) -> Mapping[str, Rule]:
        """The rules, in the order of judgement: the base's, then its own."""
        base = self.base.rules if self.base is not None else {}
        if not self._own and not self._severities:
            return base
        # The same mapping each time, until a rule is declared: here, or in the base, which then has another one.
        kept = self._judged
        if kept is None or kept[0] is not base or kept[1] != len(self._own):
            rules = {
                id: rule._replace(severity=self._severities.get(id, rule.severity))
                for id, rule in (*base.items(), *self._own.items())
                if self._severities.get(id) != "off"
            }
            kept = self._judged = (base, len(self._own), rules)
        return kept[2]

    @property
    def known(self) -> set[str]:
        """The ids of all rules that there are: those of other profiles may be waived, too, to no effect."""
        return {*every_rule(), *self._own} | (self.base.known if self.base else set())

    @property
    def adds(self) -> bool:
        """Whether it adds anything: all do but `none`, and what is based on nothing else and says so."""
        return bool(self._defaults)

    def completed(self, given: tuple[Extension, ...], described: Described) -> tuple[Extension, ...]:
        """Return the given extensions, and after them those that the profile adds to them."""
        if not self.adds:
            return given
        if not described.subject.rdn_sequence:
            # RFC 5280 4.2.1.6: then these names are all that tells who it is.
            given = tuple(
                extension.replace(critical=True) if extension.extn_id == oid.SUBJECT_ALTERNATIVE_NAME else extension
                for extension in given
            )
        present = {extension.extn_id for extension in given}
        for default in self._defaults:
            extension = default if isinstance(default, Extension) else default(described)
            if extension is not None and extension.extn_id not in present and extension.extn_id not in self._left_out:
                given += (extension,)
                present.add(extension.extn_id)
        return given

    def validity(self, days: int | None = None, not_before: datetime.datetime | str | None = None) -> Validity:
        """Return from when to when it is valid: so many days from a moment or from now, or as the profile has it.

        Raises TypeError where neither says for how long, EncodeError for an end that no time can name.
        """
        if days is None:
            start = Time.of(now() if not_before is None else not_before)
            if self.not_after is not None:
                return Validity(not_before=start, not_after=self.not_after)
            days = self.days(start.datetime) if callable(self.days) else self.days
            not_before = start.datetime
        validity = valid_for(days, not_before)
        if self.both_ends:
            import datetime

            last = validity.not_after.datetime - datetime.timedelta(seconds=1)
            validity = validity.replace(not_after=Time.of(last))
        return validity


# --- Those that there are --------------------------------------------------------------------------------------------


def _subject_key_identifier(described: Described) -> Extension:
    return Extension.of(SubjectKeyIdentifier(described.public_key.key_identifier()))


def _authority_key_identifier(described: Described) -> Extension | None:
    identifier = described.authority_key_identifier
    if identifier is None:
        return None
    # The issuer's own comes with each of its certificates.
    kept: Extension | None = _authorities.get(identifier)
    if kept is None:
        kept = _authorities.keep(identifier, Extension.of(AuthorityKeyIdentifier(key_identifier=identifier)))
    return kept


_authorities = Kept(64)


def _key_usage(described: Described) -> Extension:
    # RFC 5280 4.2.1.3: only an RSA key can encipher another one.
    is_rsa = described.public_key.algorithm.algorithm == oid.RSA_ENCRYPTION
    return Extension.of(KeyUsage.of("digitalSignature", *(("keyEncipherment",) if is_rsa else ())))


def _names_of_subject(described: Described) -> Extension | None:
    """Return the common names that are hosts, as alternative names: clients look at no other (RFC 9525 2)."""
    from ..rules.host import common_names

    names = []
    for text in common_names(described.subject):
        try:
            name = GeneralName.of(text)
        except EncodeError:
            continue
        if name.chosen in ("dns_name", "ip_address"):
            names.append(name)
    return Extension.of(SubjectAlternativeName(tuple(names))) if names else None


def _web_days(not_before: datetime.datetime) -> int:
    from ..rules.webpki import limit

    # BR 6.3.2: a day less than the most, which should not be used up.
    return limit(not_before) - 1


def _end_entity() -> Extension:
    # Critical, as the Baseline Requirements ask (7.1.2.7.6) and nobody minds.
    return Extension.of(BasicConstraints(ca=False), critical=True)


def _make(name: str) -> Profile:
    if name == "none":
        return _BuiltIn("none", base=None)
    if name == "rfc5280":
        return _BuiltIn("rfc5280", base=None, extensions=(_subject_key_identifier, _authority_key_identifier))
    if name == "webpki":
        return _on_top(
            name,
            extensions=(
                _end_entity(),
                Extension.of(KeyUsage.of("digitalSignature")),
                Extension.of(ExtendedKeyUsage.of("serverAuth")),
                _names_of_subject,
                # BR 7.1.6.1: domain validated.
                Extension.of(CertificatePolicies.of("2.23.140.1.2.1")),
            ),
            # BR 7.1.2.7.6: not recommended.
            without=("subjectKeyIdentifier",),
            days=_web_days,
            both_ends=True,
        )
    if name == "mqtt-server":
        purpose = Extension.of(ExtendedKeyUsage.of("serverAuth"))
        return _on_top(name, extensions=(_end_entity(), _key_usage, purpose, _names_of_subject), days=365)
    if name == "mqtt-client":
        purpose = Extension.of(ExtendedKeyUsage.of("clientAuth"))
        return _on_top(name, extensions=(_end_entity(), _key_usage, purpose), days=365)
    if name == "device-id":
        # The subjectKeyIdentifier of RFC 5280 stays: it is a SHOULD of 4.2.1.2 for whoever is no CA.
        return _on_top(name, extensions=(Extension.of(KeyUsage.of("digitalSignature")),), not_after=NO_END)
    return _on_top(
        name,
        extensions=(
            Extension.of(BasicConstraints(ca=True)),
            Extension.of(KeyUsage.of("keyCertSign", "cRLSign")),
        ),
        days=3650,
    )


class _BuiltIn(Profile):
    """A profile of this module: its rules stand in `rules`, under its name."""

    __slots__ = ()

    @property
    def rules(self) -> Mapping[str, Rule]:
        return rules_of(self.name)


def _on_top(
    name: str,
    extensions: Iterable[Default],
    without: Iterable[str] = (),
    days: Days | None = None,
    not_after: str | None = None,
    both_ends: bool | None = None,
) -> Profile:
    return _BuiltIn(name, extensions=extensions, without=without, days=days, not_after=not_after, both_ends=both_ends)


_made: dict[str, Profile] = {}


def profile_of(profile: Profile | str) -> Profile:
    """Return the profile of a name, or the one that is given; raises ValueError for a name that none has."""
    if isinstance(profile, Profile):
        return profile
    if not isinstance(profile, str):
        raise TypeError(f"profile must be a Profile or the name of one, not {type(profile).__name__}")
    if profile not in _made:
        if profile not in NAMES:
            raise ValueError(f"there is no profile {profile!r}; there are {', '.join(NAMES)}")
        _made[profile] = _make(profile)
    return _made[profile]
