"""Values in the language of `ASN1_generate_nconf(3)`, as far as other names need them: character strings."""

from __future__ import annotations

from ..asn1 import BMPString, IA5String, PrintableString, UTF8String
from ..errors import EncodeError
from .names import Spelling
from .wording import quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..asn1.universal import String
    from .value import Value

_STRINGS: dict[str, type[String]] = {
    "UTF8": UTF8String,
    "UTF8String": UTF8String,
    "IA5": IA5String,
    "IA5STRING": IA5String,
    "PRINTABLE": PrintableString,
    "PRINTABLESTRING": PrintableString,
    "BMP": BMPString,
    "BMPSTRING": BMPString,
}


def parse_asn1(text: Value) -> String:
    """Return the value of a text such as `UTF8:user@a.example`; raises ConfigError, also for other types."""
    word, _, _ = text.partition(":")
    kind = _STRINGS.get(word.strip())
    if kind is None:
        raise text.error(f"the ASN.1 type {quoted(word)} is not supported yet; {', '.join(_STRINGS)} are")
    value = text.part(len(word) + 1)
    try:
        return kind(Spelling().characters(value))
    except EncodeError as error:
        raise value.error(str(error)) from None
