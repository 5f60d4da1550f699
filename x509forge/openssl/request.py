"""The `[req]` section: what `openssl req` goes by when it makes a request (`openssl-req(1)`)."""

from __future__ import annotations

from ..errors import ConfigError, UnsupportedKey
from ..oid import ObjectIdentifier
from ..signing.keys import PrivateKey
from ..signing.outside_key import OutsideKey
from ..signing.scheme import HASH_LENGTHS, hash_called
from ..x509.attribute import Attribute
from ..x509.name import AttributeTypeAndValue, Name
from .included_files import read_octets
from .modules import run_modules
from .names import UTF8_ONLY, Spelling, add_attribute, attribute_type, name_of, parse_mask
from .objects import is_long_name, is_short_name, newer_names, short_name, to_oid
from .release import DEFAULT
from .value import Value
from .wording import quoted, suggestion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Protocol

    from ..signing.signer import Signer
    from .config import Config
    from .section import Entry, Section
else:
    Protocol = object

SECTION = "req"
DEFAULT_BITS = 2048
DIRECTIVES = (
    *("attributes", "default_bits", "default_keyfile", "default_md", "distinguished_name", "encrypt_key"),
    *("encrypt_rsa_key", "input_password", "output_password", "prompt", "req_extensions", "string_mask", "utf8"),
    "x509_extensions",
)
_PARAMETERS = ("_min", "_max", "_default", "_value")
_LONG_MAX = (1 << 63) - 1
# octets: the room that OpenSSL has for the name of an entry with `_default` behind it.
_LONGEST_QUESTION = 100 - 1 - len("_default")
MAX_ANSWER = 1024 - 2  # octets: the room that OpenSSL has for one


class Dialogue(Protocol):
    """Whom questions are put to."""

    def say(self, text: str) -> None:
        """Show a text."""

    def ask(self, question: str) -> str | None:
        """Return the answer, without its newline; None where there is nobody left to answer."""


class Silence:
    """The dialogue of `-batch`: each question keeps its default."""

    def say(self, text: str) -> None:
        """Show nothing."""

    def ask(self, question: str) -> str | None:
        """Return the empty answer."""
        return ""


class RequestSettings:
    """What a configuration says about making requests.

    Raises ConfigError for what OpenSSL refuses, and for what it acts on and we do not yet.
    `warnings` are errors that were not raised: directives that OpenSSL ignores, too. `release`
    says whose names of objects there are.
    """

    def __init__(self, config: Config, *, utf8: bool = False, section: str = SECTION, release: str = DEFAULT) -> None:
        self.config = config
        self.section = section
        self.release = release
        self.warnings: list[ConfigError] = [*config.warnings, *_unknown(config, section)]
        self.added = self._added_objects()
        mask = self._get("string_mask")
        self.spelling = Spelling(
            utf8=utf8 or self._get("utf8") == "yes",
            mask=UTF8_ONLY if mask is None else parse_mask(mask),
            added=self.added,
        )

    def _get(self, name: str) -> Value | None:
        return self.config.get(self.section, name)

    @property
    def bits(self) -> int:
        """The length of a new RSA key in bits: `default_bits`, or 2048."""
        text = self._get("default_bits")
        if text is None:
            return DEFAULT_BITS
        if not text.isascii() or not text.isdigit() or len(text) > 9:
            raise text.error(f"default_bits is a number of bits, not {quoted(text)}")
        return int(text)

    @property
    def hash_name(self) -> str | None:
        """The hash to sign with, as in `hashlib`: `default_md`; raises ConfigError for one that is not known."""
        text = self._get("default_md")
        if text is None:
            return None
        name = hash_called(text)
        # OpenSSL has no names with an underscore.
        if name not in HASH_LENGTHS or "_" in text:
            known = ", ".join(HASH_LENGTHS).replace("_", "-")
            raise text.error(f"the hash {quoted(text)} is not supported; {known} are")
        return name

    def with_hash(self, signer: Signer) -> Signer:
        """Return a signer that goes by `default_md`, or by SHA-256, if it is a key that has the choice.

        Raises ConfigError for an unknown hash, and for one that the key cannot sign with.
        """
        if not isinstance(signer, (PrivateKey, OutsideKey)) or signer.hash_name is None:
            return signer
        wanted = self.hash_name
        if wanted is None and not signer.hash_is_default:
            return signer
        try:
            return signer.with_hash("sha256" if wanted is None else wanted)
        except UnsupportedKey as error:
            if wanted is None:
                # A key for RSASSA-PSS with another hash alone.
                return signer
            entry = self.config.entry(self.section, "default_md")
            assert entry is not None
            raise entry.error(str(error)) from None

    @property
    def key_file(self) -> Value | None:
        """Where a new key goes: `default_keyfile`."""
        return self._get("default_keyfile")

    @property
    def encrypts_key(self) -> bool:
        """Whether a new key is written under a password: yes, unless `encrypt_key` (or `encrypt_rsa_key`) is `no`."""
        text = self._get("encrypt_rsa_key")
        if text is None:
            text = self._get("encrypt_key")
        return text != "no"

    @property
    def input_password(self) -> Value | None:
        """The password of the key that is read."""
        return self._get("input_password")

    @property
    def output_password(self) -> Value | None:
        """The password of the key that is written."""
        return self._get("output_password")

    @property
    def request_extensions(self) -> Value | None:
        """The section with the extensions that requests ask for."""
        return self._get("req_extensions")

    @property
    def certificate_extensions(self) -> Value | None:
        """The section with the extensions of self-signed certificates."""
        return self._get("x509_extensions")

    def check_sections(self) -> None:
        """Look for the sections of the subject and the attributes, which have to be there though others be given.

        Raises ConfigError.
        """
        for name in ("distinguished_name", "attributes"):
            self._named_section(name)

    def subject(self, dialogue: Dialogue) -> Name:
        """Return the distinguished name: what the configuration says, or the answers where `prompt` is not `no`.

        Raises ConfigError for no name at all.
        """
        self.check_sections()
        levels: list[list[AttributeTypeAndValue]] = []
        section = self._named_section("distinguished_name")
        if section is not None and self._prompts:
            if len(section):
                dialogue.say(_INTRODUCTION)
            for joined, attribute in self._answers(section, dialogue, of_a_name=True):
                add_attribute(levels, attribute, joined)
        elif section is not None:
            levels = [list(level.attributes) for level in self.spelling.name(section).rdn_sequence]
        if not levels:
            place = self.config.entry(self.section, "distinguished_name")
            reason = "the configuration gives the request no distinguished name"
            header = self.config.sections.get(self.section)
            if place is not None:
                raise place.error(reason)
            raise ConfigError(reason, file=self.config.file) if header is None else header.error(reason)
        return name_of(levels)

    def attributes(self, dialogue: Dialogue) -> list[Attribute]:
        """Return the attributes of the request, from the configuration or from the answers."""
        section = self._named_section("attributes")
        if section is None:
            return []
        if not self._prompts:
            return [_attribute(self.spelling.attribute(entry.name, entry.value)) for entry in section]
        if len(section):
            dialogue.say(_MORE)
        return [_attribute(found) for _, found in self._answers(section, dialogue, of_a_name=False)]

    @property
    def _prompts(self) -> bool:
        return self._get("prompt") != "no"

    def _named_section(self, name: str) -> Section | None:
        found = self._get(name)
        return None if found is None else self.config.section(found)

    def _answers(
        self, section: Section, dialogue: Dialogue, *, of_a_name: bool
    ) -> Iterator[tuple[bool, AttributeTypeAndValue]]:
        """Yield what was answered to each question, and whether it joins the level before; blank answers left out.

        Objects that OpenSSL has no name for are not asked for.
        """
        for entry in section:
            type, joined = entry.name, False
            if of_a_name:
                if entry.name.endswith(_PARAMETERS):
                    continue
                type, joined = attribute_type(entry.name)
            nameless: ConfigError | None = None
            identifier = ""
            try:
                identifier = to_oid(type, self.added)
                if not short_name(identifier) and identifier not in self.added.values():
                    raise type.error(f"OpenSSL has no name for the object {quoted(type)}")
            except ConfigError as error:
                if not _is_name(type):
                    self.warnings.append(_ignored(error))
                    continue
                nameless = error
            if len(entry.name.raw) > _LONGEST_QUESTION:
                raise entry.name.error(f"the name is longer than {_LONGEST_QUESTION} octets")
            given = {name: self.config.get(str(section.name), entry.name + name) for name in _PARAMETERS}
            bounds = tuple(_bound(given[name]) for name in ("_min", "_max"))
            answer = self._answer(entry, given["_default"], given["_value"], bounds, dialogue)
            if answer is not None:
                if nameless is not None:
                    raise nameless
                value = self.spelling.string(identifier, answer)
                yield joined, AttributeTypeAndValue(type=ObjectIdentifier(identifier), value=value)

    def _answer(
        self, entry: Entry, default: Value | None, value: Value | None, bounds: tuple[int, ...], dialogue: Dialogue
    ) -> Value | None:
        """Return the answer to one question; None for a blank one. Asks again where its length is out of bounds."""
        question = f"{entry.value} [{default or ''}]:"
        while True:
            if value is not None:
                dialogue.say(f"{question}{value}\n")
                answer = value
            else:
                given = dialogue.ask(question)
                if given is None:
                    raise entry.error(
                        f"nobody answered {quoted(entry.value)}; set prompt = no to take values from here"
                    )
                answer = Value(given)
            if answer == "":
                if not default:
                    return None
                answer = default
            elif answer == ".":
                return None
            reason = _length_fault(len(answer.raw), *bounds)
            if reason is None:
                return answer
            if value is not None or answer is default:
                raise answer.error(f"{quoted(answer)} is {reason}")
            dialogue.say(f"String {reason}\n")

    def _added_objects(self) -> dict[str, str]:
        """Return the objects that `oid_section` names; raises ConfigError for modules of OpenSSL that count."""
        added = {**newer_names(self.release), **self._objects_of_a_file()}
        own = self.config.get(None, "oid_section")
        if (start := self.config.get(None, "openssl_conf")) is not None:
            self.warnings.extend(_ignored(error) for error in run_modules(self.config, start, added))
        for entry in self.config.section(own) if own is not None else ():
            identifier = to_oid(entry.value, added)
            if short_name(identifier) or _is_name(entry.name) or entry.name in added or identifier in added.values():
                raise entry.name.error(f"{quoted(entry.name)}, or its number, has another meaning already")
            added[str(entry.name)] = identifier
        return added

    def _objects_of_a_file(self) -> dict[str, str]:
        """Return the objects of `oid_file`, each a line `1.2.3 short long name` (`OBJ_create_objects`)."""
        path = self.config.get(None, "oid_file")
        if path is None:
            return {}
        try:
            lines = read_octets(path).decode("utf-8", "surrogateescape").splitlines()
        except (OSError, ValueError) as error:
            # OpenSSL goes on without it.
            self.warnings.append(_ignored(path.error(f"oid_file {quoted(path)} cannot be read: {error}")))
            return {}
        added: dict[str, str] = {}
        for number, line in enumerate(lines, 1):
            if not line[:1].isalnum():
                break
            parts = line.split(None, 2)
            identifier = to_oid(Value(parts[0], str(path), number, 1))
            added.update((name.strip(), identifier) for name in parts[1:])
        return added


_INTRODUCTION = """\
You are about to be asked to enter information that will be incorporated
into your certificate request.
What you are about to enter is what is called a Distinguished Name or a DN.
There are quite a few fields but you can leave some blank
For some fields there will be a default value,
If you enter '.', the field will be left blank.
-----
"""
_MORE = """
Please enter the following 'extra' attributes
to be sent with your certificate request
"""


def _is_name(text: str) -> bool:
    return is_short_name(text) or is_long_name(text)


def _attribute(attribute: AttributeTypeAndValue) -> Attribute:
    return Attribute(type=attribute.type, values=(attribute.value,))


def _unknown(config: Config, section: str) -> Iterator[ConfigError]:
    for entry in config.sections.get(section, ()):
        if entry.name not in DIRECTIVES:
            reason = f"there is no directive {quoted(entry.name)} in [{section}]{suggestion(entry.name, DIRECTIVES)}"
            yield _ignored(entry.name.error(reason))


def _ignored(error: ConfigError) -> ConfigError:
    return ConfigError(f"ignored: {error.reason}", file=error.file, line=error.line, column=error.column)


def _bound(text: Value | None) -> int:
    """Return the number that a text begins with; below 0 for no bound, as for one that no `long` holds."""
    if text is None:
        return -1
    digits = text[: len(text) - len(text.lstrip("0123456789"))].lstrip("0")
    number = int(digits or "0") if len(digits) < 20 else _LONG_MAX + 1
    if number > _LONG_MAX:
        return -1
    # An int is what keeps it.
    return (number + (1 << 31)) % (1 << 32) - (1 << 31)


def _length_fault(length: int, least: int, most: int) -> str | None:
    if length > MAX_ANSWER:
        return f"too long, must be at most {MAX_ANSWER} bytes long"
    if length < least:
        return f"too short, must be at least {least} bytes long"
    if most >= 0 and length > most:
        return f"too long, must be at most {most} bytes long"
    return None
