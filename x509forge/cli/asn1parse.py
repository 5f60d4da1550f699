"""`asn1parse`: the elements of any BER, as OpenSSL 3.0 prints them."""

from __future__ import annotations

import base64

from .. import pem
from ..errors import DecodeError
from ..openssl.asn1_value import parse_asn1
from ..openssl.config import Config
from ..openssl.section import DEFAULT_SECTION
from ..openssl.text.asn1parse import Element, parse_lines
from ..openssl.text.strings import finished
from ..openssl.value import Value
from . import console
from .files import Refused, about, called, deliver, is_pem, read, read_format
from .options import Arguments, Option, UsageError, Verb

_LARGEST = 1 << 40


def _run(given: Arguments) -> int:
    data = _data(given)
    for text in given.texts("strparse"):
        data = _inside(data, text)
    offset = given.number("offset", 0, _LARGEST) or 0
    length = given.number("length", 0, _LARGEST) or 0
    if offset >= len(data):
        raise Refused(f"-offset {offset} is beyond the end: there are {len(data)} octets")
    data = data[offset : offset + (length or len(data))]
    if given.has("out"):
        deliver([(given.text("out"), data, False)])
    if given.has("noout"):
        return 0
    limit = -1 if given.has("dump") else given.number("dlimit", 0, _LARGEST) or 0
    lines, whole = parse_lines(data, indent=given.has("i"), dump_limit=limit)
    console.put(console.octets(finished("".join(lines))))
    return 0 if whole else 1


def _data(given: Arguments) -> bytes:
    """Return the octets: of a file, or those that -genstr and -genconf describe."""
    text, path = given.text("genstr"), given.text("genconf")
    if text is None and path is None:
        form = "PEM" if given.has("strictpem") else read_format(given.text("inform"))
        data = read(given.text("in"))
        with about(called(given.text("in"))):
            return _octets(data, form, strict=given.has("strictpem"))
    config = Config.parse("") if path is None else Config.load(path)
    value = Value(text) if text is not None else config.get(DEFAULT_SECTION, "asn1")
    if value is None:
        raise Refused(f"{path}: there is no asn1 = type:value in its default section")
    return parse_asn1(value, config)


def _octets(data: bytes, form: str | None, *, strict: bool) -> bytes:
    """Return the first block of PEM, base64 with nothing around it, or what stands there."""
    if is_pem(data, form):
        blocks = pem.decode(data)
        if blocks:
            return blocks[0].data
        if strict:
            raise Refused("there is no block of PEM")
    elif form == "DER":
        return data
    try:
        return base64.b64decode(b"".join(data.split()), validate=True)
    except ValueError:
        if form == "PEM":
            raise Refused("there is no block of PEM, nor is this base64") from None
        return data


def _inside(data: bytes, text: str) -> bytes:
    """Return the contents of the element at an offset."""
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise UsageError(f"-strparse takes the offset of an element, not {text!r}")
    at = int(text)
    if not 0 < at < len(data):
        # OpenSSL says so, and goes on.
        console.warn(f"-strparse {at} is out of range")
        return data
    try:
        element = Element(data, at, len(data))
        stop = element.end(data, len(data))
    except DecodeError as error:
        raise Refused(f"-strparse {at}: {error}") from None
    if element.tag_class or (element.constructed and element.number in (16, 17)):
        return data[at:stop]
    if element.number in (1, 5, 6):
        raise Refused(f"-strparse {at}: nothing is encoded in an element of this type")
    # A BIT STRING begins with the count of its unused bits.
    return data[element.start + (element.number == 3) : stop]


VERB = Verb(
    "asn1parse",
    "Print the elements of whatever is encoded in BER or DER.",
    (
        Option("in", "FILE", "what to read; standard input if there is none"),
        Option("inform", "PEM|DER", "its format; found out if it is not given"),
        Option("out", "FILE", "write the octets there, in DER"),
        Option("noout", None, "print nothing"),
        Option("i", None, "indent names by their depth"),
        Option("offset", "N", "begin there"),
        Option("length", "N", "so many octets"),
        Option("dump", None, "dump what is no text in hexadecimal"),
        Option("dlimit", "N", "the same, up to so many octets"),
        Option("strparse", "OFFSET", "look into the OCTET STRING or BIT STRING there", many=True),
        Option("strictpem", None, "the input is PEM"),
        Option("genstr", "TYPE:VALUE", "print what this text of ASN1_generate_nconf(3) stands for"),
        Option("genconf", "FILE", "the configuration with its sections; its asn1 = ... where there is no -genstr"),
    ),
    _run,
    examples=(
        "x509forge asn1parse -in server.crt -i",
        "x509forge asn1parse -genstr UTF8:hello -noout -out hello.der",
    ),
    later=frozenset({"item", "oid"}),
)
