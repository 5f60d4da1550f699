"""What the machine's libcrypto makes of texts that no program of OpenSSL shows."""

from __future__ import annotations

import ctypes
import ctypes.util
from functools import lru_cache
from typing import Any, NamedTuple

import pytest

from tests.tools.programs import MISSING, tools_are_required

_POINTER = ctypes.c_void_p
_TEXT = ctypes.c_char_p
_SIGNATURES: dict[str, tuple[Any, list[Any]]] = {
    "NCONF_new": (_POINTER, [_POINTER]),
    "NCONF_free": (None, [_POINTER]),
    "NCONF_load_bio": (ctypes.c_int, [_POINTER, _POINTER, _POINTER]),
    "BIO_new_mem_buf": (_POINTER, [_TEXT, ctypes.c_int]),
    "BIO_free": (ctypes.c_int, [_POINTER]),
    "OPENSSL_LH_doall": (None, [_POINTER, _POINTER]),
    "OPENSSL_sk_num": (ctypes.c_int, [_POINTER]),
    "OPENSSL_sk_value": (_POINTER, [_POINTER, ctypes.c_int]),
    "ERR_clear_error": (None, []),
    "ERR_peek_last_error": (ctypes.c_ulong, []),
    "ERR_reason_error_string": (_TEXT, [ctypes.c_ulong]),
    "X509V3_parse_list": (_POINTER, [_TEXT]),
    "OBJ_new_nid": (ctypes.c_int, [ctypes.c_int]),
    "OBJ_nid2sn": (_TEXT, [ctypes.c_int]),
    "OBJ_nid2ln": (_TEXT, [ctypes.c_int]),
    "OBJ_nid2obj": (_POINTER, [ctypes.c_int]),
    "OBJ_obj2nid": (ctypes.c_int, [_POINTER]),
    "OBJ_txt2obj": (_POINTER, [_TEXT, ctypes.c_int]),
    "OBJ_obj2txt": (ctypes.c_int, [_TEXT, ctypes.c_int, _POINTER, ctypes.c_int]),
    "ASN1_OBJECT_free": (None, [_POINTER]),
}


class Refused(Exception):
    """libcrypto's refusal: its last reason."""


class Object(NamedTuple):
    """An object that libcrypto has names for; the identifier is empty if it has none."""

    short_name: str
    long_name: str
    oid: str


class _ConfValue(ctypes.Structure):
    _fields_ = (("section", _TEXT), ("name", _TEXT), ("value", _POINTER))


class _Conf(ctypes.Structure):
    _fields_ = (("meth", _POINTER), ("meth_data", _POINTER), ("data", _POINTER))


@lru_cache(maxsize=1)
def _library() -> ctypes.CDLL:
    found = ctypes.util.find_library("crypto")
    if found is None:
        reason = f"{MISSING}libcrypto (Debian: apt-get install libssl3)"
        if tools_are_required():
            pytest.fail(reason)
        pytest.skip(reason)
    library = ctypes.CDLL(found)
    for name, (result, arguments) in _SIGNATURES.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


def _refusal(library: ctypes.CDLL) -> Refused:
    reason = library.ERR_reason_error_string(library.ERR_peek_last_error())
    return Refused(reason.decode() if reason else "")


def _stack(library: ctypes.CDLL, stack: int) -> list[_ConfValue]:
    count = library.OPENSSL_sk_num(stack)
    return [_ConfValue.from_address(library.OPENSSL_sk_value(stack, index)) for index in range(count)]


def read_configuration(data: bytes) -> dict[bytes, list[tuple[bytes, bytes]]]:
    """Return each section's names and values in NCONF_get_section's order; raises `Refused`."""
    library = _library()
    library.ERR_clear_error()
    conf = library.NCONF_new(None)
    bio = library.BIO_new_mem_buf(data, len(data))
    try:
        if not library.NCONF_load_bio(conf, bio, None):
            raise _refusal(library)
        sections: dict[bytes, list[tuple[bytes, bytes]]] = {}

        def visit(address: int) -> None:
            item = _ConfValue.from_address(address)
            if item.name is None:
                entries = [(entry.name, ctypes.string_at(entry.value)) for entry in _stack(library, item.value)]
                sections[item.section] = entries

        library.OPENSSL_LH_doall(_Conf.from_address(conf).data, ctypes.CFUNCTYPE(None, _POINTER)(visit))
        return sections
    finally:
        library.BIO_free(bio)
        library.NCONF_free(conf)


def read_list(text: bytes) -> list[tuple[bytes, bytes | None]]:
    """Return X509V3_parse_list's names and values; raises `Refused`."""
    library = _library()
    library.ERR_clear_error()
    stack = library.X509V3_parse_list(text)
    if not stack:
        raise _refusal(library)
    return [(item.name, ctypes.string_at(item.value) if item.value else None) for item in _stack(library, stack)]


def _oid(library: ctypes.CDLL, address: int) -> str:
    buffer = ctypes.create_string_buffer(4096)
    library.OBJ_obj2txt(buffer, len(buffer), address, 1)
    return buffer.value.decode()


def objects() -> list[Object]:
    """Return every object of the table, the undefined one excepted."""
    library = _library()
    found = []
    for nid in range(1, library.OBJ_new_nid(0)):
        short, long = library.OBJ_nid2sn(nid), library.OBJ_nid2ln(nid)
        if short is not None:
            found.append(Object(short.decode(), long.decode(), _oid(library, library.OBJ_nid2obj(nid))))
    return found


def object_of(text: str) -> Object | None:
    """Return what OBJ_txt2obj makes of a text: None if it refuses; the names are empty if it has none."""
    library = _library()
    address = library.OBJ_txt2obj(text.encode(), 0)
    if not address:
        return None
    nid = library.OBJ_obj2nid(address)
    short, long = (library.OBJ_nid2sn(nid), library.OBJ_nid2ln(nid)) if nid else (b"", b"")
    found = Object(short.decode(), long.decode(), _oid(library, address))
    library.ASN1_OBJECT_free(address)
    return found
