"""PKCS #11 URIs: RFC 7512's own examples, its rules, and no PIN in any message."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

import x509forge as xf
from x509forge.signing.pkcs11_uri import PKCS11URI, is_pkcs11_uri, without_query


@pytest.mark.parametrize(
    ("text", "path", "query"),
    [
        # RFC 7512 3, the line breaks taken out.
        ("pkcs11:", {}, {}),
        ("pkcs11:object=my-pubkey;type=public", {"object": b"my-pubkey", "type": b"public"}, {}),
        (
            "pkcs11:object=my-key;type=private?pin-source=file:/etc/token",
            {"object": b"my-key", "type": b"private"},
            {"pin-source": b"file:/etc/token"},
        ),
        (
            "pkcs11:token=The%20Software%20PKCS%2311%20Softtoken;manufacturer=Snake%20Oil,%20Inc.;model=1.0;"
            "object=my-certificate;type=cert;id=%69%95%3E%5C%F4%BD%EC%91;serial=?pin-source=file:/etc/token_pin",
            {
                "token": b"The Software PKCS#11 Softtoken",
                "manufacturer": b"Snake Oil, Inc.",
                "model": b"1.0",
                "object": b"my-certificate",
                "type": b"cert",
                "id": b"\x69\x95\x3e\x5c\xf4\xbd\xec\x91",
                "serial": b"",
            },
            {"pin-source": b"file:/etc/token_pin"},
        ),
        (
            "pkcs11:token=Software%20PKCS%2311%20softtoken;manufacturer=Snake%20Oil,%20Inc.?pin-value=the-pin",
            {"token": b"Software PKCS#11 softtoken", "manufacturer": b"Snake Oil, Inc."},
            {"pin-value": b"the-pin"},
        ),
        ("pkcs11:slot-description=Sun%20Metaslot", {"slot-description": b"Sun Metaslot"}, {}),
        (
            "pkcs11:library-manufacturer=Snake%20Oil,%20Inc.;library-description=Soft%20Token%20Library;"
            "library-version=1.23",
            {
                "library-manufacturer": b"Snake Oil, Inc.",
                "library-description": b"Soft Token Library",
                "library-version": b"1.23",
            },
            {},
        ),
        (
            "pkcs11:slot-id=327?module-path=/mnt/libmypkcs11.so.1",
            {"slot-id": b"327"},
            {"module-path": b"/mnt/libmypkcs11.so.1"},
        ),
        (
            "pkcs11:object=a?pin-source=|/usr/lib/pinomatic&module-name=snake-oil",
            {"object": b"a"},
            {"pin-source": b"|/usr/lib/pinomatic", "module-name": b"snake-oil"},
        ),
        ("PKCS11:token=%C5%BElu%C5%A5;object=a&b=c", {"token": "žluť".encode(), "object": b"a&b=c"}, {}),
    ],
)
def test_the_parts_of_a_uri(text: str, path: dict[str, bytes], query: dict[str, bytes]) -> None:
    uri = PKCS11URI(text)
    assert (uri.path, uri.query) == (path, query)
    assert str(uri) == text.partition("?")[0]
    assert "pin" not in repr(uri)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("file:/CA.key", "begins with pkcs11:"),
        ("pkcs11:token=a;token=b", "the URI has token twice"),
        ("pkcs11:token=a;token=a", "the URI has token twice"),
        ("pkcs11:?pin-value=SECRET&pin-value=SECRET", "the URI has pin-value twice"),
        ("pkcs11:?pin-value=SECRET&pin-source=file:/a", "both pin-source and pin-value"),
        ("pkcs11:object=a;x-muppet=cookie", "part 2 of the URI's path is the attribute x-muppet, and there are: id"),
        ("pkcs11:object=a?x-muppet=cookie", "part 1 of the URI's query is the attribute x-muppet"),
        ("pkcs11:pin-value=SECRET", "belongs in the other part"),
        ("pkcs11:object=a?token=b", "belongs in the other part"),
        ("pkcs11:Token=a", "the attribute Token"),
        ("pkcs11:token", "part 1 of the URI's path has no ="),
        ("pkcs11:token=a;", "part 2 of the URI's path has no ="),
        ("pkcs11:token=a?SECRET", "part 1 of the URI's query has no ="),
        ("pkcs11:token=a?SE CRET=1", "part 1 of the URI's query is no attribute"),
        ("pkcs11:=a", "part 1 of the URI's path is no attribute"),
        ("pkcs11:token=a b", "has a character in it that must be written as %"),
        ("pkcs11:token=ž", "has a character in it that must be written as %"),
        ("pkcs11:token=a/b", "has a character in it that must be written as %"),
        ("pkcs11:token=a#b", "has a character in it that must be written as %"),
        ("pkcs11:?pin-value=SEC#RET", "the URI's pin-value has a character in it"),
        ("pkcs11:?pin-value=SEC%RET", "a % in the URI's pin-value has no two hexadecimal digits"),
        ("pkcs11:token=%4", "no two hexadecimal digits"),
        ("pkcs11:token=%+1", "no two hexadecimal digits"),
        ("pkcs11:token=%FF", "the URI's token is no UTF-8"),
        ("pkcs11:type=key", "the URI's type is none of cert, data, private"),
        ("pkcs11:slot-id=", "the URI's slot-id is no number"),
        ("pkcs11:slot-id=0x1", "the URI's slot-id is no number"),
        ("pkcs11:slot-id=%D9%A3", "the URI's slot-id is no number"),
        ("pkcs11:slot-id=" + "9" * 5000, "the URI's slot-id is no number"),
        ("pkcs11:library-version=1.2.3", "the URI's library-version is no number"),
    ],
)
def test_what_is_no_uri(text: str, words: str) -> None:
    with pytest.raises(xf.KeyFormatError, match=words) as caught:
        PKCS11URI(text)
    assert "SEC" not in str(caught.value)
    assert caught.value.__context__ is None


def test_what_is_a_uri_and_what_a_path() -> None:
    assert is_pkcs11_uri("pkcs11:")
    assert is_pkcs11_uri("PKCS11:token=a")
    assert not is_pkcs11_uri("./pkcs11:token=a")
    assert not is_pkcs11_uri(None)
    assert without_query("pkcs11:token=a?pin-value=1") == "pkcs11:token=a"
    with pytest.raises(TypeError):
        PKCS11URI(b"pkcs11:")  # type: ignore[arg-type]


@given(st.text(st.characters(codec="utf-8")), st.binary(), st.text(st.characters(codec="utf-8")))
def test_whatever_is_encoded_comes_back(token: str, id: bytes, pin: str) -> None:
    uri = PKCS11URI(f"pkcs11:token={quote(token, safe='')};id={quote(id, safe='')}?pin-value={quote(pin, safe='')}")
    assert (uri.get("token"), uri.path["id"], uri.query["pin-value"]) == (token, id, pin.encode())


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_any_text_is_a_uri_or_refused(text: str) -> None:
    with suppress(xf.KeyFormatError):
        PKCS11URI(f"pkcs11:{text}")
