"""The list that most extension values are: `name:value, name, ...` (`x509v3_config(5)`)."""

from __future__ import annotations

from .value import SPACES, Value
from .wording import quoted
from .words import parse_boolean, parse_integer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from x509forge.errors import ConfigError


class ListItem:
    """One item: a name, and what follows its first colon (None if it has no colon)."""

    __slots__ = ("name", "value")

    def __init__(self, name: Value, value: Value | None) -> None:
        self.name = name
        self.value = value

    def __repr__(self) -> str:
        return (
            f"<ListItem {str(self.name)!r}>"
            if self.value is None
            else f"<ListItem {str(self.name)!r}: {str(self.value)!r}>"
        )

    def needed(self) -> Value:
        """Return the value; raises ConfigError where there is none."""
        if self.value is None:
            raise self.error(f"{quoted(self.name)} is followed by no value")
        return self.value

    def boolean(self) -> bool:
        """Return the value as a truth; raises ConfigError for what is none."""
        return parse_boolean(self.needed())

    def integer(self) -> int:
        """Return the value as a number; raises ConfigError for what is none."""
        return parse_integer(self.needed())

    def error(self, reason: str, position: int | None = None) -> ConfigError:
        """Return (not raise) the error that says `reason` of this item, or of its value's character at `position`."""
        return self.name.error(reason) if position is None or self.value is None else self.value.error(reason, position)


def parse_list(value: str) -> tuple[ListItem, ...]:
    """Return the items of a list, blanks around names and values taken off.

    As OpenSSL does: a CR or LF (written with an escape) ends the search for commas and colons, but
    not the last item; blanks stay behind a text of a single octet. Raises `ConfigError` where a
    name is empty, or a value after its colon.
    """
    whole = value if isinstance(value, Value) else Value(value)
    ends = [at for at in (whole.find("\r"), whole.find("\n")) if at >= 0]
    stop = min(ends, default=len(whole))
    items = []
    start = 0
    while True:
        comma = whole.find(",", start, stop)
        end = len(whole) if comma < 0 else comma
        colon = whole.find(":", start, stop if comma < 0 else comma)
        name = _stripped(whole, start, end if colon < 0 else colon)
        if name is None:
            raise whole.error("empty name in a list", start)
        text = None
        if colon >= 0:
            text = _stripped(whole, colon + 1, end)
            if text is None:
                raise whole.error(f'"{name}:" is followed by no value', colon)
        items.append(ListItem(name, text))
        if comma < 0:
            return tuple(items)
        start = comma + 1


def _stripped(whole: Value, start: int, stop: int) -> Value | None:
    """Return a part without the blanks around it, or None if nothing else is there."""
    text = whole[start:stop]
    stripped = text.strip(SPACES)
    if not stripped:
        return None
    start += len(text) - len(text.lstrip(SPACES))
    is_one_octet = len(stripped) == 1 and len(stripped.encode("utf-8", "surrogateescape")) == 1
    return whole.part(start, stop if is_one_octet else start + len(stripped))
