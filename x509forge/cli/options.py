"""Options and arguments: declared once for each verb, read from the command line, and listed by `-help`.

An option is written with one hyphen or two, as OpenSSL has it; its value is the
next argument, or stands behind `=`.
"""

from __future__ import annotations

from typing import NamedTuple

from ..errors import X509ForgeError
from ..signing.scheme import hash_called

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

# Hashes, as OpenSSL's options are called. The first is what is signed with where nothing is said.
HASHES = (
    *("sha256", "sha384", "sha512", "sha224", "sha512-256", "sha512-224"),
    *("sha3-256", "sha3-384", "sha3-512", "sha3-224", "sha1", "md5"),
)
# Those whose options are OpenSSL's own.
OPENSSL_VERBS = frozenset(
    {"asn1parse", "ec", "ecparam", "genpkey", "genrsa", "pkey", "rsa", "verify", "pkcs8", "req", "x509"}
)


class UsageError(X509ForgeError):
    """A command line that says nothing we could do; `hint` is what to do about it."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason)
        self.hint = hint


class Option(NamedTuple):
    """An option; `value` is what its value is called, None for one that has none; `many` where it may be repeated."""

    name: str
    value: str | None
    help: str
    many: bool = False


class Verb(NamedTuple):
    """A command: what it takes, what it is for, and the function that carries it out and returns the exit status.

    `operands` names the arguments that are no options, in the words of its usage;
    `later` are options that OpenSSL has here and we do not yet.
    """

    name: str
    summary: str
    options: tuple[Option, ...]
    run: Callable[[Arguments], int]
    operands: str = ""
    examples: tuple[str, ...] = ()
    later: frozenset[str] = frozenset()


class Arguments:
    """What was given: `text`, `number` and `has` ask for an option by its name, `operands` are the rest, in order.

    `in_order` are the options that have a value, each with it, where it matters which comes first.
    """

    def __init__(
        self, verb: Verb, given: dict[str, list[str]], operands: list[str], in_order: list[tuple[str, str]]
    ) -> None:
        self.verb = verb
        self.operands = operands
        self.in_order = in_order
        self._given = given

    @property
    def names(self) -> list[str]:
        """The options that are there, in the order in which they last are."""
        return list(self._given)

    def has(self, name: str) -> bool:
        """Return whether the option is there."""
        return name in self._given

    def text(self, name: str) -> str | None:
        """Return the option's value; of several, the last."""
        values = self._given.get(name)
        return values[-1] if values else None

    def texts(self, name: str) -> list[str]:
        """Return the values of an option that may be repeated."""
        return self._given.get(name, [])

    def needed(self, name: str, why: str = "") -> str:
        """Return the option's value; raises UsageError where it is not given."""
        value = self.text(name)
        if value is None:
            raise UsageError(f"{self.verb.name}: {self.written(name)} is missing{why}", see_help(self.verb))
        return value

    def number(self, name: str, least: int, most: int) -> int | None:
        """Return the option's value as a number; raises UsageError for what is none, or is out of bounds."""
        text = self.text(name)
        if text is None:
            return None
        # As atoi(3) has it, blanks and a sign may stand before the digits; what stands behind them is refused.
        bare = text.lstrip(" \t")
        digits = bare[bare[:1] in ("-", "+") :]
        if not digits.isascii() or not digits.isdigit() or len(digits) > 12:
            raise UsageError(f"{self.written(name)} takes a number, not {text!r}")
        number = int(text)
        if not least <= number <= most:
            raise UsageError(f"{self.written(name)} is at least {least} and at most {most:,}, not {number}")
        return number

    def only_one_of(self, *names: str) -> str | None:
        """Return which of these options is there, or None; raises UsageError for two."""
        found = [name for name in names if name in self._given]
        if len(found) > 1:
            raise UsageError(f"{self.written(found[0])} and {self.written(found[1])} do not go together")
        return found[0] if found else None

    def written(self, name: str) -> str:
        """Return an option as the verb's usage has it."""
        return written(self.verb, name)


def written(verb: Verb, name: str) -> str:
    """Return an option as a verb's usage has it: a single letter has one hyphen in all of them."""
    return ("-" if len(name) == 1 else hyphens(verb)) + name


def hyphens(verb: Verb) -> str:
    """Return how the options of a verb begin: verbs of OpenSSL's have one hyphen, ours two."""
    return "-" if verb.name in OPENSSL_VERBS else "--"


def see_help(verb: Verb) -> str:
    """Return the hint that leads to a verb's usage."""
    return f"x509forge {verb.name} {hyphens(verb)}help lists its options"


def parse(verb: Verb, arguments: Sequence[str]) -> Arguments:
    """Return what the command line gives a verb; raises UsageError."""
    known = {option.name: option for option in verb.options}
    given: dict[str, list[str]] = {}
    operands: list[str] = []
    in_order: list[tuple[str, str]] = []
    at = 0
    while at < len(arguments):
        argument = arguments[at]
        at += 1
        if argument == "--":
            operands.extend(arguments[at:])
            break
        if not argument.startswith("-") or argument == "-":
            operands.append(argument)
            continue
        name, value = _split(argument)
        if name not in known and (hash_option := _hash_option(name)) in known:
            # How it was written is kept: -fingerprint prints it.
            name, value = hash_option, None
            given.pop(name, None)
            given[name] = [argument.lstrip("-")]
            continue
        option = known.get(name)
        if option is None:
            raise _unknown(verb, argument, name, known)
        if option.value is None:
            if value is not None:
                raise UsageError(f"{argument.partition('=')[0]} takes no value")
            given.pop(name, None)
            given[name] = []
            continue
        if value is None:
            if at == len(arguments):
                raise UsageError(f"{argument} needs a value: {option.value}", see_help(verb))
            value = arguments[at]
            at += 1
        given[name] = [*given.pop(name, []), value]
        in_order.append((name, value))
    if operands and not verb.operands:
        raise UsageError(f"{verb.name}: {operands[0]!r} is no option, and there are no other arguments", see_help(verb))
    return Arguments(verb, given, operands, in_order)


def _split(argument: str) -> tuple[str, str | None]:
    name, equals, value = argument[1 + argument.startswith("--") :].partition("=")
    return name, value if equals else None


def _hash_option(name: str) -> str:
    """Return the option for a hash by another of its names: `SHA256`, `sha2-256`, `sha-1`."""
    return hash_called(name).replace("_", "-") if "_" not in name else name


def _unknown(verb: Verb, argument: str, name: str, known: Iterable[str]) -> UsageError:
    if name in verb.later:
        return UsageError(f"{verb.name}: the option {argument} is not supported yet", see_help(verb))
    from difflib import get_close_matches

    close = get_close_matches(name, known, 1, 0.7)
    hint = f"did you mean {hyphens(verb)}{close[0]}?" if close else see_help(verb)
    return UsageError(f"{verb.name}: there is no option {argument.partition('=')[0]}", hint)


def usage(verb: Verb) -> str:
    """Return the text of `-help`: worked examples first."""
    lines = [verb.summary, "", *(f"  {example}" for example in verb.examples), ""]
    rows = [
        (f"{written(verb, option.name)}{' ' + option.value if option.value else ''}", option.help)
        for option in verb.options
    ]
    width = min(max(len(left) for left, _ in rows), 28)
    for left, right in rows:
        lines += [f"  {left:{width}}  {right}"] if len(left) <= width else [f"  {left}", f"  {'':{width}}  {right}"]
    return "\n".join(lines) + "\n"
