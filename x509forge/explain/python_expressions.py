"""Python expressions: what each is worth, and how it is laid out in lines, as `ruff format` would leave it."""

from __future__ import annotations

import functools
import unicodedata

from ..der import encode_integer
from ..inert import inert

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

WIDTH = 120
_INDENT = 4
_ROW = 32
"""How many octets stand in a row of hexadecimal digits."""
_SHORTEST_ROW = 8
_MOST_DECIMAL = 1 << 31


class Expression:
    """An expression. `value` is what it is worth, found once and without its text; `flat` is its text in one line.

    `comment` stands in a line of its own before it.
    """

    comment = ""

    @functools.cached_property
    def value(self) -> Any:
        """What the expression is worth; raises what its calls raise."""
        raise NotImplementedError

    @functools.cached_property
    def flat(self) -> str | None:
        """The text in one line; None where it has to be broken into several."""
        raise NotImplementedError

    def broken(self, indent: int, before: str, after: str) -> Iterator[str]:
        """Yield the lines of the text with these texts around it, where it does not fit in one."""
        raise NotImplementedError

    def lines(self, indent: int = 0, before: str = "", after: str = "", *, alone: bool = False) -> Iterator[str]:
        """Yield the lines with these texts around it; `alone` if it is all that stands between two parentheses."""
        if self.comment:
            yield from comment_lines(self.comment, indent)
        if self.flat is not None and fits(indent, before, self.flat, after):
            yield " " * indent + before + self.flat + after
        else:
            yield from self._broken_alone(indent, before, after) if alone else self.broken(indent, before, after)

    def _broken_alone(self, indent: int, before: str, after: str) -> Iterator[str]:
        return self.broken(indent, before, after)

    def parts(self) -> Iterator[tuple[str, Expression]]:
        """Yield the expressions that this one is made of, each with what stands before it."""
        return iter(())

    def with_parts(self, parts: Sequence[Expression]) -> Expression:
        """Return the same expression made of others, which are worth the same."""
        return self

    def like(self, other: Expression) -> Expression:
        """Return another expression with the comment of this one."""
        other.comment = self.comment
        return other


class Literal(Expression):
    """None, a truth value or a number."""

    def __init__(self, value: bool | int | None) -> None:
        self.value = value

    @functools.cached_property
    def flat(self) -> str | None:
        value = self.value
        if value is None or isinstance(value, bool) or abs(value) < _MOST_DECIMAL:
            return repr(value)
        digits = f"{abs(value):X}"
        groups = [digits[max(at - 8, 0) : at] for at in range(len(digits), 0, -8)]
        return f"{'-' if value < 0 else ''}0x{'_'.join(reversed(groups))}"

    def broken(self, indent: int, before: str, after: str) -> Iterator[str]:
        # A number has no place to be broken at; its octets have.
        octets = Octets(encode_integer(self.value).lstrip(b"\0"))
        yield " " * indent + f"{before}int.from_bytes("
        yield from octets.lines(indent + _INDENT, "", ",")
        yield " " * (indent + _INDENT) + '"big",'
        if self.value < 0:
            yield " " * (indent + _INDENT) + "signed=True,"
        yield " " * indent + f"){after}"


class Text(Expression):
    """A string. What a terminal or an editor might act on, or show in another order, is escaped."""

    def __init__(self, value: str) -> None:
        self.value = value

    @functools.cached_property
    def flat(self) -> str | None:
        return _quoted(self.value)

    def broken(self, indent: int, before: str, after: str) -> Iterator[str]:
        yield " " * indent + before + "("
        yield from self._rows(indent + _INDENT)
        yield " " * indent + ")" + after

    def _broken_alone(self, indent: int, before: str, after: str) -> Iterator[str]:
        return self._rows(indent)

    def _rows(self, indent: int) -> Iterator[str]:
        room = max(WIDTH - indent - 2, 2 * _SHORTEST_ROW)
        row, used, blank = "", 0, 0
        for character in self.value:
            width = 2 if character in "\"'\\" else _width(_escaped(character))
            if row and used + width > room:
                # Where there is none, a word is broken.
                blank = blank or len(row)
                yield " " * indent + _quoted(row[:blank])
                row = row[blank:]
                used, blank = _width(_quoted(row)) - 2, 0
            row += character
            used += width
            if character == " ":
                blank = len(row)
        yield " " * indent + _quoted(row)


class Octets(Expression):
    """Octets: as text where they are some, else in rows of hexadecimal digits."""

    def __init__(self, value: bytes) -> None:
        self.value = value

    @functools.cached_property
    def flat(self) -> str | None:
        if not self.value or _is_text(self.value):
            return "b" + _quoted(self.value.decode("ascii"))
        return f'bytes.fromhex("{self.value.hex()}")'

    def broken(self, indent: int, before: str, after: str) -> Iterator[str]:
        yield " " * indent + before + "bytes.fromhex("
        room = (WIDTH - indent - _INDENT - 2) // 2
        # What fits in one row is not broken any further.
        row = len(self.value) if len(self.value) <= room else max(min(room, _ROW), _SHORTEST_ROW)
        for at in range(0, len(self.value), row):
            yield " " * (indent + _INDENT) + f'"{self.value[at : at + row].hex()}"'
        yield " " * indent + ")" + after


class Named(Expression):
    """Something under its name: a constant, or what was bound before."""

    def __init__(self, name: str, value: Any) -> None:
        self.name = name
        self.value = value

    @functools.cached_property
    def flat(self) -> str | None:
        return self.name

    def broken(self, indent: int, before: str, after: str) -> Iterator[str]:
        yield " " * indent + before + self.name + after


class _Bracketed(Expression):
    """What has parts between brackets."""

    def opening(self) -> str:
        """Return what stands before the parts, with the bracket."""
        raise NotImplementedError

    closing = ")"

    @functools.cached_property
    def flat(self) -> str | None:
        parts = []
        for before, part in self.parts():
            if part.comment or part.flat is None:
                return None
            parts.append(before + part.flat)
        comma = "," if len(parts) == 1 and self.opening() == "(" else ""
        return f"{self.opening()}{', '.join(parts)}{comma}{self.closing}"

    def broken(self, indent: int, before: str, after: str) -> Iterator[str]:
        parts = list(self.parts())
        yield " " * indent + before + self.opening()
        alone = len(parts) == 1 and not parts[0][0] and self.opening() not in ("(", "[")
        for name, part in parts:
            yield from part.lines(indent + _INDENT, name, ",", alone=alone)
        yield " " * indent + self.closing + after


class Items(_Bracketed):
    """A list, or a pair."""

    def __init__(self, items: Iterable[Expression], *, pair: bool = False) -> None:
        self.items = tuple(items)
        self.pair = pair
        self.closing = ")" if pair else "]"

    @functools.cached_property
    def value(self) -> Any:
        values = [item.value for item in self.items]
        return tuple(values) if self.pair else values

    def with_parts(self, parts: Sequence[Expression]) -> Expression:
        return self.like(Items(parts, pair=self.pair))

    def opening(self) -> str:
        return "(" if self.pair else "["

    def parts(self) -> Iterator[tuple[str, Expression]]:
        return (("", item) for item in self.items)


class Call(_Bracketed):
    """A call of something that has a name."""

    def __init__(
        self,
        name: str,
        function: Callable[..., Any],
        arguments: Sequence[Expression] = (),
        named: Mapping[str, Expression] | None = None,
    ) -> None:
        self.name = name
        self.function = function
        self.arguments = arguments
        self.named = named or {}

    @functools.cached_property
    def value(self) -> Any:
        named = {name: argument.value for name, argument in self.named.items()}
        return self.function(*[argument.value for argument in self.arguments], **named)

    def with_parts(self, parts: Sequence[Expression]) -> Expression:
        count = len(self.arguments)
        named = dict(zip(self.named, parts[count:], strict=True))
        return self.like(Call(self.name, self.function, parts[:count], named))

    def opening(self) -> str:
        return f"{self.name}("

    def parts(self) -> Iterator[tuple[str, Expression]]:
        for argument in self.arguments:
            yield "", argument
        for name, argument in self.named.items():
            yield f"{name}=", argument


class Method(Expression):
    """A call of a method that takes nothing."""

    def __init__(self, owner: Expression, name: str) -> None:
        self.owner = owner
        self.name = name

    @functools.cached_property
    def value(self) -> Any:
        return getattr(self.owner.value, self.name)()

    def parts(self) -> Iterator[tuple[str, Expression]]:
        yield "", self.owner

    def with_parts(self, parts: Sequence[Expression]) -> Expression:
        return self.like(Method(parts[0], self.name))

    @functools.cached_property
    def flat(self) -> str | None:
        return None if self.owner.flat is None else f"{self.owner.flat}.{self.name}()"

    def broken(self, indent: int, before: str, after: str) -> Iterator[str]:
        return self.owner.broken(indent, before, f".{self.name}(){after}")


def fits(indent: int, *texts: str) -> bool:
    """Return whether a line of these texts is no longer than lines are."""
    return indent + sum(map(_width, texts)) <= WIDTH


def comment_lines(text: str, indent: int) -> Iterator[str]:
    """Yield a comment in lines; nothing of it can end it."""
    words = "".join(map(_escaped, text.replace("\\", "\\\\"))).split()
    line = "#"
    for word in words:
        word = word if len(word) <= 60 else word[:57] + "..."
        if indent + _width(line) + 1 + _width(word) > WIDTH:
            yield " " * indent + line
            line = "#"
        line += " " + word
    yield " " * indent + line


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _is_text(octets: bytes) -> bool:
    return len(octets) > 2 and octets.isascii() and octets.decode("ascii").isprintable()


def _quoted(text: str) -> str:
    """Return a text between the quotes that need fewer escapes."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    body = text.replace("\\", "\\\\").replace(quote, "\\" + quote)
    return quote + "".join(map(_escaped, body)) + quote


def _escaped(character: str) -> str:
    """Return a character as it stands between quotes.

    Beyond ASCII, letters and digits of scripts that run from left to right are themselves. All else is escaped:
    controls, what turns the order of what is shown, blanks, what is not seen, and signs that pass for those
    of ASCII.
    """
    if character.isascii():
        return character if character.isprintable() else repr(character)[1:-1]
    if character.isalnum() and unicodedata.bidirectional(character) == "L" and inert(character) == character:
        return character
    return character.encode("ascii", "backslashreplace").decode("ascii")
