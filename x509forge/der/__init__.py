"""DER: identifier, length and contents octets, written and strictly read (X.690).

Functions here work on octets alone. `encode_*` return contents octets, and
`decode_*` take the whole buffer with the bounds `[start, stop)` of the contents,
so that every error can say at which octet of the input it stands.
"""

from __future__ import annotations

from .limits import MAX_IDENTIFIER_OCTETS, MAX_NAMED_BITS, MAX_OID_ARCS, MAX_OID_OCTETS, MAX_OPEN_TYPES
from .primitive import (
    decode_bit_string,
    decode_boolean,
    decode_integer,
    decode_null,
    decode_oid,
    encode_bit_string,
    encode_boolean,
    encode_integer,
    encode_named_bits,
    encode_oid,
)
from .text import encode_text, holds_text, text_codec, text_decoder
from .times import check_generalized_time, check_utc_time, decode_generalized_time, decode_utc_time
from .tlv import (
    APPLICATION,
    CONSTRUCTED,
    CONTEXT,
    PRIVATE,
    SHORT_LENGTHS,
    UNIVERSAL,
    base128,
    describe_identifier,
    element,
    encode_length,
    identifier,
    identifier_at,
    read_header,
)

__all__ = [
    "APPLICATION",
    "CONSTRUCTED",
    "CONTEXT",
    "MAX_IDENTIFIER_OCTETS",
    "MAX_NAMED_BITS",
    "MAX_OID_ARCS",
    "MAX_OID_OCTETS",
    "MAX_OPEN_TYPES",
    "PRIVATE",
    "SHORT_LENGTHS",
    "UNIVERSAL",
    "base128",
    "check_generalized_time",
    "check_utc_time",
    "decode_bit_string",
    "decode_boolean",
    "decode_generalized_time",
    "decode_integer",
    "decode_null",
    "decode_oid",
    "decode_utc_time",
    "describe_identifier",
    "element",
    "encode_bit_string",
    "encode_boolean",
    "encode_integer",
    "encode_length",
    "encode_named_bits",
    "encode_oid",
    "encode_text",
    "holds_text",
    "identifier",
    "identifier_at",
    "read_header",
    "text_codec",
    "text_decoder",
]
