"""What octets look like before they are read: the elements of a SEQUENCE, and the labels of PEM."""

from __future__ import annotations

from x509forge import pem
from x509forge.der import identifier_at, read_header
from x509forge.errors import DecodeError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from x509forge.pem import Block

INTEGER, BIT_STRING, OCTET_STRING, SEQUENCE = b"\x02", b"\x03", b"\x04", b"\x30"


def shape(data: bytes) -> list[bytes]:
    """Return the identifiers of the elements in a SEQUENCE, the first ten of them; none if it is no such thing."""
    found: list[bytes] = []
    try:
        if identifier_at(data, 0, len(data)) != SEQUENCE:
            return []
        at, stop = read_header(data, 0, len(data))
        if stop != len(data):
            return []
        while at < stop and len(found) < 10:
            found.append(identifier_at(data, at, stop))
            _, at = read_header(data, at, stop)
    except DecodeError:
        return []
    return found


def why_not_in_pem(what: str, data: bytes | str, blocks: tuple[Block, ...]) -> str:
    """Return why there is no key of some sort among the blocks of a file: what there is instead."""
    if not blocks:
        # The words for what is no PEM at all are there already.
        try:
            pem.one(data)
        except DecodeError as error:
            return str(error)
    shown = ", ".join(f"{block.label:.40} (line {block.line})" for block in blocks[:8])
    return f"no {what}; there is: {shown}{', and more' if len(blocks) > 8 else ''}"
