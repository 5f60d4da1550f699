"""What an element is as a value of a declared type: through choices and wrappers, down to what reads its contents."""

from __future__ import annotations

from ..asn1.codecs import Declared, Kept, Retagged, Union
from ..asn1.declare import ChoiceCodec, SequenceCodec, TypedefCodec
from ..asn1.universal import ANY, BitString, NamedBits, String

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..asn1.codecs import Codec
    from ..asn1.schema import Field
    from ..asn1.value import ValueType


class Meaning:
    """What an element is, as far as a declaration says."""

    __slots__ = ("alternative", "codec", "declared", "field", "secret")

    def __init__(
        self,
        codec: Codec | None,
        declared: ValueType | None,
        alternative: str,
        field: Field | None,
        secret: bool = False,
    ) -> None:
        self.codec = codec
        """The codec at the bottom, which is no choice and no wrapper any more; None where nothing is declared."""
        self.declared = declared
        self.alternative = alternative
        """The names of the alternatives chosen on the way, joined by dots."""
        self.field = field
        """The alternative's own declaration."""
        self.secret = secret
        """Whether a type on the way says that its contents are secret."""


def meaning(codec: Codec, identifier: bytes) -> Meaning | str:
    """Return what an element is as a value of this type; what was expected in its place, if it is none.

    What it is, its identifier octets tell: they choose among alternatives.
    """
    declared: ValueType | None = None
    alternatives: list[str] = []
    field: Field | None = None
    under_own_tag = True
    secret = False
    while True:
        if under_own_tag and codec.identifiers is not None and identifier not in codec.identifiers:
            return codec.expected
        under_own_tag = False
        if isinstance(codec, Kept):
            codec = codec.inner
            under_own_tag = True
        elif isinstance(codec, Retagged):
            codec = codec.inner
        elif isinstance(codec, Union):
            found = codec.by_identifier.get(identifier, codec.fallback)
            if found is None:
                return codec.expected
            codec = found
        elif isinstance(codec, ChoiceCodec):
            declared = codec.cls
            field = codec.by_identifier[identifier]
            alternatives.append(field.asn1_name)
            secret = secret or field.secret
            codec = field.codec
        elif isinstance(codec, TypedefCodec):
            is_string = issubclass(codec.cls, String)
            if (declared is None or alternatives) and not is_string:
                declared = codec.cls
            secret = secret or codec.cls._fields[0].secret
            codec = codec.inner
        else:
            break
    if isinstance(codec, SequenceCodec):
        if declared is None or alternatives:
            declared = codec.cls
    elif declared is None and isinstance(codec, Declared) and issubclass(codec.cls, NamedBits):
        declared = codec.cls
    is_anything = codec is ANY or codec.identifiers is None
    return Meaning(None if is_anything else codec, declared, ".".join(alternatives), field, secret)


def is_bit_string(codec: Codec | None) -> bool:
    """Return whether the contents are an octet that counts unused bits, and the bits."""
    return isinstance(codec, Declared) and issubclass(codec.cls, (BitString, NamedBits))
