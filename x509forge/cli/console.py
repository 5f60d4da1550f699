"""What the user sees and is asked: standard error for messages, the terminal for questions."""

from __future__ import annotations

import sys

from ..errors import PasswordRequired
from ..inert import inert
from ..later import pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..rules import Finding

PROGRAM = "x509forge"
_OCTETS = pattern("([\udc80-\udcff])")


def shown(text: str) -> str:
    """Return a text with nothing in it that a terminal acts on; line ends and tabs stay."""
    return "\n".join(["\t".join(map(inert, line.split("\t"))) for line in text.split("\n")])


def octets(text: str) -> bytes:
    """Return the same in UTF-8; lone surrogates are octets that were none of it, and go out as they came in."""
    if text.isascii():
        return shown(text).encode()
    return b"".join(
        part.encode("utf-8", "surrogateescape") if "\udc80" <= part <= "\udcff" else shown(part).encode()
        for part in _OCTETS.split(text)
    )


def say(text: str, end: str = "\n") -> None:
    """Write a message to standard error."""
    print(shown(text), end=end, file=sys.stderr, flush=True)


def error(text: str, hint: str = "") -> None:
    """Say what went wrong, and what to do about it."""
    say(f"{PROGRAM}: error: {text}")
    if hint:
        say(f"{PROGRAM}: hint: {hint}")


def hint(text: str) -> None:
    """Say what would be better."""
    say(f"{PROGRAM}: hint: {text}")


def warn(text: str) -> None:
    """Say what is not as it should be, and is done all the same."""
    say(f"warning: {text}")


def warn_of(findings: Iterable[Finding]) -> None:
    """Say what the rules find."""
    for finding in findings:
        warn(str(finding))


def put(data: bytes | str) -> None:
    """Write a result to standard output."""
    octets = data.encode() if isinstance(data, str) else data
    sys.stdout.flush()
    sys.stdout.buffer.write(octets)
    sys.stdout.buffer.flush()


def show(text: str) -> None:
    """Write a line for people to standard output."""
    put(shown(text).encode("utf-8", "backslashreplace") + b"\n")


class Terminal:
    """A dialogue on the terminal: questions on standard error, answers from standard input."""

    def say(self, text: str) -> None:
        """Show a text."""
        say(text, end="")

    def ask(self, question: str) -> str | None:
        """Return a line of standard input without its newline; None at its end."""
        say(question, end="")
        line = sys.stdin.buffer.readline()
        if not line:
            say("")
            return None
        return line.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", "surrogateescape")


def ask_password(what: str, *, confirm: bool = False) -> bytes:
    """Return a password typed at the terminal, without echo; raises PasswordRequired where there is no terminal."""
    import getpass
    import warnings

    try:
        with warnings.catch_warnings():
            # It would read standard input with the echo on.
            warnings.simplefilter("error", getpass.GetPassWarning)
            password = getpass.getpass(f"Password of {shown(what)}: ")
            if confirm and getpass.getpass("The same again: ") != password:
                raise PasswordRequired("the two passwords differ")
    except (EOFError, OSError, getpass.GetPassWarning):
        raise PasswordRequired(f"{what} needs a password, and there is no terminal to ask for it") from None
    return password.encode("utf-8", "surrogateescape")
