"""What stands beside a type in `Annotated[...]`: tags, DEFAULT, SET OF, open types."""

from __future__ import annotations

from ..der import CONTEXT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .types import TypeTable


class Explicit:
    """`[number] EXPLICIT`: the element stands whole within another one (X.680 31.2)."""

    __slots__ = ("number", "tag_class")

    def __init__(self, number: int, tag_class: int = CONTEXT) -> None:
        self.number = number
        self.tag_class = tag_class


class Implicit(Explicit):
    """`[number] IMPLICIT`: the tag takes the place of the type's own (X.680 31.2). Not for CHOICE and ANY."""

    __slots__ = ()


class Default:
    """`DEFAULT value`: left out when equal, and refused by the reader when written out (X.690 11.5)."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value


class SetOf:
    """`SET OF`, for a tuple: encodings come out in ascending order, whatever order was given (X.690 11.6)."""

    __slots__ = ()


class Enumerated:
    """`ENUMERATED`, for an int."""

    __slots__ = ()


class Named:
    """A field's name in ASN.1, where it is not the Python name in camel case."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class Secret:
    """A field that no `repr`, message or rendering shows."""

    __slots__ = ()


class Open:
    """`ANY DEFINED BY field`: the type that a table has for the OBJECT IDENTIFIER in an earlier field.

    A value under an identifier that the table does not know is kept as `Any`, and
    one that does not decode as `Undecoded`. The field may lie within an earlier
    one: `private_key_algorithm.algorithm`.
    """

    __slots__ = ("field", "table")

    def __init__(self, field: str, table: TypeTable) -> None:
        self.field = field
        self.table = table


class Containing:
    """`OCTET STRING (CONTAINING type)`: the type is the one that the markers before this one made (X.682 11).

    Behind `Open`, the contents under an unknown identifier are bytes: nothing says that they are DER. Contents that
    are not of the type are kept as `Undecoded`.
    """

    __slots__ = ()


class Cited:
    """Where the standard says what a field is for, `RFC 5280 4.1.2.2`; the explainer quotes it."""

    __slots__ = ("citation",)

    def __init__(self, citation: str) -> None:
        self.citation = citation


class Holds:
    """What the octets of a BIT STRING or OCTET STRING are, by the OBJECT IDENTIFIER in another field of the same type.

    For the explainer alone: the field itself stays a string. The other field may come later, and lie within
    another one. Under an identifier without a name nobody knows what they are, and the explainer may `guess`.
    """

    __slots__ = ("field", "guess", "table")

    def __init__(self, field: str, table: TypeTable, *, guess: bool = True) -> None:
        self.field = field
        self.table = table
        self.guess = guess


class OrUndecoded:
    """Keeps a value that does not decode as `Undecoded`, so that it does not cost the whole structure."""

    __slots__ = ()
