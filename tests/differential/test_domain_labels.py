"""Which labels stand for a text that IDNA2008 allows: those of which the package idna says so."""

from __future__ import annotations

import unicodedata

import idna
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from x509forge.rules.host import fault_of_a_label

# Letters and digits, then what is special: scripts from right to left, marks, joiners, what depends on its neighbours.
CHARACTERS = st.one_of(
    *(
        st.characters(min_codepoint=first, max_codepoint=last)
        for first, last in (
            *((0x61, 0x7A), (0x30, 0x39), (0xB0, 0x24F), (0x370, 0x45F), (0x5D0, 0x5F4), (0x620, 0x6F9)),
            *((0x900, 0x97F), (0x3041, 0x30FF), (0x4E00, 0x4E4F), (0x200B, 0x200E), (0x300, 0x32F), (0x1E00, 0x1EFF)),
        )
    ),
    st.sampled_from("-l\u00b7\u0375\u05d0\u05f3\u05f4\u30fb\u200c\u200d\u094d\u0660\u06f0\u00df\u03c2"),
)


def _allows(label: str) -> bool:
    try:
        idna.ulabel(label)
    except (idna.IDNAError, UnicodeError):
        return False
    return True


def _a_label(text: str) -> str:
    return "xn--" + text.encode("punycode").decode("ascii")


@given(st.text(CHARACTERS, min_size=1, max_size=6))
def test_a_label_is_one_where_idna_says_so(text: str) -> None:
    assume(not text.isascii())
    # What one version of Unicode does not know another may; a joiner between letters needs tables that Python has not.
    assume(all(unicodedata.category(character) != "Cn" for character in text))
    assume("\u200c" not in text.strip("\u200c"))
    assert (fault_of_a_label(_a_label(text)) is None) is _allows(_a_label(text))


SOME = (
    *("b\u00fccher", "B\u00fccher", "stra\u00dfe", "\u03b2\u03cc\u03bb\u03bf\u03c2", "l\u00b7l", "a\u0375\u03b1"),
    *("\u05d0\u05f3", "\u30a2\u30fb\u30a2", "\u0646\u0627\u0645\u0647\u200c\u0627\u06cc", "\u0915\u094d\u200d\u0937"),
    *("\u05d01", "\u0628\u0660", "\u4e2d\u6587"),
)
NONE = (
    *("b\u00dccher", "a\u00b7l", "\u0375a", "a\u05f3", "a\u30fb", "a\u200c\u00fc", "a\u200d\u00fc"),
    *("\u0628\u0660\u06f0", "a\u05d0", "1\u05d0", "\u0308a", "u\u0308", "-\u00fc", "\u00fc-", "ab--\u00fc"),
    *("\u2603", "\u05d0a", "\u05d0-"),
)


@pytest.mark.parametrize("text", SOME)
def test_labels_that_are_some(text: str) -> None:
    assert _allows(_a_label(text))
    assert fault_of_a_label(_a_label(text)) is None


@pytest.mark.parametrize("text", NONE)
def test_labels_that_are_none(text: str) -> None:
    assert not _allows(_a_label(text))
    assert fault_of_a_label(_a_label(text)) is not None
